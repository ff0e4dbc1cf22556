//! Judging a credential against the trust list.

use sha2::{Digest, Sha256};

use super::Credential;
use crate::cbor::Limits;
use crate::cose::{Sign1, Tagged};
use crate::keys::Kid;
use crate::time::UnixTime;
use crate::trust_list::{IssuerName, KeyStatus, TrustList};

/// Why a credential is not accepted: one variant for each thing a verifier can be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not a code of ours at all.
    #[error("this is not a code of a civil-status document")]
    NotOurs,
    /// One of ours by its form, but damaged or not well formed.
    #[error("the code is damaged and cannot be read")]
    Unreadable,
    /// Signed by a key that is not on the trust list.
    #[error("the code was signed by an unknown issuer")]
    UnknownIssuer,
    /// The signature does not fit the content.
    #[error("the content of the code was altered")]
    Altered,
    /// A genuine key signed for another commune, or a kind it may not issue.
    #[error("the issuer may not issue this document")]
    WrongIssuerScope,
    /// The key was stolen: its signatures prove nothing, whatever date they bear.
    #[error("the issuer's key was compromised")]
    KeyCompromised,
    /// Issued before or after the time the key was valid for.
    #[error("the document bears a date at which the issuer's key was not valid")]
    OutsideKeyValidity,
}

impl From<super::UrlError> for Refusal {
    fn from(error: super::UrlError) -> Self {
        match error {
            super::UrlError::NotOurs => Self::NotOurs,
            super::UrlError::Unreadable => Self::Unreadable,
        }
    }
}

/// How the dates in a genuine credential stand to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// May be produced.
    Current,
    /// Past its legal shelf life: genuine, to be ordered anew.
    Expired,
    /// Issued in the future by the reader's clock, with an hour's allowance: one of the clocks is wrong.
    NotYet,
}

/// A genuine credential. Its status (withdrawn, replaced) is asked of the status list next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What was signed.
    pub credential: Credential,
    /// The key that signed.
    pub kid: Kid,
    /// Name of the issuer, from the trust list.
    pub issuer: IssuerName,
    /// True if a specimen key signed: a sample, never a document.
    pub specimen: bool,
    /// How its dates stand to now.
    pub shelf: Shelf,
    /// SHA-256 of the signed claims: the identity of the document (never that of the signature, which is malleable).
    pub digest: [u8; 32],
}

const CLOCK_ALLOWANCE: u64 = 3600;

impl Credential {
    /// Judges the bytes of a credential.
    ///
    /// Keys come from the trust list alone, which binds each of them to one tenant and to kinds of documents; every key of
    /// the same short name is tried.
    ///
    /// # Errors
    /// One [`Refusal`] for each reason not to accept it.
    pub fn open(cose: &[u8], trust: &TrustList, now: UnixTime) -> Result<Opened, Refusal> {
        let message = Sign1::parse(cose, Limits::TOKEN, Tagged::No).ok_or(Refusal::Unreadable)?;
        if message.typ.is_some() {
            return Err(Refusal::Unreadable); // a status list by the same key is not a credential
        }
        let mut named = trust.keys_named(message.kid).peekable();
        if named.peek().is_none() {
            return Err(Refusal::UnknownIssuer);
        }
        // Public keys are unique in a trust list, so at most one of them verifies.
        let key = named.find(|key| message.is_by(&key.public_key)).ok_or(Refusal::Altered)?;
        let credential = Self::from_payload(&message.payload).ok_or(Refusal::Unreadable)?;
        if key.tenant != credential.tenant || !key.kinds.contains(&credential.kind) {
            return Err(Refusal::WrongIssuerScope);
        }
        let specimen = match key.status {
            KeyStatus::Compromised { .. } => return Err(Refusal::KeyCompromised),
            KeyStatus::Specimen => true,
            KeyStatus::Active | KeyStatus::Retired => false,
        };
        if !(key.not_before..=key.not_after).contains(&credential.issued_at) {
            return Err(Refusal::OutsideKeyValidity);
        }
        let shelf = if credential.issued_at > now.plus_seconds(CLOCK_ALLOWANCE) {
            Shelf::NotYet
        } else if credential.expires_at.is_some_and(|at| at < now) {
            Shelf::Expired
        } else {
            Shelf::Current
        };
        Ok(Opened {
            credential,
            kid: message.kid,
            issuer: key.name.clone(),
            specimen,
            shelf,
            digest: Sha256::digest(&message.payload).into(),
        })
    }

    /// [`Self::open`] on a scanned URL.
    ///
    /// # Errors
    /// As [`Self::open`], and [`Refusal::NotOurs`].
    pub fn open_url(url: &str, trust: &TrustList, now: UnixTime) -> Result<Opened, Refusal> {
        Self::open(&super::from_url(url)?, trust, now)
    }
}
