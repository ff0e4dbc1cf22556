//! Makes a document: record → PDF → credential and seal → blob → sealed. Run again, it makes the same bytes.

use anyhow::{Context, anyhow};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wathiq_domain::Bilingual;
use wathiq_domain::delivery::{Channel, DeliveryState};
use wathiq_domain::document::DocumentState;
use wathiq_domain::ids::{DocumentId, TenantId};
use wathiq_domain::request::Action;
use wathiq_render::RenderInput;
use wathiq_seal::UnixTime;
use wathiq_seal::credential::{self, Credential, StatusRef};
use wathiq_seal::pades::{self, SealOptions};
use wathiq_store::TenantTx;
use wathiq_store::jobs::Lease;
use wathiq_store::locators::LocatorKind;
use wathiq_store::tables::deliveries::{self, Delivery};
use wathiq_store::tables::documents::{self, Document};
use wathiq_store::tables::keys::{self, SealKey};
use wathiq_store::tables::requests;
use wathiq_store::tenants::Tenant;

use crate::app::App;
use crate::audit;
use crate::error::{Error, Result};
use crate::record::both_scripts;
use crate::secrets::Purpose;

/// The empty signature field that the renderer leaves.
const SEAL_FIELD: &str = "Sig1";

/// Runs the job.
///
/// # Errors
/// Anything that may be gone at the next try; the worker decides when that is.
pub async fn run(app: &std::sync::Arc<App>, lease: &Lease) -> Result<()> {
    let id = DocumentId::from_uuid(lease.subject);
    let found = app
        .db
        .tenant(lease.tenant)
        .read(move |tx| {
            let document = documents::get(tx, id)?;
            let key = keys::get(tx, document.key_id)?;
            Ok::<_, Error>((document, key, tx.own_tenant()?))
        })
        .await;
    let (document, key, tenant) = found?;
    if document.state != DocumentState::Sealing {
        return finish(app, lease, id, None).await;
    }
    let making = std::sync::Arc::clone(app);
    let made = tokio::task::spawn_blocking(move || make(&making, &document, &key, &tenant));
    let made = made.await.map_err(anyhow::Error::new)??;
    app.blobs.put(lease.tenant, id, made.pdf.clone()).await.map_err(anyhow::Error::new)?;
    finish(app, lease, id, Some(made)).await
}

/// A document, made.
#[derive(Debug, Clone)]
pub struct Made {
    /// Sealed PDF.
    pub pdf: Vec<u8>,
    /// Address in its QR code.
    pub url: String,
}

/// Makes the sealed PDF of a numbered document. Pure but for the signer: the same document gives the same bytes.
///
/// # Errors
/// When the key does not open or sign, or the page cannot be laid out.
pub fn make(app: &App, document: &Document, key: &SealKey, tenant: &Tenant) -> anyhow::Result<Made> {
    let signer = app.keys.open(document.tenant_id, key.id, &key.secret)?;
    let kind = app.renderer.kinds().get(&document.kind).context("the kind of this document is not installed")?;
    let facts = credential_of(document, tenant, u32::from(kind.number))?;
    let cose = facts.seal(signer.as_ref())?;
    let url = credential::to_url(&app.settings.verify_base, &cose);

    let mut record = document.record.0.clone();
    let verification = json!({ "url": url, "address": app.settings.verify_address });
    record.as_object_mut().context("a record is an object")?.insert("verification".to_owned(), verification);
    let record_json = serde_json::to_vec(&record)?;
    let rendered = app.renderer.render(&RenderInput {
        record: &record,
        qr: &url,
        record_json: &record_json,
        document_id: document.id.as_uuid(),
        created: document.ordered_at,
    })?;
    let officer = text(&record, "/officer/name");
    let commune = text(&record, "/tenant/name");
    let options = SealOptions {
        field: SEAL_FIELD,
        signed_at: seconds(document.ordered_at)?,
        signer_name: &officer,
        reason: Some(kind.name.get(wathiq_domain::Locale::Fr)),
        location: Some(&commune),
        contents_size: pades::CONTENTS_SIZE,
    };
    let chain = [app.platform.certificate()];
    let pdf = pades::seal_pdf(&rendered.pdf, &options, signer.as_ref(), &key.certificate, &chain)?;
    Ok(Made { pdf, url })
}

/// The Latin form of a bilingual value of the record.
fn text(record: &Value, pointer: &str) -> String {
    let value = record.pointer(pointer).cloned().and_then(|v| serde_json::from_value::<Bilingual>(v).ok());
    value.map(|name| if name.fr.is_empty() { name.ar } else { name.fr }).unwrap_or_default()
}

fn seconds(at: jiff::Timestamp) -> anyhow::Result<UnixTime> {
    UnixTime::from_seconds(at.as_second()).context("an instant out of range")
}

/// What the QR code says: the facts that the paper shows, from the record.
fn credential_of(document: &Document, tenant: &Tenant, kind: u32) -> anyhow::Result<Credential> {
    let record = &document.record.0;
    let bilingual = |pointer: &str| -> anyhow::Result<Bilingual> {
        let value = record.pointer(pointer).cloned().ok_or_else(|| anyhow!("the record has no {pointer}"))?;
        Ok(serde_json::from_value(value)?)
    };
    let word = |pointer: &str| -> anyhow::Result<String> {
        let value = record.pointer(pointer).and_then(Value::as_str);
        value.map(str::to_owned).ok_or_else(|| anyhow!("the record has no {pointer}"))
    };
    let birth = record.pointer("/person/birth_date").cloned().context("the record has no date of birth")?;
    let birth: wathiq_domain::PartialDate = serde_json::from_value(birth)?;
    Ok(Credential {
        tenant: tenant.code.to_string(),
        issued_at: seconds(document.ordered_at)?,
        expires_at: None,
        status: StatusRef { list: u32::try_from(document.status_list)?, index: u32::try_from(document.status_index)? },
        kind,
        act_reference: format!("{}/{}", word("/office/code")?, word("/act/reference")?),
        family_name: both_scripts(&bilingual("/person/family")?),
        given_name: both_scripts(&bilingual("/person/given")?),
        birth_date: birth.to_string(),
        nonce: document.nonce,
        data_digest: None,
    })
}

/// Notes that the document is sealed, begins its delivery and ends the job, in one transaction.
async fn finish(app: &App, lease: &Lease, id: DocumentId, made: Option<Made>) -> Result<()> {
    let (lease, tenant) = (lease.clone(), lease.tenant);
    let tries = app.settings.mail_tries;
    // Derived here: closures of the store outlive this borrow.
    let wake = app.db.tenant(tenant);
    let delivery_id = fresh_delivery(app);
    let code = app.secrets.code(Purpose::Download, delivery_id.as_uuid());
    wake.write(move |tx| {
        if let Some(made) = made {
            let digest: [u8; 32] = Sha256::digest(&made.pdf).into();
            let size = i64::try_from(made.pdf.len()).map_err(anyhow::Error::new)?;
            if documents::sealed(tx, id, &made.url, digest, size)? {
                tx.audit(audit::system("seal").about("document", id.as_uuid()));
                begin_delivery(tx, tenant, id, delivery_id, &code.to_bytes(), tries)?;
            }
        }
        tx.complete_job(&lease)?;
        Ok::<_, Error>(())
    })
    .await
}

/// An identifier for the delivery, before its transaction: the link's code is derived from it.
fn fresh_delivery(app: &App) -> wathiq_domain::ids::DeliveryId {
    let mut random = [0; 10];
    app.entropy.fill(&mut random);
    let now = u64::try_from(app.clock.now().as_millisecond()).unwrap_or_default();
    wathiq_domain::ids::DeliveryId::from_uuid(uuid::Builder::from_unix_timestamp_millis(now, &random).into_uuid())
}

fn begin_delivery(
    tx: &mut TenantTx<'_>,
    tenant: TenantId,
    id: DocumentId,
    delivery: wathiq_domain::ids::DeliveryId,
    code: &[u8; 16],
    tries: u32,
) -> Result<()> {
    let document = documents::get(tx, id)?;
    let mut request = requests::get(tx, document.request_id)?;
    let channel = request.channel.ok_or_else(|| anyhow!("a sealed request has no channel"))?;
    let now = tx.now();
    let days = i64::from(tx.own_tenant()?.settings.link_days);
    let row = Delivery {
        tenant_id: tenant,
        id: delivery,
        document_id: id,
        request_id: request.id,
        channel,
        state: DeliveryState::Pending,
        link_expires_at: (channel == Channel::Email).then(|| now + jiff::SignedDuration::from_hours(24 * days)),
        attempts: 0,
        last_code: None,
        printed_at: None,
        sent_at: None,
        delivered_at: None,
        tracking_number: None,
        created_at: now,
    };
    deliveries::insert(tx, &row)?;
    if channel == Channel::Email {
        tx.add_locator(LocatorKind::Download, code, row.id.as_uuid(), None)?;
        super::deliver(tx, row.id, tries)?;
    }
    // The request is sealed with its last document.
    let open = documents::of_request(tx, request.id)?.iter().any(|d| d.state == DocumentState::Sealing);
    if !open {
        request.state = request.state.after(Action::Seal)?;
        requests::update(tx, &mut request)?;
    }
    Ok(())
}
