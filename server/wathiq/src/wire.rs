//! From configuration to a running service: everything is built once, here.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use wathiq_channels::mail_folder::MailFolder;
use wathiq_channels::signer_file::{FileKeys, MasterKey};
use wathiq_channels::smtp::{SignIn, SmtpMailer, SmtpOptions, TlsMode};
use wathiq_domain::Clock;
use wathiq_domain::geography::{Geography, Sources};
use wathiq_i18n::Texts;
use wathiq_render::{Kinds, Renderer};
use wathiq_service::App;
use wathiq_service::app::{Country, Settings};
use wathiq_service::blobs::Blobs;
use wathiq_service::ports::{Mailbox, Mailer};
use wathiq_service::secrets::Secrets;
use wathiq_store::{Db, DbOptions};

use crate::config::{Config, MailMode};
use crate::keys::KeyFolder;
use crate::machine::{SystemClock, SystemEntropy};

/// Files of one country, built in.
macro_rules! country_files {
    ($code:literal) => {
        CountryFiles {
            code: $code,
            settings: include_str!(concat!("../../../config/countries/", $code, ".toml")),
            holidays: include_str!(concat!("../../../config/holidays/", $code, ".toml")),
            geography: Sources {
                regions: include_str!(concat!("../../../config/geography/", $code, "/regions.csv")),
                provinces: include_str!(concat!("../../../config/geography/", $code, "/provinces.csv")),
                communes: include_str!(concat!("../../../config/geography/", $code, "/communes.csv")),
                arrondissements: include_str!(concat!("../../../config/geography/", $code, "/arrondissements.csv")),
                aliases: include_str!(concat!("../../../config/geography/", $code, "/aliases.csv")),
            },
        }
    };
}

struct CountryFiles {
    code: &'static str,
    settings: &'static str,
    holidays: &'static str,
    geography: Sources<'static>,
}

const COUNTRIES: [CountryFiles; 1] = [country_files!("ma")];

/// How to reach the database.
///
/// # Errors
/// When the address is wrong.
pub fn database(config: &Config, url: &str) -> Result<DbOptions> {
    let mut options = DbOptions::new(url)?;
    options.max_connections = config.database.max_connections;
    options.acquire_timeout = Duration::from_secs(config.database.acquire_seconds);
    options.statement_timeout = Duration::from_secs(config.database.statement_seconds);
    Ok(options)
}

/// Brings the schema up to this program; gives the names of the migrations run.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub fn migrate(config: &Config) -> Result<Vec<String>> {
    let url = config.owner_url()?;
    let options = database(config, &url)?;
    if let Some(folder) = options.url.sqlite_path().and_then(std::path::Path::parent) {
        std::fs::create_dir_all(folder).with_context(|| format!("the folder {}", folder.display()))?;
    }
    Ok(Db::migrate(&options)?)
}

/// The kinds of documents.
///
/// # Errors
/// When one of them cannot be read.
pub fn kinds(config: &Config) -> Result<Kinds> {
    let path = &config.kinds.path;
    Ok(if path.is_empty() { Kinds::embedded()? } else { Kinds::from_dir(path)? })
}

/// The service of a configuration.
///
/// # Errors
/// Says which part cannot be built and what to do.
pub fn app(config: &Config) -> Result<Arc<App>> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let entropy = Arc::new(SystemEntropy);
    let folder = KeyFolder::open(&config.keys.folder)?;
    let master = folder.master()?;
    let files = FileKeys::new(MasterKey::from_bytes(*master), Vec::new());
    let platform = folder.platform(&files)?;
    let db = Db::open(&database(config, &config.database_url()?)?, Arc::clone(&clock), entropy.clone())?;
    let (geography, countries) = countries()?;
    Ok(Arc::new(App {
        db,
        secrets: Secrets::new(&master),
        keys: Arc::new(files),
        platform,
        renderer: Arc::new(Renderer::new(kinds(config)?)),
        texts: Texts::embedded()?,
        mailer: mailer(config, &clock)?,
        blobs: Blobs::folder(&config.blobs.path)?,
        geography,
        countries,
        settings: Settings {
            base_url: config.server.public_url.clone(),
            verify_base: config.verify.base.clone(),
            verify_address: config.verify.address.clone(),
            mail_from: Mailbox { name: String::new(), address: config.mail.from.clone() },
            mail_tries: config.mail.tries,
            retry_base: jiff::SignedDuration::from_secs(config.jobs.backoff_first_seconds),
        },
        clock,
        entropy,
    }))
}

fn mailer(config: &Config, clock: &Arc<dyn Clock>) -> Result<Arc<dyn Mailer>> {
    Ok(match config.mail.mode {
        MailMode::Folder => Arc::new(MailFolder::open(&config.mail.folder.path, Arc::clone(clock))?),
        MailMode::Smtp => Arc::new(smtp(config)?),
    })
}

/// The mail relay of a configuration.
///
/// # Errors
/// When an option of it cannot be used.
pub fn smtp(config: &Config) -> Result<SmtpMailer> {
    let smtp = &config.mail.smtp;
    let Some(tls) = TlsMode::parse(&smtp.tls) else { bail!("mail.smtp.tls: none, starttls or tls") };
    let ca_pem = if smtp.ca_file.is_empty() { None } else { Some(std::fs::read(&smtp.ca_file)?) };
    let sign_in = config.smtp_password()?.map(|password| SignIn { username: smtp.username.clone(), password });
    let options = SmtpOptions {
        host: smtp.host.clone(),
        port: smtp.port,
        tls,
        ca_pem,
        sign_in,
        hello_name: Some(smtp.hello_name.clone()).filter(|name| !name.is_empty()),
        max_connections: smtp.max_connections,
        timeout: Duration::from_secs(smtp.timeout_seconds),
    };
    Ok(SmtpMailer::new(options, Arc::new(SystemClock))?)
}

type Countries = (BTreeMap<String, Geography>, BTreeMap<String, Country>);

fn countries() -> Result<Countries> {
    let (mut geographies, mut countries) = (BTreeMap::new(), BTreeMap::new());
    for files in COUNTRIES {
        let code = files.code.to_uppercase();
        geographies.insert(code.clone(), Geography::parse(&files.geography)?);
        let calendar = toml::from_str(files.holidays).with_context(|| format!("holidays of {code}"))?;
        let settings = toml::from_str(files.settings).with_context(|| format!("settings of {code}"))?;
        let calendars = BTreeMap::from([(files.code.to_owned(), calendar)]);
        countries.insert(code, Country { settings, calendars });
    }
    Ok((geographies, countries))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_built_in_country_can_be_read() {
        let (geographies, countries) = super::countries().unwrap();
        assert_eq!(geographies["MA"].communes().len(), 1503);
        assert!(countries["MA"].calendars.contains_key(&countries["MA"].settings.holidays));
    }
}
