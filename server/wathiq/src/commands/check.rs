//! `wathiq config check` and `wathiq config show`.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;

use crate::config::Config;

/// Whether the sources fit together: exit code 2 when they do not.
pub fn check(config: Result<Config>, json: bool) -> ExitCode {
    let (ok, message) = match config.and_then(|config| secrets(&config)) {
        Ok(()) => (true, "The configuration is complete and every key is known.".to_owned()),
        Err(error) => (false, format!("{error:#}")),
    };
    if json {
        println!("{}", json!({ "ok": ok, "message": message }));
    } else {
        println!("{message}");
    }
    if ok { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

/// Files of secrets that are named must be there.
fn secrets(config: &Config) -> Result<()> {
    config.database_url()?;
    config.owner_url()?;
    config.smtp_password()?;
    Ok(())
}

/// Every setting with its value. Secrets are in files of their own; a database URL may hold a password and is cut.
///
/// # Errors
/// When a value cannot be written as TOML.
pub fn show(config: &Config, json: bool) -> Result<ExitCode> {
    let mut config = config.clone();
    if let Ok(url) = wathiq_store::DatabaseUrl::parse(&config.database.url) {
        config.database.url = url.to_string();
    }
    if json {
        println!("{}", serde_json::to_string(&config)?);
    } else {
        print!("{}", toml::to_string(&config)?);
    }
    Ok(ExitCode::SUCCESS)
}
