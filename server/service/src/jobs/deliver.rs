//! Mails a document, or the link to it.
//!
//! The mail system may get the same mail twice when the program dies between its answer and our commit; both copies
//! bear the same `Message-ID`.

use wathiq_domain::delivery::DeliveryState;
use wathiq_domain::ids::DeliveryId;
use wathiq_domain::request::Action;
use wathiq_domain::tenant::MailForm;
use wathiq_store::jobs::Lease;
use wathiq_store::tables::{deliveries, documents, requests};

use crate::app::App;
use crate::audit;
use crate::error::{Error, Result};
use crate::mail::{self, Subject};
use crate::ports::{Attachment, SendError};

/// Code of a delivery whose addressee's server refuses for good.
pub const REFUSED: &str = "refused";
/// Code of a delivery given up after many tries.
pub const UNREACHABLE: &str = "unreachable";

/// Runs the job.
///
/// # Errors
/// Anything that may be gone at the next try.
pub async fn run(app: &App, lease: &Lease) -> Result<()> {
    let id = DeliveryId::from_uuid(lease.subject);
    let found = app
        .db
        .tenant(lease.tenant)
        .read(move |tx| {
            let delivery = deliveries::get(tx, id)?;
            let document = documents::get(tx, delivery.document_id)?;
            let about = Subject::read(tx, delivery.request_id)?;
            Ok::<_, Error>((delivery, document, about))
        })
        .await;
    let (delivery, document, about) = found?;
    if delivery.state != DeliveryState::Pending {
        return end(app, lease, id, None).await;
    }
    let attached = match about.tenant.settings.mail_form {
        MailForm::Link => None,
        MailForm::Attachment => Some(Attachment {
            name: format!("{}-{:04}-{:06}.pdf", document.kind, document.number_year, document.number_serial),
            content_type: "application/pdf".to_owned(),
            bytes: app.blobs.get(lease.tenant, document.id).await.map_err(anyhow::Error::new)?,
        }),
    };
    let Some(mail) = mail::document(app, &about, &delivery, attached)? else {
        return end(app, lease, id, Some(Err(REFUSED))).await;
    };
    match app.mailer.send(&mail).await {
        Ok(()) => end(app, lease, id, Some(Ok(()))).await,
        Err(SendError::Permanent { code, .. }) => {
            tracing::warn!(%code, delivery = %id, "mail refused for good");
            end(app, lease, id, Some(Err(REFUSED))).await
        }
        Err(SendError::Transient { .. }) if lease.attempt >= lease.max_attempts => {
            end(app, lease, id, Some(Err(UNREACHABLE))).await
        }
        Err(SendError::Transient { message }) => {
            tracing::info!(%message, delivery = %id, attempt = lease.attempt, "mail will be tried again");
            super::later(app, lease, "mail").await
        }
    }
}

/// Notes how it went and ends the job, in one transaction.
async fn end(
    app: &App,
    lease: &Lease,
    id: DeliveryId,
    outcome: Option<std::result::Result<(), &'static str>>,
) -> Result<()> {
    let lease = lease.clone();
    app.db
        .tenant(lease.tenant)
        .write(move |tx| {
            if let Some(outcome) = outcome {
                let mut delivery = deliveries::get(tx, id)?;
                let now = tx.now();
                delivery.attempts = lease.attempt;
                let action = match outcome {
                    Ok(()) => {
                        delivery.state = DeliveryState::Sent;
                        delivery.sent_at = Some(now);
                        delivery.last_code = None;
                        Action::Dispatch
                    }
                    Err(code) => {
                        delivery.state = DeliveryState::Failed;
                        delivery.last_code = Some(code.to_owned());
                        Action::Fail
                    }
                };
                deliveries::update(tx, &delivery, DeliveryState::Pending)?;
                let mut request = requests::get(tx, delivery.request_id)?;
                if let Ok(next) = request.state.after(action) {
                    request.state = next;
                    request.delivery_note.clone_from(&delivery.last_code);
                    requests::update(tx, &mut request)?;
                }
                tx.audit(audit::system(action.as_str()).about("delivery", id.as_uuid()));
            }
            tx.complete_job(&lease)?;
            Ok::<_, Error>(())
        })
        .await
}
