//! Invented communes to test with.

use wathiq_domain::Bilingual;
use wathiq_domain::ids::TenantId;
use wathiq_domain::tenant::{TenantCode, TenantSettings, TenantState};
use wathiq_store::tables::offices::{self, NewOffice, Office};
use wathiq_store::tenants::Tenant;
use wathiq_store::{Db, Reason, StoreError};

/// A commune of this number, live.
pub fn tenant(db: &Db, number: u8) -> Tenant {
    db.system(Reason::Onboarding)
        .write_blocking(|tx| {
            let tenant = Tenant {
                id: tx.new_id(),
                code: TenantCode::parse(&format!("MA.99.999.{number:02}.0")).unwrap(),
                country: "MA".into(),
                name_ar: format!("نموذج {number}"),
                name_fr: format!("Specimen {number}"),
                host: None,
                state: TenantState::Live,
                settings: TenantSettings::default(),
                created_at: tx.now(),
            };
            tx.insert_tenant(&tenant)?;
            Ok::<_, StoreError>(tenant)
        })
        .unwrap()
}

/// An office of a commune.
pub fn office(db: &Db, tenant: TenantId, code: &str) -> Result<Office, StoreError> {
    let new =
        NewOffice { code: code.into(), name: Bilingual::new(format!("مكتب {code}"), format!("Bureau {code}")) };
    db.tenant(tenant).write_blocking(|tx| offices::insert(tx, new))
}
