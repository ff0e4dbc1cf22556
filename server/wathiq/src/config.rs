//! Configuration: `config/default.toml` (built in), then a file, then the environment.
//!
//! Every key is in `config/default.toml` with what it does. A key nobody knows is an error, not a surprise.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// The built-in file.
pub const DEFAULTS: &str = include_str!("../../../config/default.toml");

/// Everything that can be set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// HTTP.
    pub server: Server,
    /// Storage.
    pub database: Database,
    /// Keys.
    pub keys: Keys,
    /// Mail.
    pub mail: Mail,
    /// Sealed documents.
    pub blobs: Blobs,
    /// Kinds of documents.
    pub kinds: Kinds,
    /// Verification.
    pub verify: Verify,
    /// The demonstration.
    pub demo: Demo,
    /// Jobs.
    pub jobs: Jobs,
    /// Limits.
    pub limits: Limits,
    /// Logs.
    pub telemetry: Telemetry,
}

/// See `[server]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub bind: String,
    pub public_url: String,
    pub threads: usize,
    pub trusted_proxies: Vec<String>,
    pub shutdown_seconds: u64,
    pub request_head_seconds: u64,
    pub keep_alive_seconds: u64,
}

/// See `[database]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: String,
    pub url_file: String,
    pub owner_url_file: String,
    pub max_connections: u32,
    pub acquire_seconds: u64,
    pub statement_seconds: u64,
    pub migrate_on_start: bool,
}

/// See `[keys]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    pub folder: PathBuf,
    pub organization: String,
}

/// See `[mail]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub mode: MailMode,
    pub from: String,
    pub tries: u32,
    pub folder: MailFolder,
    pub smtp: Smtp,
}

/// How mail leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailMode {
    /// Into a folder; nothing leaves the machine.
    Folder,
    /// Through a relay.
    Smtp,
}

/// See `[mail.folder]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailFolder {
    pub path: PathBuf,
}

/// See `[mail.smtp]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    pub tls: String,
    pub ca_file: String,
    pub username: String,
    pub password_file: String,
    pub hello_name: String,
    pub max_connections: u32,
    pub timeout_seconds: u64,
}

/// See `[blobs]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blobs {
    pub path: PathBuf,
}

/// See `[kinds]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    pub path: String,
}

/// See `[verify]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    pub base: String,
    pub address: String,
    pub host: String,
}

/// See `[demo]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    pub data_dir: PathBuf,
    pub requests: u16,
}

/// See `[jobs]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    pub concurrency: u16,
    pub poll_millis: u64,
    pub lease_seconds: i64,
    pub backoff_first_seconds: i64,
}

/// See `[limits]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub body_bytes: usize,
    pub orders_per_hour: u32,
    pub tracking_per_minute: u32,
    pub downloads_per_minute: u32,
    pub sign_in_per_minute: u32,
    pub api_per_minute: u32,
}

/// See `[telemetry]`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telemetry {
    pub log: String,
    pub format: LogFormat,
}

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One object a line.
    Json,
}

/// Where values come from.
pub fn figment(file: Option<&Path>) -> Figment {
    let mut figment = Figment::from(Toml::string(DEFAULTS));
    if let Some(file) = file {
        figment = figment.merge(Toml::file_exact(file));
    }
    figment.merge(Env::prefixed("WATHIQ__").split("__"))
}

impl Config {
    /// Reads all sources.
    ///
    /// # Errors
    /// Says which key of which source is wrong.
    pub fn load(file: Option<&Path>) -> Result<Self> {
        let config: Self = figment(file).extract().map_err(|error| anyhow::anyhow!("configuration: {error}"))?;
        config.check()?;
        Ok(config)
    }

    /// What types alone do not say.
    fn check(&self) -> Result<()> {
        let url = &self.server.public_url;
        if url.ends_with('/') || !(url.starts_with("http://") || url.starts_with("https://")) {
            bail!("server.public_url: write http(s)://HOST without a final slash, not {url}");
        }
        let base = &self.verify.base;
        if base.contains('#') || base.to_uppercase() != *base {
            bail!("verify.base: upper case and without #, not {base}");
        }
        if self.mail.mode == MailMode::Smtp && wathiq_channels::smtp::TlsMode::parse(&self.mail.smtp.tls).is_none() {
            bail!("mail.smtp.tls: none, starttls or tls, not {}", self.mail.smtp.tls);
        }
        if self.jobs.lease_seconds < 1 || self.jobs.concurrency == 0 {
            bail!("jobs.lease_seconds and jobs.concurrency: 1 or more");
        }
        Ok(())
    }

    /// The database to serve from.
    ///
    /// # Errors
    /// When the file of the URL cannot be read.
    pub fn database_url(&self) -> Result<String> {
        if self.database.url_file.is_empty() {
            Ok(self.database.url.clone())
        } else {
            secret_line(&self.database.url_file)
        }
    }

    /// The database as its owner, for migrations.
    ///
    /// # Errors
    /// When the file of the URL cannot be read.
    pub fn owner_url(&self) -> Result<String> {
        if self.database.owner_url_file.is_empty() {
            self.database_url()
        } else {
            secret_line(&self.database.owner_url_file)
        }
    }

    /// Password of the mail relay, if one is set.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn smtp_password(&self) -> Result<Option<SecretString>> {
        let file = &self.mail.smtp.password_file;
        if file.is_empty() { Ok(None) } else { Ok(Some(secret_line(file)?.into())) }
    }
}

fn secret_line(file: &str) -> Result<String> {
    let text = std::fs::read_to_string(file).with_context(|| format!("the secret in {file}"))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_holds_every_key() {
        Config::load(None).unwrap();
    }

    #[test]
    fn unknown_keys_and_wrong_values_stop_the_start() {
        let dir = tempfile::tempdir().unwrap();
        let refuse = |text: &str| {
            let file = dir.path().join("wathiq.toml");
            std::fs::write(&file, text).unwrap();
            Config::load(Some(&file)).unwrap_err().to_string()
        };
        assert!(refuse("[server]\nbimd = \"x\"").contains("bimd"));
        assert!(refuse("[server]\npublic_url = \"https://x.ma/\"").contains("final slash"));
        assert!(refuse("[verify]\nbase = \"https://v.ma/\"").contains("upper case"));
        assert!(refuse("[jobs]\nconcurrency = 0").contains("1 or more"));
    }
}
