//! People who work for a commune, their roles and their delegations.

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wathiq_domain::ids::{DelegationId, OfficeId, StaffId, TenantId};
use wathiq_domain::staff::{Delegation, Grant, Quality, Role, StaffMember};
use wathiq_domain::{Bilingual, PartialDate};

use crate::StoreError;
use crate::schema::register::{delegations, staff, staff_grants};
use crate::scope::TenantTx;
use crate::tables::Result;
use crate::types::{Sql, row, sql_word};

sql_word!(Role, Quality, StaffState);

/// Whether somebody may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StaffState {
    /// They may.
    Active,
    /// They may no longer.
    Disabled,
}

row! {
    /// Somebody who works for a commune.
    pub struct Staff in staff {
        /// Whose.
        pub tenant_id: TenantId,
        /// Who.
        pub id: StaffId,
        /// Address they sign in with.
        pub email: String,
        /// Name in Arabic script, as printed under a seal.
        pub name_ar: String,
        /// Name in Latin script.
        pub name_fr: String,
        /// Argon2id, PHC string.
        pub password_hash: String,
        /// Second-factor secret, sealed under the master key.
        pub totp_secret: Vec<u8>,
        /// Last TOTP step used: a code is good once.
        pub totp_last_step: i64,
        /// Failed sign-ins since the last good one.
        pub failed_attempts: i32,
        /// No sign-in before this instant.
        pub locked_until: Option<Timestamp>,
        /// Whether they may sign in.
        pub state: StaffState,
        /// When they were added.
        pub created_at: Timestamp,
    }
}

row! {
    /// One role in one office or in all.
    pub struct StaffGrant in staff_grants {
        /// Whose.
        pub tenant_id: TenantId,
        /// Row.
        pub id: Uuid,
        /// Who.
        pub staff_id: StaffId,
        /// What.
        pub role: Role,
        /// Where; none is every office.
        pub office_id: Option<OfficeId>,
    }
}

row! {
    /// A power to seal.
    pub struct DelegationRow in delegations {
        /// Whose.
        pub tenant_id: TenantId,
        /// Which.
        pub id: DelegationId,
        /// To whom.
        pub staff_id: StaffId,
        /// For which office.
        pub office_id: OfficeId,
        /// President or delegate.
        pub quality: Quality,
        /// Reference of the decision.
        pub reference: String,
        /// Day of the decision, as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
        pub decided_on: String,
        /// First day in force.
        pub valid_from: Date,
        /// Last day in force.
        pub valid_to: Option<Date>,
        /// Day it was withdrawn.
        pub withdrawn_on: Option<Date>,
        /// When it was entered.
        pub created_at: Timestamp,
    }
}

impl DelegationRow {
    fn into_domain(self) -> Result<Delegation> {
        Ok(Delegation {
            id: self.id,
            staff: self.staff_id,
            office: self.office_id,
            quality: self.quality,
            reference: self.reference,
            decided_on: PartialDate::parse(&self.decided_on)
                .map_err(|_| StoreError::Corrupt("delegations.decided_on".to_owned()))?,
            from: self.valid_from,
            to: self.valid_to,
            withdrawn_on: self.withdrawn_on,
        })
    }
}

/// Adds somebody.
///
/// # Errors
/// Conflict when the address is taken.
pub fn insert(tx: &mut TenantTx<'_>, row: &Staff) -> Result<()> {
    diesel::insert_into(staff::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Gives a role.
///
/// # Errors
/// When the person or the office is not of this commune.
pub fn grant(tx: &mut TenantTx<'_>, row: &StaffGrant) -> Result<()> {
    diesel::insert_into(staff_grants::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Enters a delegation.
///
/// # Errors
/// When the person or the office is not of this commune.
pub fn delegate(tx: &mut TenantTx<'_>, row: &DelegationRow) -> Result<()> {
    diesel::insert_into(delegations::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Withdraws a delegation from `day` on.
///
/// # Errors
/// Not found when it is not of this commune.
pub fn withdraw_delegation(tx: &mut TenantTx<'_>, id: DelegationId, day: Date) -> Result<()> {
    let tenant = tx.tenant();
    let rows = diesel::update(delegations::table)
        .filter(delegations::tenant_id.eq(Sql(tenant)))
        .filter(delegations::id.eq(Sql(id)))
        .set(delegations::withdrawn_on.eq(Sql(Some(day))))
        .execute(tx.conn())?;
    if rows == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The person of an address.
///
/// # Errors
/// When the database fails.
pub fn by_email(tx: &mut TenantTx<'_>, email: &str) -> Result<Option<Staff>> {
    let tenant = tx.tenant();
    Ok(staff::table
        .filter(staff::tenant_id.eq(Sql(tenant)))
        .filter(staff::email.eq(email))
        .select(Staff::as_select())
        .first(tx.conn())
        .optional()?)
}

/// One person.
///
/// # Errors
/// Not found when they are not of this commune.
pub fn get(tx: &mut TenantTx<'_>, id: StaffId) -> Result<Staff> {
    let tenant = tx.tenant();
    Ok(staff::table
        .filter(staff::tenant_id.eq(Sql(tenant)))
        .filter(staff::id.eq(Sql(id)))
        .select(Staff::as_select())
        .first(tx.conn())?)
}

/// Everybody, by address. A commune has tens of them.
///
/// # Errors
/// When the database fails.
pub fn all(tx: &mut TenantTx<'_>) -> Result<Vec<Staff>> {
    let tenant = tx.tenant();
    Ok(staff::table
        .filter(staff::tenant_id.eq(Sql(tenant)))
        .order(staff::email)
        .select(Staff::as_select())
        .load(tx.conn())?)
}

/// One person with their roles, as use cases see them.
///
/// # Errors
/// Not found when they are not of this commune.
pub fn member(tx: &mut TenantTx<'_>, id: StaffId) -> Result<StaffMember> {
    let tenant = tx.tenant();
    let person = get(tx, id)?;
    let grants = staff_grants::table
        .filter(staff_grants::tenant_id.eq(Sql(tenant)))
        .filter(staff_grants::staff_id.eq(Sql(id)))
        .select(StaffGrant::as_select())
        .load(tx.conn())?;
    Ok(StaffMember {
        tenant,
        id,
        name: Bilingual::new(person.name_ar, person.name_fr),
        grants: grants.into_iter().map(|g: StaffGrant| Grant { role: g.role, office: g.office_id }).collect(),
    })
}

/// The delegations of one person.
///
/// # Errors
/// When the database fails.
pub fn delegations_of(tx: &mut TenantTx<'_>, id: StaffId) -> Result<Vec<Delegation>> {
    let tenant = tx.tenant();
    delegations::table
        .filter(delegations::tenant_id.eq(Sql(tenant)))
        .filter(delegations::staff_id.eq(Sql(id)))
        .order(delegations::valid_from)
        .select(DelegationRow::as_select())
        .load(tx.conn())?
        .into_iter()
        .map(DelegationRow::into_domain)
        .collect()
}

/// One delegation.
///
/// # Errors
/// Not found when it is not of this commune.
pub fn delegation(tx: &mut TenantTx<'_>, id: DelegationId) -> Result<Delegation> {
    let tenant = tx.tenant();
    let row: DelegationRow = delegations::table
        .filter(delegations::tenant_id.eq(Sql(tenant)))
        .filter(delegations::id.eq(Sql(id)))
        .select(DelegationRow::as_select())
        .first(tx.conn())?;
    row.into_domain()
}

/// Notes a failed sign-in, and until when to refuse further ones.
///
/// # Errors
/// When the database fails.
pub fn note_failure(tx: &mut TenantTx<'_>, id: StaffId, attempts: i32, locked_until: Option<Timestamp>) -> Result<()> {
    let tenant = tx.tenant();
    diesel::update(staff::table)
        .filter(staff::tenant_id.eq(Sql(tenant)))
        .filter(staff::id.eq(Sql(id)))
        .set((staff::failed_attempts.eq(attempts), staff::locked_until.eq(Sql(locked_until))))
        .execute(tx.conn())?;
    Ok(())
}

/// Uses up a TOTP step; gives false when it, or a later one, was used before.
///
/// # Errors
/// When the database fails.
pub fn use_step(tx: &mut TenantTx<'_>, id: StaffId, step: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let rows = diesel::update(staff::table)
        .filter(staff::tenant_id.eq(Sql(tenant)))
        .filter(staff::id.eq(Sql(id)))
        .filter(staff::totp_last_step.lt(step))
        .set((
            staff::totp_last_step.eq(step),
            staff::failed_attempts.eq(0),
            staff::locked_until.eq(Sql(None::<Timestamp>)),
        ))
        .execute(tx.conn())?;
    Ok(rows == 1)
}
