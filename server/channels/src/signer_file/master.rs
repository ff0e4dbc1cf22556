//! The master key and its file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use thiserror::Error;
use wathiq_domain::Entropy;
use zeroize::Zeroizing;

/// Bytes of a fingerprint: enough to tell a handful of master keys apart, too few to say anything about one.
pub(super) const FINGERPRINT: usize = 4;

/// Why there is no master key.
#[derive(Debug, Error)]
pub enum MasterKeyError {
    /// The file cannot be read or made.
    #[error("the master key's file: {0}")]
    File(#[from] io::Error),
    /// The file holds something else.
    #[error("the master key's file does not hold 32 bytes in base64")]
    Format,
}

/// 32 random bytes that seal all other keys at rest. Wiped from memory when dropped.
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// A key of known bytes, for tests and for keys that come from elsewhere than a file.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads the key from its file: base64, one line. A file that others can read is used, with a warning.
    ///
    /// # Errors
    /// When the file is not there or holds something else.
    pub fn read(path: &Path) -> Result<Self, MasterKeyError> {
        let text = Zeroizing::new(fs::read_to_string(path)?);
        if readable_by_others(path)? {
            tracing::warn!(file = %path.display(), "the master key's file can be read by others: chmod 600");
        }
        let decoded = STANDARD.decode(text.trim()).map(Zeroizing::new).map_err(|_| MasterKeyError::Format)?;
        let mut bytes = Zeroizing::new([0; 32]);
        if decoded.len() != bytes.len() {
            return Err(MasterKeyError::Format);
        }
        bytes.copy_from_slice(&decoded);
        Ok(Self(bytes))
    }

    /// Makes a new key and its file, readable by the owner alone. Never replaces a file.
    ///
    /// # Errors
    /// When the file is already there or cannot be written.
    pub fn make(path: &Path, entropy: &dyn Entropy) -> Result<Self, MasterKeyError> {
        let mut bytes = Zeroizing::new([0; 32]);
        entropy.fill(bytes.as_mut());
        let text = Zeroizing::new(format!("{}\n", STANDARD.encode(bytes.as_ref())));
        let mut file = owner_only(OpenOptions::new().write(true).create_new(true)).open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(Self(bytes))
    }

    /// Tells this key from another without saying anything about it.
    pub(super) fn fingerprint(&self) -> [u8; FINGERPRINT] {
        let digest = Sha256::new().chain_update(b"wathiq/master-key/1").chain_update(*self.0).finalize();
        let mut fingerprint = [0; FINGERPRINT];
        for (slot, byte) in fingerprint.iter_mut().zip(digest) {
            *slot = byte;
        }
        fingerprint
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Whether somebody else than the owner may read a file of secrets. Always `false` where files have no such mode.
///
/// # Errors
/// When the file is not there.
pub fn readable_by_others(path: &Path) -> io::Result<bool> {
    let metadata = fs::metadata(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        Ok(metadata.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        Ok(false)
    }
}

fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;

    impl Entropy for Sevens {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn a_made_key_is_read_back_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let made = MasterKey::make(&path, &Sevens).unwrap();
        assert!(!readable_by_others(&path).unwrap());
        assert_eq!(MasterKey::read(&path).unwrap().bytes(), made.bytes());
        assert!(matches!(MasterKey::make(&path, &Sevens), Err(MasterKeyError::File(_))));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        assert!(matches!(MasterKey::read(&path), Err(MasterKeyError::File(_))));
        for text in ["", "c2hvcnQ=", "not base64 at all!", &STANDARD.encode([7; 33])] {
            fs::write(&path, text).unwrap();
            assert!(matches!(MasterKey::read(&path), Err(MasterKeyError::Format)), "{text}");
        }
    }
}
