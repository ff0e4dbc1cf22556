//! Civil-status offices (bureaux d'état civil) of a commune.

use diesel::prelude::*;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wathiq_domain::Bilingual;
use wathiq_domain::ids::{OfficeId, TenantId};

use crate::dialect::MultiBackend;
use crate::page::{Listed, Page};
use crate::schema::platform::offices;
use crate::types::{Sql, row, sql_word};
use crate::{StoreError, TenantTx};

/// Whether an office works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OfficeState {
    /// Takes requests.
    Open,
    /// Takes none; its registers are kept.
    Closed,
}
sql_word!(OfficeState);

row! {
    /// An office, as stored.
    pub struct Office in offices {
        /// Its commune.
        pub tenant_id: TenantId,
        /// Which.
        pub id: OfficeId,
        /// Its code within the commune, as in act references: `01`.
        pub code: String,
        /// Name in Arabic.
        pub name_ar: String,
        /// Name in French.
        pub name_fr: String,
        /// Whether it works.
        pub state: OfficeState,
        /// When it was added.
        pub created_at: Timestamp,
    }
}

impl Office {
    /// Its name in both languages.
    pub fn name(&self) -> Bilingual {
        Bilingual::new(&self.name_ar, &self.name_fr)
    }
}

/// What is needed to add an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOffice {
    /// Its code within the commune.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
}

/// Adds an office, open.
///
/// # Errors
/// `Conflict` on `offices_tenant_id_code_key`.
pub fn insert(tx: &mut TenantTx, new: NewOffice) -> Result<Office, StoreError> {
    let office = Office {
        tenant_id: tx.tenant(),
        id: tx.new_id(),
        code: new.code,
        name_ar: new.name.ar,
        name_fr: new.name.fr,
        state: OfficeState::Open,
        created_at: tx.now(),
    };
    diesel::insert_into(offices::table).values(&office).execute(tx.conn())?;
    Ok(office)
}

/// An office by its identifier.
///
/// # Errors
/// `NotFound`.
pub fn find(tx: &mut TenantTx, id: OfficeId) -> Result<Office, StoreError> {
    let office = offices::table
        .filter(offices::tenant_id.eq(tx.key()))
        .filter(offices::id.eq(Sql(id)))
        .select(Office::as_select())
        .first(tx.conn())?;
    Ok(office)
}

/// Offices in the order of their codes; of one state, or all.
///
/// # Errors
/// Those of reaching the database.
pub fn list(
    tx: &mut TenantTx,
    state: Option<OfficeState>,
    page: &Page<String>,
) -> Result<Listed<Office, String>, StoreError> {
    let mut query = offices::table.filter(offices::tenant_id.eq(tx.key())).into_boxed::<MultiBackend>();
    if let Some(state) = state {
        query = query.filter(offices::state.eq(Sql(state)));
    }
    if let Some(after) = &page.after {
        query = query.filter(offices::code.gt(after));
    }
    let rows = query.order(offices::code.asc()).limit(page.fetch()).select(Office::as_select()).load(tx.conn())?;
    Ok(page.of(rows, |office: &Office| office.code.clone()))
}

/// Opens or closes an office.
///
/// # Errors
/// `NotFound`.
pub fn set_state(tx: &mut TenantTx, id: OfficeId, state: OfficeState) -> Result<Office, StoreError> {
    let office = offices::table.filter(offices::tenant_id.eq(tx.key())).filter(offices::id.eq(Sql(id)));
    // `get_result` answers `NotFound` when no row was changed
    let office = diesel::update(office)
        .set(offices::state.eq(Sql(state)))
        .returning(offices::all_columns)
        .get_result(tx.conn())?;
    Ok(office)
}
