//! The clerk's side: the queue, and one request against the register.

use std::collections::BTreeMap;

use jiff::civil::Date;
use wathiq_domain::Bilingual;
use wathiq_domain::act::{Act, ActKind, ActNumber};
use wathiq_domain::ids::{ActId, OfficeId, RequestId, StaffId};
use wathiq_domain::matching::{Comparison, rank};
use wathiq_domain::order::{FieldProblem, Person, Problems};
use wathiq_domain::request::{Action, Actor, RefusalReason, RequestState, can_undo};
use wathiq_domain::staff::{Role, StaffMember};
use wathiq_store::TenantTx;
use wathiq_store::tables::deliveries::{self, Delivery};
use wathiq_store::tables::documents::{self, Document};
use wathiq_store::tables::offices::{self, Office};
use wathiq_store::tables::requests::{self, Filter, Line, Request};
use wathiq_store::tables::{acts, staff};

use crate::audit;
use crate::error::{Error, Result};
use crate::jobs;
use crate::mail::{self, Notice};

/// Roles that review.
pub const REVIEWERS: [Role; 2] = [Role::Clerk, Role::Registrar];
/// Score from which an act counts as near, of 100.
const NEAR_SCORE: u8 = 40;
/// Near acts shown at most.
const NEAR_MAX: usize = 8;
/// Longest question or refusal text, in characters.
pub const WORDS_MAX: usize = 1000;

/// One page of the queue.
#[derive(Debug, Clone)]
pub struct Queue {
    /// Requests, earliest promised day first.
    pub requests: Vec<Request>,
    /// Whether there are more after the last.
    pub more: bool,
    /// How many stand in each state.
    pub counts: Vec<(RequestState, i64)>,
    /// The offices shown.
    pub offices: Vec<Office>,
}

/// What a clerk wants to see.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    /// In these states; empty is all.
    pub states: Vec<RequestState>,
    /// Of this office; none is every office they may see.
    pub office: Option<OfficeId>,
    /// After this place.
    pub after: Option<(Option<Date>, RequestId)>,
    /// At most so many.
    pub limit: u16,
}

/// A page of the queue, of the offices where the person reviews.
///
/// # Errors
/// Forbidden for other roles.
pub fn queue(tx: &mut TenantTx<'_>, who: &StaffMember, filter: &QueueFilter) -> Result<Queue> {
    if !REVIEWERS.iter().any(|role| who.has(*role)) {
        return Err(Error::Forbidden);
    }
    let mut seen = who.offices(&REVIEWERS);
    if let Some(office) = filter.office {
        if seen.as_ref().is_some_and(|seen| !seen.contains(&office)) {
            return Err(Error::NotFound);
        }
        seen = Some(vec![office]);
    }
    let limit = usize::from(filter.limit);
    let wanted = Filter {
        states: filter.states.clone(),
        offices: seen.clone(),
        after: filter.after,
        limit: i64::from(filter.limit) + 1,
    };
    let mut found = requests::list(tx, &wanted)?;
    let more = found.len() > limit;
    found.truncate(limit);
    let counts = requests::counts(tx, seen.as_deref())?;
    let page = wathiq_store::page::Page::first(500);
    let mut offices = offices::list(tx, None, &page)?.rows;
    if let Some(allowed) = who.offices(&REVIEWERS) {
        offices.retain(|office| allowed.contains(&office.id));
    }
    Ok(Queue { requests: found, more, counts, offices })
}

/// One request, as the review screen shows it.
#[derive(Debug, Clone)]
pub struct Review {
    /// The request.
    pub request: Request,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The office.
    pub office: Office,
    /// The act that was chosen, or the one with the declared number.
    pub act: Option<Act>,
    /// What was declared against that act.
    pub comparison: Option<Comparison>,
    /// Other acts that may be meant, best first.
    pub near: Vec<Act>,
    /// Who took it up, when it is somebody else.
    pub reviewer: Option<StaffMember>,
    /// Documents made from it.
    pub documents: Vec<Document>,
    /// Their deliveries.
    pub deliveries: Vec<Delivery>,
    /// Whether the decision can still be taken back.
    pub can_undo: bool,
}

/// A request that `who` may review; somebody else's office is not found, like somebody else's commune.
fn own(tx: &mut TenantTx<'_>, who: &StaffMember, id: RequestId) -> Result<Request> {
    let request = requests::get(tx, id)?;
    let mine = REVIEWERS.iter().any(|role| who.may(*role, request.office_id));
    if !mine || request.state == RequestState::Draft {
        return Err(if REVIEWERS.iter().any(|role| who.has(*role)) { Error::NotFound } else { Error::Forbidden });
    }
    Ok(request)
}

/// The role in which `who` acts for an office.
fn acting(who: &StaffMember, office: OfficeId) -> Actor {
    Actor::Staff(if who.may(Role::Clerk, office) { Role::Clerk } else { Role::Registrar })
}

/// Opens a request for review: takes it up if nobody has, and finds acts.
///
/// # Errors
/// Not found, also for other offices.
pub fn open(tx: &mut TenantTx<'_>, who: &StaffMember, id: RequestId, chosen: Option<ActId>) -> Result<Review> {
    let mut request = own(tx, who, id)?;
    if request.state == RequestState::Submitted {
        step(&mut request, who, Action::Open)?;
        request.reviewer_id = Some(who.id);
        requests::update(tx, &mut request)?;
        tx.audit(audit::staff(who.id, "open").about("request", id.as_uuid()));
    } else {
        tx.audit(audit::staff(who.id, "view").about("request", id.as_uuid()));
    }
    let kind = ActKind::Birth;
    let office = offices::find(tx, request.office_id)?;
    let exact = match &request.declared.act {
        Some(number) => acts::by_number(tx, request.office_id, kind, number)?,
        None => Vec::new(),
    };
    let act = match chosen.or(request.act_id) {
        Some(chosen) => Some(act_of(tx, request.office_id, chosen)?),
        None => exact.first().cloned(),
    };
    let mut near = exact;
    if let (Some(number), Some(person)) = (&request.declared.act, &request.declared.person) {
        for other in acts::near(tx, request.office_id, kind, number, &person.birth_date.to_string())? {
            if !near.iter().any(|known| known.id == other.id) {
                near.push(other);
            }
        }
        near = ranked(near, person, number);
    }
    near.retain(|other| act.as_ref().is_none_or(|act| act.id != other.id));
    let reviewer = match request.reviewer_id.filter(|reviewer| *reviewer != who.id) {
        Some(reviewer) => Some(staff::member(tx, reviewer)?),
        None => None,
    };
    let declared = request.declared.person.as_ref().zip(request.declared.act.as_ref());
    let comparison = act
        .as_ref()
        .zip(declared)
        .map(|(act, (person, number))| Comparison::of(person, number, &act.content, &act.number));
    let can_undo =
        request.state.after(Action::Undo).is_ok() && request.decided_at.is_some_and(|at| can_undo(at, tx.now()));
    Ok(Review {
        lines: requests::lines(tx, id)?,
        office,
        act,
        comparison,
        near,
        reviewer,
        documents: documents::of_request(tx, id)?,
        deliveries: deliveries::of_request(tx, id)?,
        can_undo,
        request,
    })
}

/// An act of that office.
fn act_of(tx: &mut TenantTx<'_>, office: OfficeId, id: ActId) -> Result<Act> {
    let act = acts::get(tx, id)?;
    if act.office == office { Ok(act) } else { Err(Error::NotFound) }
}

/// Best first; what is plainly somebody else's is left out.
fn ranked(near: Vec<Act>, person: &Person, number: &ActNumber) -> Vec<Act> {
    let compared = near.into_iter().map(|act| {
        let comparison = Comparison::of(person, number, &act.content, &act.number);
        (act, comparison)
    });
    rank(compared, NEAR_SCORE, NEAR_MAX).into_iter().map(|(act, _)| act).collect()
}

fn step(request: &mut Request, who: &StaffMember, action: Action) -> Result<()> {
    if !action.allowed(acting(who, request.office_id)) {
        return Err(Error::Forbidden);
    }
    request.state = request.state.after(action)?;
    Ok(())
}

/// Whether the page that was acted on still shows the request as it is.
fn unchanged(request: &Request, version: i32) -> Result<()> {
    if request.version == version { Ok(()) } else { Err(Error::Conflict) }
}

/// A text that must be given, of bearable length.
fn words(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    let code = if text.is_empty() {
        "missing"
    } else if text.chars().count() > WORDS_MAX {
        "too-long"
    } else {
        return Ok(text.to_owned());
    };
    Err(Problems(vec![FieldProblem { field, code }]).into())
}

/// Approves a request with the act it was compared with.
///
/// # Errors
/// When the act is not of that office, or the request changed since it was shown.
pub fn approve(tx: &mut TenantTx<'_>, who: &StaffMember, id: RequestId, version: i32, act: ActId) -> Result<Request> {
    let mut request = own(tx, who, id)?;
    unchanged(&request, version)?;
    act_of(tx, request.office_id, act)?;
    step(&mut request, who, Action::Approve)?;
    request.act_id = Some(act);
    decide(tx, &mut request, who);
    requests::update(tx, &mut request)?;
    tx.audit(audit::staff(who.id, "approve").about("request", id.as_uuid()).with("act", act.to_string()));
    Ok(request)
}

/// Refuses a request with a coded reason and words for the citizen, who is told once it can no longer be taken back.
///
/// # Errors
/// When the words are missing, or the request changed since it was shown.
pub fn reject(
    tx: &mut TenantTx<'_>,
    who: &StaffMember,
    id: RequestId,
    version: i32,
    reason: RefusalReason,
    text: &str,
) -> Result<Request> {
    let mut request = own(tx, who, id)?;
    unchanged(&request, version)?;
    let text = words("refusal_text", text)?;
    step(&mut request, who, Action::Reject)?;
    request.refusal_reason = Some(reason);
    request.refusal_text = Some(text);
    decide(tx, &mut request, who);
    requests::update(tx, &mut request)?;
    tx.audit(audit::staff(who.id, "reject").about("request", id.as_uuid()).with("reason", reason.as_str()));
    let at = mail::after_undo(tx.now());
    jobs::notify(tx, id, Notice::Refused, at)?;
    Ok(request)
}

fn decide(tx: &TenantTx<'_>, request: &mut Request, who: &StaffMember) {
    request.decided_at = Some(tx.now());
    request.decided_by = Some(who.id);
}

/// Asks the citizen for what is missing; the law allows it once.
///
/// # Errors
/// When it was asked before.
pub fn ask(tx: &mut TenantTx<'_>, who: &StaffMember, id: RequestId, version: i32, question: &str) -> Result<Request> {
    let mut request = own(tx, who, id)?;
    unchanged(&request, version)?;
    if request.asked_at.is_some() {
        return Err(Error::AskedBefore);
    }
    let question = words("question", question)?;
    step(&mut request, who, Action::Ask)?;
    request.question = Some(question);
    request.asked_at = Some(tx.now());
    requests::update(tx, &mut request)?;
    tx.audit(audit::staff(who.id, "ask").about("request", id.as_uuid()));
    let now = tx.now();
    jobs::notify(tx, id, Notice::Asked, now)?;
    Ok(request)
}

/// Takes an approval or a refusal back, within ten minutes.
///
/// # Errors
/// Too late; or the seal was ordered meanwhile.
pub fn undo(tx: &mut TenantTx<'_>, who: &StaffMember, id: RequestId, version: i32) -> Result<Request> {
    let mut request = own(tx, who, id)?;
    unchanged(&request, version)?;
    let decided_at = request.decided_at.ok_or(Error::TooLate)?;
    let was = request.state;
    step(&mut request, who, Action::Undo)?;
    if !can_undo(decided_at, tx.now()) {
        return Err(Error::TooLate);
    }
    request.decided_at = None;
    request.decided_by = None;
    request.refusal_reason = None;
    request.refusal_text = None;
    requests::update(tx, &mut request)?;
    tx.audit(audit::staff(who.id, "undo").about("request", id.as_uuid()).with("was", was.as_str()));
    Ok(request)
}

/// What the preview of a request shows: the act that was chosen, else the one it was matched with, else the one with
/// the declared number.
///
/// # Errors
/// Not found when the act is not of that office, or there is none.
pub fn preview(
    tx: &mut TenantTx<'_>,
    who: &StaffMember,
    id: RequestId,
    chosen: Option<ActId>,
) -> Result<(Request, Line, Office, Act)> {
    let request = own(tx, who, id)?;
    let line = requests::lines(tx, id)?.into_iter().next().ok_or(Error::NotFound)?;
    let act = if let Some(chosen) = chosen.or(request.act_id) {
        act_of(tx, request.office_id, chosen)?
    } else {
        let number = request.declared.act.clone().ok_or(Error::NotFound)?;
        let found = acts::by_number(tx, request.office_id, ActKind::Birth, &number)?;
        found.into_iter().next().ok_or(Error::NotFound)?
    };
    let office = offices::find(tx, request.office_id)?;
    Ok((request, line, office, act))
}

/// Names of everybody who works for the commune, for lists that say who did what.
///
/// # Errors
/// When the database fails.
pub fn colleagues(tx: &mut TenantTx<'_>) -> Result<BTreeMap<StaffId, Bilingual>> {
    let everybody = staff::all(tx)?.into_iter();
    Ok(everybody.map(|person| (person.id, Bilingual::new(person.name_ar, person.name_fr))).collect())
}

/// The acts that requests were matched with: a registrar sees what is registered, not what was declared.
///
/// # Errors
/// When the database fails.
pub fn matched<'r>(
    tx: &mut TenantTx<'_>,
    requests: impl IntoIterator<Item = &'r Request>,
) -> Result<BTreeMap<RequestId, Act>> {
    let mut found = BTreeMap::new();
    for request in requests {
        if let Some(act) = request.act_id {
            found.insert(request.id, act_of(tx, request.office_id, act)?);
        }
    }
    Ok(found)
}

/// How a document travelled, oldest first.
///
/// # Errors
/// When the database fails.
pub fn sendings(tx: &mut TenantTx<'_>, document: &Document) -> Result<Vec<Delivery>> {
    let mut all = deliveries::of_request(tx, document.request_id)?;
    all.retain(|delivery| delivery.document_id == document.id);
    Ok(all)
}
