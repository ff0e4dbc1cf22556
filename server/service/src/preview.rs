//! The document of a request as it would be, before anybody seals it: a specimen, on every copy marked as one.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use wathiq_domain::Bilingual;
use wathiq_domain::document::DocumentNumber;
use wathiq_domain::ids::{ActId, DelegationId, OfficeId, RequestId};
use wathiq_domain::staff::{Delegation, NoPower, Quality, Role, StaffMember, power_to_seal};
use wathiq_render::RenderInput;
use wathiq_store::TenantTx;
use wathiq_store::tables::offices::{self, Office};
use wathiq_store::tables::staff;

use crate::app::App;
use crate::error::{Error, Result};
use crate::record::{Record, Source};
use crate::{review, sealing};

/// What the code on a preview says: nothing that could be verified.
const CODE: &str = "SPECIMEN";
/// The number no document has.
const NUMBER: DocumentNumber = DocumentNumber { year: 0, serial: 0 };
/// Stands for the reference of a delegation where none is in force.
const NO_REFERENCE: &str = "—";

/// Makes the preview of a request as a PDF: with the act that was chosen, or the one it was matched with.
///
/// # Errors
/// Not found in other offices, or when there is no act; forbidden for other roles.
pub async fn specimen(app: &Arc<App>, who: &StaffMember, id: RequestId, chosen: Option<ActId>) -> Result<Vec<u8>> {
    let (decided_by, person) = (Arc::clone(app), who.clone());
    let decided = app.db.tenant(who.tenant).read(move |tx| record(tx, &decided_by, &person, id, chosen)).await;
    let (record, created) = decided?;
    let making = Arc::clone(app);
    let made = tokio::task::spawn_blocking(move || {
        let input = RenderInput { record: &record, qr: CODE, record_json: &[], document_id: id.as_uuid(), created };
        making.renderer.render(&input)
    });
    let rendered = made.await.map_err(anyhow::Error::new)?.map_err(anyhow::Error::new)?;
    Ok(rendered.pdf)
}

/// All that the preview prints, and its instant.
fn record(
    tx: &mut TenantTx<'_>,
    app: &App,
    who: &StaffMember,
    id: RequestId,
    chosen: Option<ActId>,
) -> Result<(Value, Timestamp)> {
    let (_, line, office, act) = review::preview(tx, who, id, chosen)?;
    let tenant = tx.own_tenant()?;
    let now = sealing::whole_second(tx.now());
    let today = app.today(&tenant, now);
    let (officer, delegation) = officer(tx, who, office.id, today)?;
    let record = Record::new(&Source {
        kind: &line.kind,
        language: &line.language,
        specimen: true,
        number: NUMBER,
        issued_on: today,
        sealed_at: now,
        tenant: &tenant.code,
        tenant_name: &tenant.name(),
        settings: &tenant.settings,
        office_code: &office.code,
        office_name: &office.name(),
        officer: &officer,
        delegation: &delegation,
        act: &act,
    });
    let mut record = record.to_json().map_err(anyhow::Error::new)?;
    if let Some(object) = record.as_object_mut() {
        let verification = json!({ "url": CODE, "address": app.settings.verify_address });
        object.insert("verification".to_owned(), verification);
    }
    Ok((record, now))
}

/// Who would seal for an office today: the reader if they may, else the first who may, else the reader's name with no
/// power, so that the page can be looked at before the commune has recorded its delegations.
fn officer(tx: &mut TenantTx<'_>, who: &StaffMember, office: OfficeId, day: Date) -> Result<(Bilingual, Delegation)> {
    let mut people = staff::all(tx)?;
    people.sort_by_key(|person| person.id != who.id);
    for person in people {
        let powers = staff::delegations_of(tx, person.id)?;
        if let Ok(power) = power_to_seal(&powers, person.id, office, day) {
            return Ok((Bilingual::new(person.name_ar, person.name_fr), power.clone()));
        }
    }
    let none = Delegation {
        id: DelegationId::from_uuid(uuid::Uuid::nil()),
        staff: who.id,
        office,
        quality: Quality::Delegate,
        reference: NO_REFERENCE.to_owned(),
        decided_on: day.into(),
        from: day,
        to: None,
        withdrawn_on: None,
    };
    Ok((who.name.clone(), none))
}

/// The power by which somebody may seal today, with its office, or the nearest reason why they may not.
///
/// # Errors
/// Forbidden for other roles.
pub fn power_today(
    tx: &mut TenantTx<'_>,
    app: &App,
    who: &StaffMember,
) -> Result<std::result::Result<(Delegation, Office), NoPower>> {
    if !who.has(Role::Registrar) {
        return Err(Error::Forbidden);
    }
    let tenant = tx.own_tenant()?;
    let today = app.today(&tenant, tx.now());
    let mut reason = NoPower::None;
    for power in staff::delegations_of(tx, who.id)? {
        match power.in_force(today) {
            Ok(()) => {
                let office = offices::find(tx, power.office)?;
                return Ok(Ok((power, office)));
            }
            Err(why) => reason = why,
        }
    }
    Ok(Err(reason))
}
