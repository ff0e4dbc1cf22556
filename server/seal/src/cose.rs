//! `COSE_Sign1` (RFC 9052, 4.2) with ES256, and no header but the key's name and a content type.

use sha2::{Digest, Sha256};

use crate::cbor::{self, Limits, Value};
use crate::keys::{Kid, PublicKey, Signer, SignerError, sign_checked};

/// ES256 in the COSE registry.
pub(crate) const ES256: i64 = -7;
/// The fully specified name of the same algorithm (RFC 9864); read, never written.
const ESP256: i64 = -9;

const ALG: u64 = 1;
const KID: u64 = 4;
const TYP: u64 = 16;

/// The CBOR tag of `COSE_Sign1`, as its one byte. [`cbor`] reads no tags, so it is taken off before.
const TAG: u8 = 0xD2;

/// Whether the tag stands before the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tagged {
    Yes,
    No,
}

/// A signed message that has been read but not yet verified.
pub(crate) struct Sign1 {
    pub kid: Kid,
    pub typ: Option<String>,
    pub payload: Vec<u8>,
    protected: Vec<u8>,
    signature: [u8; 64],
}

impl Sign1 {
    /// Reads a message: four elements, exactly the headers expected, nothing unprotected.
    pub fn parse(bytes: &[u8], limits: Limits, tagged: Tagged) -> Option<Self> {
        let bytes = match tagged {
            Tagged::Yes => bytes.strip_prefix(&[TAG])?,
            Tagged::No => bytes,
        };
        let Value::Array(parts) = cbor::decode(bytes, limits).ok()? else {
            return None;
        };
        let [Value::Bytes(protected), Value::Map(unprotected), Value::Bytes(payload), Value::Bytes(signature)] =
            <[Value; 4]>::try_from(parts).ok()?
        else {
            return None;
        };
        if !unprotected.is_empty() {
            return None;
        }
        let headers = cbor::decode(&protected, limits).ok()?;
        let alg = headers.get(&Value::Uint(ALG))?;
        if *alg != Value::int(ES256) && *alg != Value::int(ESP256) {
            return None;
        }
        let kid = Kid(headers.get(&Value::Uint(KID))?.as_bytes()?.try_into().ok()?);
        let typ = match headers.get(&Value::Uint(TYP)) {
            Some(typ) => Some(typ.as_text()?.to_owned()),
            None => None,
        };
        if headers.as_map()?.len() != if typ.is_some() { 3 } else { 2 } {
            return None;
        }
        Some(Self { kid, typ, payload, protected, signature: signature.try_into().ok()? })
    }

    /// True if this key signed the message.
    pub fn is_by(&self, key: &PublicKey) -> bool {
        key.verify_prehash(&digest(&self.protected, &self.payload), &self.signature)
    }
}

/// Signs a payload.
pub(crate) fn sign(
    payload: Vec<u8>,
    typ: Option<&str>,
    tagged: Tagged,
    signer: &dyn Signer,
) -> Result<Vec<u8>, SignerError> {
    let mut headers = vec![
        (Value::Uint(ALG), Value::int(ES256)),
        (Value::Uint(KID), Value::Bytes(signer.public_key().kid().0.to_vec())),
    ];
    headers.extend(typ.map(|typ| (Value::Uint(TYP), Value::from(typ))));
    let protected = Value::Map(headers).encode();
    let signature = sign_checked(signer, &digest(&protected, &payload))?;
    let message = Value::Array(vec![
        Value::Bytes(protected),
        Value::Map(Vec::new()),
        Value::Bytes(payload),
        Value::Bytes(signature.to_vec()),
    ]);
    let mut bytes = if tagged == Tagged::Yes { vec![TAG] } else { Vec::new() };
    bytes.extend(message.encode());
    Ok(bytes)
}

/// SHA-256 of the `Sig_structure` (RFC 9052, 4.4).
fn digest(protected: &[u8], payload: &[u8]) -> [u8; 32] {
    let structure = Value::Array(vec![
        "Signature1".into(),
        Value::Bytes(protected.to_vec()),
        Value::Bytes(Vec::new()),
        Value::Bytes(payload.to_vec()),
    ]);
    Sha256::digest(structure.encode()).into()
}

#[cfg(test)]
mod tests {
    use super::{Sign1, Tagged, sign};
    use crate::cbor::{Limits, Value};
    use crate::keys::{Signer, SoftSigner};

    fn signer() -> SoftSigner {
        SoftSigner::from_secret([3; 32]).unwrap()
    }

    #[test]
    fn a_message_is_read_back_and_only_its_key_verifies_it() {
        let bytes = sign(b"payload".to_vec(), Some("x/y"), Tagged::Yes, &signer()).unwrap();
        let read = Sign1::parse(&bytes, Limits::TOKEN, Tagged::Yes).unwrap();
        assert_eq!((read.payload.as_slice(), read.typ.as_deref()), (b"payload".as_slice(), Some("x/y")));
        assert_eq!(read.kid, signer().public_key().kid());
        assert!(read.is_by(signer().public_key()));
        assert!(!read.is_by(SoftSigner::from_secret([4; 32]).unwrap().public_key()));
        assert!(Sign1::parse(&bytes, Limits::TOKEN, Tagged::No).is_none());
    }

    fn with_headers(protected: Vec<(Value, Value)>, unprotected: Vec<(Value, Value)>) -> Option<Sign1> {
        let message = Value::Array(vec![
            Value::Bytes(Value::Map(protected).encode()),
            Value::Map(unprotected),
            Value::Bytes(vec![1]),
            Value::Bytes(vec![2; 64]),
        ]);
        Sign1::parse(&message.encode(), Limits::TOKEN, Tagged::No)
    }

    #[test]
    fn a_message_that_brings_its_own_key_or_algorithm_is_not_read() {
        let alg = |n| (Value::int(1), Value::int(n));
        let kid = || (Value::int(4), Value::Bytes(vec![9; 8]));
        assert!(with_headers(vec![alg(-7), kid()], vec![]).is_some());
        assert!(with_headers(vec![alg(-9), kid()], vec![]).is_some());
        assert!(with_headers(vec![alg(-8), kid()], vec![]).is_none());
        assert!(with_headers(vec![alg(5), kid()], vec![]).is_none());
        assert!(with_headers(vec![kid()], vec![]).is_none());
        assert!(with_headers(vec![alg(-7)], vec![]).is_none());
        assert!(with_headers(vec![alg(-7)], vec![kid()]).is_none());
        let x5chain = || (Value::int(33), Value::Bytes(vec![0]));
        assert!(with_headers(vec![alg(-7), kid(), x5chain()], vec![]).is_none());
        assert!(with_headers(vec![alg(-7), kid()], vec![x5chain()]).is_none());
    }
}
