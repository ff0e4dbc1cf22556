//! Sealing keys kept by the service itself: each P-256 secret is sealed under a master key and stored with
//! the tenant's other data. The master key lies in a file apart, so that neither alone is of use.
//!
//! Sealed form: version (1 byte, 1) ‖ fingerprint of the master key (4) ‖ nonce (24) ‖ secret and tag (48).
//! XChaCha20-Poly1305: its 192-bit nonce may be random for any number of keys. Associated data: version ‖ tenant ‖
//! key id, so a sealed key copied to another tenant's row does not open. A master key is exchanged by sealing anew:
//! what former keys sealed still opens, found by the fingerprint.
//!
//! Where a commune's keys must not leave a device, use a PKCS#11 signer instead; it implements the same port.

mod master;

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use wathiq_domain::Entropy;
use wathiq_domain::ids::{KeyId, TenantId};
use wathiq_seal::keys::{PublicKey, Signer, SoftSigner};
use wathiq_service::ports::{KeyStore, KeyStoreError};
use zeroize::Zeroizing;

pub use master::{MasterKey, MasterKeyError, readable_by_others};

const VERSION: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
const SECRET: usize = 32;
const HEAD: usize = 1 + master::FINGERPRINT;
/// Bytes of a sealed key.
pub const SEALED_LEN: usize = HEAD + NONCE + SECRET + TAG;

/// Opens and seals keys under a master key.
pub struct FileKeys {
    current: MasterKey,
    former: Vec<MasterKey>,
}

impl FileKeys {
    /// Seals under `current`; opens also what a former master key sealed.
    pub fn new(current: MasterKey, former: Vec<MasterKey>) -> Self {
        Self { current, former }
    }

    /// Seals a secret for one key of one tenant.
    pub fn seal(&self, tenant: TenantId, key: KeyId, secret: &[u8; SECRET], entropy: &dyn Entropy) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce);
        let mut sealed = Vec::with_capacity(SEALED_LEN);
        sealed.push(VERSION);
        sealed.extend_from_slice(&self.current.fingerprint());
        sealed.extend_from_slice(&nonce);
        let payload = Payload { msg: secret, aad: &associated(tenant, key) };
        match cipher(&self.current).encrypt(&XNonce::from(nonce), payload) {
            Ok(body) => sealed.extend_from_slice(&body),
            Err(_) => unreachable!("32 bytes are within the cipher's limit of 256 GiB"),
        }
        sealed
    }

    /// Opens a sealed secret; it is wiped from memory when dropped.
    ///
    /// # Errors
    /// [`KeyStoreError::Unreadable`] whatever the reason: wrong master key, tenant or key id, or damage.
    pub fn unseal(
        &self,
        tenant: TenantId,
        key: KeyId,
        sealed: &[u8],
    ) -> Result<Zeroizing<[u8; SECRET]>, KeyStoreError> {
        let (fingerprint, nonce, body) = parts(sealed).ok_or(KeyStoreError::Unreadable)?;
        let master = self.master(fingerprint).ok_or(KeyStoreError::Unreadable)?;
        let payload = Payload { msg: body, aad: &associated(tenant, key) };
        let opened = cipher(master).decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new);
        let opened = opened.map_err(|_| KeyStoreError::Unreadable)?;
        let mut secret = Zeroizing::new([0; SECRET]);
        if opened.len() != SECRET {
            return Err(KeyStoreError::Unreadable);
        }
        secret.copy_from_slice(&opened);
        Ok(secret)
    }

    /// Whether a sealed key still needs a former master key and should be sealed anew.
    pub fn is_outdated(&self, sealed: &[u8]) -> bool {
        parts(sealed).is_none_or(|(fingerprint, ..)| fingerprint != self.current.fingerprint())
    }

    fn master(&self, fingerprint: [u8; master::FINGERPRINT]) -> Option<&MasterKey> {
        std::iter::once(&self.current).chain(&self.former).find(|master| master.fingerprint() == fingerprint)
    }
}

impl KeyStore for FileKeys {
    fn create(
        &self,
        tenant: TenantId,
        key: KeyId,
        entropy: &dyn Entropy,
    ) -> Result<(Vec<u8>, PublicKey), KeyStoreError> {
        loop {
            let mut secret = Zeroizing::new([0; SECRET]);
            entropy.fill(secret.as_mut());
            // zero and what is beyond the order of the curve are no keys: one try in 2^32 fails
            if let Ok(signer) = SoftSigner::from_secret(*secret) {
                return Ok((self.seal(tenant, key, &secret, entropy), *signer.public_key()));
            }
        }
    }

    fn open(&self, tenant: TenantId, key: KeyId, stored: &[u8]) -> Result<Arc<dyn Signer>, KeyStoreError> {
        let secret = self.unseal(tenant, key, stored)?;
        let signer = SoftSigner::from_secret(*secret).map_err(|_| KeyStoreError::Unreadable)?;
        Ok(Arc::new(signer))
    }
}

fn cipher(master: &MasterKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(master.bytes().into())
}

fn associated(tenant: TenantId, key: KeyId) -> [u8; 33] {
    let mut data = [VERSION; 33];
    let ids = tenant.as_uuid().into_bytes().into_iter().chain(key.as_uuid().into_bytes());
    for (slot, byte) in data.iter_mut().skip(1).zip(ids) {
        *slot = byte;
    }
    data
}

/// Fingerprint, nonce, and secret with tag.
type Parts<'a> = ([u8; master::FINGERPRINT], &'a [u8; NONCE], &'a [u8]);

fn parts(sealed: &[u8]) -> Option<Parts<'_>> {
    let (&version, rest) = sealed.split_first()?;
    let (fingerprint, rest) = rest.split_first_chunk()?;
    let (nonce, body) = rest.split_first_chunk()?;
    (version == VERSION && body.len() == SECRET + TAG).then_some((*fingerprint, nonce, body))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
    const KEY: KeyId = KeyId::from_uuid(Uuid::from_u128(2));

    /// Bytes that differ at each call.
    struct Counting(AtomicU64);

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            let round = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes();
            for (slot, byte) in bytes.iter_mut().zip(round.iter().cycle()) {
                *slot = byte ^ 0x5a;
            }
        }
    }

    /// First gives no valid key (all ones is beyond the order of P-256), then counts.
    struct FirstBeyond(Counting);

    impl Entropy for FirstBeyond {
        fn fill(&self, bytes: &mut [u8]) {
            if self.0.0.load(Ordering::Relaxed) == 0 {
                bytes.fill(0xff);
            } else {
                self.0.fill(bytes);
            }
            self.0.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn keys(master: u8) -> FileKeys {
        FileKeys::new(MasterKey::from_bytes([master; 32]), vec![])
    }

    fn entropy() -> Counting {
        Counting(AtomicU64::new(1))
    }

    #[test]
    fn a_made_key_signs_after_it_was_opened_again() {
        let (stored, public) = keys(1).create(TENANT, KEY, &entropy()).unwrap();
        assert_eq!(stored.len(), SEALED_LEN);
        let signer = keys(1).open(TENANT, KEY, &stored).unwrap();
        assert_eq!(signer.public_key().kid(), public.kid());
        let signature = signer.sign_prehash(&[9; 32]).unwrap();
        assert!(public.verify_prehash(&[9; 32], &signature));
    }

    #[test]
    fn a_sealed_key_opens_only_in_its_own_place() {
        let sealed = keys(1).seal(TENANT, KEY, &[7; 32], &entropy());
        let elsewhere = TenantId::from_uuid(Uuid::from_u128(3));
        let another = KeyId::from_uuid(Uuid::from_u128(3));
        assert_eq!(*keys(1).unseal(TENANT, KEY, &sealed).unwrap(), [7; 32]);
        assert!(keys(1).unseal(elsewhere, KEY, &sealed).is_err());
        assert!(keys(1).unseal(TENANT, another, &sealed).is_err());
        assert!(keys(2).unseal(TENANT, KEY, &sealed).is_err(), "another master key");
    }

    #[test]
    fn a_former_master_key_opens_and_asks_for_resealing() {
        let sealed = keys(1).seal(TENANT, KEY, &[7; 32], &entropy());
        let both = FileKeys::new(MasterKey::from_bytes([2; 32]), vec![MasterKey::from_bytes([1; 32])]);
        assert!(both.is_outdated(&sealed));
        let secret = both.unseal(TENANT, KEY, &sealed).unwrap();
        let anew = both.seal(TENANT, KEY, &secret, &entropy());
        assert!(!both.is_outdated(&anew));
        assert_eq!(*keys(2).unseal(TENANT, KEY, &anew).unwrap(), [7; 32]);
    }

    #[test]
    fn random_bytes_that_are_no_key_are_drawn_again() {
        let entropy = FirstBeyond(Counting(AtomicU64::new(0)));
        let (stored, _) = keys(1).create(TENANT, KEY, &entropy).unwrap();
        assert_ne!(*keys(1).unseal(TENANT, KEY, &stored).unwrap(), [0xff; 32]);
    }

    #[test]
    fn the_secret_is_not_in_the_sealed_bytes_and_each_sealing_differs() {
        let entropy = entropy();
        let (one, two) = (keys(1).seal(TENANT, KEY, &[7; 32], &entropy), keys(1).seal(TENANT, KEY, &[7; 32], &entropy));
        assert_ne!(one, two);
        assert!(!one.windows(8).any(|part| part == [7; 8]));
    }

    proptest! {
        #[test]
        fn one_changed_bit_is_refused(at in 0..SEALED_LEN, bit in 0..8_u32) {
            let mut sealed = keys(1).seal(TENANT, KEY, &[7; 32], &entropy());
            sealed[at] ^= 1 << bit;
            prop_assert!(keys(1).unseal(TENANT, KEY, &sealed).is_err());
        }

        #[test]
        fn any_bytes_are_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..128)) {
            prop_assert!(keys(1).unseal(TENANT, KEY, &bytes).is_err());
            prop_assert!(keys(1).is_outdated(&bytes));
        }
    }
}
