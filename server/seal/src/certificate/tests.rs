use der::flagset::FlagSet;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use super::*;
use crate::keys::SoftSigner;

pub(crate) fn signer(n: u8) -> SoftSigner {
    SoftSigner::from_secret([n; 32]).unwrap()
}

fn at(seconds: i64) -> UnixTime {
    UnixTime::from_seconds(seconds).unwrap()
}

/// A certificate of any shape, for the tests of chains.
#[derive(Clone)]
pub(crate) struct Shape {
    pub key: u8,
    pub by: u8,
    pub subject: &'static str,
    pub issuer: &'static str,
    pub ca: Option<BasicConstraints>,
    pub usage: Option<FlagSet<KeyUsages>>,
    pub until: i64,
    pub extra: Option<Extension>,
}

impl Default for Shape {
    fn default() -> Self {
        Self { key: 1, by: 1, subject: "", issuer: "", ca: None, usage: None, until: 2_000, extra: None }
    }
}

pub(crate) fn certificate(shape: Shape) -> Certificate {
    let named = |text: &str| name(&[(CN, &text.to_owned())]).unwrap();
    let mut extensions = Vec::new();
    extensions.extend(shape.ca.map(|ca| extension(ID_CE_BASIC_CONSTRAINTS, true, &ca).unwrap()));
    extensions.extend(shape.usage.map(|usage| extension(ID_CE_KEY_USAGE, true, &KeyUsage(usage)).unwrap()));
    extensions.extend(shape.extra);
    let period = Period { not_before: at(1_000), not_after: at(shape.until) };
    let key = *signer(shape.key).public_key();
    let der =
        issue(&signer(shape.by), named(shape.issuer), named(shape.subject), &key, &[shape.key], period, extensions);
    parse(&der.unwrap()).unwrap()
}

fn authority_subject() -> AuthoritySubject {
    AuthoritySubject {
        country: "MA".to_owned(),
        organization: "Plateforme Specimen".to_owned(),
        common_name: "Autorité Specimen".to_owned(),
    }
}

fn seal_subject() -> SealSubject {
    SealSubject {
        country: "MA".to_owned(),
        organization: "جماعة النموذج".to_owned(),
        organization_identifier: "MA.01.511.01.0".to_owned(),
        common_name: "Cachet de la commune d’Exemple".to_owned(),
    }
}

const PERIOD: fn() -> Period = || Period { not_before: at(1_790_000_000), not_after: at(2_600_000_000) };

fn made() -> (Der, Der) {
    let root = root(&signer(100), &authority_subject(), &[0x80; 16], PERIOD()).unwrap();
    let key = *signer(1).public_key();
    let leaf = seal_certificate(&signer(100), &root, &key, &seal_subject(), &[7; 16], PERIOD()).unwrap();
    (root, leaf)
}

#[test]
fn the_same_input_gives_the_same_certificates() {
    assert_eq!(made(), made());
}

#[test]
fn certificates_have_what_rfc_5280_asks() {
    let (root, leaf) = made();
    let (root, leaf) = (parse(&root).unwrap(), parse(&leaf).unwrap());
    for certificate in [&root, &leaf] {
        assert_eq!(certificate.tbs_certificate.version, Version::V3);
        assert_eq!(certificate.tbs_certificate.signature, certificate.signature_algorithm);
        // UTCTime until 2049, GeneralizedTime from 2050.
        assert!(matches!(certificate.tbs_certificate.validity.not_before, x509_cert::time::Time::UtcTime(_)));
        assert!(matches!(certificate.tbs_certificate.validity.not_after, x509_cert::time::Time::GeneralTime(_)));
    }
    let identifier =
        |certificate: &Certificate| certificate.tbs_certificate.get::<SubjectKeyIdentifier>().unwrap().unwrap().1.0;
    let authority = leaf.tbs_certificate.get::<AuthorityKeyIdentifier>().unwrap().unwrap().1;
    assert_eq!(authority.key_identifier, Some(identifier(&root)));
    assert_ne!(identifier(&leaf), identifier(&root));
    assert!(allows(&root, KeyUsages::KeyCertSign | KeyUsages::CRLSign));
    assert!(!allows(&root, KeyUsages::DigitalSignature));
    assert!(allows(&leaf, KeyUsages::DigitalSignature | KeyUsages::NonRepudiation));
    assert!(!allows(&leaf, KeyUsages::KeyCertSign));
    assert_eq!(public_key(&leaf).unwrap(), *signer(1).public_key());
    assert_eq!(period_of(&leaf), PERIOD());
    assert_eq!(subject_text(&leaf, ORGANIZATION_IDENTIFIER).as_deref(), Some("MA.01.511.01.0"));
    assert_eq!(subject_text(&leaf, ORGANIZATION_NAME).as_deref(), Some("جماعة النموذج"));
}

#[test]
fn what_a_certificate_cannot_hold_is_refused() {
    let root_with = |serial: &[u8], subject: &AuthoritySubject, period| root(&signer(100), subject, serial, period);
    let subject = authority_subject();
    assert_eq!(root_with(&[0; 16], &subject, PERIOD()), Err(CertificateError::Serial));
    assert_eq!(root_with(&[], &subject, PERIOD()), Err(CertificateError::Serial));
    assert_eq!(root_with(&[1; 21], &subject, PERIOD()), Err(CertificateError::Serial));
    let empty = Period { not_before: at(5), not_after: at(4) };
    assert_eq!(root_with(&[1], &subject, empty), Err(CertificateError::Period));
    for country in ["ma", "M", "MAR", "م"] {
        let wrong = AuthoritySubject { country: country.to_owned(), ..authority_subject() };
        assert_eq!(root_with(&[1], &wrong, PERIOD()), Err(CertificateError::Name), "{country}");
    }
    for name in [String::new(), "A".repeat(65), "A\u{202E}B".to_owned(), "Exemple · نموذج".to_owned()] {
        let wrong = AuthoritySubject { common_name: name, ..authority_subject() };
        assert_eq!(root_with(&[1], &wrong, PERIOD()), Err(CertificateError::Name));
    }
    let (root, _) = made();
    let key = *signer(1).public_key();
    let other = seal_certificate(&signer(99), &root, &key, &seal_subject(), &[1], PERIOD());
    assert_eq!(other, Err(CertificateError::KeyMismatch));
}

#[test]
fn pem_and_back() {
    let (root, leaf) = made();
    assert_eq!(from_pem(&to_pem(&leaf).unwrap()), Ok(leaf.clone()));
    assert_eq!(certified_key(&leaf), Ok(*signer(1).public_key()));
    assert_eq!(period(&root), Ok(PERIOD()));
    assert_eq!(from_pem("nothing"), Err(CertificateError::Unreadable));
    assert_eq!(to_pem(&leaf[1..]), Err(CertificateError::Unreadable));
}

#[test]
fn no_change_of_a_byte_leaves_the_same_certificate() {
    let (_, leaf) = made();
    let original = parse(&leaf).unwrap();
    for place in 0..leaf.len() {
        let mut changed = leaf.clone();
        changed[place] ^= 1 << (place % 8);
        if let Ok(certificate) = parse(&changed) {
            assert_ne!(certificate, original, "byte {place}");
        }
    }
}
