//! Logs: what happened, never who it happened to (docs/LOGGING.md).

use anyhow::{Context, Result};
use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Telemetry};

/// Begins logging to standard error.
///
/// # Errors
/// When the filter cannot be read, or logging has begun before.
pub fn start(telemetry: &Telemetry) -> Result<()> {
    let filter = EnvFilter::try_new(&telemetry.log).with_context(|| format!("telemetry.log: {}", telemetry.log))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match telemetry.format {
        LogFormat::Text => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("logging: {error}"))
}
