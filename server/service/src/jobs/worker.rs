//! Takes jobs under a lease and runs them, a few at a time.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinSet;
use wathiq_store::Reason;
use wathiq_store::jobs::Lease;

use super::{DELIVER, ISSUE, NOTIFY, deliver, issue, notify};
use crate::app::App;
use crate::error::{Error, Result};

/// After so many looks at an empty queue, tokens that ran out are forgotten.
const PURGE_EVERY: u32 = 1200;

/// How a worker works.
#[derive(Debug, Clone)]
pub struct WorkerOptions {
    /// Name in leases; one for each process.
    pub name: String,
    /// Jobs at once.
    pub concurrency: u16,
    /// How long a job may take before another worker may have it.
    pub lease: SignedDuration,
    /// How often to look for jobs that became due or were left behind.
    pub poll: Duration,
}

/// When to try again: the base doubled with each attempt, at most an hour.
pub fn retry_at(now: Timestamp, attempt: i32, base: SignedDuration) -> Timestamp {
    let doublings = u32::try_from(attempt.clamp(1, 12) - 1).unwrap_or_default();
    let wait = base.saturating_mul(1 << doublings).min(SignedDuration::from_hours(1));
    now.checked_add(wait).unwrap_or(now)
}

/// Works until `stop` turns true, then ends the jobs it has.
pub async fn run(app: Arc<App>, options: WorkerOptions, mut stop: watch::Receiver<bool>) {
    let enqueued = app.db.jobs_enqueued();
    let mut idle: u32 = 0;
    let mut running = JoinSet::new();
    loop {
        while running.try_join_next().is_some() {}
        if *stop.borrow() {
            break;
        }
        let room = usize::from(options.concurrency).saturating_sub(running.len());
        let taken = take(&app, &options, room).await;
        let found = !taken.is_empty();
        for lease in taken {
            let app = Arc::clone(&app);
            running.spawn(async move { work(&app, lease).await });
        }
        if found && running.len() < usize::from(options.concurrency) {
            continue;
        }
        if idle.is_multiple_of(PURGE_EVERY) {
            forget(&app).await;
        }
        idle = idle.wrapping_add(1);
        tokio::select! {
            () = enqueued.notified() => {}
            () = tokio::time::sleep(options.poll) => {}
            Some(_) = running.join_next() => {}
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
    while running.join_next().await.is_some() {}
}

/// Runs every job that is due now and those that they enqueue, then returns: for the demonstration and tests.
///
/// # Errors
/// When jobs cannot be taken.
pub async fn drain(app: &Arc<App>, options: &WorkerOptions) -> Result<usize> {
    let mut done = 0;
    loop {
        let (name, lease) = (options.name.clone(), options.lease);
        let taken = app.db.system(Reason::Worker).write(move |tx| tx.lease_jobs(&name, lease, 8)).await?;
        if taken.is_empty() {
            return Ok(done);
        }
        for lease in taken {
            work(app, lease).await;
            done += 1;
        }
    }
}

/// Forgets tokens that ran out: drafts, sessions, used keys of the API.
async fn forget(app: &App) {
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method alone is for one lifetime only")]
    let forgotten = app.db.system(Reason::Worker).write(|tx| tx.purge_locators()).await;
    if let Err(error) = forgotten {
        tracing::warn!(%error, "tokens that ran out stay until the next time");
    }
}

async fn take(app: &App, options: &WorkerOptions, room: usize) -> Vec<Lease> {
    let limit = u16::try_from(room).unwrap_or(u16::MAX);
    if limit == 0 {
        return Vec::new();
    }
    let (name, lease) = (options.name.clone(), options.lease);
    match app.db.system(Reason::Worker).write(move |tx| tx.lease_jobs(&name, lease, limit)).await {
        Ok(taken) => taken,
        Err(error) => {
            tracing::warn!(%error, "jobs cannot be taken now");
            Vec::new()
        }
    }
}

/// Runs one job; a failure puts it back, and after its last try leaves it for the operator.
async fn work(app: &Arc<App>, lease: Lease) {
    let outcome = match lease.kind.as_str() {
        ISSUE => issue::run(app, &lease).await,
        DELIVER => deliver::run(app, &lease).await,
        NOTIFY => notify::run(app, &lease).await,
        other => Err(Error::Internal(anyhow::anyhow!("no such job: {other}"))),
    };
    let Err(error) = outcome else { return };
    // The message of an internal fault names files and constraints, never values of a record.
    let (job, kind, attempt) = (lease.job, &lease.kind, lease.attempt);
    if let Error::Internal(fault) = &error {
        tracing::error!(%job, %kind, attempt, fault = %format!("{fault:#}"), "job failed");
    } else {
        tracing::warn!(%job, %kind, attempt, code = error.code(), "job failed");
    }
    if let Err(error) = super::later(app, &lease, error.code()).await {
        // Its lease runs out, and it is taken again.
        tracing::warn!(code = error.code(), "a failed job could not be put back");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let now: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let base = SignedDuration::from_secs(30);
        let wait = |attempt| retry_at(now, attempt, base).duration_since(now).as_secs();
        assert_eq!([wait(1), wait(2), wait(3)], [30, 60, 120]);
        assert_eq!((wait(8), wait(100)), (3600, 3600));
    }
}
