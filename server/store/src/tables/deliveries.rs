//! Deliveries: how each document reaches its addressee.

use diesel::prelude::*;
use jiff::Timestamp;
use wathiq_domain::delivery::{Channel, DeliveryState};
use wathiq_domain::ids::{DeliveryId, DocumentId, RequestId, TenantId};

use crate::StoreError;
use crate::schema::register::deliveries;
use crate::scope::TenantTx;
use crate::tables::Result;
use crate::types::{Sql, row, sql_word};

sql_word!(DeliveryState);

row! {
    /// One sending of one document.
    pub struct Delivery in deliveries {
        /// Whose.
        pub tenant_id: TenantId,
        /// Which.
        pub id: DeliveryId,
        /// Of which document.
        pub document_id: DocumentId,
        /// For which request.
        pub request_id: RequestId,
        /// How.
        pub channel: Channel,
        /// Where it stands.
        pub state: DeliveryState,
        /// Until when the link is good.
        pub link_expires_at: Option<Timestamp>,
        /// How often it was tried.
        pub attempts: i32,
        /// Code of the last failure.
        pub last_code: Option<String>,
        /// When it was printed.
        pub printed_at: Option<Timestamp>,
        /// When it was taken by the mail server, or handed over to the post.
        pub sent_at: Option<Timestamp>,
        /// When it was known to have arrived.
        pub delivered_at: Option<Timestamp>,
        /// Number of the registered letter.
        pub tracking_number: Option<String>,
        /// When it was begun.
        pub created_at: Timestamp,
    }
}

/// Begins a delivery.
///
/// # Errors
/// Conflict when the document has one.
pub fn insert(tx: &mut TenantTx<'_>, row: &Delivery) -> Result<()> {
    diesel::insert_into(deliveries::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// One delivery.
///
/// # Errors
/// Not found when it is not of this commune.
pub fn get(tx: &mut TenantTx<'_>, id: DeliveryId) -> Result<Delivery> {
    let tenant = tx.tenant();
    Ok(deliveries::table
        .filter(deliveries::tenant_id.eq(Sql(tenant)))
        .filter(deliveries::id.eq(Sql(id)))
        .select(Delivery::as_select())
        .first(tx.conn())?)
}

/// The deliveries of a request.
///
/// # Errors
/// When the database fails.
pub fn of_request(tx: &mut TenantTx<'_>, id: RequestId) -> Result<Vec<Delivery>> {
    let tenant = tx.tenant();
    Ok(deliveries::table
        .filter(deliveries::tenant_id.eq(Sql(tenant)))
        .filter(deliveries::request_id.eq(Sql(id)))
        .order(deliveries::id)
        .select(Delivery::as_select())
        .load(tx.conn())?)
}

/// Writes a changed delivery back, if it still stands where it did.
///
/// # Errors
/// Conflict when it has moved meanwhile.
pub fn update(tx: &mut TenantTx<'_>, row: &Delivery, from: DeliveryState) -> Result<()> {
    let rows = diesel::update(deliveries::table)
        .filter(deliveries::tenant_id.eq(Sql(row.tenant_id)))
        .filter(deliveries::id.eq(Sql(row.id)))
        .filter(deliveries::state.eq(Sql(from)))
        .set((
            deliveries::state.eq(Sql(row.state)),
            deliveries::link_expires_at.eq(Sql(row.link_expires_at)),
            deliveries::attempts.eq(row.attempts),
            deliveries::last_code.eq(&row.last_code),
            deliveries::printed_at.eq(Sql(row.printed_at)),
            deliveries::sent_at.eq(Sql(row.sent_at)),
            deliveries::delivered_at.eq(Sql(row.delivered_at)),
            deliveries::tracking_number.eq(&row.tracking_number),
        ))
        .execute(tx.conn())?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// A page of deliveries of one channel in given states, oldest first.
///
/// # Errors
/// When the database fails.
pub fn list(
    tx: &mut TenantTx<'_>,
    channel: Channel,
    states: &[DeliveryState],
    after: Option<DeliveryId>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let tenant = tx.tenant();
    let mut query = deliveries::table
        .filter(deliveries::tenant_id.eq(Sql(tenant)))
        .filter(deliveries::channel.eq(Sql(channel)))
        .filter(deliveries::state.eq_any(states.iter().map(|state| Sql(*state))))
        .order(deliveries::id)
        .limit(limit)
        .select(Delivery::as_select())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(deliveries::id.gt(Sql(after)));
    }
    Ok(query.load(tx.conn())?)
}
