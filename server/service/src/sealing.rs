//! The registrar's side: ordering seals.
//!
//! The delegation in force is checked in the transaction that numbers the document; a job then makes it, and makes
//! the same one however often it runs.

use jiff::Timestamp;
use wathiq_domain::document::{DocumentNumber, DocumentState};
use wathiq_domain::ids::{DocumentId, KeyId, RequestId};
use wathiq_domain::request::{Action, Actor, RequestState};
use wathiq_domain::staff::{Delegation, Role, StaffMember, power_to_seal};
use wathiq_domain::tenant::TenantState;
use wathiq_store::TenantTx;
use wathiq_store::tables::documents::{self, Document, Record as StoredRecord};
use wathiq_store::tables::offices::{self, Office};
use wathiq_store::tables::requests::{self, Filter, Line, Request};
use wathiq_store::tables::{acts, keys, staff};
use wathiq_store::tenants::Tenant;

use crate::app::App;
use crate::audit;
use crate::error::{Error, Result};
use crate::jobs;
use crate::record::{Record, Source};

/// Entries of one status list; a new list begins when half of them are taken, so that a free one is found quickly.
pub const LIST_SIZE: u32 = 65_536;
/// Requests shown or sealed at once.
pub const AT_ONCE: u16 = 100;

/// A request that waits for its seal, and whether this person may give it.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The request.
    pub request: Request,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The office.
    pub office: Office,
    /// The power by which they may, or why not.
    pub power: std::result::Result<Delegation, wathiq_domain::staff::NoPower>,
}

/// The approved requests of the person's offices, earliest promised day first.
///
/// # Errors
/// Forbidden for other roles.
pub fn waiting(tx: &mut TenantTx<'_>, app: &App, who: &StaffMember) -> Result<Vec<Waiting>> {
    if !who.has(Role::Registrar) {
        return Err(Error::Forbidden);
    }
    let tenant = tx.own_tenant()?;
    let today = app.today(&tenant, tx.now());
    let powers = staff::delegations_of(tx, who.id)?;
    let filter = Filter {
        states: vec![RequestState::Approved, RequestState::Sealing],
        offices: who.offices(&[Role::Registrar]),
        after: None,
        limit: i64::from(AT_ONCE),
    };
    let mut out = Vec::new();
    for request in requests::list(tx, &filter)? {
        let power = power_to_seal(&powers, who.id, request.office_id, today).cloned();
        let office = offices::find(tx, request.office_id)?;
        let lines = requests::lines(tx, request.id)?;
        out.push(Waiting { request, lines, office, power });
    }
    Ok(out)
}

/// Orders the seal of approved requests: numbers their documents and enqueues the making, all or nothing.
///
/// # Errors
/// No power, when no delegation of the person is in force for an office today; conflict, when a request is no
/// longer approved; no key.
pub fn order(tx: &mut TenantTx<'_>, app: &App, who: &StaffMember, ids: &[RequestId]) -> Result<Vec<DocumentId>> {
    if !who.has(Role::Registrar) {
        return Err(Error::Forbidden);
    }
    let tenant = tx.own_tenant()?;
    let now = whole_second(tx.now());
    let today = app.today(&tenant, now);
    // Held until the end, so that a delegation withdrawn meanwhile is either seen here or comes after the order.
    tx.lock("delegations", who.id.as_uuid())?;
    let powers = staff::delegations_of(tx, who.id)?;
    let specimen = tenant.state != TenantState::Live;
    let key = keys::in_force(tx, specimen)?.ok_or(Error::NoKey)?.id;
    let mut made = Vec::new();
    for id in ids.iter().take(usize::from(AT_ONCE)) {
        let mut request = requests::get(tx, *id)?;
        if !who.may(Role::Registrar, request.office_id) {
            return Err(Error::NotFound);
        }
        let power = power_to_seal(&powers, who.id, request.office_id, today)?.clone();
        if !Action::OrderSeal.allowed(Actor::Staff(Role::Registrar)) {
            return Err(Error::Forbidden);
        }
        request.state = request.state.after(Action::OrderSeal)?;
        let run = Run { app, tenant: &tenant, who, power: &power, key, specimen, now, today };
        for line in requests::lines(tx, *id)? {
            made.push(run.number(tx, &request, &line)?);
        }
        requests::update(tx, &mut request)?;
        tx.audit(
            audit::staff(who.id, "order_seal").about("request", id.as_uuid()).with("delegation", power.id.to_string()),
        );
    }
    Ok(made)
}

/// What is the same for every document of one order.
struct Run<'a> {
    app: &'a App,
    tenant: &'a Tenant,
    who: &'a StaffMember,
    power: &'a Delegation,
    key: KeyId,
    specimen: bool,
    now: Timestamp,
    today: jiff::civil::Date,
}

impl Run<'_> {
    /// Numbers one document and enqueues its making.
    fn number(&self, tx: &mut TenantTx<'_>, request: &Request, line: &Line) -> Result<DocumentId> {
        let act = acts::get(tx, request.act_id.ok_or(Error::Conflict)?)?;
        let office = offices::find(tx, request.office_id)?;
        let year = self.today.year();
        let series = if self.specimen { "specimen" } else { "document" };
        let serial = tx.next_number(&format!("{series}/{year}"))?;
        let number = DocumentNumber { year, serial: u32::try_from(serial).map_err(anyhow::Error::new)? };
        let record = Record::new(&Source {
            kind: &line.kind,
            language: &line.language,
            specimen: self.specimen,
            number,
            issued_on: self.today,
            sealed_at: self.now,
            tenant: &self.tenant.code,
            tenant_name: &self.tenant.name(),
            settings: &self.tenant.settings,
            office_code: &office.code,
            office_name: &office.name(),
            officer: &self.who.name,
            delegation: self.power,
            act: &act,
        });
        let (status_list, status_index) = free_index(tx, year)?;
        let id: DocumentId = tx.new_id();
        let document = Document {
            tenant_id: tx.tenant(),
            id,
            request_id: request.id,
            line_id: line.id,
            office_id: office.id,
            act_id: act.id,
            act_version: act.version,
            kind: line.kind.clone(),
            language: line.language.clone(),
            number_year: i32::from(number.year),
            number_serial: i32::try_from(number.serial).map_err(anyhow::Error::new)?,
            state: DocumentState::Sealing,
            specimen: self.specimen,
            record: StoredRecord(record.to_json().map_err(anyhow::Error::new)?),
            nonce: tx.random(),
            key_id: self.key,
            status_list,
            status_index,
            officer_id: self.who.id,
            delegation_id: self.power.id,
            ordered_at: self.now,
            credential: None,
            sha256: None,
            size: None,
            sealed_at: None,
            state_reason: None,
            state_at: None,
        };
        // An unknown kind is found here, before a number is used up.
        if self.app.renderer.kinds().get(&line.kind).is_none() {
            return Err(Error::NotFound);
        }
        documents::insert(tx, &document)?;
        jobs::issue(tx, id)?;
        Ok(id)
    }
}

/// A list of this year with room, and a random free index in it: indices tell neither order nor volume.
fn free_index(tx: &mut TenantTx<'_>, year: i16) -> Result<(i32, i32)> {
    let used = tx.next_number(&format!("status/{year}"))?;
    let half = i64::from(LIST_SIZE / 2);
    let list = i64::from(year) * 100 + (used - 1) / half;
    let list = i32::try_from(list).map_err(anyhow::Error::new)?;
    loop {
        // At most half are taken: two draws on average.
        let index = i32::from(u16::from_be_bytes(tx.random()));
        if !documents::index_taken(tx, list, index)? {
            return Ok((list, index));
        }
    }
}

/// Withdraws a sealed document: verification says so from the next status list on.
///
/// # Errors
/// Not found in other offices; conflict when it is not in force.
pub fn withdraw(tx: &mut TenantTx<'_>, who: &StaffMember, id: DocumentId, reason: &str) -> Result<()> {
    end(tx, who, id, DocumentState::Withdrawn, reason)
}

/// Marks a sealed document as replaced by a newer one.
///
/// # Errors
/// Not found in other offices; conflict when it is not in force.
pub fn supersede(tx: &mut TenantTx<'_>, who: &StaffMember, id: DocumentId, reason: &str) -> Result<()> {
    end(tx, who, id, DocumentState::Superseded, reason)
}

fn end(tx: &mut TenantTx<'_>, who: &StaffMember, id: DocumentId, state: DocumentState, reason: &str) -> Result<()> {
    if !who.has(Role::Registrar) {
        return Err(Error::Forbidden);
    }
    let document = documents::get(tx, id)?;
    if !who.may(Role::Registrar, document.office_id) {
        return Err(Error::NotFound);
    }
    let reason = reason.trim();
    if reason.is_empty() {
        let problem = wathiq_domain::order::FieldProblem { field: "reason", code: "missing" };
        return Err(wathiq_domain::order::Problems(vec![problem]).into());
    }
    documents::end(tx, id, state, reason)?;
    tx.audit(audit::staff(who.id, state.as_str()).about("document", id.as_uuid()));
    Ok(())
}

/// A document that staff of its office may see.
///
/// # Errors
/// Not found in other offices.
pub fn document(tx: &mut TenantTx<'_>, who: &StaffMember, id: DocumentId) -> Result<(Document, Request, Office)> {
    let roles = [Role::Clerk, Role::Registrar, Role::PostRoom];
    if !roles.iter().any(|role| who.has(*role)) {
        return Err(Error::Forbidden);
    }
    let document = documents::get(tx, id)?;
    if !roles.iter().any(|role| who.may(*role, document.office_id)) {
        return Err(Error::NotFound);
    }
    let request = requests::get(tx, document.request_id)?;
    let office = offices::find(tx, document.office_id)?;
    tx.audit(audit::staff(who.id, "view").about("document", id.as_uuid()));
    Ok((document, request, office))
}

/// Seals, credentials and PDF dates count whole seconds: the instant is cut once, here.
pub fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// So that closures of the store may answer with our errors.
impl wathiq_store::Transient for Error {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable)
    }
}
