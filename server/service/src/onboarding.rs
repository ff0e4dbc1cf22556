//! Creating communes: from a TOML file, by the operator's API, in the demonstration.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use wathiq_domain::act::{Act, ActContent, ActKind, ActNumber};
use wathiq_domain::ids::{OfficeId, StaffId, TenantId};
use wathiq_domain::staff::{Quality, Role};
use wathiq_domain::tenant::{TenantCode, TenantSettings, TenantState};
use wathiq_domain::{Bilingual, PartialDate};
use wathiq_seal::certificate::SealSubject;
use wathiq_store::tables::keys::{KeyState, SealKey};
use wathiq_store::tables::offices::{self, NewOffice};
use wathiq_store::tables::staff::{DelegationRow, StaffGrant};
use wathiq_store::tables::{acts, keys, staff};
use wathiq_store::tenants::Tenant;
use wathiq_store::trust::{KindNumbers, TrustEntry, TrustStatus};
use wathiq_store::types::Tag;
use wathiq_store::{Reason, StoreError, TenantTx};

use crate::accounts::{self, NewStaff};
use crate::app::App;
use crate::audit;
use crate::error::{Error, Result};
use crate::{passwords, platform};

/// Years a sealing key is used.
const KEY_YEARS: i64 = 2;
/// Seconds of a year, leap years evened out.
const YEAR: i64 = 31_556_952;

/// A commune to create: the same in TOML and JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantSpec {
    /// Code with country, such as `MA.01.511.01.0`.
    pub code: TenantCode,
    /// Name; taken from the country's geography when left out.
    #[serde(default)]
    pub name: Option<Bilingual>,
    /// Whether it takes requests at once.
    #[serde(default)]
    pub live: bool,
    /// What differs from the country's settings.
    #[serde(default)]
    pub settings: serde_json::Map<String, serde_json::Value>,
    /// Its offices; at least one.
    #[serde(rename = "office")]
    pub offices: Vec<OfficeSpec>,
    /// Its first staff.
    #[serde(default, rename = "staff")]
    pub staff: Vec<StaffSpec>,
}

/// An office to create.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeSpec {
    /// Code within the commune, such as `01`.
    pub code: String,
    /// Name.
    pub name: Bilingual,
}

/// Somebody to add.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffSpec {
    /// Address they sign in with.
    pub email: String,
    /// Name, as printed under a seal.
    pub name: Bilingual,
    /// First password; made up and answered when left out.
    #[serde(default, skip_serializing)]
    pub password: Option<String>,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Codes of the offices where; empty is every office.
    #[serde(default)]
    pub offices: Vec<String>,
    /// Power to seal, for a registrar.
    #[serde(default)]
    pub delegation: Option<DelegationSpec>,
}

/// A power to seal.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationSpec {
    /// Code of the office.
    pub office: String,
    /// President or delegate.
    pub quality: Quality,
    /// Reference of the decision.
    pub reference: String,
    /// Day of the decision.
    pub decided_on: Date,
    /// First day in force.
    pub from: Date,
    /// Last day in force.
    #[serde(default)]
    pub to: Option<Date>,
}

/// What the creator must hand to a new member of staff, once.
#[derive(Debug, Clone, Serialize)]
pub struct Credentials {
    /// Address.
    pub email: String,
    /// First password.
    pub password: String,
    /// Second-factor secret, base32.
    pub totp_secret: String,
}

/// A created commune.
#[derive(Debug, Clone, Serialize)]
pub struct Created {
    /// Which.
    pub id: TenantId,
    /// Its code.
    pub code: TenantCode,
    /// Its name.
    pub name: Bilingual,
    /// Key identifier of its sealing key, hexadecimal.
    pub kid: String,
    /// Sign-ins of its staff.
    pub staff: Vec<Credentials>,
}

/// Somebody prepared: hashing is done before the transaction.
struct Ready {
    spec: StaffSpec,
    new: NewStaff,
    credentials: Credentials,
}

/// Creates a commune with its offices, staff, delegations and two keys: one that seals, one for specimens.
/// All of it or nothing.
///
/// # Errors
/// Specification, saying what to change; conflict, when the code or an address is taken.
pub async fn create(app: &std::sync::Arc<App>, spec: TenantSpec) -> Result<Created> {
    let country = app.countries.get(spec.code.country());
    let country =
        country.ok_or_else(|| Error::Specification(format!("no country {} is configured", spec.code.country())))?;
    let commune = app.geography.get(spec.code.country()).and_then(|geography| geography.commune(spec.code.commune()));
    let name = spec
        .name
        .clone()
        .or_else(|| commune.map(|c| c.name.clone()))
        .ok_or_else(|| Error::Specification(format!("{} is not in the geography: give its name", spec.code)))?;
    let mut settings = merged(&country.settings, &spec.settings)?;
    if settings.province == Bilingual::default() {
        let geography = app.geography.get(spec.code.country());
        let province = commune.and_then(|c| geography.and_then(|g| g.province(&c.province)));
        settings.province = province.map(|p| p.name.clone()).unwrap_or_default();
    }
    if spec.offices.is_empty() {
        return Err(Error::Specification("a commune needs at least one [[office]]".to_owned()));
    }
    let mut ready = Vec::new();
    for person in &spec.staff {
        ready.push(prepare(app, person).await?);
    }
    let making = std::sync::Arc::clone(app);
    app.db
        .system(Reason::Onboarding)
        .write(move |tx| {
            let id: TenantId = tx.new_id();
            let tenant = Tenant {
                id,
                code: spec.code.clone(),
                country: spec.code.country().to_owned(),
                name_ar: name.ar.clone(),
                name_fr: name.fr.clone(),
                host: None,
                state: if spec.live { TenantState::Live } else { TenantState::Onboarding },
                settings,
                created_at: tx.now(),
            };
            tx.insert_tenant(&tenant)?;
            let kid = tx.enter(id, |tx| fill(tx, &making, &tenant, &spec, &ready))?;
            let staff = ready.into_iter().map(|r| r.credentials).collect();
            Ok::<_, Error>(Created { id, code: spec.code, name, kid, staff })
        })
        .await
}

fn merged(base: &TenantSettings, changes: &serde_json::Map<String, serde_json::Value>) -> Result<TenantSettings> {
    let mut value = serde_json::to_value(base).map_err(anyhow::Error::new)?;
    if let Some(object) = value.as_object_mut() {
        for (key, change) in changes {
            object.insert(key.clone(), change.clone());
        }
    }
    serde_json::from_value(value).map_err(|error| Error::Specification(format!("settings: {error}")))
}

async fn prepare(app: &std::sync::Arc<App>, spec: &StaffSpec) -> Result<Ready> {
    if !wathiq_domain::delivery::is_email(&spec.email) {
        return Err(Error::Specification(format!("{} is not an e-mail address", spec.email)));
    }
    let mut totp_secret = [0; 20];
    app.entropy.fill(&mut totp_secret);
    let password = match &spec.password {
        Some(password) if password.chars().count() < passwords::PASSWORD_MIN => {
            let least = passwords::PASSWORD_MIN;
            return Err(Error::Specification(format!(
                "the password of {} needs {least} characters or more",
                spec.email
            )));
        }
        Some(password) => password.clone(),
        None => {
            let mut bytes = [0; 15];
            app.entropy.fill(&mut bytes);
            passwords::base32(&bytes).to_lowercase()
        }
    };
    let (hashing, text) = (std::sync::Arc::clone(app), password.clone());
    let hash = tokio::task::spawn_blocking(move || passwords::hash(&text, hashing.entropy.as_ref()));
    let password_hash = hash.await.map_err(anyhow::Error::new)??;
    Ok(Ready {
        spec: spec.clone(),
        new: NewStaff { email: spec.email.clone(), name: spec.name.clone(), password_hash, totp_secret },
        credentials: Credentials { email: spec.email.clone(), password, totp_secret: passwords::base32(&totp_secret) },
    })
}

/// Everything of a new commune that is its own.
fn fill(tx: &mut TenantTx<'_>, app: &App, tenant: &Tenant, spec: &TenantSpec, ready: &[Ready]) -> Result<String> {
    let mut codes = Vec::new();
    for office in &spec.offices {
        let made = offices::insert(tx, NewOffice { code: office.code.clone(), name: office.name.clone() })?;
        codes.push((office.code.clone(), made.id));
    }
    for person in ready {
        let id = accounts::add(tx, app, &person.new)?;
        give(tx, id, &person.spec, &codes)?;
    }
    let kid = new_key(tx, app, tenant, false)?;
    new_key(tx, app, tenant, true)?;
    tx.audit(audit::system("tenant_created").with("code", tenant.code.to_string()));
    Ok(kid)
}

fn give(tx: &mut TenantTx<'_>, id: StaffId, spec: &StaffSpec, codes: &[(String, OfficeId)]) -> Result<()> {
    let office_of = |code: &String| {
        let found = codes.iter().find(|(known, _)| known == code).map(|(_, id)| *id);
        found.ok_or_else(|| Error::Specification(format!("{}: there is no office {code}", spec.email)))
    };
    let mut places: Vec<Option<OfficeId>> = Vec::new();
    for code in &spec.offices {
        places.push(Some(office_of(code)?));
    }
    if places.is_empty() {
        places.push(None);
    }
    for role in &spec.roles {
        for office in &places {
            let grant = StaffGrant {
                tenant_id: tx.tenant(),
                id: tx.new_id::<StaffId>().as_uuid(),
                staff_id: id,
                role: *role,
                office_id: *office,
            };
            staff::grant(tx, &grant)?;
        }
    }
    if let Some(delegation) = &spec.delegation {
        let row = DelegationRow {
            tenant_id: tx.tenant(),
            id: tx.new_id(),
            staff_id: id,
            office_id: office_of(&delegation.office)?,
            quality: delegation.quality,
            reference: delegation.reference.clone(),
            decided_on: PartialDate::from(delegation.decided_on).to_string(),
            valid_from: delegation.from,
            valid_to: delegation.to,
            withdrawn_on: None,
            created_at: tx.now(),
        };
        staff::delegate(tx, &row)?;
    }
    Ok(())
}

/// Makes a sealing key, certified by the platform's root, and enters it into the trust list.
fn new_key(tx: &mut TenantTx<'_>, app: &App, tenant: &Tenant, specimen: bool) -> Result<String> {
    let id: wathiq_domain::ids::KeyId = tx.new_id();
    let (secret, public) = app.keys.create(tenant.id, id, app.entropy.as_ref()).map_err(anyhow::Error::new)?;
    let now = tx.now();
    let not_after = now + jiff::SignedDuration::from_secs(KEY_YEARS * YEAR);
    let name = if specimen {
        format!("SPECIMEN – {}", tenant.name_fr)
    } else {
        format!("État civil – {}", tenant.name_fr)
    };
    let subject = SealSubject {
        country: tenant.country.clone(),
        organization: tenant.name_fr.clone(),
        organization_identifier: tenant.code.to_string(),
        common_name: name,
    };
    let period = platform::period(now.as_second(), not_after.as_second())?;
    let certificate = app.platform.certify(&public, &subject, tx.random(), period)?;
    let kid = public.kid().0;
    keys::insert(
        tx,
        &SealKey {
            tenant_id: tenant.id,
            id,
            kid: Tag(kid),
            specimen,
            state: KeyState::Active,
            secret,
            spki: public.to_spki_der(),
            certificate: certificate.clone(),
            not_before: now,
            not_after,
            created_at: now,
        },
    )?;
    let kinds = app.renderer.kinds().iter().filter(|kind| kind.number > 0).map(|kind| kind.number).collect();
    tx.insert_trust_entry(&TrustEntry {
        tenant_id: tenant.id,
        kid: Tag(kid),
        spki: public.to_spki_der(),
        certificate,
        kinds: KindNumbers(kinds),
        not_before: now,
        not_after,
        status: if specimen { TrustStatus::Specimen } else { TrustStatus::Active },
        compromised_at: None,
        created_at: now,
    })?;
    tx.audit(audit::system("key_created").about("key", id.as_uuid()));
    Ok(public.kid().to_string())
}

/// Enters an act.
///
/// # Errors
/// Conflict when the office has that number already.
pub fn enter_act(
    tx: &mut TenantTx<'_>,
    office: OfficeId,
    kind: ActKind,
    number: ActNumber,
    content: ActContent,
) -> Result<(), StoreError> {
    let act = Act { id: tx.new_id(), office, kind, number, content, version: 1 };
    acts::insert(tx, &act)
}
