//! What verifiers fetch: the trust list and the status lists. Signed, cacheable, and telling nothing of anybody.

use anyhow::Context;
use jiff::Timestamp;
use wathiq_domain::document::DocumentState;
use wathiq_domain::tenant::TenantCode;
use wathiq_seal::UnixTime;
use wathiq_seal::keys::PublicKey;
use wathiq_seal::status::{Status, StatusClaims, StatusList};
use wathiq_seal::trust_list::{IssuerName, KeyStatus, TrustList, TrustedKey};
use wathiq_store::Reason;
use wathiq_store::tables::{documents, keys};
use wathiq_store::trust::{ListedKey, TrustStatus};

use crate::app::App;
use crate::error::{Error, Result};
use crate::sealing::LIST_SIZE;

/// Seconds a status list may be kept before asking again: twelve hours.
const STATUS_TTL: u64 = 12 * 3600;
/// Seconds after which a status list says nothing any more: seven days.
const STATUS_VALID: i64 = 7 * 24 * 3600;
/// Lists are made anew at most once in this many seconds, so that they can be cached and compared.
const GRAIN: i64 = 300;

/// Where status lists are, as the trust list tells verifiers.
pub fn status_template(app: &App) -> String {
    format!("{}/api/v1/status/{{tenant}}/{{list}}", app.settings.base_url)
}

fn moment(at: i64) -> Result<UnixTime> {
    Ok(UnixTime::from_seconds(at).context("an instant out of range")?)
}

fn time(at: Timestamp) -> Result<UnixTime> {
    moment(at.as_second())
}

/// The trust list, signed by root A.
///
/// # Errors
/// When the database fails or the root does not sign.
pub async fn trust_list(app: &App) -> Result<Vec<u8>> {
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method alone is for one lifetime only")]
    let entries = app.db.system(Reason::TrustList).read(|tx| tx.trust_list()).await?;
    let now = app.clock.now().as_second() / GRAIN * GRAIN;
    // The sequence grows with time, so that no list can take the place of a newer one.
    let seq = u64::try_from(now / GRAIN).context("a clock before 1970")?;
    let mut list = TrustList::new(seq, moment(now)?, &status_template(app)).map_err(anyhow::Error::new)?;
    for entry in entries {
        list.add(trusted(&entry)?).map_err(anyhow::Error::new)?;
    }
    Ok(list.seal(app.platform.root()).map_err(anyhow::Error::new)?)
}

fn trusted(listed: &ListedKey) -> Result<TrustedKey> {
    let entry = &listed.entry;
    let since = entry.compromised_at.map(time).transpose()?;
    Ok(TrustedKey {
        public_key: PublicKey::from_spki_der(&entry.spki).map_err(anyhow::Error::new)?,
        tenant: listed.code.to_string(),
        name: IssuerName { ar: listed.name_ar.clone(), fr: listed.name_fr.clone() },
        kinds: entry.kinds.0.iter().map(|kind| u32::from(*kind)).collect(),
        not_before: time(entry.not_before)?,
        not_after: time(entry.not_after)?,
        status: match entry.status {
            TrustStatus::Active => KeyStatus::Active,
            TrustStatus::Retired => KeyStatus::Retired,
            TrustStatus::Compromised => KeyStatus::Compromised { since },
            TrustStatus::Specimen => KeyStatus::Specimen,
        },
    })
}

/// A status list of a commune, signed by the commune's key.
///
/// # Errors
/// Not found when there is no such commune, or it has no key.
pub async fn status_list(app: &App, tenant: &str, list: &str) -> Result<Vec<u8>> {
    let code = TenantCode::parse(tenant).map_err(|_| Error::NotFound)?;
    let number: i32 = list.parse().map_err(|_| Error::NotFound)?;
    let id =
        app.db.system(Reason::Directory).read(move |tx| tx.tenant_by_code(&code)).await?.ok_or(Error::NotFound)?.id;
    let found = app
        .db
        .tenant(id)
        .read(move |tx| {
            let ended = documents::not_in_force(tx, number)?;
            let key = match keys::in_force(tx, false)? {
                Some(key) => Some(key),
                None => keys::in_force(tx, true)?,
            };
            Ok::<_, Error>((ended, key))
        })
        .await;
    let (ended, key) = found?;
    let key = key.ok_or(Error::NotFound)?;
    let signer = app.keys.open(id, key.id, &key.secret).map_err(anyhow::Error::new)?;
    let mut statuses = StatusList::new(LIST_SIZE);
    for (index, state) in ended {
        let status = match state {
            DocumentState::Withdrawn => Status::Withdrawn,
            DocumentState::Superseded => Status::Superseded,
            DocumentState::Sealing | DocumentState::Sealed => Status::Valid,
        };
        statuses.set(u32::try_from(index).map_err(anyhow::Error::new)?, status).map_err(anyhow::Error::new)?;
    }
    // The same bytes within the grain, so that a list can be compared and cached; never older than its key.
    let now = (app.clock.now().as_second() / GRAIN * GRAIN).max(key.not_before.as_second());
    let uri = status_template(app).replace("{tenant}", tenant).replace("{list}", list);
    let claims =
        StatusClaims { uri: &uri, issued_at: moment(now)?, expires_at: moment(now + STATUS_VALID)?, ttl: STATUS_TTL };
    Ok(statuses.to_cwt(&claims, signer.as_ref()).map_err(anyhow::Error::new)?)
}
