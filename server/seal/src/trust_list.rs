//! The trust list: which key speaks for which commune, for which documents, and when.
//!
//! An untagged `COSE_Sign1` (ES256) under one of two pinned roots, over a map with text keys:
//!
//! ```text
//! { "seq": uint, "iat": uint, "exp": uint, "tsl": text with {tenant} and {list}, "next_root": null / bstr,
//!   "keys": [* { "kid": bstr .size 8, "alg": -7, "spki": bstr, "tenant": text, "name": {"ar": text, "fr": text},
//!               "kinds": [* uint], "nbf": uint, "naf": uint,
//!               "status": "active" / "retired" / "compromised" / "specimen", "compromised_at": null / uint }] }
//! ```
//!
//! A verifier takes keys from here only, never from a token; refuses a list older than the newest it has seen (`seq`) or
//! past its end (`exp`); and holds each key to its one tenant, so that a commune cannot sign for another.

mod codec;
#[cfg(test)]
mod tests;

use crate::cbor::Limits;
use crate::cose::{self, Sign1, Tagged};
use crate::keys::{Kid, PublicKey, Signer, SignerError};
use crate::text::is_plain;
use crate::time::UnixTime;

/// Days a list is valid unless told otherwise.
pub const VALID_DAYS: u32 = 30;

/// Name of an issuer as shown to whoever verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerName {
    /// In Arabic.
    pub ar: String,
    /// In French.
    pub fr: String,
}

/// What may be believed of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStatus {
    /// Signs documents.
    Active,
    /// Signs no more; what it signed stays good.
    Retired,
    /// Known to others: nothing it signed is accepted, since the date in a document is the signer's own claim.
    Compromised {
        /// When that happened, if known.
        since: Option<UnixTime>,
    },
    /// Signs samples only; they are shown as such.
    Specimen,
}

/// One key of one tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedKey {
    /// The key; its short name follows from it.
    pub public_key: PublicKey,
    /// The one tenant it speaks for.
    pub tenant: String,
    /// The tenant's name.
    pub name: IssuerName,
    /// Numbers of the document kinds it may sign.
    pub kinds: Vec<u32>,
    /// First moment of issue it is good for.
    pub not_before: UnixTime,
    /// Last moment of issue it is good for.
    pub not_after: UnixTime,
    /// What may be believed of it.
    pub status: KeyStatus,
}

/// A trust list: built by the platform with [`TrustList::new`] and [`TrustList::add`], or opened by a verifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustList {
    /// Number of the list; it never decreases.
    pub seq: u64,
    /// When it was made.
    pub issued_at: UnixTime,
    /// When it must have been replaced.
    pub expires_at: UnixTime,
    /// Where status lists are: a URL with `{tenant}` and `{list}` in it.
    pub status_template: String,
    /// The root that will follow, once announced.
    pub next_root: Option<PublicKey>,
    keys: Vec<TrustedKey>,
}

/// Why a trust list cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustListError {
    /// The same key twice: it would speak for two tenants, or be both good and bad.
    #[error("the key {0} is on the list already")]
    Duplicate(Kid),
    /// The key's period ends before it begins.
    #[error("the key {0} is never valid")]
    EmptyPeriod(Kid),
    /// The tenant or a name is empty or cannot be shown as it is.
    #[error("the key {0} has a tenant or name that cannot be shown as it is")]
    Text(Kid),
    /// The URL of status lists has no `{tenant}` or no `{list}`.
    #[error("the status list URL needs {{tenant}} and {{list}}")]
    Template,
    /// More bytes than a verifier reads.
    #[error("the list is too long")]
    TooLong,
    /// The root key did not sign.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

/// Why a trust list is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustListRefusal {
    /// Not a trust list, or malformed.
    #[error("the trust list cannot be read")]
    Unreadable,
    /// Not signed by a pinned root.
    #[error("the trust list is not signed by a known root")]
    UnknownRoot,
    /// Changed after signing.
    #[error("the trust list was altered")]
    Altered,
    /// Older than a list already seen.
    #[error("the trust list is older than one seen before")]
    Older,
    /// Its end has passed.
    #[error("the trust list has expired")]
    Expired,
}

impl TrustList {
    /// An empty list, valid for 30 days.
    ///
    /// # Errors
    /// The template lacks `{tenant}` or `{list}`.
    pub fn new(seq: u64, issued_at: UnixTime, status_template: &str) -> Result<Self, TrustListError> {
        if !(is_plain(status_template) && status_template.contains("{tenant}") && status_template.contains("{list}")) {
            return Err(TrustListError::Template);
        }
        Ok(Self {
            seq,
            issued_at,
            expires_at: issued_at.plus_days(VALID_DAYS),
            status_template: status_template.to_owned(),
            next_root: None,
            keys: Vec::new(),
        })
    }

    /// Adds a key.
    ///
    /// # Errors
    /// A key that is on the list already, never valid, or whose texts cannot be shown.
    pub fn add(&mut self, key: TrustedKey) -> Result<(), TrustListError> {
        let kid = key.public_key.kid();
        if self.keys_named(kid).any(|other| other.public_key == key.public_key) {
            return Err(TrustListError::Duplicate(kid));
        }
        if key.not_after < key.not_before {
            return Err(TrustListError::EmptyPeriod(kid));
        }
        if [&key.tenant, &key.name.ar, &key.name.fr].into_iter().any(|text| text.is_empty() || !is_plain(text)) {
            return Err(TrustListError::Text(kid));
        }
        self.keys.push(key);
        Ok(())
    }

    /// The keys, in the order they were added.
    pub fn keys(&self) -> &[TrustedKey] {
        &self.keys
    }

    /// The keys of a short name; more than one only if somebody searched for a collision.
    pub fn keys_named(&self, kid: Kid) -> impl Iterator<Item = &TrustedKey> {
        self.keys.iter().filter(move |key| key.public_key.kid() == kid)
    }

    /// Where a tenant's status list is; this is also the list's signed subject.
    pub fn status_uri(&self, tenant: &str, list: u32) -> String {
        self.status_template.replace("{tenant}", tenant).replace("{list}", &list.to_string())
    }

    /// Signs the list with a root key: the bytes served at `/.well-known/extract-trust.cwt`.
    ///
    /// # Errors
    /// A list too long to be read, or a key that does not sign.
    pub fn seal(&self, root: &dyn Signer) -> Result<Vec<u8>, TrustListError> {
        let bytes = cose::sign(self.payload(), None, Tagged::No, root)?;
        if bytes.len() > Limits::LIST.bytes { Err(TrustListError::TooLong) } else { Ok(bytes) }
    }

    /// Judges a signed list: under a pinned root, not expired, and not older than number `minimum_seq`.
    ///
    /// # Errors
    /// One [`TrustListRefusal`] for each reason.
    pub fn open(bytes: &[u8], roots: &[PublicKey], now: UnixTime, minimum_seq: u64) -> Result<Self, TrustListRefusal> {
        let message = Sign1::parse(bytes, Limits::LIST, Tagged::No).ok_or(TrustListRefusal::Unreadable)?;
        if message.typ.is_some() {
            return Err(TrustListRefusal::Unreadable);
        }
        let mut named = roots.iter().filter(|root| root.kid() == message.kid).peekable();
        if named.peek().is_none() {
            return Err(TrustListRefusal::UnknownRoot);
        }
        if !named.any(|root| message.is_by(root)) {
            return Err(TrustListRefusal::Altered);
        }
        let list = Self::from_payload(&message.payload).ok_or(TrustListRefusal::Unreadable)?;
        if list.seq < minimum_seq {
            return Err(TrustListRefusal::Older);
        }
        if list.expires_at < now {
            return Err(TrustListRefusal::Expired);
        }
        Ok(list)
    }
}
