//! The audit log: who did what, in a chain of hashes per commune.

use wathiq_domain::ids::{OperatorId, StaffId};
use wathiq_domain::staff::{Role, StaffMember};
use wathiq_store::TenantTx;
use wathiq_store::audit::{Actor, AuditEvent, AuditLine};
use wathiq_store::page::{Listed, Page};

use crate::error::{Error, Result};

/// Something staff did.
pub fn staff(who: StaffId, action: &str) -> AuditEvent {
    AuditEvent::new(Actor::Staff(who), action)
}

/// Something the citizen of a request did.
pub fn citizen(action: &str) -> AuditEvent {
    AuditEvent::new(Actor::Citizen, action)
}

/// Something the service did by itself.
pub fn system(action: &str) -> AuditEvent {
    AuditEvent::new(Actor::System, action)
}

/// Something an operator of the platform did.
pub fn operator(who: OperatorId, action: &str) -> AuditEvent {
    AuditEvent::new(Actor::Operator(who), action)
}

/// A page of the log, newest first as the store gives it, for those who may read it.
///
/// # Errors
/// Forbidden for other roles.
pub fn list(tx: &mut TenantTx<'_>, who: &StaffMember, page: &Page<i64>) -> Result<Listed<AuditLine, i64>> {
    if !who.has(Role::Auditor) && !who.has(Role::Administrator) {
        return Err(Error::Forbidden);
    }
    Ok(tx.audit_lines(None, page)?)
}
