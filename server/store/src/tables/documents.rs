//! Issued documents.

use diesel::prelude::*;
use jiff::Timestamp;
use wathiq_domain::document::{DocumentNumber, DocumentState};
use wathiq_domain::ids::{ActId, DelegationId, DocumentId, KeyId, LineId, OfficeId, RequestId, StaffId, TenantId};

use crate::StoreError;
use crate::schema::register::documents;
use crate::scope::TenantTx;
use crate::tables::Result;
use crate::types::{Sql, row, sql_json, sql_word};

sql_word!(DocumentState);
sql_json!(Record);

/// The record: all that a document prints, decided when the seal was ordered. Its form is the kind's.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Record(pub serde_json::Value);

row! {
    /// An issued document, or one being made.
    pub struct Document in documents {
        /// Whose.
        pub tenant_id: TenantId,
        /// Which.
        pub id: DocumentId,
        /// Answer to which request.
        pub request_id: RequestId,
        /// And which line of it.
        pub line_id: LineId,
        /// Office that issues.
        pub office_id: OfficeId,
        /// From which act.
        pub act_id: ActId,
        /// In which version.
        pub act_version: i32,
        /// Kind of document.
        pub kind: String,
        /// Language variant.
        pub language: String,
        /// Year of its number.
        pub number_year: i32,
        /// Serial of its number.
        pub number_serial: i32,
        /// Where it stands.
        pub state: DocumentState,
        /// Made to be looked at, not to be used.
        pub specimen: bool,
        /// All that it prints.
        pub record: Record,
        /// 16 random bytes of its credential.
        pub nonce: [u8; 16],
        /// Key that seals it.
        pub key_id: KeyId,
        /// Status list.
        pub status_list: i32,
        /// Index in that list.
        pub status_index: i32,
        /// Officer who ordered the seal.
        pub officer_id: StaffId,
        /// Power by which.
        pub delegation_id: DelegationId,
        /// When; this is the time the seal bears.
        pub ordered_at: Timestamp,
        /// Address in its QR code, once sealed.
        pub credential: Option<String>,
        /// SHA-256 of the sealed PDF.
        pub sha256: Option<[u8; 32]>,
        /// Bytes of the sealed PDF.
        pub size: Option<i64>,
        /// When the sealed PDF was there.
        pub sealed_at: Option<Timestamp>,
        /// Why it was withdrawn or replaced.
        pub state_reason: Option<String>,
        /// When.
        pub state_at: Option<Timestamp>,
    }
}

impl Document {
    /// Its number.
    pub fn number(&self) -> DocumentNumber {
        DocumentNumber {
            year: i16::try_from(self.number_year).unwrap_or_default(),
            serial: u32::try_from(self.number_serial).unwrap_or_default(),
        }
    }
}

/// Numbers a document.
///
/// # Errors
/// Conflict when the line has a document already, or the number or index is taken.
pub fn insert(tx: &mut TenantTx<'_>, row: &Document) -> Result<()> {
    diesel::insert_into(documents::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// One document.
///
/// # Errors
/// Not found when it is not of this commune.
pub fn get(tx: &mut TenantTx<'_>, id: DocumentId) -> Result<Document> {
    let tenant = tx.tenant();
    Ok(documents::table
        .filter(documents::tenant_id.eq(Sql(tenant)))
        .filter(documents::id.eq(Sql(id)))
        .select(Document::as_select())
        .first(tx.conn())?)
}

/// The documents of a request.
///
/// # Errors
/// When the database fails.
pub fn of_request(tx: &mut TenantTx<'_>, id: RequestId) -> Result<Vec<Document>> {
    let tenant = tx.tenant();
    Ok(documents::table
        .filter(documents::tenant_id.eq(Sql(tenant)))
        .filter(documents::request_id.eq(Sql(id)))
        .order(documents::id)
        .select(Document::as_select())
        .load(tx.conn())?)
}

/// Notes that a document was sealed. Gives false when it already was: the job ran twice.
///
/// # Errors
/// When the database fails.
pub fn sealed(tx: &mut TenantTx<'_>, id: DocumentId, credential: &str, sha256: [u8; 32], size: i64) -> Result<bool> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let rows = diesel::update(documents::table)
        .filter(documents::tenant_id.eq(Sql(tenant)))
        .filter(documents::id.eq(Sql(id)))
        .filter(documents::state.eq(Sql(DocumentState::Sealing)))
        .set((
            documents::state.eq(Sql(DocumentState::Sealed)),
            documents::credential.eq(Some(credential)),
            documents::sha256.eq(Sql(Some(sha256))),
            documents::size.eq(Some(size)),
            documents::sealed_at.eq(Sql(Some(now))),
        ))
        .execute(tx.conn())?;
    Ok(rows == 1)
}

/// Withdraws or supersedes a sealed document.
///
/// # Errors
/// Conflict when it is not in force.
pub fn end(tx: &mut TenantTx<'_>, id: DocumentId, state: DocumentState, reason: &str) -> Result<()> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let rows = diesel::update(documents::table)
        .filter(documents::tenant_id.eq(Sql(tenant)))
        .filter(documents::id.eq(Sql(id)))
        .filter(documents::state.eq(Sql(DocumentState::Sealed)))
        .set((
            documents::state.eq(Sql(state)),
            documents::state_reason.eq(Some(reason)),
            documents::state_at.eq(Sql(Some(now))),
        ))
        .execute(tx.conn())?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// Whether an index of a status list is taken.
///
/// # Errors
/// When the database fails.
pub fn index_taken(tx: &mut TenantTx<'_>, list: i32, index: i32) -> Result<bool> {
    let tenant = tx.tenant();
    let query = documents::table
        .filter(documents::tenant_id.eq(Sql(tenant)))
        .filter(documents::status_list.eq(list))
        .filter(documents::status_index.eq(index));
    Ok(diesel::select(diesel::dsl::exists(query)).get_result(tx.conn())?)
}

/// Index and state of each document of a status list that is no longer in force.
///
/// # Errors
/// When the database fails.
pub fn not_in_force(tx: &mut TenantTx<'_>, list: i32) -> Result<Vec<(i32, DocumentState)>> {
    let tenant = tx.tenant();
    Ok(documents::table
        .filter(documents::tenant_id.eq(Sql(tenant)))
        .filter(documents::status_list.eq(list))
        .filter(documents::state.eq_any([Sql(DocumentState::Withdrawn), Sql(DocumentState::Superseded)]))
        .order(documents::status_index)
        .select((documents::status_index, documents::state))
        .load(tx.conn())?)
}

/// Every number given, by year and serial: to show that none is missing and none is there twice.
///
/// # Errors
/// When the database fails.
pub fn numbers(tx: &mut TenantTx<'_>) -> Result<Vec<(i32, i32)>> {
    let tenant = tx.tenant();
    Ok(documents::table
        .filter(documents::tenant_id.eq(Sql(tenant)))
        .filter(documents::specimen.eq(false))
        .order((documents::number_year, documents::number_serial))
        .select((documents::number_year, documents::number_serial))
        .load(tx.conn())?)
}
