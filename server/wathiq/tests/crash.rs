//! `kill -9` of the server at random moments while orders run to the end: every order ends, no document number twice,
//! none missing. The moments are requests in flight, chosen by a seed; nothing waits for a clock.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use wathiq_domain::act::ActKind;
use wathiq_domain::ids::{RequestId, TenantId};
use wathiq_domain::request::RequestState;
use wathiq_service::{onboarding, passwords};
use wathiq_store::tables::{documents, offices, requests};
use wathiq_tests::database::TestDb;
use wathiq_tests::people;

const ORDERS: usize = 50;
const KILLS: usize = 20;
/// Requests after which a test that makes no progress gives up.
const PATIENCE: usize = 20_000;

/// A server that is killed now and then, and the people before it.
struct World {
    test: TestDb,
    folder: PathBuf,
    port: u16,
    server: Option<Child>,
    client: reqwest::Client,
    dice: u64,
    kills: usize,
    asked: usize,
}

fn wathiq(folder: &Path, url: &str, port: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wathiq"));
    let settings = [
        ("DATABASE__URL", url.to_owned()),
        ("KEYS__FOLDER", folder.join("keys").display().to_string()),
        ("MAIL__FOLDER__PATH", folder.join("mail").display().to_string()),
        ("BLOBS__PATH", folder.join("documents").display().to_string()),
        ("SERVER__BIND", format!("127.0.0.1:{port}")),
        ("SERVER__PUBLIC_URL", format!("http://127.0.0.1:{port}")),
        ("SERVER__THREADS", "1".to_owned()),
        ("JOBS__LEASE_SECONDS", "1".to_owned()),
        ("JOBS__POLL_MILLIS", "100".to_owned()),
        ("TELEMETRY__LOG", "error".to_owned()),
        ("LIMITS__ORDERS_PER_HOUR", "0".to_owned()),
        ("LIMITS__TRACKING_PER_MINUTE", "0".to_owned()),
        ("LIMITS__SIGN_IN_PER_MINUTE", "0".to_owned()),
        ("LIMITS__API_PER_MINUTE", "0".to_owned()),
    ];
    for (key, value) in settings {
        command.env(format!("WATHIQ__{key}"), value);
    }
    command
}

impl World {
    fn new(test: TestDb) -> Self {
        let folder = test.folder().to_owned();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let client = reqwest::Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none());
        Self { test, folder, port, server: None, client: client.build().unwrap(), dice: 42, kills: 0, asked: 0 }
    }

    fn run(&self, arguments: &[&str]) -> String {
        let mut command = wathiq(&self.folder, &self.test.url, self.port);
        let out = command.args(arguments).output().expect("the program runs");
        assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    /// Starts the server and waits for the line that says that it listens.
    fn start(&mut self) {
        let mut command = wathiq(&self.folder, &self.test.url, self.port);
        let mut child = command.args(["serve", "--json"]).stdout(Stdio::piped()).spawn().expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).expect("a line");
        assert!(line.contains("listening"), "the server says that it listens: {line}");
        self.server = Some(child);
    }

    fn kill(&mut self) {
        let mut child = self.server.take().expect("a server");
        child.kill().expect("SIGKILL");
        child.wait().expect("it is gone");
    }

    /// Throws a die of so many faces.
    fn roll(&mut self, faces: u64) -> u64 {
        // xorshift64
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        self.dice % faces
    }

    /// Sends a request; sometimes kills the server while it is in flight. None when there was no answer.
    async fn send(&mut self, request: reqwest::RequestBuilder) -> Option<(u16, String)> {
        self.asked += 1;
        assert!(self.asked < PATIENCE, "no progress after {PATIENCE} requests");
        let flight = tokio::spawn(async move {
            let answer = request.send().await.ok()?;
            let status = answer.status().as_u16();
            Some((status, answer.text().await.ok()?))
        });
        if self.kills < KILLS && self.roll(12) == 0 {
            // How far the request has come is left to chance.
            for _ in 0..self.roll(40) {
                tokio::task::yield_now().await;
            }
            self.kill();
            self.kills += 1;
            self.start();
        }
        flight.await.unwrap()
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    async fn get(&mut self, path: &str) -> String {
        loop {
            let request = self.client.get(self.url(path));
            if let Some((200, body)) = self.send(request).await {
                return body;
            }
        }
    }

    /// Sends a form once; whether it was taken shows on the page that is read next.
    async fn form(&mut self, path: &str, form: &[(&str, &str)]) -> Option<u16> {
        let request = self.client.post(self.url(path)).header("sec-fetch-site", "same-origin").form(form);
        self.send(request).await.map(|(status, _)| status)
    }

    /// Hands in an order, again with the same key until it is answered.
    async fn order(&mut self, index: usize) -> String {
        let body = json!({
            "commune": "MA.01.511.01.0", "office": "01", "kind": "birth-extract", "locale": "fr",
            "act": { "number": 129, "year": 1982 },
            "person": {
                "for_whom": "myself", "family": { "ar": "نموذج", "fr": "Exemple" }, "given": { "fr": "Fatima Zahra" },
                "birth_date": "1982-03-12"
            },
            "recipient": { "channel": "email", "email": format!("citizen{index}@example.org") },
            "declared": true, "consented": true
        });
        loop {
            let request = self.client.post(self.url("/api/v1/orders"));
            let request = request.header("idempotency-key", format!("order-number-{index:04}")).json(&body);
            match self.send(request).await {
                Some((200 | 201, body)) => {
                    let answer: Value = serde_json::from_str(&body).unwrap();
                    return answer["code"].as_str().expect("a tracking code").to_owned();
                }
                Some((503, _)) | None => {}
                Some((status, body)) => panic!("order {index}: {status} {body}"),
            }
        }
    }

    /// Signs somebody in with both factors; gives the token of their forms.
    async fn sign_in(&mut self, staff: &Value, email: &str, page: &str) -> String {
        let person = staff.as_array().unwrap().iter().find(|p| p["email"] == email).expect("somebody");
        let secret = data_encoding(person["totp_secret"].as_str().unwrap());
        let client = reqwest::Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none());
        self.client = client.build().unwrap();
        loop {
            let first = [("email", email), ("password", people::PASSWORD)];
            self.form("/fr/staff/sign-in", &first).await;
            let code = passwords::totp(&secret, jiff_now());
            self.form("/fr/staff/second-factor", &[("code", &code)]).await;
            let request = self.client.get(self.url(page));
            if let Some((200, body)) = self.send(request).await {
                return between(&body, "name=\"csrf\" value=\"", "\"").expect("a form").to_owned();
            }
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(mut child) = self.server.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the server under test runs by the machine's clock")]
fn jiff_now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

fn data_encoding(text: &str) -> Vec<u8> {
    wathiq_tests::server::base32(text)
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    text.split(start).nth(1)?.split(end).next()
}

fn all_between<'t>(text: &'t str, start: &str, end: &str) -> BTreeSet<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

/// Creates the commune by the command line, and enters its register.
fn found(world: &World) -> (TenantId, Value) {
    world.run(&["keys", "init"]);
    let file = world.folder.join("tanger.toml");
    let spec = toml::to_string(&people::communes()[0]).unwrap();
    // Passwords are never written by the type itself.
    let spec = spec.replace("[[staff]]", &format!("[[staff]]\npassword = \"{}\"", people::PASSWORD));
    std::fs::write(&file, spec).unwrap();
    let created: Value =
        serde_json::from_str(&world.run(&["tenant", "create", file.to_str().unwrap(), "--json"])).unwrap();
    let tenant: TenantId = created["id"].as_str().unwrap().parse().unwrap();
    let db = world.test.db().tenant(tenant);
    let entered = db.write_blocking(|tx| {
        let page = wathiq_store::Page::first(1);
        let office = offices::list(tx, None, &page)?.rows[0].id;
        let number = wathiq_domain::act::ActNumber { number: 129, year: 1982, part: None };
        onboarding::enter_act(tx, office, ActKind::Birth, number, people::content())
    });
    entered.unwrap();
    (tenant, created["staff"].clone())
}

async fn orders_survive(test: TestDb) {
    let mut world = World::new(test);
    let (tenant, staff) = found(&world);
    world.start();

    let mut codes = BTreeSet::new();
    for index in 0..ORDERS {
        codes.insert(world.order(index).await);
    }
    assert_eq!(codes.len(), ORDERS, "an order asked again is the same order");

    // The clerk approves what is in the queue, until nothing is.
    world.sign_in(&staff, "clerk@tanger.example.org", "/fr/staff").await;
    loop {
        let queue = world.get("/fr/staff?state=submitted").await + &world.get("/fr/staff?state=in_review").await;
        let open: BTreeSet<String> = all_between(&queue, "/fr/staff/requests/", "\"")
            .into_iter()
            .filter(|id| id.parse::<RequestId>().is_ok())
            .map(str::to_owned)
            .collect();
        if open.is_empty() {
            break;
        }
        for id in open {
            let page = world.get(&format!("/fr/staff/requests/{id}")).await;
            // The address of the form holds the version that the page shows.
            let Some((before, after)) = page.split_once("/approve\"") else { continue };
            let place = format!("{}/approve", before.rsplit_once("action=\"").expect("a form").1);
            let form = after.split("</form>").next().unwrap_or_default();
            let field =
                |name: &str| between(form, &format!("name=\"{name}\" value=\""), "\"").unwrap_or_default().to_owned();
            let (csrf, act) = (field("csrf"), field("act"));
            world.form(&place, &[("csrf", &csrf), ("act", &act)]).await;
        }
    }

    // The registrar seals what waits, until nothing does.
    let csrf = world.sign_in(&staff, "registrar@tanger.example.org", "/fr/staff/seal").await;
    loop {
        let page = world.get("/fr/staff/seal").await;
        let waiting: Vec<String> =
            all_between(&page, "name=\"select\" value=\"", "\"").into_iter().map(str::to_owned).collect();
        if waiting.is_empty() {
            break;
        }
        for run in waiting.chunks(7) {
            let mut form = vec![("csrf", csrf.as_str())];
            form.extend(run.iter().map(|id| ("select", id.as_str())));
            world.form("/fr/staff/seal", &form).await;
        }
    }

    // What is left of the kills happens while the documents are made and mailed.
    for code in &codes {
        let path = format!("/api/v1/orders/{code}");
        while !world.get(&path).await.contains("\"dispatched\"") {}
    }
    while world.kills < KILLS {
        world.get("/healthz").await;
    }
    world.kill();
    settled(&world, tenant);
}

/// Every order ended, every number is there once, and every document's file is there.
fn settled(world: &World, tenant: TenantId) {
    let db = world.test.db().tenant(tenant);
    let numbers = db.read_blocking(documents::numbers).unwrap();
    let serials: Vec<i32> = numbers.iter().map(|(_, serial)| *serial).collect();
    assert_eq!(serials, (1..=i32::try_from(ORDERS).unwrap()).collect::<Vec<_>>(), "none twice, none missing");
    let filter = requests::Filter { limit: 1000, ..requests::Filter::default() };
    let all = db.read_blocking(|tx| requests::list(tx, &filter)).unwrap();
    let mut states = BTreeMap::new();
    for request in &all {
        *states.entry(request.state.as_str()).or_insert(0) += 1;
    }
    assert_eq!(states, BTreeMap::from([(RequestState::Dispatched.as_str(), ORDERS)]));
    let files = std::fs::read_dir(world.folder.join("documents").join(tenant.to_string())).unwrap();
    assert_eq!(
        files.filter(|f| f.as_ref().is_ok_and(|f| f.path().extension().is_some_and(|e| e == "pdf"))).count(),
        ORDERS
    );
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method alone is for one lifetime only")]
    let check = db.read_blocking(|tx| tx.verify_audit()).unwrap();
    assert!(matches!(check, wathiq_store::audit::AuditCheck::Whole { .. }), "{check:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_orders_survive_twenty_kills_on_sqlite() {
    orders_survive(TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_orders_survive_twenty_kills_on_postgres() {
    orders_survive(TestDb::postgres()).await;
}
