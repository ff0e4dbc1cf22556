//! The credential: the signed facts of one document, small enough for a QR code.
//!
//! ```text
//! url     = BASE "#" "1" base43(cose)
//! cose    = [ bstr .cbor {1: -7, 4: kid}, {}, bstr .cbor payload, signature ]        ; untagged COSE_Sign1, ES256
//! payload = { 1: tenant, ? 4: expires, 6: issued, 65535: [list, index],              ; CWT claims (RFC 8392)
//!             -70001: [kind, act reference, family name, given name, birth date, nonce, ? data digest] }
//! ```
//!
//! The facts stand behind `#`, so a browser that opens the code sends none of them to a server. Names are in the code as
//! they are on the paper: the reader compares the screen with the paper, which is all that defeats a copied code.

mod open;
#[cfg(test)]
mod tests;

pub use open::{Opened, Refusal, Shelf};

use sha2::{Digest, Sha256};

use crate::base43;
use crate::cbor::{Limits, Value};
use crate::cose::{self, Tagged};
use crate::keys::{Signer, SignerError};
use crate::text::is_plain;
use crate::time::UnixTime;

/// The character after `#` that names this format.
pub const FORMAT: char = '1';

const TENANT: Value = Value::Uint(1);
const EXPIRES: Value = Value::Uint(4);
const ISSUED: Value = Value::Uint(6);
const STATUS: Value = Value::Uint(65_535);
const FACTS: Value = Value::Nint(70_000); // -70001, in the private range of CWT claims

/// Where the status of a document is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatusRef {
    /// Number of the tenant's list, usually the year.
    pub list: u32,
    /// Place in the list.
    pub index: u32,
}

/// What a document says about itself, signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Who issued: country and commune code, e.g. `MA.01.511.01.0`.
    pub tenant: String,
    /// When the document was sealed.
    pub issued_at: UnixTime,
    /// Last moment at which the paper may be produced, where the law limits that.
    pub expires_at: Option<UnixTime>,
    /// Place in the status list.
    pub status: StatusRef,
    /// Number of the document kind (1 is the birth extract).
    pub kind: u32,
    /// Office, number and year of the act: `01/129/1982`.
    pub act_reference: String,
    /// Family name, Latin and Arabic: `EXEMPLE · نموذج`.
    pub family_name: String,
    /// Given name, Latin and Arabic.
    pub given_name: String,
    /// `1982`, `1982-03` or `1982-03-12`.
    pub birth_date: String,
    /// 16 random bytes; they make the digest of the credential unguessable.
    pub nonce: [u8; 16],
    /// First 16 bytes of the SHA-256 of the attached data, if the paper points at a digital original.
    pub data_digest: Option<[u8; 16]>,
}

/// Why a credential cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// A field has control characters, line breaks or marks that turn the reading direction.
    #[error("the field {0} has characters that cannot be shown as they are")]
    Text(&'static str),
    /// A field that must not be empty is.
    #[error("the field {0} is empty")]
    Empty(&'static str),
    /// Not a year, a year and month, or a day.
    #[error("the birth date is not a year, a month or a day")]
    BirthDate,
    /// Too large to print as a QR code of a usable size.
    #[error("the credential takes {0} bytes, more than the limit of 600")]
    TooLong(usize),
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

/// Why a text is not the URL of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// No fragment, or of another format.
    #[error("not a code of this kind")]
    NotOurs,
    /// The right format, but damaged.
    #[error("the code is damaged")]
    Unreadable,
}

impl Credential {
    /// Signs the credential: the bytes of an untagged `COSE_Sign1`.
    ///
    /// # Errors
    /// A text that could be displayed as something else, more than 600 bytes in all, or a key that does not sign.
    pub fn seal(&self, signer: &dyn Signer) -> Result<Vec<u8>, CredentialError> {
        self.check()?;
        let bytes = cose::sign(self.payload(), None, Tagged::No, signer)?;
        if bytes.len() > Limits::TOKEN.bytes { Err(CredentialError::TooLong(bytes.len())) } else { Ok(bytes) }
    }

    /// SHA-256 of the signed claims: the identity of the document, the same as [`Opened::digest`].
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.payload()).into()
    }

    fn check(&self) -> Result<(), CredentialError> {
        for (name, text) in [
            ("tenant", &self.tenant),
            ("act_reference", &self.act_reference),
            ("family_name", &self.family_name),
            ("given_name", &self.given_name),
        ] {
            if !is_plain(text) {
                return Err(CredentialError::Text(name));
            }
        }
        for (name, text) in [("tenant", &self.tenant), ("act_reference", &self.act_reference)] {
            if text.is_empty() {
                return Err(CredentialError::Empty(name));
            }
        }
        if is_partial_date(&self.birth_date) { Ok(()) } else { Err(CredentialError::BirthDate) }
    }

    /// The signed bytes: the CWT claims.
    fn payload(&self) -> Vec<u8> {
        let mut facts = vec![
            Value::Uint(self.kind.into()),
            self.act_reference.as_str().into(),
            self.family_name.as_str().into(),
            self.given_name.as_str().into(),
            self.birth_date.as_str().into(),
            Value::Bytes(self.nonce.to_vec()),
        ];
        facts.extend(self.data_digest.map(|digest| Value::Bytes(digest.to_vec())));
        let status = vec![Value::Uint(self.status.list.into()), Value::Uint(self.status.index.into())];
        let mut claims = vec![
            (TENANT, self.tenant.as_str().into()),
            (ISSUED, Value::Uint(self.issued_at.as_seconds())),
            (STATUS, Value::Array(status)),
            (FACTS, Value::Array(facts)),
        ];
        claims.extend(self.expires_at.map(|at| (EXPIRES, Value::Uint(at.as_seconds()))));
        Value::Map(claims).encode()
    }

    /// Reads the claims; anything missing, added or of another type is refused.
    fn from_payload(bytes: &[u8]) -> Option<Self> {
        let claims = crate::cbor::decode(bytes, Limits::TOKEN).ok()?;
        let time = |value: &Value| value.as_uint().and_then(UnixTime::from_unsigned);
        let number = |value: &Value| value.as_uint().and_then(|n| u32::try_from(n).ok());
        let text = |value: &Value| value.as_text().map(str::to_owned);
        let sixteen = |value: &Value| value.as_bytes().and_then(|b| <[u8; 16]>::try_from(b).ok());

        let expires_at = match claims.get(&EXPIRES) {
            Some(value) => Some(time(value)?),
            None => None,
        };
        if claims.as_map()?.len() != if expires_at.is_some() { 5 } else { 4 } {
            return None;
        }
        let [list, index] = claims.get(&STATUS)?.as_array()? else {
            return None;
        };
        let [kind, act, family, given, birth, nonce, rest @ ..] = claims.get(&FACTS)?.as_array()? else {
            return None;
        };
        let data_digest = match rest {
            [] => None,
            [digest] => Some(sixteen(digest)?),
            _ => return None,
        };
        let read = Self {
            tenant: text(claims.get(&TENANT)?)?,
            issued_at: time(claims.get(&ISSUED)?)?,
            expires_at,
            status: StatusRef { list: number(list)?, index: number(index)? },
            kind: number(kind)?,
            act_reference: text(act)?,
            family_name: text(family)?,
            given_name: text(given)?,
            birth_date: text(birth)?,
            nonce: sixteen(nonce)?,
            data_digest,
        };
        read.check().is_ok().then_some(read)
    }
}

/// The URL to print. The base is configured in upper case, which keeps the QR code small.
pub fn to_url(base: &str, cose: &[u8]) -> String {
    format!("{base}#{FORMAT}{}", base43::encode(cose))
}

/// The signed bytes in a scanned or pasted URL. Where the URL points is not judged here: a page must only ever judge what
/// it was itself opened with, and an app compare the host with its own.
///
/// # Errors
/// [`UrlError::NotOurs`] without a fragment of this format, [`UrlError::Unreadable`] if it is damaged.
pub fn from_url(url: &str) -> Result<Vec<u8>, UrlError> {
    let (_, fragment) = url.trim().split_once('#').ok_or(UrlError::NotOurs)?;
    let text = fragment.strip_prefix(FORMAT).ok_or(UrlError::NotOurs)?;
    // Three characters hold two bytes; nothing longer than the limit is worth decoding.
    if text.len() > Limits::TOKEN.bytes / 2 * 3 {
        return Err(UrlError::Unreadable);
    }
    let bytes = base43::decode(text).map_err(|_| UrlError::Unreadable)?;
    if bytes.is_empty() { Err(UrlError::Unreadable) } else { Ok(bytes) }
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, months 01 to 12, days 01 to 31.
fn is_partial_date(text: &str) -> bool {
    let is = |part: &str, len: usize, range: std::ops::RangeInclusive<u16>| {
        part.len() == len && part.bytes().all(|b| b.is_ascii_digit()) && part.parse().is_ok_and(|n| range.contains(&n))
    };
    let mut parts = text.split('-');
    parts.next().is_some_and(|year| is(year, 4, 1..=9999))
        && parts.next().is_none_or(|month| is(month, 2, 1..=12))
        && parts.next().is_none_or(|day| is(day, 2, 1..=31))
        && parts.next().is_none()
}
