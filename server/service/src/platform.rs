//! The platform's own keys: root A, which signs the trust list and certifies the communes' seals, and root B,
//! pinned beside it so that the loss of A strands nobody.

use std::sync::Arc;

use anyhow::Context;
use wathiq_seal::UnixTime;
use wathiq_seal::certificate::{self, AuthoritySubject, Period, SealSubject};
use wathiq_seal::keys::{PublicKey, Signer, SoftSigner};

/// Years a root is good for.
const ROOT_YEARS: i64 = 20;
/// Seconds of a year, leap years evened out.
const YEAR: i64 = 31_556_952;

/// The platform's roots.
pub struct Platform {
    root: Arc<dyn Signer>,
    certificate: Vec<u8>,
    backup: PublicKey,
}

impl Platform {
    /// From root A with its certificate, and the public half of root B.
    pub fn new(root: Arc<dyn Signer>, certificate: Vec<u8>, backup: PublicKey) -> Self {
        Self { root, certificate, backup }
    }

    /// Root A signs.
    pub fn root(&self) -> &dyn Signer {
        self.root.as_ref()
    }

    /// Certificate of root A, DER: the anchor of every seal.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Public keys that verifiers pin: A, then B.
    pub fn pinned(&self) -> [PublicKey; 2] {
        [*self.root.public_key(), self.backup]
    }

    /// Certifies a commune's sealing key.
    ///
    /// # Errors
    /// When a name cannot stand in a certificate or the root does not sign.
    pub fn certify(
        &self,
        key: &PublicKey,
        subject: &SealSubject,
        serial: [u8; 16],
        period: Period,
    ) -> anyhow::Result<Vec<u8>> {
        certificate::seal_certificate(self.root(), &self.certificate, key, subject, &serial_of(serial), period)
            .context("the commune's certificate")
    }
}

/// A self-signed certificate for a new root.
///
/// # Errors
/// When `now` is out of range or the key does not sign.
pub fn root_certificate(
    root: &SoftSigner,
    organization: &str,
    serial: [u8; 16],
    now: jiff::Timestamp,
) -> anyhow::Result<Vec<u8>> {
    let subject = AuthoritySubject {
        country: "MA".to_owned(),
        organization: organization.to_owned(),
        common_name: format!("{organization} Root A"),
    };
    let period = period(now.as_second(), now.as_second() + ROOT_YEARS * YEAR)?;
    certificate::root(root, &subject, &serial_of(serial), period).context("the root's certificate")
}

/// A period from two instants in seconds.
///
/// # Errors
/// When either is before 1970 or after 9999.
pub fn period(from: i64, to: i64) -> anyhow::Result<Period> {
    let time = |seconds| UnixTime::from_seconds(seconds).context("a date out of range");
    Ok(Period { not_before: time(from)?, not_after: time(to)? })
}

/// Random bytes as a serial number: positive and not zero (RFC 5280, 4.1.2.2).
fn serial_of(mut bytes: [u8; 16]) -> [u8; 16] {
    if let Some(first) = bytes.first_mut() {
        *first = (*first & 0x3F) | 0x40;
    }
    bytes
}
