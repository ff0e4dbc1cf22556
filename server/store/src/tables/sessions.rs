//! Sessions of staff. Only the SHA-256 of the cookie is kept.

use diesel::prelude::*;
use jiff::Timestamp;
use wathiq_domain::ids::{SessionId, StaffId, TenantId};

use crate::schema::register::sessions;
use crate::scope::TenantTx;
use crate::tables::Result;
use crate::types::{Sql, row};

row! {
    /// A session.
    pub struct Session in sessions {
        /// Whose.
        pub tenant_id: TenantId,
        /// Which.
        pub id: SessionId,
        /// Who.
        pub staff_id: StaffId,
        /// SHA-256 of the cookie.
        pub digest: [u8; 32],
        /// Token that forms of this session carry.
        pub csrf: [u8; 32],
        /// When the second factor was given; none until then.
        pub second_factor_at: Option<Timestamp>,
        /// When the password was given.
        pub created_at: Timestamp,
        /// Last request.
        pub last_seen_at: Timestamp,
        /// End, whatever happens.
        pub expires_at: Timestamp,
        /// When it was ended.
        pub ended_at: Option<Timestamp>,
    }
}

/// Begins a session.
///
/// # Errors
/// When the database fails.
pub fn insert(tx: &mut TenantTx<'_>, row: &Session) -> Result<()> {
    diesel::insert_into(sessions::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// The session of a cookie's digest, unless it has ended.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &mut TenantTx<'_>, digest: [u8; 32]) -> Result<Option<Session>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(sessions::table
        .filter(sessions::tenant_id.eq(Sql(tenant)))
        .filter(sessions::digest.eq(Sql(digest)))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(Sql(now)))
        .select(Session::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Notes that the second factor was given.
///
/// # Errors
/// When the database fails.
pub fn second_factor(tx: &mut TenantTx<'_>, id: SessionId) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    diesel::update(sessions::table)
        .filter(sessions::tenant_id.eq(Sql(tenant)))
        .filter(sessions::id.eq(Sql(id)))
        .set(sessions::second_factor_at.eq(Sql(Some(now))))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub fn end(tx: &mut TenantTx<'_>, id: SessionId) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    diesel::update(sessions::table)
        .filter(sessions::tenant_id.eq(Sql(tenant)))
        .filter(sessions::id.eq(Sql(id)))
        .set(sessions::ended_at.eq(Sql(Some(now))))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub fn seen(tx: &mut TenantTx<'_>, id: SessionId) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    diesel::update(sessions::table)
        .filter(sessions::tenant_id.eq(Sql(tenant)))
        .filter(sessions::id.eq(Sql(id)))
        .set(sessions::last_seen_at.eq(Sql(now)))
        .execute(tx.conn())?;
    Ok(())
}
