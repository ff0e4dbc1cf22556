//! The citizen's side: order, hand in, follow, complete, withdraw, download. No account is needed: a draft is held
//! by a cookie, a request by its tracking code.
//!
//! Nothing here tells the public whether an act or a person exists.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use wathiq_domain::act::ActNumber;
use wathiq_domain::code::Code;
use wathiq_domain::delivery::DeliveryState;
use wathiq_domain::document::DocumentState;
use wathiq_domain::ids::{OfficeId, RequestId, TenantId};
use wathiq_domain::order::{Choice, FieldProblem, Fields, Order, Problems};
use wathiq_domain::request::{Action, RequestState, can_undo};
use wathiq_domain::tenant::{TenantCode, TenantState};
use wathiq_domain::{Bilingual, Locale};
use wathiq_store::locators::LocatorKind;
use wathiq_store::page::Page;
use wathiq_store::tables::deliveries::{self, Delivery};
use wathiq_store::tables::documents::{self, Document};
use wathiq_store::tables::offices::{self, Office, OfficeState};
use wathiq_store::tables::requests::{self, Line, Request};
use wathiq_store::tenants::Tenant;
use wathiq_store::{Reason, TenantTx};

use crate::app::App;
use crate::audit;
use crate::error::{Error, Result};
use crate::jobs;
use crate::mail::Notice;
use crate::secrets::Purpose;

/// How long a draft waits.
const DRAFT: SignedDuration = SignedDuration::from_hours(24);
/// Longest answer to a question, in characters.
pub const ANSWER_MAX: usize = 2000;
/// Offices of one commune shown at once.
const OFFICES: u16 = 200;
/// Communes found at once.
pub const COMMUNES: usize = 20;
/// First year of a civil-status register.
pub const FIRST_YEAR: i16 = 1900;

/// A commune found by name, and what it offers online.
#[derive(Debug, Clone)]
pub struct FoundCommune {
    /// Code with country, `MA.01.511.01.0`.
    pub code: TenantCode,
    /// Name.
    pub name: Bilingual,
    /// Name of the province.
    pub province: Bilingual,
    /// Its offices that take requests; empty when it is not live.
    pub offices: Vec<Office>,
}

/// Finds communes by name in either script, and the offices of those that are live.
///
/// # Errors
/// When the database fails.
pub async fn find_communes(app: &App, query: &str) -> Result<Vec<FoundCommune>> {
    let mut found = Vec::new();
    for (country, geography) in &app.geography {
        for hit in geography.search(query, COMMUNES) {
            let Ok(code) = TenantCode::parse(&format!("{country}.{}", hit.commune.code)) else { continue };
            if found.iter().any(|known: &FoundCommune| known.code == code) {
                continue;
            }
            let (name, province) = (hit.commune.name.clone(), hit.province.name.clone());
            found.push(FoundCommune { code, name, province, offices: Vec::new() });
        }
    }
    for commune in &mut found {
        let code = commune.code.clone();
        let tenant = app.db.system(Reason::Directory).read(move |tx| tx.tenant_by_code(&code)).await?;
        if let Some(tenant) = tenant.filter(|t| t.state == TenantState::Live) {
            commune.offices = open_offices(app, tenant.id).await?;
        }
    }
    Ok(found)
}

/// The offices of a commune that take requests.
///
/// # Errors
/// When the database fails.
pub async fn open_offices(app: &App, tenant: TenantId) -> Result<Vec<Office>> {
    let page = Page::first(OFFICES);
    let listed = app.db.tenant(tenant).read(move |tx| offices::list(tx, Some(OfficeState::Open), &page)).await?;
    Ok(listed.rows)
}

/// A live commune's office by the codes of both, for the next step of an order.
///
/// # Errors
/// Not found when there is no such office that takes requests; not live when the commune takes none.
pub async fn office(app: &App, commune: &str, office: &str) -> Result<(Tenant, Office)> {
    let code = TenantCode::parse(commune).map_err(|_| Error::NotFound)?;
    let tenant =
        app.db.system(Reason::Directory).read(move |tx| tx.tenant_by_code(&code)).await?.ok_or(Error::NotFound)?;
    if tenant.state != TenantState::Live {
        return Err(Error::NotLive);
    }
    let found = open_offices(app, tenant.id).await?.into_iter().find(|open| open.code == office);
    Ok((tenant, found.ok_or(Error::NotFound)?))
}

/// Whether any commune takes requests.
///
/// # Errors
/// When the database fails.
pub async fn any_live(app: &App) -> Result<bool> {
    let page = Page::first(1);
    let live = app.db.system(Reason::Directory).read(move |tx| tx.tenants(Some(TenantState::Live), &page)).await?;
    Ok(!live.rows.is_empty())
}

/// Reads where an act stands, from a form's two fields; the number may bring the year along, as on the identity card
/// (`129/1982`). `this_year` is the last year there can be a register of.
///
/// # Errors
/// Every problem, by field.
pub fn act_number(number: &str, year: &str, this_year: i16) -> std::result::Result<ActNumber, Problems> {
    let (number, year) = (number.trim(), year.trim());
    let (number, year) = match number.split_once('/') {
        Some((number, written)) if year.is_empty() || written.trim() == year => (number.trim(), written.trim()),
        _ => (number, year),
    };
    let mut fields = Fields::default();
    let digits = |text: &str, most| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    if number.is_empty() {
        fields.note("number", "missing");
    } else if !digits(number, 7) || number.bytes().all(|byte| byte == b'0') {
        fields.note("number", "digits");
    }
    match year.parse::<i16>() {
        Ok(parsed) if digits(year, 4) && year.len() == 4 => {
            if !(FIRST_YEAR..=this_year).contains(&parsed) {
                fields.note("year", "range");
            }
        }
        _ => fields.note("year", "missing"),
    }
    fields.finish(ActNumber::new(number, year, None).ok())
}

/// Begins a draft; gives the secret that its cookie holds.
///
/// # Errors
/// When the database fails.
pub async fn start(app: &App, tenant: TenantId, office: OfficeId, locale: Locale, choice: Choice) -> Result<Code> {
    let token = Code::random(app.entropy.as_ref());
    let begun = app
        .db
        .tenant(tenant)
        .write(move |tx| {
            let now = tx.now();
            let id: RequestId = tx.new_id();
            requests::insert(tx, &blank(tenant, id, office, locale, Order::new(choice), now))?;
            tx.add_locator(LocatorKind::Draft, &token.to_bytes(), id.as_uuid(), Some(now + DRAFT))?;
            Ok::<_, Error>(())
        })
        .await;
    begun?;
    Ok(token)
}

fn blank(
    tenant: TenantId,
    id: RequestId,
    office: OfficeId,
    locale: Locale,
    declared: Order,
    now: Timestamp,
) -> Request {
    Request {
        tenant_id: tenant,
        id,
        office_id: office,
        state: RequestState::Draft,
        locale,
        declared,
        contact_email: None,
        channel: None,
        address: None,
        submitted_at: None,
        due_on: None,
        reviewer_id: None,
        act_id: None,
        decided_at: None,
        decided_by: None,
        refusal_reason: None,
        refusal_text: None,
        question: None,
        asked_at: None,
        answer: None,
        answered_at: None,
        delivery_note: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

/// A draft, with where it is made.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The commune.
    pub tenant: Tenant,
    /// The office.
    pub office: Office,
    /// The request so far. Once handed in, its state is no longer `draft`.
    pub request: Request,
}

/// The draft of a cookie, if it is still there.
///
/// # Errors
/// When the database fails.
pub async fn draft(app: &App, token: Code) -> Result<Option<Draft>> {
    let Some((tenant, id)) = locate(app, LocatorKind::Draft, token).await? else { return Ok(None) };
    let found = app
        .db
        .tenant(tenant)
        .read(move |tx| {
            let request = requests::get(tx, RequestId::from_uuid(id))?;
            let office = offices::find(tx, request.office_id)?;
            Ok::<_, Error>(Draft { tenant: tx.own_tenant()?, office, request })
        })
        .await;
    found.map(Some)
}

async fn locate(app: &App, kind: LocatorKind, token: Code) -> Result<Option<(TenantId, Uuid)>> {
    let bytes = token.to_bytes();
    let found = app.db.system(Reason::Locate).read(move |tx| tx.locate(kind, &bytes)).await?;
    Ok(found.map(|located| (located.tenant, located.subject)))
}

/// Keeps a step of a draft.
///
/// # Errors
/// Conflict when it was handed in meanwhile.
pub fn save(tx: &mut TenantTx<'_>, id: RequestId, locale: Locale, change: impl FnOnce(&mut Order)) -> Result<()> {
    let mut request = requests::get(tx, id)?;
    if request.state != RequestState::Draft {
        return Err(Error::Conflict);
    }
    change(&mut request.declared);
    request.locale = locale;
    requests::update(tx, &mut request)?;
    Ok(())
}

/// What the citizen gets on handing in.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// Code by which the request is followed.
    pub tracking: Code,
    /// Day by which the commune answers.
    pub due_on: Date,
}

/// Hands a draft in: stores it, promises a day, and has the receipt mailed. Handing in twice gives the same receipt.
///
/// # Errors
/// Invalid when a step is missing or the declaration is not confirmed; not live.
pub fn submit(tx: &mut TenantTx<'_>, app: &App, id: RequestId, locale: Locale, confirmed: bool) -> Result<Receipt> {
    let mut request = requests::get(tx, id)?;
    let tracking = app.secrets.code(Purpose::Tracking, id.as_uuid());
    if let (true, Some(due_on)) = (request.state != RequestState::Draft, request.due_on) {
        return Ok(Receipt { tracking, due_on });
    }
    if !confirmed {
        return Err(Problems(vec![FieldProblem { field: "confirmed", code: "confirm" }]).into());
    }
    let Some(recipient) = request
        .declared
        .recipient
        .clone()
        .filter(|_| request.declared.act.is_some() && request.declared.person.is_some())
    else {
        return Err(Problems(vec![FieldProblem { field: "confirmed", code: "incomplete" }]).into());
    };
    let tenant = tx.own_tenant()?;
    if tenant.state != TenantState::Live {
        return Err(Error::NotLive);
    }
    let now = tx.now();
    let due_on = app.due_on(&tenant, now);
    request.state = request.state.after(Action::Submit)?;
    request.locale = locale;
    request.contact_email = Some(recipient.email);
    request.channel = Some(recipient.channel);
    request.address = recipient.address;
    request.submitted_at = Some(now);
    request.due_on = Some(due_on);
    requests::update(tx, &mut request)?;
    let choice = request.declared.choice.clone();
    let line = Line {
        tenant_id: tx.tenant(),
        id: tx.new_id(),
        request_id: id,
        kind: choice.kind,
        language: choice.language,
        copies: i32::from(choice.copies),
        purpose: choice.purpose,
    };
    requests::insert_line(tx, &line)?;
    tx.add_locator(LocatorKind::Tracking, &tracking.to_bytes(), id.as_uuid(), None)?;
    tx.audit(audit::citizen("submit").about("request", id.as_uuid()));
    jobs::notify(tx, id, Notice::Received, now)?;
    Ok(Receipt { tracking, due_on })
}

/// Hands a whole order in with one call that may be repeated: the same `key` with the same order gives the same receipt,
/// within a day. None when the key was used for another order.
///
/// The key leads to the request through a locator, as a draft's cookie does, so no two calls can both succeed. What
/// comes with the key must equal what was handed in: whoever guesses a key learns nothing.
///
/// # Errors
/// Not live; conflict when the key was used long ago.
pub async fn place(
    app: &std::sync::Arc<App>,
    key: &[u8],
    tenant: TenantId,
    office: OfficeId,
    locale: Locale,
    order: Order,
) -> Result<Option<Receipt>> {
    // Longer than a draft's token, so that no cookie and no key ever meet.
    let token = [b"idempotency key\0", key].concat();
    if let Some(receipt) = placed(app, &token, office, locale, &order).await? {
        return Ok(receipt);
    }
    let (making, declared, mark) = (std::sync::Arc::clone(app), order.clone(), token.clone());
    let handed_in = app
        .db
        .tenant(tenant)
        .write(move |tx| {
            let now = tx.now();
            let id: RequestId = tx.new_id();
            requests::insert(tx, &blank(tenant, id, office, locale, declared, now))?;
            tx.add_locator(LocatorKind::Draft, &mark, id.as_uuid(), Some(now + DRAFT))?;
            submit(tx, &making, id, locale, true)
        })
        .await;
    match handed_in {
        // Another call with this key was quicker.
        Err(Error::Conflict) => placed(app, &token, office, locale, &order).await?.ok_or(Error::Conflict),
        other => other.map(Some),
    }
}

/// What a key was used for: nothing, this very order (its receipt), or another one.
async fn placed(
    app: &App,
    token: &[u8],
    office: OfficeId,
    locale: Locale,
    order: &Order,
) -> Result<Option<Option<Receipt>>> {
    let token = token.to_owned();
    let located = app.db.system(Reason::Locate).read(move |tx| tx.locate(LocatorKind::Draft, &token)).await?;
    let Some(located) = located else { return Ok(None) };
    let id = RequestId::from_uuid(located.subject);
    let request = app.db.tenant(located.tenant).read(move |tx| requests::get(tx, id)).await?;
    let same = request.office_id == office && request.locale == locale && request.declared == *order;
    let tracking = app.secrets.code(Purpose::Tracking, id.as_uuid());
    Ok(Some(request.due_on.filter(|_| same).map(|due_on| Receipt { tracking, due_on })))
}

/// A request as its citizen sees it.
#[derive(Debug, Clone)]
pub struct Tracked {
    /// The commune.
    pub tenant: Tenant,
    /// The office.
    pub office: Office,
    /// The request.
    pub request: Request,
    /// What was ordered.
    pub lines: Vec<Line>,
    /// Documents made.
    pub documents: Vec<Document>,
    /// How they travel.
    pub deliveries: Vec<Delivery>,
}

impl Tracked {
    /// Where the request stands as its citizen is told: a decision that can still be taken back is not told yet.
    pub fn shown_state(&self, now: Timestamp) -> RequestState {
        let open = matches!(self.request.state, RequestState::Approved | RequestState::Rejected);
        match self.request.decided_at {
            Some(decided_at) if open && can_undo(decided_at, now) => RequestState::InReview,
            Some(_) | None => self.request.state,
        }
    }
}

/// The request of a tracking code.
///
/// # Errors
/// Not found.
pub async fn track(app: &App, code: Code) -> Result<Tracked> {
    let (tenant, id) = locate(app, LocatorKind::Tracking, code).await?.ok_or(Error::NotFound)?;
    app.db
        .tenant(tenant)
        .read(move |tx| {
            let id = RequestId::from_uuid(id);
            let request = requests::get(tx, id)?;
            Ok::<_, Error>(Tracked {
                tenant: tx.own_tenant()?,
                office: offices::find(tx, request.office_id)?,
                lines: requests::lines(tx, id)?,
                documents: documents::of_request(tx, id)?,
                deliveries: deliveries::of_request(tx, id)?,
                request,
            })
        })
        .await
}

/// The citizen's answer to what was asked.
///
/// # Errors
/// When nothing was asked, or the answer is empty or too long.
pub fn complete(tx: &mut TenantTx<'_>, app: &App, id: RequestId, answer: &str) -> Result<()> {
    let mut request = requests::get(tx, id)?;
    let next = request.state.after(Action::Complete)?;
    let answer = answer.trim();
    let code = if answer.is_empty() {
        Some("missing")
    } else if answer.chars().count() > ANSWER_MAX {
        Some("too-long")
    } else {
        None
    };
    if let Some(code) = code {
        return Err(Problems(vec![FieldProblem { field: "answer", code }]).into());
    }
    let now = tx.now();
    let tenant = tx.own_tenant()?;
    request.state = next;
    request.answer = Some(answer.to_owned());
    request.answered_at = Some(now);
    // The clock stood still while the citizen was asked (law 55-19): the promise begins anew.
    request.due_on = Some(app.due_on(&tenant, now));
    requests::update(tx, &mut request)?;
    tx.audit(audit::citizen("complete").about("request", id.as_uuid()));
    Ok(())
}

/// The citizen withdraws a request before it is approved.
///
/// # Errors
/// When it is too late.
pub fn cancel(tx: &mut TenantTx<'_>, id: RequestId) -> Result<()> {
    let mut request = requests::get(tx, id)?;
    request.state = request.state.after(Action::Cancel)?;
    requests::update(tx, &mut request)?;
    tx.audit(audit::citizen("cancel").about("request", id.as_uuid()));
    Ok(())
}

/// What a download link opens.
#[derive(Debug, Clone)]
pub struct Download {
    /// The commune.
    pub tenant: Tenant,
    /// The office that issued it.
    pub office: Office,
    /// The delivery.
    pub delivery: Delivery,
    /// The document.
    pub document: Document,
    /// Whether the link has run out.
    pub expired: bool,
}

impl Download {
    /// Whether the document may be handed out: sealed, and neither withdrawn nor replaced.
    pub fn in_force(&self) -> bool {
        self.document.state == DocumentState::Sealed
    }
}

/// The document of a download link.
///
/// # Errors
/// Not found.
pub async fn download(app: &App, code: Code) -> Result<Download> {
    let (tenant, id) = locate(app, LocatorKind::Download, code).await?.ok_or(Error::NotFound)?;
    app.db
        .tenant(tenant)
        .read(move |tx| {
            let delivery = deliveries::get(tx, wathiq_domain::ids::DeliveryId::from_uuid(id))?;
            let document = documents::get(tx, delivery.document_id)?;
            let expired = delivery.link_expires_at.is_none_or(|until| tx.now() >= until);
            let office = offices::find(tx, document.office_id)?;
            Ok::<_, Error>(Download { tenant: tx.own_tenant()?, office, delivery, document, expired })
        })
        .await
}

/// Reads the PDF behind a good link and notes that it arrived.
///
/// # Errors
/// Not found when the link has run out, or the document is no longer in force.
pub async fn fetch(app: &App, code: Code) -> Result<(Document, Vec<u8>)> {
    let found = download(app, code).await?;
    if found.expired || !found.in_force() {
        return Err(Error::NotFound);
    }
    let bytes = app.blobs.get(found.tenant.id, found.document.id).await.map_err(anyhow::Error::new)?;
    let (mut delivery, request) = (found.delivery, found.document.request_id);
    if delivery.state == DeliveryState::Sent {
        let noted = app
            .db
            .tenant(found.tenant.id)
            .write(move |tx| {
                delivery.state = DeliveryState::Delivered;
                delivery.delivered_at = Some(tx.now());
                deliveries::update(tx, &delivery, DeliveryState::Sent)?;
                let mut request = requests::get(tx, request)?;
                if let Ok(next) = request.state.after(Action::Deliver) {
                    request.state = next;
                    requests::update(tx, &mut request)?;
                }
                tx.audit(audit::citizen("download").about("document", delivery.document_id.as_uuid()));
                Ok::<_, Error>(())
            })
            .await;
        match noted {
            // Somebody else just noted it: the document is handed out all the same.
            Ok(()) | Err(Error::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok((found.document, bytes))
}

impl App {
    /// Today, where the commune is.
    pub fn today(&self, tenant: &Tenant, now: Timestamp) -> Date {
        let zone = jiff::tz::TimeZone::get(&tenant.settings.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        now.to_zoned(zone).date()
    }

    /// The day by which a commune answers what it gets now.
    pub fn due_on(&self, tenant: &Tenant, now: Timestamp) -> Date {
        let today = self.today(tenant, now);
        let days = tenant.settings.promised_working_days;
        let calendar = self.countries.get(&tenant.country).and_then(|c| c.calendars.get(&tenant.settings.holidays));
        calendar.map_or(today, |calendar| calendar.add_working_days(today, days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_named_in_one_field_or_two() {
        let read = |number, year| act_number(number, year, 2026).map(|act| act.to_string());
        assert_eq!(read(" 129 ", "1982").unwrap(), "129/1982");
        assert_eq!(read("129 / 1982", "").unwrap(), "129/1982");
        assert_eq!(read("129/1982", "1982").unwrap(), "129/1982");
        let problems = |number, year| {
            let problems = act_number(number, year, 2026).unwrap_err().0;
            problems.into_iter().map(|p| (p.field, p.code)).collect::<Vec<_>>()
        };
        assert_eq!(problems("", ""), [("number", "missing"), ("year", "missing")]);
        assert_eq!(problems("cent", "82"), [("number", "digits"), ("year", "missing")]);
        assert_eq!(problems("000", "1899"), [("number", "digits"), ("year", "range")]);
        assert_eq!(problems("129", "2027"), [("year", "range")]);
        assert_eq!(problems("129/1982", "1983"), [("number", "digits")], "two years that differ");
        assert_eq!(problems("129", "+982"), [("year", "missing")]);
    }
}
