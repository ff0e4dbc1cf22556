//! Everything slow or fallible outside the database: jobs, enqueued in the transaction that wants them, run by a
//! worker under a lease. Each can run again: it takes identifiers, dates and numbers from the database only.
//!
//! A new job is a file here, a `match` arm in [`worker`] and a function that enqueues it.

pub mod deliver;
pub mod issue;
pub mod notify;
pub mod worker;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wathiq_domain::ids::{DeliveryId, DocumentId, RequestId};
use wathiq_store::jobs::{Failure, Lease, NewJob};
use wathiq_store::{StoreError, TenantTx};

use crate::app::App;
use crate::error::Result;
use crate::mail::Notice;

/// Makes a document.
pub const ISSUE: &str = "issue";
/// Mails a document or its link.
pub const DELIVER: &str = "deliver";
/// Mails news of a request.
pub const NOTIFY: &str = "notify";

/// What a notice is about.
#[derive(Debug, Serialize, Deserialize)]
struct NoticeOf {
    request: RequestId,
    notice: Notice,
}

/// Has a document made.
///
/// # Errors
/// When the database fails.
pub fn issue(tx: &mut TenantTx<'_>, id: DocumentId) -> Result<(), StoreError> {
    // As often as it takes: a sealing provider that is down for a day loses nothing.
    tx.enqueue(NewJob::new(ISSUE, id.as_uuid()).max_attempts(1000))?;
    Ok(())
}

/// Has a document mailed.
///
/// # Errors
/// When the database fails.
pub fn deliver(tx: &mut TenantTx<'_>, id: DeliveryId, tries: u32) -> Result<(), StoreError> {
    let tries = i32::try_from(tries).unwrap_or(i32::MAX);
    tx.enqueue(NewJob::new(DELIVER, id.as_uuid()).max_attempts(tries))?;
    Ok(())
}

/// Has a notice mailed, not before `at`.
///
/// # Errors
/// When the database fails.
pub fn notify(tx: &mut TenantTx<'_>, request: RequestId, notice: Notice, at: Timestamp) -> Result<(), StoreError> {
    let subject: Uuid = tx.new_id::<DeliveryId>().as_uuid();
    let payload = serde_json::to_value(NoticeOf { request, notice }).map_err(|e| StoreError::Query(e.to_string()))?;
    tx.enqueue(NewJob::new(NOTIFY, subject).payload(payload).run_at(at))?;
    Ok(())
}

/// Puts a job back for later, after a failure that may pass.
async fn later(app: &App, lease: &Lease, code: &'static str) -> Result<()> {
    let lease = lease.clone();
    let at = worker::retry_at(app.clock.now(), lease.attempt, app.settings.retry_base);
    let db = app.db.tenant(lease.tenant);
    db.write(move |tx| {
        tx.fail_job(&lease, code, Failure::Retry(at))?;
        Ok(())
    })
    .await
}
