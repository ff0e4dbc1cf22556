//! One file for each verb.

mod bench;
mod check;
mod demo;
mod doctor;
mod manage;
mod serve;
mod verify;

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::cli::{BenchVerb, Cli, ConfigVerb, Verb};
use crate::config::Config;
use crate::{telemetry, wire};

/// Runs a verb.
///
/// # Errors
/// What went wrong, for a person.
pub fn run(cli: Cli) -> Result<ExitCode> {
    let Cli { config: file, json, verb } = cli;
    let config = Config::load(file.as_deref());
    match verb {
        Verb::Config(ConfigVerb::Check) => Ok(check::check(config, json)),
        Verb::Verify(options) => verify::run(&options, config.ok().as_ref(), json),
        Verb::Bench(BenchVerb::Issue { count }) => bench::issue(count),
        verb @ (Verb::Demo(_)
        | Verb::Serve(_)
        | Verb::Worker
        | Verb::Migrate
        | Verb::Doctor
        | Verb::Config(ConfigVerb::Show)
        | Verb::Keys(_)
        | Verb::Tenant(_)
        | Verb::Operator(_)
        | Verb::Audit(_)) => {
            let config = config?;
            telemetry::start(&config.telemetry)?;
            in_runtime(verb, config, json)
        }
    }
}

fn in_runtime(verb: Verb, config: Config, json: bool) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("threads")?;
    runtime.block_on(async move {
        match verb {
            Verb::Demo(options) => demo::run(&options, config, json).await,
            Verb::Serve(options) => serve::serve(config, !options.no_worker, json).await,
            Verb::Worker => serve::worker(config).await,
            Verb::Migrate => migrate(&config, json).await,
            Verb::Doctor => doctor::run(&config, json).await,
            Verb::Keys(verb) => manage::keys(&config, verb, json).await,
            Verb::Tenant(verb) => manage::tenant(&config, verb, json).await,
            Verb::Operator(verb) => manage::operator(&config, verb, json).await,
            Verb::Audit(verb) => manage::audit(&config, verb, json).await,
            Verb::Config(ConfigVerb::Show) => check::show(&config, json),
            Verb::Config(ConfigVerb::Check) | Verb::Verify(_) | Verb::Bench(_) => Ok(ExitCode::SUCCESS),
        }
    })
}

async fn migrate(config: &Config, json: bool) -> Result<ExitCode> {
    let config = config.clone();
    let run = tokio::task::spawn_blocking(move || wire::migrate(&config)).await.context("threads")??;
    if json {
        println!("{}", serde_json::json!({ "migrations": run }));
    } else if run.is_empty() {
        println!("The schema is up to date.");
    } else {
        for name in run {
            println!("ran {name}");
        }
    }
    Ok(ExitCode::SUCCESS)
}
