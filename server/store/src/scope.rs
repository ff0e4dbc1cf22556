//! Whose transaction it is. Rows of a commune are reached only through [`TenantTx`], and a [`TenantTx`] is got only
//! by naming the tenant; [`SystemTx`] serves the few acts that have no tenant yet, and says why.

use std::sync::Arc;

use diesel::Connection;
use diesel::connection::TransactionManager;
use jiff::Timestamp;
use uuid::Uuid;
use wathiq_domain::Entropy;
use wathiq_domain::ids::{TenantId, TypedId};

use crate::StoreError;
use crate::audit::{self, AuditEvent};
use crate::dialect::{self, Access, Conn};
use crate::pool::Pooled;
use crate::types::Sql;

/// Opens and ends transactions and their parts.
type Manager = <Conn as Connection>::TransactionManager;

/// Why a transaction has no tenant. On PostgreSQL the word opens the few policies that name it, and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Listing communes and finding one by its code or host.
    Directory,
    /// Finding the commune of a person who signs in.
    SignIn,
    /// Finding the commune of a secret token.
    Locate,
    /// Working the queue of jobs of all communes.
    Worker,
    /// Creating and configuring communes, by an operator.
    Onboarding,
    /// Making the public list of seal keys.
    TrustList,
    /// Answering whether the service is well.
    Health,
    /// Moving data between versions.
    Migration,
    /// Filling the demonstration.
    Demo,
}

impl Reason {
    /// The word that the policies of the database know.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::SignIn => "sign_in",
            Self::Locate => "locate",
            Self::Worker => "worker",
            Self::Onboarding => "onboarding",
            Self::TrustList => "trust_list",
            Self::Health => "health",
            Self::Migration => "migration",
            Self::Demo => "demo",
        }
    }
}

/// One tenant, or none and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// A commune's own transaction.
    Tenant(TenantId),
    /// The platform's.
    System(Reason),
}

impl Scope {
    pub(crate) const fn tenant(&self) -> Option<TenantId> {
        match self {
            Self::Tenant(tenant) => Some(*tenant),
            Self::System(_) => None,
        }
    }

    pub(crate) const fn reason(&self) -> Option<Reason> {
        match self {
            Self::Tenant(_) => None,
            Self::System(reason) => Some(*reason),
        }
    }
}

/// An open transaction. Dropped before [`Core::commit`], by an error or a panic, it rolls back.
pub(crate) struct Core {
    pub(crate) conn: Pooled,
    pub(crate) now: Timestamp,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) enqueued: bool,
    open: bool,
}

impl Core {
    pub(crate) fn begin(
        mut conn: Pooled,
        access: Access,
        scope: &Scope,
        now: Timestamp,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, StoreError> {
        dialect::begin(&mut conn, access, scope)?;
        Ok(Self { conn, now, entropy, enqueued: false, open: true })
    }

    pub(crate) fn commit(mut self) -> Result<(), StoreError> {
        // a failed commit was rolled back by diesel already
        self.open = false;
        Manager::commit_transaction(&mut *self.conn)?;
        Ok(())
    }

    fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }

    fn new_id<T: TypedId>(&self) -> T {
        // instants before 1970 are not those of a running clock
        let milliseconds = u64::try_from(self.now.as_millisecond()).unwrap_or_default();
        T::from_uuid(uuid::Builder::from_unix_timestamp_millis(milliseconds, &self.random::<10>()).into_uuid())
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        if self.open
            && let Err(error) = Manager::rollback_transaction(&mut *self.conn)
        {
            // the pool sees that the connection is broken, and closes it: the database then rolls back
            tracing::warn!(%error, "a rollback failed");
        }
    }
}

impl std::fmt::Debug for TenantTx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("TenantTx").field(&self.tenant).finish()
    }
}

/// A transaction of one tenant: the only way to its rows.
///
/// Every query in `tables/` names `tenant_id` literally, by [`TenantTx::key`].
pub struct TenantTx<'tx> {
    core: &'tx mut Core,
    tenant: TenantId,
    audit: Vec<AuditEvent>,
    #[cfg(debug_assertions)]
    _guard: crate::guard::InTenant,
}

impl<'tx> TenantTx<'tx> {
    pub(crate) fn new(core: &'tx mut Core, tenant: TenantId) -> Self {
        Self {
            core,
            tenant,
            audit: Vec::new(),
            #[cfg(debug_assertions)]
            _guard: crate::guard::InTenant::enter(),
        }
    }

    /// Whose transaction this is.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The instant of the transaction: the same throughout, to the microsecond, as it will be read back.
    pub fn now(&self) -> Timestamp {
        self.core.now
    }

    /// Bytes nobody can guess.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.core.random()
    }

    /// A new identifier (`UUIDv7` of [`Self::now`]).
    pub fn new_id<T: TypedId>(&self) -> T {
        self.core.new_id()
    }

    /// Adds to the tenant's audit chain. Written just before the commit: the chain is locked for the shortest time.
    pub fn audit(&mut self, event: AuditEvent) {
        self.audit.push(event);
    }

    /// Waits until no other transaction of this tenant holds the lock of this name; holds it until the end.
    /// For decisions over rows that are read and not changed, such as a delegation in force.
    ///
    /// # Errors
    /// `Busy` when the wait is too long.
    pub fn lock(&mut self, name: &str, id: Uuid) -> Result<(), StoreError> {
        let name = format!("{}/{name}", self.tenant);
        Ok(dialect::lock(self.conn(), &name, id)?)
    }

    /// Tries something inside the transaction: when it fails, only its own changes are taken back.
    ///
    /// # Errors
    /// Those of `f`.
    pub fn attempt<T, E: From<StoreError>>(&mut self, f: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        let audited = self.audit.len();
        Manager::begin_transaction(self.conn()).map_err(StoreError::from)?;
        match f(self) {
            Ok(value) => {
                Manager::commit_transaction(self.conn()).map_err(StoreError::from)?;
                Ok(value)
            }
            Err(error) => {
                self.audit.truncate(audited);
                Manager::rollback_transaction(self.conn()).map_err(StoreError::from)?;
                Err(error)
            }
        }
    }

    /// For the table files of this crate.
    pub(crate) fn conn(&mut self) -> &mut Conn {
        &mut self.core.conn
    }

    /// The tenant as a value for `tenant_id.eq(tx.key())`.
    pub(crate) fn key(&self) -> Sql<TenantId> {
        Sql(self.tenant)
    }

    pub(crate) fn note_enqueued(&mut self) {
        self.core.enqueued = true;
    }

    /// Writes what waited for the end.
    pub(crate) fn finish(mut self) -> Result<(), StoreError> {
        let events = std::mem::take(&mut self.audit);
        audit::append(&mut self, events)
    }
}

/// A transaction of the platform, across tenants, for a stated reason. Never reaches a tenant's rows, except those
/// that the reason's own policies open.
pub struct SystemTx<'tx> {
    core: &'tx mut Core,
    reason: Reason,
}

impl<'tx> SystemTx<'tx> {
    pub(crate) fn new(core: &'tx mut Core, reason: Reason) -> Self {
        Self { core, reason }
    }

    /// Why there is no tenant.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// The instant of the transaction, see [`TenantTx::now`].
    pub fn now(&self) -> Timestamp {
        self.core.now
    }

    /// Bytes nobody can guess.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.core.random()
    }

    /// A new identifier, see [`TenantTx::new_id`].
    pub fn new_id<T: TypedId>(&self) -> T {
        self.core.new_id()
    }

    /// Does a part of this transaction as one tenant: how a commune and its first rows are made together. When it
    /// fails, its own changes are taken back and the rest of the transaction can go on.
    ///
    /// # Errors
    /// Those of `f`.
    pub fn enter<T, E: From<StoreError>>(
        &mut self,
        tenant: TenantId,
        f: impl FnOnce(&mut TenantTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // the savepoint takes back the scope too, which PostgreSQL keeps as a setting of the transaction
        Manager::begin_transaction(self.conn()).map_err(StoreError::from)?;
        match self.as_tenant(tenant, f) {
            Ok(value) => {
                Manager::commit_transaction(self.conn()).map_err(StoreError::from)?;
                let platform = Scope::System(self.reason);
                dialect::enter(self.conn(), &platform).map_err(StoreError::from)?;
                Ok(value)
            }
            Err(error) => {
                Manager::rollback_transaction(self.conn()).map_err(StoreError::from)?;
                Err(error)
            }
        }
    }

    fn as_tenant<T, E: From<StoreError>>(
        &mut self,
        tenant: TenantId,
        f: impl FnOnce(&mut TenantTx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        dialect::enter(self.conn(), &Scope::Tenant(tenant)).map_err(StoreError::from)?;
        let mut tx = TenantTx::new(self.core, tenant);
        let value = f(&mut tx)?;
        tx.finish()?;
        Ok(value)
    }

    /// Refuses when the transaction has another reason: PostgreSQL would show no row, SQLite all.
    pub(crate) fn require(&self, reason: Reason) -> Result<(), StoreError> {
        self.require_any(&[reason])
    }

    /// Refuses when the transaction has none of these reasons.
    pub(crate) fn require_any(&self, reasons: &[Reason]) -> Result<(), StoreError> {
        if reasons.contains(&self.reason) {
            Ok(())
        } else {
            Err(StoreError::Refused(format!("this is not done for the reason {}", self.reason.as_str())))
        }
    }

    /// For the platform's files of this crate.
    pub(crate) fn conn(&mut self) -> &mut Conn {
        &mut self.core.conn
    }
}
