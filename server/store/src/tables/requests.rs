//! Requests of citizens and their lines.

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;
use wathiq_domain::Locale;
use wathiq_domain::delivery::{Channel, PostalAddress};
use wathiq_domain::ids::{ActId, LineId, OfficeId, RequestId, StaffId, TenantId};
use wathiq_domain::order::Order;
use wathiq_domain::request::{RefusalReason, RequestState};

use crate::StoreError;
use crate::schema::register::{request_lines, requests};
use crate::scope::TenantTx;
use crate::tables::Result;
use crate::types::{Sql, row, sql_json, sql_word};

sql_word!(RequestState, RefusalReason, Locale, Channel);
sql_json!(Order, PostalAddress);

row! {
    /// A request.
    pub struct Request in requests {
        /// Whose.
        pub tenant_id: TenantId,
        /// Which.
        pub id: RequestId,
        /// Office asked.
        pub office_id: OfficeId,
        /// Where it stands.
        pub state: RequestState,
        /// Language the citizen reads.
        pub locale: Locale,
        /// What was ordered and declared.
        pub declared: Order,
        /// Where news go.
        pub contact_email: Option<String>,
        /// How the document goes.
        pub channel: Option<Channel>,
        /// Where to, by post.
        pub address: Option<PostalAddress>,
        /// When it was handed in.
        pub submitted_at: Option<Timestamp>,
        /// Day by which the commune promised an answer.
        pub due_on: Option<Date>,
        /// Who took it up.
        pub reviewer_id: Option<StaffId>,
        /// The act it was matched with.
        pub act_id: Option<ActId>,
        /// When it was approved or refused.
        pub decided_at: Option<Timestamp>,
        /// By whom.
        pub decided_by: Option<StaffId>,
        /// Why it was refused.
        pub refusal_reason: Option<RefusalReason>,
        /// The same in the clerk's words.
        pub refusal_text: Option<String>,
        /// What the citizen was asked; law 55-19 allows one such question.
        pub question: Option<String>,
        /// When.
        pub asked_at: Option<Timestamp>,
        /// What the citizen answered.
        pub answer: Option<String>,
        /// When.
        pub answered_at: Option<Timestamp>,
        /// Code of what went wrong with the delivery.
        pub delivery_note: Option<String>,
        /// Grows with each change: optimistic lock.
        pub version: i32,
        /// When it was begun.
        pub created_at: Timestamp,
        /// Last change.
        pub updated_at: Timestamp,
    }
}

row! {
    /// A line of a request: so many copies of one document.
    pub struct Line in request_lines {
        /// Whose.
        pub tenant_id: TenantId,
        /// Which.
        pub id: LineId,
        /// Of which request.
        pub request_id: RequestId,
        /// Kind of document.
        pub kind: String,
        /// Language variant.
        pub language: String,
        /// How many.
        pub copies: i32,
        /// What for.
        pub purpose: String,
    }
}

/// Which requests a list shows, and from where on.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In any of these states; empty is all but drafts.
    pub states: Vec<RequestState>,
    /// Of these offices; none is every office.
    pub offices: Option<Vec<OfficeId>>,
    /// Only after this place of the list.
    pub after: Option<(Option<Date>, RequestId)>,
    /// At most so many.
    pub limit: i64,
}

/// Begins a request.
///
/// # Errors
/// When the office is not of this commune.
pub fn insert(tx: &mut TenantTx<'_>, row: &Request) -> Result<()> {
    diesel::insert_into(requests::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Adds a line.
///
/// # Errors
/// When the database fails.
pub fn insert_line(tx: &mut TenantTx<'_>, row: &Line) -> Result<()> {
    diesel::insert_into(request_lines::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// One request.
///
/// # Errors
/// Not found when it is not of this commune.
pub fn get(tx: &mut TenantTx<'_>, id: RequestId) -> Result<Request> {
    let tenant = tx.tenant();
    Ok(requests::table
        .filter(requests::tenant_id.eq(Sql(tenant)))
        .filter(requests::id.eq(Sql(id)))
        .select(Request::as_select())
        .first(tx.conn())?)
}

/// The lines of a request.
///
/// # Errors
/// When the database fails.
pub fn lines(tx: &mut TenantTx<'_>, id: RequestId) -> Result<Vec<Line>> {
    let tenant = tx.tenant();
    Ok(request_lines::table
        .filter(request_lines::tenant_id.eq(Sql(tenant)))
        .filter(request_lines::request_id.eq(Sql(id)))
        .order(request_lines::id)
        .select(Line::as_select())
        .load(tx.conn())?)
}

/// Writes a changed request back, if nobody changed it since it was read; `row.version` is the version read.
///
/// # Errors
/// Conflict when somebody did.
pub fn update(tx: &mut TenantTx<'_>, row: &mut Request) -> Result<()> {
    let read = row.version;
    row.version += 1;
    row.updated_at = tx.now();
    let rows = diesel::update(requests::table)
        .filter(requests::tenant_id.eq(Sql(row.tenant_id)))
        .filter(requests::id.eq(Sql(row.id)))
        .filter(requests::version.eq(read))
        .set((
            (
                requests::state.eq(Sql(row.state)),
                requests::locale.eq(Sql(row.locale)),
                requests::declared.eq(Sql(&row.declared)),
                requests::contact_email.eq(&row.contact_email),
                requests::channel.eq(Sql(row.channel)),
                requests::address.eq(Sql(&row.address)),
                requests::submitted_at.eq(Sql(row.submitted_at)),
                requests::due_on.eq(Sql(row.due_on)),
                requests::reviewer_id.eq(Sql(row.reviewer_id)),
                requests::act_id.eq(Sql(row.act_id)),
            ),
            (
                requests::decided_at.eq(Sql(row.decided_at)),
                requests::decided_by.eq(Sql(row.decided_by)),
                requests::refusal_reason.eq(Sql(row.refusal_reason)),
                requests::refusal_text.eq(&row.refusal_text),
                requests::question.eq(&row.question),
                requests::asked_at.eq(Sql(row.asked_at)),
                requests::answer.eq(&row.answer),
                requests::answered_at.eq(Sql(row.answered_at)),
                requests::delivery_note.eq(&row.delivery_note),
                requests::version.eq(row.version),
                requests::updated_at.eq(Sql(row.updated_at)),
            ),
        ))
        .execute(tx.conn())?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// A page of the queue: earliest promised day first.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &mut TenantTx<'_>, filter: &Filter) -> Result<Vec<Request>> {
    let tenant = tx.tenant();
    let mut query = requests::table
        .filter(requests::tenant_id.eq(Sql(tenant)))
        .filter(requests::state.ne(Sql(RequestState::Draft)))
        .order((requests::due_on.asc(), requests::id.asc()))
        .limit(filter.limit)
        .select(Request::as_select())
        .into_boxed();
    if !filter.states.is_empty() {
        query = query.filter(requests::state.eq_any(filter.states.iter().map(|state| Sql(*state))));
    }
    if let Some(offices) = &filter.offices {
        query = query.filter(requests::office_id.eq_any(offices.iter().map(|office| Sql(*office))));
    }
    if let Some((Some(due), id)) = filter.after {
        query = query.filter(
            requests::due_on.gt(Sql(Some(due))).or(requests::due_on.eq(Sql(Some(due))).and(requests::id.gt(Sql(id)))),
        );
    }
    Ok(query.load(tx.conn())?)
}

/// How many requests stand in each state, for the given offices.
///
/// # Errors
/// When the database fails.
pub fn counts(tx: &mut TenantTx<'_>, offices: Option<&[OfficeId]>) -> Result<Vec<(RequestState, i64)>> {
    let tenant = tx.tenant();
    let mut query = requests::table
        .filter(requests::tenant_id.eq(Sql(tenant)))
        .filter(requests::state.ne(Sql(RequestState::Draft)))
        .group_by(requests::state)
        .select((requests::state, diesel::dsl::count_star()))
        .into_boxed();
    if let Some(offices) = offices {
        query = query.filter(requests::office_id.eq_any(offices.iter().map(|office| Sql(*office))));
    }
    Ok(query.load(tx.conn())?)
}
