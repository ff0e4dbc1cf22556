//! `wathiq serve` and `wathiq worker`.

use std::net::IpAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use wathiq_service::App;
use wathiq_service::jobs::worker::{self, WorkerOptions};
use wathiq_web::state::{Demo, Limits, Web};
use wathiq_web::{Assets, Pages, PagesOptions, metrics::Metrics, server};

use crate::config::Config;
use crate::wire;

/// Serves until told to stop.
///
/// # Errors
/// When a part cannot be built or the address cannot be had.
pub async fn serve(config: Config, with_worker: bool, json: bool) -> Result<ExitCode> {
    let app = build(&config).await?;
    let web = web(&config, Arc::clone(&app), None)?;
    let (running, address) = server::start(web, &listening(&config)).context("listening")?;
    if json {
        println!("{}", json!({ "listening": address.to_string(), "address": config.server.public_url }));
    } else {
        println!("wathiq listens on {address} as {}", config.server.public_url);
    }
    until_stopped(app, running, with_worker.then(|| worker_options(&config)), shutdown_of(&config)).await?;
    Ok(ExitCode::SUCCESS)
}

/// Works the jobs until told to stop.
///
/// # Errors
/// When a part cannot be built.
pub async fn worker(config: Config) -> Result<ExitCode> {
    let app = build(&config).await?;
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(worker::run(app, worker_options(&config), stopped));
    signalled().await?;
    stop.send_replace(true);
    let _ = tokio::time::timeout(shutdown_of(&config), work).await;
    Ok(ExitCode::SUCCESS)
}

/// The service of a configuration, its database migrated where that is asked for.
///
/// # Errors
/// When a part cannot be built.
pub async fn build(config: &Config) -> Result<Arc<App>> {
    let config = config.clone();
    tokio::task::spawn_blocking(move || {
        if config.database.migrate_on_start {
            wire::migrate(&config)?;
        }
        wire::app(&config)
    })
    .await
    .context("threads")?
}

/// The web part of a configuration.
///
/// # Errors
/// When an address of a proxy cannot be read.
pub fn web(config: &Config, app: Arc<App>, demo: Option<Demo>) -> Result<Web> {
    let proxy =
        |text: &String| text.parse::<IpAddr>().map_err(|_| anyhow!("server.trusted_proxies: {text} is no address"));
    let limits = &config.limits;
    let zone = app.countries.values().next().map(|country| country.settings.time_zone.clone()).unwrap_or_default();
    let options = PagesOptions {
        zone: jiff::tz::TimeZone::get(&zone).unwrap_or(jiff::tz::TimeZone::UTC),
        ..PagesOptions::default()
    };
    Ok(Web {
        pages: Pages::new(&app.texts, &Assets::embedded(), &options),
        app,
        metrics: Metrics::new()?,
        secure: config.server.public_url.starts_with("https://"),
        verify_host: Some(config.verify.host.to_lowercase()).filter(|host| !host.is_empty()),
        trusted_proxies: config.server.trusted_proxies.iter().map(proxy).collect::<Result<_>>()?,
        limits: Limits {
            orders_per_hour: limits.orders_per_hour,
            tracking_per_minute: limits.tracking_per_minute,
            downloads_per_minute: limits.downloads_per_minute,
            sign_in_per_minute: limits.sign_in_per_minute,
            api_per_minute: limits.api_per_minute,
        },
        demo,
    })
}

/// How a configuration listens.
pub fn listening(config: &Config) -> server::Listening {
    server::Listening {
        bind: config.server.bind.clone(),
        threads: config.server.threads,
        shutdown: shutdown_of(config),
        request_head: Duration::from_secs(config.server.request_head_seconds),
        keep_alive: Duration::from_secs(config.server.keep_alive_seconds),
    }
}

/// How a configuration works jobs.
pub fn worker_options(config: &Config) -> WorkerOptions {
    WorkerOptions {
        name: format!("{}-{}", hostname(), std::process::id()),
        concurrency: config.jobs.concurrency,
        lease: jiff::SignedDuration::from_secs(config.jobs.lease_seconds),
        poll: Duration::from_millis(config.jobs.poll_millis),
    }
}

/// Time for running requests and jobs when stopping.
pub fn shutdown_of(config: &Config) -> Duration {
    Duration::from_secs(config.server.shutdown_seconds)
}

fn hostname() -> String {
    std::fs::read_to_string("/etc/hostname").map_or_else(|_| "worker".to_owned(), |name| name.trim().to_owned())
}

/// Runs the server, and a worker beside it, until a signal; then lets what is running end.
///
/// # Errors
/// When the server breaks.
pub async fn until_stopped(
    app: Arc<App>,
    running: wathiq_web::server::Running,
    worker: Option<WorkerOptions>,
    patience: Duration,
) -> Result<()> {
    let (stop, stopped) = watch::channel(false);
    let work: Option<JoinHandle<()>> = worker.map(|options| tokio::spawn(worker::run(app, options, stopped)));
    let handle = running.handle();
    let mut serving = tokio::spawn(running);
    tokio::select! {
        ended = &mut serving => ended.context("the server")??,
        signal = signalled() => {
            signal?;
            tracing::info!("stopping");
            stop.send_replace(true);
            handle.stop(true).await;
        }
    }
    stop.send_replace(true);
    if let Some(work) = work {
        // A job that does not end in time is taken again when its lease runs out.
        let _ = tokio::time::timeout(patience, work).await;
    }
    Ok(())
}

/// Waits for SIGTERM or SIGINT.
async fn signalled() -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("signals")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("signals")?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
