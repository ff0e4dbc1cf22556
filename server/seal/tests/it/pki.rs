//! An invented authority and commune, from fixed secrets.

use std::sync::LazyLock;

use wathiq_seal::certificate::{AuthoritySubject, Der, Period, SealSubject, root, seal_certificate};
use wathiq_seal::{SealOptions, Signer, SoftSigner, UnixTime};

/// 2026-11-22T10:00:00Z
pub const SEALED_AT: i64 = 1_795_341_600;

pub fn at(seconds: i64) -> UnixTime {
    UnixTime::from_seconds(seconds).unwrap()
}

pub fn signer(secret: u8) -> SoftSigner {
    SoftSigner::from_secret([secret; 32]).unwrap()
}

pub fn period() -> Period {
    Period { not_before: at(1_790_000_000), not_after: at(4_000_000_000) }
}

pub fn authority_of(secret: u8, period: Period) -> Der {
    let subject = AuthoritySubject {
        country: "MA".to_owned(),
        organization: "Plateforme Specimen".to_owned(),
        common_name: "Autorité Specimen A".to_owned(),
    };
    root(&signer(secret), &subject, &[0x40 | secret; 16], period).unwrap()
}

/// Made once: the tests that try every byte of a file ask for it thousands of times.
static AUTHORITY: LazyLock<Der> = LazyLock::new(|| authority_of(100, period()));

pub fn authority() -> Der {
    AUTHORITY.clone()
}

pub fn commune() -> SealSubject {
    SealSubject {
        country: "MA".to_owned(),
        organization: "جماعة النموذج".to_owned(),
        organization_identifier: "MA.01.511.01.0".to_owned(),
        common_name: "Cachet de la commune d’Exemple".to_owned(),
    }
}

pub fn certificate_of(key: &SoftSigner, authority_secret: u8, authority: &Der, period: Period) -> Der {
    let authority_key = signer(authority_secret);
    seal_certificate(&authority_key, authority, key.public_key(), &commune(), &[0x21; 16], period).unwrap()
}

pub fn certificate() -> Der {
    certificate_of(&signer(1), 100, &authority(), period())
}

pub fn options() -> SealOptions<'static> {
    SealOptions {
        field: "Sig1",
        signed_at: at(SEALED_AT),
        signer_name: "Commune d’Exemple",
        reason: Some("Extrait d’acte (specimen)"),
        location: Some("Exemple"),
        contents_size: 2048,
    }
}
