//! Codes derived from the platform's master key.
//!
//! A tracking code or a download link is needed again whenever a mail about it is made, even after a crash,
//! and must not be stored. So each is derived: `HMAC-SHA-256(key, purpose ‖ 0 ‖ id)`, cut to 128 bits, where
//! `key` is itself derived from the master key. The database keeps only the SHA-256 of a code.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use wathiq_domain::Entropy;
use wathiq_domain::code::Code;
use zeroize::Zeroizing;

/// What a derived code is for; codes of different purposes never coincide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Following a request.
    Tracking,
    /// Downloading a delivered document.
    Download,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Tracking => b"tracking",
            Self::Download => b"download",
        }
    }
}

/// Bytes of a nonce of XChaCha20-Poly1305.
const NONCE: usize = 24;

/// Derives codes and seals small secrets at rest. Holds keys: never printed, wiped when dropped.
pub struct Secrets {
    codes: Zeroizing<[u8; 32]>,
    vault: Zeroizing<[u8; 32]>,
}

impl Secrets {
    /// From the master key.
    pub fn new(master: &[u8; 32]) -> Self {
        Self {
            codes: Zeroizing::new(mac(master, &[b"wathiq codes 1"])),
            vault: Zeroizing::new(mac(master, &[b"wathiq vault 1"])),
        }
    }

    /// The code of one thing for one purpose.
    pub fn code(&self, purpose: Purpose, id: Uuid) -> Code {
        let full = mac(&self.codes, &[purpose.label(), &[0], id.as_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(full.first_chunk::<16>().unwrap_or(&[0; 16]));
        Code::from_bytes(bytes)
    }
}

impl Secrets {
    /// Seals a small secret for storage, bound to `owner`: it does not open in another row.
    /// Form: nonce (24 bytes), then text and tag.
    pub fn seal(&self, owner: Uuid, secret: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce);
        let cipher = XChaCha20Poly1305::new(&(*self.vault).into());
        let body = cipher.encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: owner.as_bytes() });
        let mut sealed = nonce.to_vec();
        // Fails only beyond 256 GiB; nothing then opens, which is the safe side.
        sealed.extend(body.unwrap_or_default());
        sealed
    }

    /// Opens what [`Secrets::seal`] sealed for the same owner; none when it was altered or moved.
    pub fn open(&self, owner: Uuid, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE>()?;
        let cipher = XChaCha20Poly1305::new(&(*self.vault).into());
        let payload = Payload { msg: body, aad: owner.as_bytes() };
        cipher.decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of any length, so this never takes the second branch.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// What the database keeps of a code or token.
pub fn digest(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_differ_by_purpose_by_thing_and_by_master_key() {
        let secrets = Secrets::new(&[7; 32]);
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let code = secrets.code(Purpose::Tracking, a);
        assert!(code == Secrets::new(&[7; 32]).code(Purpose::Tracking, a), "the same again after a restart");
        assert!(code != secrets.code(Purpose::Download, a));
        assert!(code != secrets.code(Purpose::Tracking, b));
        assert!(code != Secrets::new(&[8; 32]).code(Purpose::Tracking, a));
    }

    struct Fixed;
    impl Entropy for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(3);
        }
    }

    #[test]
    fn what_is_sealed_opens_for_its_owner_only() {
        let secrets = Secrets::new(&[7; 32]);
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let sealed = secrets.seal(a, b"totp", &Fixed);
        assert_eq!(secrets.open(a, &sealed).unwrap().as_slice(), b"totp");
        assert!(secrets.open(b, &sealed).is_none());
        assert!(Secrets::new(&[8; 32]).open(a, &sealed).is_none());
        for i in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[i] ^= 1;
            assert!(secrets.open(a, &altered).is_none());
        }
    }
}
