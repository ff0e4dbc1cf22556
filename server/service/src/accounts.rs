//! Signing in: password, then second factor; sessions.

use jiff::SignedDuration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use wathiq_domain::Entropy;
use wathiq_domain::ids::{SessionId, StaffId, TenantId};
use wathiq_domain::staff::StaffMember;
use wathiq_store::locators::LocatorKind;
use wathiq_store::tables::sessions::{self, Session};
use wathiq_store::tables::staff::{self, Staff, StaffState};
use wathiq_store::tenants::Tenant;
use wathiq_store::{Reason, TenantTx};

use crate::app::App;
use crate::audit;
use crate::error::{Error, Result};
use crate::passwords;
use crate::secrets::digest;

/// Time to give the second factor.
const FIRST_FACTOR: SignedDuration = SignedDuration::from_mins(10);
/// A working day.
const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// Failures after which an account waits.
const TRIES: i32 = 5;
/// Longest wait after failures, in minutes.
const WAIT_MAX: i64 = 15;
/// Password checks at once: each takes 19 MiB and a core.
static CHECKS: Semaphore = Semaphore::const_new(2);

/// A session's secret: what the cookie holds. Its digest is what the database holds.
pub struct SessionToken(String);

impl SessionToken {
    fn random(entropy: &dyn Entropy) -> Self {
        use base64::Engine as _;
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who is signed in, as every staff page needs it.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who, with their roles.
    pub member: StaffMember,
    /// Commune's name.
    pub tenant: Tenant,
    /// Which session.
    pub session: SessionId,
    /// Token that forms carry.
    pub csrf: [u8; 32],
    /// Whether the second factor was given.
    pub complete: bool,
}

/// First factor. Gives a session that only the second factor can complete.
///
/// An unknown address takes as long as a wrong password, and answers the same.
///
/// # Errors
/// Refused; or too many tries.
pub async fn sign_in(app: &App, email: &str, password: &str) -> Result<SessionToken> {
    let email = email.trim().to_lowercase();
    let key = email.clone();
    let found = app.db.system(Reason::Locate).read(move |tx| tx.locate(LocatorKind::SignIn, key.as_bytes())).await?;
    let person = match found {
        Some(found) => app.db.tenant(found.tenant).read(move |tx| staff::by_email(tx, &email)).await?,
        None => None,
    };
    let now = app.clock.now();
    if person.as_ref().is_some_and(|p| p.locked_until.is_some_and(|until| now < until)) {
        return Err(Error::TooManyTries);
    }
    let hash = person.as_ref().map_or_else(|| passwords::NOBODY.to_owned(), |p| p.password_hash.clone());
    let password = zeroize::Zeroizing::new(password.to_owned());
    let permit = CHECKS.acquire().await.map_err(|_| Error::Unavailable)?;
    let fits = spawn_blocking(move || passwords::verify(&password, &hash)).await.map_err(anyhow::Error::new)?;
    drop(permit);
    let Some(person) = person.filter(|p| p.state == StaffState::Active) else { return Err(Error::SignInRefused) };
    if !fits {
        note_failure(app, &person).await?;
        return Err(Error::SignInRefused);
    }
    begin_session(app, person.tenant_id, person.id, false).await
}

async fn note_failure(app: &App, person: &Staff) -> Result<()> {
    let (id, attempts) = (person.id, person.failed_attempts.saturating_add(1));
    let minutes = if attempts < TRIES { 0 } else { i64::from(attempts - TRIES + 1).min(WAIT_MAX) };
    let until = (minutes > 0).then(|| app.clock.now() + SignedDuration::from_mins(minutes));
    app.db
        .tenant(person.tenant_id)
        .write(move |tx| {
            staff::note_failure(tx, id, attempts, until)?;
            tx.audit(audit::staff(id, "sign_in_refused"));
            Ok::<_, Error>(())
        })
        .await
}

async fn begin_session(app: &App, tenant: TenantId, person: StaffId, complete: bool) -> Result<SessionToken> {
    let token = SessionToken::random(app.entropy.as_ref());
    let secret = token.as_str().to_owned();
    let key = digest(secret.as_bytes());
    let begun = app
        .db
        .tenant(tenant)
        .write(move |tx| {
            let now = tx.now();
            let row = Session {
                tenant_id: tenant,
                id: tx.new_id(),
                staff_id: person,
                digest: key,
                csrf: tx.random(),
                second_factor_at: complete.then_some(now),
                created_at: now,
                last_seen_at: now,
                expires_at: now + if complete { SESSION } else { FIRST_FACTOR },
                ended_at: None,
            };
            sessions::insert(tx, &row)?;
            tx.add_locator(LocatorKind::Session, secret.as_bytes(), row.id.as_uuid(), Some(row.expires_at))?;
            if complete {
                tx.audit(audit::staff(person, "sign_in"));
            }
            Ok::<_, Error>(())
        })
        .await;
    begun?;
    Ok(token)
}

/// Second factor: ends the half session and begins a whole one, with a new secret.
///
/// # Errors
/// Refused when the digits do not fit or were used before; too many tries.
pub async fn second_factor(app: &App, token: &str, typed: &str) -> Result<SessionToken> {
    let (tenant, half) = find(app, token).await?.ok_or(Error::SignInNeeded)?;
    let person = half.staff_id;
    let row = app.db.tenant(tenant).read(move |tx| staff::get(tx, person)).await?;
    let now = app.clock.now();
    if row.locked_until.is_some_and(|until| now < until) {
        return Err(Error::TooManyTries);
    }
    let secret = app
        .secrets
        .open(person.as_uuid(), &row.totp_secret)
        .ok_or_else(|| anyhow::anyhow!("a second-factor secret does not open"))?;
    let last = u64::try_from(row.totp_last_step).unwrap_or_default();
    let Some(step) = passwords::accept_totp(&secret, typed, now, last) else {
        note_failure(app, &row).await?;
        return Err(Error::SignInRefused);
    };
    let step = i64::try_from(step).map_err(anyhow::Error::new)?;
    let used = app
        .db
        .tenant(tenant)
        .write(move |tx| {
            let fresh = staff::use_step(tx, person, step)?;
            sessions::end(tx, half.id)?;
            Ok::<_, Error>(fresh)
        })
        .await;
    if !used? {
        return Err(Error::SignInRefused);
    }
    begin_session(app, tenant, person, true).await
}

async fn find(app: &App, token: &str) -> Result<Option<(TenantId, Session)>> {
    let key = digest(token.as_bytes());
    let secret = token.to_owned();
    let located =
        app.db.system(Reason::Locate).read(move |tx| tx.locate(LocatorKind::Session, secret.as_bytes())).await?;
    let Some(located) = located else { return Ok(None) };
    let found = app.db.tenant(located.tenant).read(move |tx| sessions::find(tx, key)).await?;
    Ok(found.map(|session| (located.tenant, session)))
}

/// Who a cookie belongs to, if its session has not ended.
///
/// # Errors
/// When the database fails.
pub async fn signed_in(app: &App, token: &str) -> Result<Option<SignedIn>> {
    let Some((tenant, session)) = find(app, token).await? else { return Ok(None) };
    let person = session.staff_id;
    let found = app
        .db
        .tenant(tenant)
        .read(move |tx| {
            let row = staff::get(tx, person)?;
            if row.state != StaffState::Active {
                return Ok(None);
            }
            let member = staff::member(tx, person)?;
            let tenant = tx.own_tenant()?;
            Ok::<_, Error>(Some((member, tenant)))
        })
        .await;
    Ok(found?.map(|(member, tenant)| SignedIn {
        member,
        tenant,
        session: session.id,
        csrf: session.csrf,
        complete: session.second_factor_at.is_some(),
    }))
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub fn sign_out(tx: &mut TenantTx<'_>, who: &SignedIn) -> Result<()> {
    sessions::end(tx, who.session)?;
    tx.audit(audit::staff(who.member.id, "sign_out"));
    Ok(())
}

/// Somebody to add.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// Address they sign in with.
    pub email: String,
    /// Name, as printed under a seal.
    pub name: wathiq_domain::Bilingual,
    /// Argon2id hash of the password, made beforehand: it takes long.
    pub password_hash: String,
    /// Second-factor secret, 20 bytes.
    pub totp_secret: [u8; 20],
}

/// Adds somebody without a role yet.
///
/// # Errors
/// Conflict when the address is in use, in whatever commune.
pub fn add(tx: &mut TenantTx<'_>, app: &App, new: &NewStaff) -> Result<StaffId> {
    let id: StaffId = tx.new_id();
    let email = new.email.trim().to_lowercase();
    let row = Staff {
        tenant_id: tx.tenant(),
        id,
        email: email.clone(),
        name_ar: new.name.ar.clone(),
        name_fr: new.name.fr.clone(),
        password_hash: new.password_hash.clone(),
        totp_secret: app.secrets.seal(id.as_uuid(), &new.totp_secret, app.entropy.as_ref()),
        totp_last_step: 0,
        failed_attempts: 0,
        locked_until: None,
        state: StaffState::Active,
        created_at: tx.now(),
    };
    staff::insert(tx, &row)?;
    tx.add_locator(LocatorKind::SignIn, email.as_bytes(), id.as_uuid(), None)?;
    tx.audit(audit::system("staff_added").about("staff", id.as_uuid()));
    Ok(id)
}

/// When a session ends, for the cookie.
pub fn session_seconds() -> i64 {
    SESSION.as_secs()
}
