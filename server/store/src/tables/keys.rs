//! Sealing keys of a commune. The public halves are in the trust list, which is the platform's.

use diesel::prelude::*;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wathiq_domain::ids::{KeyId, TenantId};

use crate::schema::register::seal_keys;
use crate::scope::TenantTx;
use crate::tables::Result;
use crate::types::{Sql, Tag, row, sql_word};

sql_word!(KeyState);

/// Whether a key may still seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyState {
    /// It may.
    Active,
    /// It may not; what it sealed stays good.
    Retired,
    /// Somebody else may have it.
    Compromised,
}

row! {
    /// A sealing key.
    pub struct SealKey in seal_keys {
        /// Whose.
        pub tenant_id: TenantId,
        /// Which.
        pub id: KeyId,
        /// First 8 bytes of the SHA-256 of its public key.
        pub kid: Tag,
        /// Seals specimens only.
        pub specimen: bool,
        /// Whether it may still seal.
        pub state: KeyState,
        /// What the key holder needs to sign: the secret sealed under the master key, or a reference into a device.
        pub secret: Vec<u8>,
        /// Public key, SPKI DER.
        pub spki: Vec<u8>,
        /// Certificate, DER.
        pub certificate: Vec<u8>,
        /// Not used before.
        pub not_before: Timestamp,
        /// Not used after.
        pub not_after: Timestamp,
        /// When it was made.
        pub created_at: Timestamp,
    }
}

/// Stores a key.
///
/// # Errors
/// When the database fails.
pub fn insert(tx: &mut TenantTx<'_>, row: &SealKey) -> Result<()> {
    diesel::insert_into(seal_keys::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// One key.
///
/// # Errors
/// Not found when it is not of this commune.
pub fn get(tx: &mut TenantTx<'_>, id: KeyId) -> Result<SealKey> {
    let tenant = tx.tenant();
    Ok(seal_keys::table
        .filter(seal_keys::tenant_id.eq(Sql(tenant)))
        .filter(seal_keys::id.eq(Sql(id)))
        .select(SealKey::as_select())
        .first(tx.conn())?)
}

/// The key to seal with now: the newest in force.
///
/// # Errors
/// When the database fails.
pub fn in_force(tx: &mut TenantTx<'_>, specimen: bool) -> Result<Option<SealKey>> {
    let (tenant, now) = (tx.tenant(), tx.now());
    Ok(seal_keys::table
        .filter(seal_keys::tenant_id.eq(Sql(tenant)))
        .filter(seal_keys::specimen.eq(specimen))
        .filter(seal_keys::state.eq(Sql(KeyState::Active)))
        .filter(seal_keys::not_before.le(Sql(now)))
        .filter(seal_keys::not_after.gt(Sql(now)))
        .order(seal_keys::id.desc())
        .select(SealKey::as_select())
        .first(tx.conn())
        .optional()?)
}
