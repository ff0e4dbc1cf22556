//! Two communes: one with three offices, one with a single one, so that isolation is real from the start.

use wathiq_domain::Bilingual;
use wathiq_domain::staff::{Quality, Role};
use wathiq_domain::tenant::TenantCode;
use wathiq_service::onboarding::{DelegationSpec, OfficeSpec, StaffSpec, TenantSpec};

/// Password of every invented account.
pub const PASSWORD: &str = "wathiq-demo-2026";

/// The communes.
///
/// # Errors
/// Never: the codes are written here.
pub fn communes() -> anyhow::Result<Vec<TenantSpec>> {
    Ok(vec![tanger()?, assilah()?])
}

/// The roles that the demonstration's first page offers, with the local part of their address.
pub fn platform_accounts() -> [(&'static str, &'static str); 6] {
    [
        ("clerk", "clerk@tanger.example.org"),
        ("registrar", "registrar@tanger.example.org"),
        ("post_room", "post@tanger.example.org"),
        ("auditor", "auditor@tanger.example.org"),
        ("clerk", "clerk@assilah.example.org"),
        ("registrar", "registrar@assilah.example.org"),
    ]
}

fn tanger() -> anyhow::Result<TenantSpec> {
    Ok(TenantSpec {
        code: TenantCode::parse("MA.01.511.01.0")?,
        name: None,
        live: true,
        settings: settings("etat-civil@tanger.example.org"),
        offices: vec![
            office("01", "المدينة", "Médina"),
            office("02", "السواني", "Souani"),
            office("03", "بني مكادة", "Bni Makada"),
        ],
        staff: vec![
            person("clerk@tanger.example.org", "كاتب نموذجي", "Clerc Exemple", vec![Role::Clerk], &[]),
            person("clerk-souani@tanger.example.org", "كاتبة السواني", "Clerc Souani", vec![Role::Clerk], &["02"]),
            registrar("registrar@tanger.example.org", "نادية نموذج", "Nadia EXEMPLE", Quality::Delegate),
            person("post@tanger.example.org", "مكتب البريد", "Courrier Exemple", vec![Role::PostRoom], &[]),
            person(
                "auditor@tanger.example.org",
                "مدقق نموذجي",
                "Audit Exemple",
                vec![Role::Auditor, Role::Administrator],
                &[],
            ),
        ],
    })
}

fn assilah() -> anyhow::Result<TenantSpec> {
    Ok(TenantSpec {
        code: TenantCode::parse("MA.01.511.01.01")?,
        name: None,
        live: true,
        settings: settings("etat-civil@assilah.example.org"),
        offices: vec![office("01", "أصيلة", "Assilah")],
        staff: vec![
            person(
                "clerk@assilah.example.org",
                "كاتبة نموذجية",
                "Clerc d’Assilah",
                vec![Role::Clerk, Role::PostRoom],
                &[],
            ),
            registrar("registrar@assilah.example.org", "رئيس نموذجي", "Président EXEMPLE", Quality::President),
        ],
    })
}

fn settings(contact: &str) -> serde_json::Map<String, serde_json::Value> {
    let mut settings = serde_json::Map::new();
    settings.insert("contact_email".to_owned(), contact.into());
    let province = serde_json::json!({ "ar": "عمالة طنجة أصيلة", "fr": "Préfecture de Tanger-Assilah" });
    settings.insert("province".to_owned(), province);
    settings
}

fn office(code: &str, ar: &str, fr: &str) -> OfficeSpec {
    OfficeSpec { code: code.to_owned(), name: Bilingual::new(ar, fr) }
}

fn person(email: &str, ar: &str, fr: &str, roles: Vec<Role>, offices: &[&str]) -> StaffSpec {
    StaffSpec {
        email: email.to_owned(),
        name: Bilingual::new(ar, fr),
        password: Some(PASSWORD.to_owned()),
        roles,
        offices: offices.iter().map(|code| (*code).to_owned()).collect(),
        delegation: None,
    }
}

fn registrar(email: &str, ar: &str, fr: &str, quality: Quality) -> StaffSpec {
    let delegation = DelegationSpec {
        office: "01".to_owned(),
        quality,
        reference: "12/2026".to_owned(),
        decided_on: jiff::civil::date(2026, 1, 5),
        from: jiff::civil::date(2026, 1, 10),
        to: None,
    };
    StaffSpec { delegation: Some(delegation), ..person(email, ar, fr, vec![Role::Registrar], &["01"]) }
}
