//! Mails news of a request: receipt, question, refusal, posting.

use wathiq_domain::ids::RequestId;
use wathiq_store::jobs::Lease;
use wathiq_store::tables::{deliveries, requests};

use super::NoticeOf;
use crate::app::App;
use crate::error::{Error, Result};
use crate::mail::{self, Subject};
use crate::ports::SendError;

/// Note on a request whose citizen cannot be reached at the address given.
pub const CONTACT_REFUSED: &str = "contact_refused";

/// Runs the job.
///
/// # Errors
/// Anything that may be gone at the next try.
pub async fn run(app: &App, lease: &Lease) -> Result<()> {
    let of: NoticeOf = serde_json::from_value(lease.payload.clone()).map_err(anyhow::Error::new)?;
    let id = of.request;
    let found = app
        .db
        .tenant(lease.tenant)
        .read(move |tx| {
            let sent = deliveries::of_request(tx, id)?.pop();
            Ok::<_, Error>((Subject::read(tx, id)?, sent))
        })
        .await;
    let (about, delivery) = found?;
    if !of.notice.holds(about.request.state) {
        return end(app, lease, id, None).await;
    }
    let Some(mail) = mail::notice(app, &about, of.notice, lease.subject, delivery.as_ref())? else {
        return end(app, lease, id, None).await;
    };
    match app.mailer.send(&mail).await {
        Ok(()) => end(app, lease, id, None).await,
        Err(SendError::Permanent { code, .. }) => {
            tracing::warn!(%code, request = %id, "notice refused for good");
            end(app, lease, id, Some(CONTACT_REFUSED)).await
        }
        Err(SendError::Transient { message }) => {
            tracing::info!(%message, request = %id, attempt = lease.attempt, "notice will be tried again");
            super::later(app, lease, "mail").await
        }
    }
}

async fn end(app: &App, lease: &Lease, id: RequestId, note: Option<&'static str>) -> Result<()> {
    let lease = lease.clone();
    app.db
        .tenant(lease.tenant)
        .write(move |tx| {
            if let Some(note) = note {
                let mut request = requests::get(tx, id)?;
                request.delivery_note = Some(note.to_owned());
                requests::update(tx, &mut request)?;
            }
            tx.complete_job(&lease)?;
            Ok::<_, Error>(())
        })
        .await
}
