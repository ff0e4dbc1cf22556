//! The queue: what it is narrowed to, and its rows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;
use wathiq_domain::act::ActNumber;
use wathiq_domain::code::Code;
use wathiq_domain::ids::{OfficeId, RequestId, StaffId};
use wathiq_domain::request::RequestState;
use wathiq_domain::{Bilingual, Locale};
use wathiq_service::accounts::SignedIn;
use wathiq_service::review::{self, Queue as Found};
use wathiq_service::rows::{Office, Request};
use wathiq_service::{Error, ordering};

use super::desk::{id, kind_name, name_of};
use super::pane::declared_names;
use crate::handlers::fault::Fault;
use crate::routes::QUEUE;
use crate::state::Web;
use crate::views::queue::{Queue, QueueFilter, QueueRow, StateCount};
use crate::views::{Choice, Pager};

/// Requests on one page.
const ROWS: u16 = 50;
/// Requests looked through at once for an act's number; the next page looks further.
const LOOKED_THROUGH: u16 = 500;
/// What a reviewer has to do: what is new, what is begun, and what came back.
const TO_DO: [RequestState; 3] = [RequestState::Submitted, RequestState::InReview, RequestState::Undeliverable];

/// What the list is narrowed to, as in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    state: String,
    office: String,
    q: String,
    after: String,
}

/// A place in the queue.
type Place = (Option<Date>, RequestId);

/// A place as it stands in the address: `2026-11-26.<request>`.
fn written((due, request): Place) -> Option<String> {
    due.map(|due| format!("{due}.{request}"))
}

fn read_place(text: &str) -> Option<Place> {
    let (due, request) = text.split_once('.')?;
    Some((Some(due.parse().ok()?), request.parse().ok()?))
}

/// What was typed into the search.
enum Search {
    /// Nothing.
    All,
    /// A tracking code.
    Code(Code),
    /// The number and year of an act.
    Act(ActNumber),
    /// Neither: nothing matches.
    Nothing,
}

impl Search {
    fn parse(text: &str) -> Self {
        if text.trim().is_empty() {
            Self::All
        } else if let Ok(number) = ActNumber::parse(text) {
            Self::Act(number)
        } else if let Ok(code) = Code::parse(text) {
            Self::Code(code)
        } else {
            Self::Nothing
        }
    }
}

/// A page of the queue with what its rows need.
struct Page {
    found: Found,
    next: Option<Place>,
    names: BTreeMap<StaffId, Bilingual>,
}

/// The view of the queue as far as `who` may see it.
///
/// # Errors
/// Forbidden for other roles; not found for somebody else's office.
pub async fn queue(web: &Web, locale: Locale, who: &SignedIn, wanted: Wanted) -> Result<Queue, Fault> {
    let office: Option<OfficeId> = if wanted.office.is_empty() { None } else { Some(id(&wanted.office)?) };
    let states = match RequestState::parse(&wanted.state) {
        Some(state) => vec![state],
        None => Vec::new(),
    };
    let filter = review::QueueFilter { states, office, after: read_place(&wanted.after), limit: ROWS };
    let page = match Search::parse(&wanted.q) {
        Search::All => {
            let states = if filter.states.is_empty() { TO_DO.to_vec() } else { filter.states.clone() };
            load(web, who, review::QueueFilter { states, ..filter }, |_| true).await?
        }
        Search::Act(number) => {
            let same = move |request: &Request| {
                let act = request.declared.act.as_ref();
                act.is_some_and(|act| (act.number, act.year) == (number.number, number.year))
            };
            load(web, who, review::QueueFilter { limit: LOOKED_THROUGH, ..filter }, same).await?
        }
        Search::Code(code) => by_code(web, who, filter, code).await?,
        Search::Nothing => load(web, who, review::QueueFilter { limit: 1, ..filter }, |_| false).await?,
    };
    Ok(view(web, locale, who, wanted, page))
}

/// The request of a tracking code: the one that follows the place just before it in the reader's own queue, so that
/// a code of another office or commune finds nothing.
async fn by_code(web: &Web, who: &SignedIn, filter: review::QueueFilter, code: Code) -> Result<Page, Fault> {
    let found = match ordering::track(&web.app, code).await {
        Ok(found) if found.tenant.id == who.member.tenant => Some((found.request.due_on, found.request.id)),
        Ok(_) | Err(Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let wanted = found.map(|(_, request)| request);
    let before =
        |request: RequestId| RequestId::from_uuid(Uuid::from_u128(request.as_uuid().as_u128().saturating_sub(1)));
    let after = found.map(|(due, request)| (due, before(request)));
    let filter = review::QueueFilter { after, limit: 1, ..filter };
    let page = load(web, who, filter, move |request| Some(request.id) == wanted).await?;
    Ok(Page { next: None, ..page })
}

async fn load(
    web: &Web,
    who: &SignedIn,
    filter: review::QueueFilter,
    matches: impl Fn(&Request) -> bool,
) -> Result<Page, Fault> {
    let member = who.member.clone();
    let loaded = web
        .app
        .db
        .tenant(member.tenant)
        .read(move |tx| {
            let found = review::queue(tx, &member, &filter)?;
            Ok::<_, Error>((found, review::colleagues(tx)?))
        })
        .await;
    let (mut found, names) = loaded?;
    let last = found.requests.last().map(|request| (request.due_on, request.id));
    found.requests.retain(matches);
    let next = last.filter(|_| found.more);
    Ok(Page { found, next, names })
}

fn view(web: &Web, locale: Locale, who: &SignedIn, wanted: Wanted, page: Page) -> Queue {
    let Page { found, next, names } = page;
    let today = web.app.today(&who.tenant, web.app.clock.now());
    let row = |request: &Request| row(web, locale, who, request, today, &found.offices, &names);
    let rows = found.requests.iter().map(row).collect();
    let count_of = |state: RequestState| found.counts.iter().find(|(counted, _)| *counted == state).map(|(_, n)| *n);
    let counted =
        RequestState::ALL.into_iter().filter_map(|state| Some((state, u64::try_from(count_of(state)?).ok()?)));
    let counts = counted.map(|(state, count)| StateCount { state: state.as_str().to_owned(), count }).collect();
    let label = |office: &Office| {
        let name = office.name();
        let text = name.get(locale);
        if text.is_empty() { format!("{}{}", name.ar, name.fr) } else { text.to_owned() }
    };
    let offices = found.offices.iter().map(|office| Choice::new(office.id.to_string(), label(office))).collect();
    let query = |after: Option<String>| query(locale, &wanted, after.as_deref());
    let pager = Pager {
        first: (!wanted.after.is_empty()).then(|| query(None)),
        next: next.and_then(written).map(|place| query(Some(place))),
    };
    Queue {
        filter: QueueFilter { state: wanted.state, office: wanted.office, q: wanted.q },
        offices,
        counts,
        rows,
        pager,
    }
}

/// The query of another page of the same list.
fn query(locale: Locale, wanted: &Wanted, after: Option<&str>) -> String {
    let all = [
        ("state", wanted.state.as_str()),
        ("office", &wanted.office),
        ("q", &wanted.q),
        ("after", after.unwrap_or_default()),
    ];
    let parts: Vec<(&str, &str)> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let path = QUEUE.path(locale, &parts).unwrap_or_default();
    path.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

fn row(
    web: &Web,
    locale: Locale,
    who: &SignedIn,
    request: &Request,
    today: Date,
    offices: &[Office],
    names: &BTreeMap<StaffId, Bilingual>,
) -> QueueRow {
    let choice = &request.declared.choice;
    let person = request.declared.person.as_ref();
    let recipient = request.declared.recipient.as_ref();
    let channel = request.channel.or(recipient.map(|recipient| recipient.channel));
    let held = request.reviewer_id.filter(|id| request.state == RequestState::InReview && *id != who.member.id);
    QueueRow {
        id: request.id.to_string(),
        person: person.map(declared_names).unwrap_or_default(),
        act_reference: request.declared.act.as_ref().map(ToString::to_string).unwrap_or_default(),
        kind_name: kind_name(web, &choice.kind, locale),
        copies: u32::from(choice.copies),
        office: offices.iter().find(|office| office.id == request.office_id).map(Office::name).unwrap_or_default(),
        state: request.state.as_str().to_owned(),
        channel: channel.map_or("email", wathiq_domain::delivery::Channel::as_str).to_owned(),
        due: promised(request),
        late: is_late(request, today),
        reviewer: name_of(names, held),
    }
}

/// The promised day; none while the citizen is asked, since the clock then stands still.
pub fn promised(request: &Request) -> Option<Date> {
    request.due_on.filter(|_| request.state != RequestState::AwaitingCitizen)
}

/// Whether the commune still owes an answer and the promised day has passed.
pub fn is_late(request: &Request, today: Date) -> bool {
    request.state.is_open() && request.due_on.is_some_and(|due| due < today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn places_read_back() {
        let place = (Some(date(2026, 11, 26)), RequestId::from_uuid(Uuid::from_u128(129)));
        assert_eq!(written(place).as_deref().and_then(read_place), Some(place));
        assert_eq!(written((None, place.1)), None);
        for bad in ["", "2026-11-26", "2026-11-26.", "2026-13-01.00000000-0000-0000-0000-000000000081", ".x"] {
            assert_eq!(read_place(bad), None, "{bad}");
        }
    }

    #[test]
    fn searches_what_people_type() {
        assert!(matches!(Search::parse("  "), Search::All));
        assert!(matches!(Search::parse("129/1982"), Search::Act(_)));
        let code = Code::from_bytes([0x5A; 16]);
        assert!(matches!(Search::parse(&code.grouped()), Search::Code(found) if found == code));
        assert!(matches!(Search::parse("Exemple"), Search::Nothing));
    }

    #[test]
    fn another_page_keeps_the_filter() {
        let wanted = Wanted { state: "approved".into(), q: "129/1982".into(), ..Wanted::default() };
        assert_eq!(query(Locale::Fr, &wanted, Some("a.b")), "state=approved&q=129%2F1982&after=a.b");
        assert_eq!(query(Locale::Fr, &Wanted::default(), None), "");
    }
}
