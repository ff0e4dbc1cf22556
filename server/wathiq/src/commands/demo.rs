//! `wathiq demo`: everything on the embedded database, with invented people.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::json;
use wathiq_channels::mail_folder::MailFolder;
use wathiq_domain::Locale;
use wathiq_domain::act::ActKind;
use wathiq_domain::order::{Choice, Person, PersonFields, Recipient, RecipientFields};
use wathiq_service::App;
use wathiq_service::jobs::worker;
use wathiq_service::{onboarding, ordering, review, sealing, verification};
use wathiq_store::Reason;
use wathiq_store::tables::{offices, staff};
use wathiq_store::tenants::Tenant;
use wathiq_web::server;
use wathiq_web::state::{Demo as WebDemo, DemoAccount, DemoAct, DemoMail, DemoMailbox};

use crate::cli::Demo;
use crate::commands::serve;
use crate::config::{Config, MailMode};
use crate::keys::KeyFolder;
use crate::machine::{SystemClock, SystemEntropy};
use crate::sample;

/// File that says that the data folder was filled.
const FILLED: &str = "filled.json";

/// Runs the demonstration.
///
/// # Errors
/// When the data folder or the port cannot be had.
pub async fn run(options: &Demo, mut config: Config, json: bool) -> Result<ExitCode> {
    let scratch = options.once.then(tempfile::tempdir).transpose()?;
    let data = match (&options.data, &scratch) {
        (Some(data), _) => data.clone(),
        (None, Some(scratch)) => scratch.path().to_owned(),
        (None, None) => config.demo.data_dir.clone(),
    };
    if options.reset {
        reset(&data)?;
    }
    into_folder(&mut config, &data, options.port);
    if options.once {
        let out = options.out.clone().unwrap_or_else(|| PathBuf::from("out"));
        return once(&config, &data, &out, json).await;
    }
    // The port is taken first, so that links and codes hold the real address.
    if options.port == Some(0) {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        into_folder(&mut config, &data, Some(port));
    }
    let accounts = prepare(&config, &data).await?;
    let app = serve::build(&config).await?;
    let mailbox = Folder(MailFolder::open(&config.mail.folder.path, Arc::clone(&app.clock))?);
    let acts = offered(&app).await?;
    let demo = WebDemo { accounts: accounts.clone(), acts, mailbox: Box::new(mailbox) };
    let web = serve::web(&config, Arc::clone(&app), Some(demo))?;
    let (running, _) = server::start(web, &serve::listening(&config)).context("listening")?;
    announce(&config, &accounts, json);
    serve::until_stopped(app, running, Some(serve::worker_options(&config)), serve::shutdown_of(&config)).await?;
    Ok(ExitCode::SUCCESS)
}

/// Empties a data folder of the demonstration, and no other folder.
fn reset(data: &Path) -> Result<()> {
    if !data.exists() {
        return Ok(());
    }
    let ours = data.join(FILLED).exists() || std::fs::read_dir(data)?.next().is_none();
    if !ours {
        bail!("{} is not a folder of the demonstration: nothing was deleted", data.display());
    }
    std::fs::remove_dir_all(data).with_context(|| format!("emptying {}", data.display()))
}

/// Points every part of the configuration into the data folder.
fn into_folder(config: &mut Config, data: &Path, port: Option<u16>) {
    config.database.url = format!("sqlite:{}", data.join("wathiq.db").display());
    config.database.url_file.clear();
    config.database.owner_url_file.clear();
    config.database.migrate_on_start = true;
    config.keys.folder = data.join("keys");
    config.mail.mode = MailMode::Folder;
    config.mail.folder.path = data.join("mail");
    config.blobs.path = data.join("documents");
    if let Some(port) = port {
        config.server.bind = format!("127.0.0.1:{port}");
        config.server.public_url = format!("http://127.0.0.1:{port}");
        config.verify.base = format!("HTTP://127.0.0.1:{port}/V");
        config.verify.address = format!("127.0.0.1:{port}/v");
    }
}

fn announce(config: &Config, accounts: &[DemoAccount], json: bool) {
    let url = &config.server.public_url;
    if json {
        let accounts: Vec<_> = accounts
            .iter()
            .map(|a| {
                json!({
                    "role": a.role, "email": a.email, "password": a.password, "totp_secret": a.totp_secret,
                    "tenant": a.commune.fr,
                })
            })
            .collect();
        println!("{}", json!({ "url": url, "verify": config.verify.base, "staff": accounts }));
        return;
    }
    println!("The demonstration is at {url}/fr/demo (العربية: {url}/ar/demo · English: {url}/en/demo)");
    println!("  citizen       {url}/fr");
    println!("  staff         {url}/fr/staff/sign-in");
    println!("  mails         {url}/fr/demo/mail");
    println!("  verification  {url}/v");
    println!("Sign-ins (password {}; the second factor's digits are on the demonstration's page):", sample::PASSWORD);
    for account in accounts {
        println!("  {:<12} {:<34} secret {}", account.role, account.email, account.totp_secret);
    }
    println!("Ctrl-C ends it. Everybody in it is invented.");
}

/// Makes keys, schema, communes, staff, acts and requests, unless they are there.
async fn prepare(config: &Config, data: &Path) -> Result<Vec<DemoAccount>> {
    let marker = data.join(FILLED);
    if let Ok(text) = std::fs::read_to_string(&marker) {
        return accounts_from(&text);
    }
    std::fs::create_dir_all(data).with_context(|| format!("the folder {}", data.display()))?;
    if !KeyFolder::is_whole(&config.keys.folder) {
        KeyFolder::init(&config.keys.folder, "wathiq demo", &SystemClock, &SystemEntropy)?;
    }
    let app = serve::build(config).await?;
    let mut created = Vec::new();
    for spec in sample::communes()? {
        created.push(onboarding::create(&app, spec).await?);
    }
    for commune in &created {
        let tenant = commune.id;
        for act in sample::acts()? {
            let entered = app
                .db
                .tenant(tenant)
                .write(move |tx| {
                    let page = wathiq_store::Page::first(1);
                    let office = offices::list(tx, None, &page)?.rows.first().map(|o| o.id);
                    let office = office.ok_or(wathiq_store::StoreError::NotFound)?;
                    onboarding::enter_act(tx, office, ActKind::Birth, act.number, act.content)
                })
                .await;
            entered?;
        }
    }
    let mut lines = Vec::new();
    for (role, email) in sample::platform_accounts() {
        for commune in &created {
            if let Some(person) = commune.staff.iter().find(|person| person.email == email) {
                lines.push(json!({
                    "role": role, "email": email, "password": person.password,
                    "totp_secret": person.totp_secret, "commune": commune.name,
                }));
            }
        }
    }
    for index in 0..config.demo.requests {
        request(&app, index).await?;
    }
    let text = serde_json::to_string_pretty(&lines)?;
    std::fs::write(&marker, &text).with_context(|| format!("writing {}", marker.display()))?;
    accounts_from(&text)
}

fn accounts_from(text: &str) -> Result<Vec<DemoAccount>> {
    let lines: Vec<serde_json::Value> = serde_json::from_str(text)?;
    let account = |line: &serde_json::Value| -> Result<DemoAccount> {
        let word = |key: &str| line.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        Ok(DemoAccount {
            role: word("role"),
            email: word("email"),
            password: word("password"),
            totp_secret: word("totp_secret"),
            commune: serde_json::from_value(line.get("commune").cloned().unwrap_or_default())?,
        })
    };
    lines.iter().map(account).collect()
}

async fn tenants(app: &App) -> Result<Vec<Tenant>> {
    let page = wathiq_store::Page::first(10);
    Ok(app.db.system(Reason::Directory).read(move |tx| tx.tenants(None, &page)).await?.rows)
}

/// The acts that can be ordered.
async fn offered(app: &App) -> Result<Vec<DemoAct>> {
    let mut out = Vec::new();
    for tenant in tenants(app).await? {
        let office = ordering::open_offices(app, tenant.id).await?.into_iter().next();
        let Some(office) = office else { continue };
        for act in sample::acts()? {
            out.push(DemoAct {
                commune: tenant.name(),
                office: office.name(),
                number: act.number.to_string(),
                family: act.content.family,
                given: act.content.given,
                birth_date: act.content.birth_date,
            });
        }
    }
    Ok(out)
}

/// What a citizen would type for one of the invented acts.
fn typed(act: &sample::SampleAct) -> (PersonFields, String) {
    let born = act.content.birth_date;
    let known = born.day().is_some();
    let part = |part: Option<i8>| part.map(|n| n.to_string()).unwrap_or_default();
    let fields = PersonFields {
        for_whom: if born.year() > 2008 { "minor_child" } else { "myself" }.to_owned(),
        family_fr: act.content.family.fr.clone(),
        given_fr: act.content.given.fr.clone(),
        family_ar: act.content.family.ar.clone(),
        given_ar: act.content.given.ar.clone(),
        birth_day: if known { part(born.day()) } else { String::new() },
        birth_month: if known { part(born.month()) } else { String::new() },
        birth_year: born.year().to_string(),
        birth_unknown: if known { String::new() } else { "yes".to_owned() },
        father: act.content.father.as_ref().map(|f| f.fr.clone()).unwrap_or_default(),
        mother: String::new(),
    };
    (fields, act.number.to_string())
}

/// One invented request, handed in as a citizen would.
async fn request(app: &Arc<App>, index: u16) -> Result<wathiq_domain::ids::RequestId> {
    let tenants = tenants(app).await?;
    let tenant = tenants.get(usize::from(index) % tenants.len().max(1)).context("no communes")?.clone();
    let office = ordering::open_offices(app, tenant.id).await?.into_iter().next().context("no office")?;
    let acts = sample::acts()?;
    let act = acts.get(usize::from(index) % acts.len().max(1)).context("no acts")?;
    let (fields, number) = typed(act);
    let locale = Locale::ALL.get(usize::from(index) % 3).copied().unwrap_or_default();
    let kind = app.renderer.kinds().get("birth-extract").context("the birth extract is not installed")?;
    let languages: Vec<String> = kind.languages.iter().map(|v| v.code().to_owned()).collect();
    let choice = Choice::parse(&kind.code, &languages, "ar-fr", "1", "")?;
    let today = app.today(&tenant, app.clock.now());
    let person = Person::parse(&fields, today)?;
    let by_post = index % 4 == 3;
    let recipient = Recipient::parse(&RecipientFields {
        channel: if by_post { "post" } else { "email" }.to_owned(),
        email: format!("citizen{index}@example.org"),
        name: "Fatima EXEMPLE".to_owned(),
        street: "12, rue de l’Exemple".to_owned(),
        postcode: "90000".to_owned(),
        town: "Tanger".to_owned(),
        country: "MA".to_owned(),
    })?;
    let draft = ordering::start(app, tenant.id, office.id, locale, choice).await?;
    let draft = ordering::draft(app, draft).await?.context("the draft just begun")?;
    let (id, submitting) = (draft.request.id, Arc::clone(app));
    let act = wathiq_domain::act::ActNumber::parse(&number)?;
    app.db
        .tenant(tenant.id)
        .write(move |tx| {
            ordering::save(tx, id, locale, |order| {
                order.act = Some(act);
                order.person = Some(person);
                order.recipient = Some(recipient);
            })?;
            ordering::submit(tx, &submitting, id, locale, true)
        })
        .await?;
    Ok(id)
}

/// One line for each step, with its time.
struct Steps {
    json: bool,
    since: Instant,
}

impl Steps {
    fn done(&mut self, step: &str, detail: &str) {
        let ms = self.since.elapsed().as_secs_f64() * 1000.0;
        if self.json {
            println!("{}", json!({ "step": step, "ms": (ms * 10.0).round() / 10.0, "detail": detail }));
        } else {
            println!("{step:<9} {ms:>8.1} ms  {detail}");
        }
        self.since = Instant::now();
    }
}

/// One order through every real step, without a browser.
async fn once(config: &Config, data: &Path, out: &Path, json: bool) -> Result<ExitCode> {
    let mut steps = Steps { json, since: Instant::now() };
    let mut config = config.clone();
    config.demo.requests = 0;
    prepare(&config, data).await?;
    let app = serve::build(&config).await?;
    steps.done("prepare", "two communes, their keys, staff and acts");

    let id = request(&app, 0).await?;
    steps.done("order", "a birth extract, by e-mail");

    let tenant = tenants(&app).await?.into_iter().next().context("no communes")?;
    let db = app.db.tenant(tenant.id);
    let people = db.read(staff::all).await?;
    let with = |role: &'static str| {
        let found = people.iter().find(|p| p.email.starts_with(role)).map(|p| p.id);
        found.with_context(|| format!("no {role}"))
    };
    let (clerk, registrar) = (with("clerk@")?, with("registrar@")?);
    db.write(move |tx| {
        let who = staff::member(tx, clerk)?;
        let shown = review::open(tx, &who, id, None)?;
        let act = shown.act.ok_or(wathiq_service::Error::NotFound)?.id;
        review::approve(tx, &who, id, shown.request.version, act)
    })
    .await?;
    steps.done("approve", "the clerk found the act and compared it");

    let ordering = Arc::clone(&app);
    db.write(move |tx| {
        let who = staff::member(tx, registrar)?;
        sealing::order(tx, &ordering, &who, &[id])
    })
    .await?;
    let jobs = worker::drain(&app, &serve::worker_options(&config)).await?;
    let documents = db.read(move |tx| wathiq_store::tables::documents::of_request(tx, id)).await?;
    let document = documents.first().context("no document was made")?;
    let pdf = app.blobs.get(tenant.id, document.id).await?;
    steps.done("seal", &format!("number {}, {} bytes, {jobs} jobs", document.number(), pdf.len()));

    std::fs::create_dir_all(out).with_context(|| format!("the folder {}", out.display()))?;
    let file = out.join("extract.pdf");
    std::fs::write(&file, &pdf)?;
    let mails = MailFolder::open(&config.mail.folder.path, Arc::clone(&app.clock))?;
    let mut delivered = 0;
    for (place, mail) in mails.list()?.iter().rev().enumerate() {
        std::fs::copy(mails.file(&mail.id), out.join(format!("mail-{}.eml", place + 1)))?;
        delivered += 1;
    }
    if delivered < 2 {
        bail!("a receipt and a document should have been mailed, and {delivered} mails were");
    }
    steps.done("deliver", &format!("{delivered} mails: the receipt, and the link to the document"));

    std::fs::write(out.join("root.pem"), wathiq_seal::certificate::to_pem(app.platform.certificate())?)?;
    let trust = verification::trust_list(&app).await?;
    std::fs::write(out.join("trust.cwt"), &trust)?;
    let list = document.status_list.to_string();
    std::fs::write(out.join("status.cwt"), verification::status_list(&app, tenant.code.as_str(), &list).await?)?;
    let judged = super::verify::run(
        &crate::cli::Verify {
            file: Some(file.clone()),
            code: None,
            root: Some(out.join("root.pem")),
            trust: Some(out.join("trust.cwt")),
            status: Some(out.join("status.cwt")),
        },
        None,
        json,
    )?;
    if judged != ExitCode::SUCCESS {
        bail!("the document just made was not judged genuine");
    }
    steps.done("verify", "seal, code and status, without the server");
    let address = document.credential.clone().unwrap_or_default();
    if json {
        println!("{}", json!({ "pdf": file, "address": address }));
    } else {
        println!("The document is {}; its code opens\n{address}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder of mails, as the demonstration's pages read it.
struct Folder(MailFolder);

impl DemoMailbox for Folder {
    fn list(&self) -> std::io::Result<Vec<DemoMail>> {
        let mut out = Vec::new();
        for summary in self.0.list()? {
            out.extend(self.read(summary.id.as_str())?);
        }
        Ok(out)
    }

    fn read(&self, id: &str) -> std::io::Result<Option<DemoMail>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        Ok(self.0.read(&id)?.map(|mail| DemoMail {
            id: mail.summary.id.as_str().to_owned(),
            sent_at: mail.summary.sent_at,
            to: mail.summary.to,
            subject: mail.summary.subject,
            text: mail.text,
            html: mail.html,
            attachments: mail.attachments.into_iter().map(|a| (a.name, a.content_type, a.bytes)).collect(),
        }))
    }
}
