//! Keys: P-256 only, one encoding each, and the trait behind which a hardware key can stand.

use std::fmt;

use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What stands before the 64 bytes of the point in every `SubjectPublicKeyInfo` of an uncompressed P-256 key (RFC 5480).
const SPKI_PREFIX: [u8; 27] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE,
    0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];

/// The short name of a key: the first 8 bytes of SHA-256 over its `SubjectPublicKeyInfo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid(pub [u8; 8]);

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// Why bytes are not a usable key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not the DER of an uncompressed point on P-256.
    #[error("not a P-256 public key")]
    NotAPublicKey,
    /// Not a P-256 private key, or out of range.
    #[error("not a P-256 private key")]
    NotAPrivateKey,
}

/// Why a signer did not sign; the text says where it failed, never a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key did not sign: {0}")]
pub struct SignerError(pub String);

/// A P-256 public key. It carries its short name, which lists of thousands of keys are searched by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey {
    key: VerifyingKey,
    kid: Kid,
}

impl PublicKey {
    fn new(key: VerifyingKey) -> Self {
        let digest = Sha256::digest(spki_der(&key));
        Self { key, kid: Kid(digest.first_chunk().copied().unwrap_or_default()) }
    }

    /// Reads a DER `SubjectPublicKeyInfo` with an uncompressed point on P-256: the one form in use here.
    ///
    /// # Errors
    /// Any other key or encoding.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, KeyError> {
        let point = der.strip_prefix(SPKI_PREFIX.as_slice()).filter(|point| point.len() == 64);
        let point = point.ok_or(KeyError::NotAPublicKey)?;
        let mut sec1 = vec![0x04];
        sec1.extend_from_slice(point);
        VerifyingKey::from_sec1_bytes(&sec1).map(Self::new).map_err(|_| KeyError::NotAPublicKey)
    }

    /// The DER `SubjectPublicKeyInfo`, 91 bytes.
    pub fn to_spki_der(&self) -> Vec<u8> {
        spki_der(&self.key)
    }

    /// The short name of this key.
    pub fn kid(&self) -> Kid {
        self.kid
    }

    /// True if the signature `r‖s` over this SHA-256 digest is by this key.
    pub fn verify_prehash(&self, digest: &[u8; 32], signature: &[u8; 64]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.key.verify_prehash(digest, &signature).is_ok())
    }
}

fn spki_der(key: &VerifyingKey) -> Vec<u8> {
    let point = key.to_encoded_point(false);
    let mut der = SPKI_PREFIX.to_vec();
    der.extend_from_slice(point.as_bytes().get(1..).unwrap_or_default());
    der
}

/// A private key that signs: in memory ([`SoftSigner`]), or behind PKCS#11 or a key service.
pub trait Signer: Send + Sync {
    /// The public half of the key.
    fn public_key(&self) -> &PublicKey;

    /// Signs a SHA-256 digest with ECDSA; the answer is `r‖s`, 32 bytes each, big-endian, as PKCS#11 `CKM_ECDSA` gives it.
    ///
    /// # Errors
    /// The key is out of reach or refused.
    fn sign_prehash(&self, digest: &[u8; 32]) -> Result<[u8; 64], SignerError>;
}

/// A key held in memory, wiped when dropped; its signatures are deterministic (RFC 6979).
#[derive(Clone)]
pub struct SoftSigner {
    key: SigningKey,
    public: PublicKey,
}

impl SoftSigner {
    /// The key of 32 secret bytes, which must come from a cryptographic random source.
    ///
    /// # Errors
    /// Zero or not below the order of the curve: for random bytes one case in 2³².
    pub fn from_secret(secret: [u8; 32]) -> Result<Self, KeyError> {
        let secret = Zeroizing::new(secret);
        SigningKey::from_slice(secret.as_slice()).map(Self::from_key).map_err(|_| KeyError::NotAPrivateKey)
    }

    /// Reads an unencrypted PKCS#8 DER key.
    ///
    /// # Errors
    /// Not a P-256 key in PKCS#8.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, KeyError> {
        SigningKey::from_pkcs8_der(der).map(Self::from_key).map_err(|_| KeyError::NotAPrivateKey)
    }

    /// The key as unencrypted PKCS#8 DER, wiped when dropped. Encrypt it before it leaves memory.
    ///
    /// # Errors
    /// Only if the encoder fails, which it does not for a valid key.
    pub fn to_pkcs8_der(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let document = self.key.to_pkcs8_der().map_err(|_| KeyError::NotAPrivateKey)?;
        Ok(Zeroizing::new(document.as_bytes().to_vec()))
    }

    fn from_key(key: SigningKey) -> Self {
        let public = PublicKey::new(*key.verifying_key());
        Self { key, public }
    }
}

impl fmt::Debug for SoftSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SoftSigner({})", self.public.kid())
    }
}

impl Signer for SoftSigner {
    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign_prehash(&self, digest: &[u8; 32]) -> Result<[u8; 64], SignerError> {
        let signature: Signature = self.key.sign_prehash(digest).map_err(|e| SignerError(e.to_string()))?;
        Ok(signature.to_bytes().into())
    }
}

/// `r‖s` as the DER that X.509 and CMS want (RFC 3279, 2.2.3).
pub(crate) fn signature_to_der(signature: &[u8; 64]) -> Option<Vec<u8>> {
    Signature::from_slice(signature).ok().map(|s| s.to_der().as_bytes().to_vec())
}

/// Reads a DER signature; only the canonical encoding is accepted.
pub(crate) fn signature_from_der(der: &[u8]) -> Option<[u8; 64]> {
    let signature = Signature::from_der(der).ok()?;
    (signature.to_der().as_bytes() == der).then(|| signature.to_bytes().into())
}

/// Signs and checks the answer, so that a faulty or misconfigured key never gives out a bad document.
pub(crate) fn sign_checked(signer: &dyn Signer, digest: &[u8; 32]) -> Result<[u8; 64], SignerError> {
    let signature = signer.sign_prehash(digest)?;
    if signer.public_key().verify_prehash(digest, &signature) {
        Ok(signature)
    } else {
        Err(SignerError("the signature does not match the public key".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    use super::{
        KeyError, PublicKey, Signer, SignerError, SoftSigner, sign_checked, signature_from_der, signature_to_der,
    };

    /// The key and the signature of "sample" with SHA-256 in RFC 6979, A.2.5.
    #[test]
    fn signs_as_rfc_6979_prints_it() {
        let secret = hex::decode("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721").unwrap();
        let signer = SoftSigner::from_secret(secret.try_into().unwrap()).unwrap();
        let signature = signer.sign_prehash(&Sha256::digest(b"sample").into()).unwrap();
        assert_eq!(
            hex::encode_upper(signature),
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716\
             F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
        );
    }

    #[test]
    fn a_key_survives_its_encodings() {
        let signer = SoftSigner::from_secret([7; 32]).unwrap();
        let again = SoftSigner::from_pkcs8_der(&signer.to_pkcs8_der().unwrap()).unwrap();
        assert_eq!(again.public_key(), signer.public_key());
        let spki = signer.public_key().to_spki_der();
        assert_eq!(spki.len(), 91);
        assert_eq!(&PublicKey::from_spki_der(&spki).unwrap(), signer.public_key());
    }

    #[test]
    fn other_encodings_of_a_key_are_refused() {
        let spki = SoftSigner::from_secret([7; 32]).unwrap().public_key().to_spki_der();
        let mut longer = spki.clone();
        longer.push(0);
        let mut off_curve = spki.clone();
        off_curve[90] ^= 1;
        for bad in [longer, off_curve, spki[..90].to_vec(), Vec::new()] {
            assert_eq!(PublicKey::from_spki_der(&bad), Err(KeyError::NotAPublicKey));
        }
        assert!(SoftSigner::from_secret([0; 32]).is_err());
        assert!(SoftSigner::from_secret([0xFF; 32]).is_err());
    }

    #[test]
    fn a_secret_does_not_show_in_debug_output() {
        let signer = SoftSigner::from_secret([7; 32]).unwrap();
        assert_eq!(format!("{signer:?}"), format!("SoftSigner({})", signer.public_key().kid()));
    }

    struct Broken(SoftSigner);

    impl Signer for Broken {
        fn public_key(&self) -> &PublicKey {
            self.0.public_key()
        }
        fn sign_prehash(&self, digest: &[u8; 32]) -> Result<[u8; 64], SignerError> {
            let mut other = *digest;
            other[0] ^= 1;
            self.0.sign_prehash(&other)
        }
    }

    #[test]
    fn a_signature_that_does_not_verify_is_never_given_out() {
        assert!(sign_checked(&Broken(SoftSigner::from_secret([7; 32]).unwrap()), &[1; 32]).is_err());
    }

    proptest! {
        #[test]
        fn a_signature_has_one_der_form(digest: [u8; 32], at in 0_usize..70, flip in 1_u8..) {
            let signer = SoftSigner::from_secret([7; 32]).unwrap();
            let raw = signer.sign_prehash(&digest).unwrap();
            let mut der = signature_to_der(&raw).unwrap();
            prop_assert_eq!(signature_from_der(&der), Some(raw));
            let at = at % der.len();
            der[at] ^= flip;
            prop_assert_ne!(signature_from_der(&der), Some(raw));
        }
    }
}
