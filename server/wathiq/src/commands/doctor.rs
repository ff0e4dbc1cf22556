//! `wathiq doctor`: tries every part and says what to mend.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use serde_json::json;
use wathiq_store::{Db, Reason};

use crate::config::{Config, MailMode};
use crate::keys::KeyFolder;
use crate::{commands::serve, wire};

/// One part tried.
struct Check {
    part: &'static str,
    outcome: Result<String>,
}

/// Tries every part; exit code 1 when one needs mending.
///
/// # Errors
/// Never: what is wrong is said.
pub async fn run(config: &Config, json: bool) -> Result<ExitCode> {
    let mut checks = vec![keys(config), kinds(config), database_reachable(config).await];
    match serve::build(config).await {
        Ok(app) => {
            let health = app.db.health().await.map(|h| format!("{} answers, its schema is this program's", h.database));
            checks.push(Check { part: "database", outcome: health.map_err(Into::into) });
            let stored = app.blobs.check().await.map(|()| format!("{} can be written", config.blobs.path.display()));
            checks.push(Check { part: "documents", outcome: stored.map_err(Into::into) });
            #[expect(clippy::redundant_closure_for_method_calls, reason = "the method alone is for one lifetime only")]
            let depth = app.db.system(Reason::Worker).read(|tx| tx.queue_depth()).await;
            let jobs = depth.map_err(anyhow::Error::from).and_then(|depth| {
                if depth.dead == 0 {
                    Ok(format!("{} waiting, {} running", depth.queued, depth.running))
                } else {
                    Err(anyhow!("{} jobs were given up: see `wathiq_jobs` in /metrics and the log", depth.dead))
                }
            });
            checks.push(Check { part: "jobs", outcome: jobs });
        }
        Err(error) => checks.push(Check { part: "service", outcome: Err(error) }),
    }
    checks.push(mail(config).await);
    let ok = checks.iter().all(|check| check.outcome.is_ok());
    for check in &checks {
        let (good, words) = match &check.outcome {
            Ok(words) => (true, words.clone()),
            Err(error) => (false, format!("{error:#}")),
        };
        if json {
            println!("{}", json!({ "part": check.part, "ok": good, "message": words }));
        } else {
            println!("{} {}: {words}", if good { "ok  " } else { "MEND" }, check.part);
        }
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn keys(config: &Config) -> Check {
    let outcome = KeyFolder::open(&config.keys.folder).and_then(|folder| {
        folder.master()?;
        folder.anchor()?;
        Ok(format!("master key and root in {}", config.keys.folder.display()))
    });
    Check { part: "keys", outcome }
}

fn kinds(config: &Config) -> Check {
    let outcome = wire::kinds(config).map(|kinds| {
        let codes: Vec<_> = kinds.iter().map(|kind| kind.code.clone()).collect();
        format!("{} can be issued", codes.join(", "))
    });
    Check { part: "kinds", outcome }
}

async fn database_reachable(config: &Config) -> Check {
    let config = config.clone();
    let tried = tokio::task::spawn_blocking(move || {
        let options = wire::database(&config, &config.database_url()?)?;
        let clock = std::sync::Arc::new(crate::machine::SystemClock);
        Db::open(&options, clock, std::sync::Arc::new(crate::machine::SystemEntropy))?;
        Ok::<_, anyhow::Error>(options.url.to_string())
    });
    let outcome = match tried.await {
        Ok(outcome) => outcome.map(|url| format!("{url} can be reached")),
        Err(error) => Err(error.into()),
    };
    Check { part: "connection", outcome }
}

async fn mail(config: &Config) -> Check {
    let outcome = match config.mail.mode {
        MailMode::Folder => Ok(format!("mails go to the folder {}", config.mail.folder.path.display())),
        MailMode::Smtp => match wire::smtp(config) {
            Ok(smtp) => {
                smtp.check().await.map(|()| format!("{} takes our mail", config.mail.smtp.host)).map_err(Into::into)
            }
            Err(error) => Err(error),
        },
    };
    Check { part: "mail", outcome }
}
