//! The status list: which documents of a tenant were withdrawn, suspended or replaced.
//!
//! An IETF Token Status List in its CWT form (draft-ietf-oauth-status-list, 4.1 and 5.2): two bits for each document, the
//! lowest bits of a byte first, compressed with zlib and signed by a key of the tenant. Anyone fetches the whole list, so
//! asking tells nobody which document is being looked at. Unlike the other messages it carries the CBOR tag of
//! `COSE_Sign1`, as the draft's examples do and other readers expect.

#[cfg(test)]
mod tests;

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::cbor::{self, Limits, Value};
use crate::cose::{self, Sign1, Tagged};
use crate::keys::{Signer, SignerError};
use crate::time::UnixTime;
use crate::trust_list::{KeyStatus, TrustList};

/// Media type of the signed list, and its `typ` header.
pub const MEDIA_TYPE: &str = "application/statuslist+cwt";

/// Entries of a list unless told otherwise.
pub const DEFAULT_SIZE: u32 = 65_536;

/// Bytes beyond which a list is not unpacked (four million entries).
const UNPACKED_LIMIT: u64 = 1 << 20;
const PER_BYTE: u32 = 4;

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Good; also every place not in use.
    Valid,
    /// Withdrawn for good.
    Withdrawn,
    /// Not to be relied on for now.
    Suspended,
    /// Replaced by a newer extract.
    Superseded,
}

impl Status {
    /// The number the list holds (draft, 7.1; 3 is the application's own).
    pub fn code(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Withdrawn => 1,
            Self::Suspended => 2,
            Self::Superseded => 3,
        }
    }

    fn from_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::Valid,
            1 => Self::Withdrawn,
            2 => Self::Suspended,
            _ => Self::Superseded,
        }
    }
}

/// The statuses of one list, two bits each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList {
    packed: Vec<u8>,
}

/// What is signed around a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusClaims<'a> {
    /// The address it is served at: [`TrustList::status_uri`].
    pub uri: &'a str,
    /// When it was made.
    pub issued_at: UnixTime,
    /// When it must have been replaced.
    pub expires_at: UnixTime,
    /// Seconds it may be kept before asking again.
    pub ttl: u64,
}

/// A list that was judged, and its times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedStatusList {
    /// The statuses.
    pub list: StatusList,
    /// When it was made.
    pub issued_at: UnixTime,
    /// When it must have been replaced.
    pub expires_at: UnixTime,
    /// Seconds it may be kept before asking again.
    pub ttl: u64,
}

/// Why an entry or a list cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// No such place in the list.
    #[error("the status list has no place {0}")]
    OutOfRange(u32),
    /// Packing failed.
    #[error("the status list could not be packed")]
    Packing,
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

/// Why a status list is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusRefusal {
    /// Not a status list, or malformed.
    #[error("the status list cannot be read")]
    Unreadable,
    /// Not signed by a key of the tenant that may be believed.
    #[error("the status list is not signed by a key of this issuer")]
    UnknownIssuer,
    /// Changed after signing.
    #[error("the status list was altered")]
    Altered,
    /// A list, but not the one asked for.
    #[error("this is another status list")]
    WrongList,
    /// Its end has passed.
    #[error("the status list has expired")]
    Expired,
}

impl StatusList {
    /// A list where every document is valid; the size is rounded up to a multiple of 4.
    pub fn new(size: u32) -> Self {
        Self { packed: vec![0; usize::try_from(size.div_ceil(PER_BYTE)).unwrap_or(0)] }
    }

    /// A list from bytes kept earlier.
    pub fn from_bytes(packed: Vec<u8>) -> Self {
        Self { packed }
    }

    /// The bytes to keep: two bits for each document, lowest first.
    pub fn as_bytes(&self) -> &[u8] {
        &self.packed
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.packed.len() * 4
    }

    /// True if it has no place at all.
    pub fn is_empty(&self) -> bool {
        self.packed.is_empty()
    }

    /// The status at a place, or nothing beyond the end.
    pub fn get(&self, index: u32) -> Option<Status> {
        let byte = self.packed.get(usize::try_from(index / PER_BYTE).ok()?)?;
        Some(Status::from_bits(byte >> (index % PER_BYTE * 2)))
    }

    /// Sets the status at a place.
    ///
    /// # Errors
    /// No such place.
    pub fn set(&mut self, index: u32, status: Status) -> Result<(), StatusError> {
        let at = usize::try_from(index / PER_BYTE).map_err(|_| StatusError::OutOfRange(index))?;
        let byte = self.packed.get_mut(at).ok_or(StatusError::OutOfRange(index))?;
        let shift = index % PER_BYTE * 2;
        *byte = *byte & !(3 << shift) | status.code() << shift;
        Ok(())
    }

    /// Signs the list with a key of the tenant: the bytes to serve as [`MEDIA_TYPE`].
    ///
    /// # Errors
    /// A key that does not sign.
    pub fn to_cwt(&self, claims: &StatusClaims<'_>, signer: &dyn Signer) -> Result<Vec<u8>, StatusError> {
        let list = vec![("bits".into(), Value::Uint(2)), ("lst".into(), Value::Bytes(pack(&self.packed)?))];
        let payload = Value::Map(vec![
            (SUBJECT, claims.uri.into()),
            (EXPIRES, Value::Uint(claims.expires_at.as_seconds())),
            (ISSUED, Value::Uint(claims.issued_at.as_seconds())),
            (LIST, Value::Map(list)),
            (TTL, Value::Uint(claims.ttl)),
        ]);
        Ok(cose::sign(payload.encode(), Some(MEDIA_TYPE), Tagged::Yes, signer)?)
    }

    /// Judges a signed list that was fetched from `uri` for a tenant.
    ///
    /// # Errors
    /// One [`StatusRefusal`] for each reason.
    pub fn open(
        bytes: &[u8],
        uri: &str,
        tenant: &str,
        trust: &TrustList,
        now: UnixTime,
    ) -> Result<OpenedStatusList, StatusRefusal> {
        let message = Sign1::parse(bytes, Limits::LIST, Tagged::Yes).ok_or(StatusRefusal::Unreadable)?;
        if message.typ.as_deref() != Some(MEDIA_TYPE) {
            return Err(StatusRefusal::Unreadable);
        }
        let mut usable = trust
            .keys_named(message.kid)
            .filter(|key| key.tenant == tenant && !matches!(key.status, KeyStatus::Compromised { .. }))
            .peekable();
        if usable.peek().is_none() {
            return Err(StatusRefusal::UnknownIssuer);
        }
        let key = usable.find(|key| message.is_by(&key.public_key)).ok_or(StatusRefusal::Altered)?;
        let (subject, opened) = read_claims(&message.payload).ok_or(StatusRefusal::Unreadable)?;
        if subject != uri {
            return Err(StatusRefusal::WrongList);
        }
        if !(key.not_before..=key.not_after).contains(&opened.issued_at) {
            return Err(StatusRefusal::UnknownIssuer);
        }
        if opened.expires_at < now { Err(StatusRefusal::Expired) } else { Ok(opened) }
    }
}

const SUBJECT: Value = Value::Uint(2);
const EXPIRES: Value = Value::Uint(4);
const ISSUED: Value = Value::Uint(6);
const LIST: Value = Value::Uint(65_533);
const TTL: Value = Value::Uint(65_534);

fn read_claims(payload: &[u8]) -> Option<(String, OpenedStatusList)> {
    let claims = cbor::decode(payload, Limits::LIST).ok()?;
    let list = claims.get(&LIST)?;
    if claims.as_map()?.len() != 5 || list.as_map()?.len() != 2 || *list.get(&"bits".into())? != Value::Uint(2) {
        return None;
    }
    let time = |key: &Value| claims.get(key)?.as_uint().and_then(UnixTime::from_unsigned);
    let opened = OpenedStatusList {
        list: StatusList { packed: unpack(list.get(&"lst".into())?.as_bytes()?)? },
        issued_at: time(&ISSUED)?,
        expires_at: time(&EXPIRES)?,
        ttl: claims.get(&TTL)?.as_uint()?,
    };
    Some((claims.get(&SUBJECT)?.as_text()?.to_owned(), opened))
}

fn pack(bytes: &[u8]) -> Result<Vec<u8>, StatusError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|_| StatusError::Packing)
}

fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let read = ZlibDecoder::new(bytes).take(UNPACKED_LIMIT + 1).read_to_end(&mut out).ok()?;
    (read as u64 <= UNPACKED_LIMIT).then_some(out)
}
