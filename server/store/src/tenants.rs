//! Communes, as the platform lists them.

use diesel::prelude::*;
use jiff::Timestamp;
use wathiq_domain::Bilingual;
use wathiq_domain::ids::TenantId;
use wathiq_domain::tenant::{TenantCode, TenantSettings, TenantState};

use crate::page::{Listed, Page};
use crate::schema::platform::tenants;
use crate::scope::Reason;
use crate::types::{Sql, row};
use crate::{StoreError, SystemTx, TenantTx};

row! {
    /// A commune.
    pub struct Tenant in tenants {
        /// Which.
        pub id: TenantId,
        /// Its code, unique on the platform.
        pub code: TenantCode,
        /// Its country (ISO 3166, two capitals).
        pub country: String,
        /// Name in Arabic.
        pub name_ar: String,
        /// Name in French.
        pub name_fr: String,
        /// Host name of its own, when it has one.
        pub host: Option<String>,
        /// Where it stands.
        pub state: TenantState,
        /// What it decides for itself.
        pub settings: TenantSettings,
        /// When it was created.
        pub created_at: Timestamp,
    }
}

impl Tenant {
    /// Its name in both languages.
    pub fn name(&self) -> Bilingual {
        Bilingual::new(&self.name_ar, &self.name_fr)
    }
}

impl SystemTx<'_> {
    /// Adds a commune, for [`Reason::Onboarding`].
    ///
    /// # Errors
    /// `Conflict` on `tenants_code_key` or `tenants_host_key`.
    pub fn insert_tenant(&mut self, tenant: &Tenant) -> Result<(), StoreError> {
        self.require_any(&[Reason::Onboarding, Reason::Demo])?;
        diesel::insert_into(tenants::table).values(tenant).execute(self.conn())?;
        Ok(())
    }

    /// A commune by its identifier.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn tenant(&mut self, id: TenantId) -> Result<Tenant, StoreError> {
        let found = tenants::table.filter(tenants::id.eq(Sql(id))).select(Tenant::as_select()).first(self.conn())?;
        Ok(found)
    }

    /// A commune by its code.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn tenant_by_code(&mut self, code: &TenantCode) -> Result<Option<Tenant>, StoreError> {
        let found = tenants::table
            .filter(tenants::code.eq(Sql(code.clone())))
            .select(Tenant::as_select())
            .first(self.conn())
            .optional()?;
        Ok(found)
    }

    /// A commune by the host name of its own.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn tenant_by_host(&mut self, host: &str) -> Result<Option<Tenant>, StoreError> {
        let found = tenants::table
            .filter(tenants::host.eq(host.to_lowercase()))
            .select(Tenant::as_select())
            .first(self.conn())
            .optional()?;
        Ok(found)
    }

    /// Communes in the order of their codes; of one state, or all.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn tenants(
        &mut self,
        state: Option<TenantState>,
        page: &Page<TenantCode>,
    ) -> Result<Listed<Tenant, TenantCode>, StoreError> {
        let mut query = tenants::table.into_boxed::<crate::dialect::MultiBackend>();
        if let Some(state) = state {
            query = query.filter(tenants::state.eq(Sql(state)));
        }
        if let Some(after) = &page.after {
            query = query.filter(tenants::code.gt(Sql(after.clone())));
        }
        let rows =
            query.order(tenants::code.asc()).limit(page.fetch()).select(Tenant::as_select()).load(self.conn())?;
        Ok(page.of(rows, |tenant: &Tenant| tenant.code.clone()))
    }

    /// Moves a commune to another state, for [`Reason::Onboarding`].
    ///
    /// # Errors
    /// `NotFound`.
    pub fn set_tenant_state(&mut self, id: TenantId, state: TenantState) -> Result<(), StoreError> {
        self.require_any(&[Reason::Onboarding, Reason::Demo])?;
        let changed = diesel::update(tenants::table.filter(tenants::id.eq(Sql(id))))
            .set(tenants::state.eq(Sql(state)))
            .execute(self.conn())?;
        if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }
}

impl TenantTx<'_> {
    /// The commune of this transaction.
    ///
    /// # Errors
    /// `NotFound` when there is no such commune.
    pub fn own_tenant(&mut self) -> Result<Tenant, StoreError> {
        let found = tenants::table.filter(tenants::id.eq(self.key())).select(Tenant::as_select()).first(self.conn())?;
        Ok(found)
    }

    /// Changes what the commune decides for itself.
    ///
    /// # Errors
    /// `NotFound` when there is no such commune.
    pub fn set_settings(&mut self, settings: &TenantSettings) -> Result<(), StoreError> {
        let changed = diesel::update(tenants::table.filter(tenants::id.eq(self.key())))
            .set(tenants::settings.eq(Sql(settings)))
            .execute(self.conn())?;
        if changed == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }
}
