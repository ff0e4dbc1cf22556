use std::slice::from_ref;

use der::Encode;
use der::asn1::OctetString;
use x509_cert::Certificate;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsages};

use super::{ChainError, validate};
use crate::certificate::tests::{Shape, certificate, signer};
use crate::time::UnixTime;

fn at(seconds: i64) -> UnixTime {
    UnixTime::from_seconds(seconds).unwrap()
}

fn authority(name: &'static str, key: u8) -> Shape {
    Shape {
        key,
        by: key,
        subject: name,
        issuer: name,
        ca: Some(BasicConstraints { ca: true, path_len_constraint: None }),
        usage: Some(KeyUsages::KeyCertSign.into()),
        ..Shape::default()
    }
}

fn leaf_under(issuer: &'static str, by: u8) -> Shape {
    Shape {
        key: 1,
        by,
        subject: "Commune",
        issuer,
        usage: Some(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation),
        ..Shape::default()
    }
}

fn under(shape: Shape, issuer: &'static str, by: u8) -> Shape {
    Shape { by, issuer, ..shape }
}

fn judge(leaf: &Certificate, others: &[Certificate], anchors: &[Certificate]) -> Result<(), ChainError> {
    validate(leaf, others, anchors, at(1_500))
}

#[test]
fn a_leaf_under_an_anchor_directly_or_through_others() {
    let root = certificate(authority("Root", 100));
    let middle = certificate(under(authority("Middle", 50), "Root", 100));
    assert_eq!(judge(&certificate(leaf_under("Root", 100)), &[], from_ref(&root)), Ok(()));
    let leaf = certificate(leaf_under("Middle", 50));
    assert_eq!(judge(&leaf, from_ref(&middle), from_ref(&root)), Ok(()));
    assert_eq!(judge(&leaf, &[middle.clone(), root.clone()], from_ref(&root)), Ok(()));
    assert_eq!(judge(&leaf, &[], &[root]), Err(ChainError::UnknownIssuer));
    assert_eq!(judge(&leaf, &[middle], &[]), Err(ChainError::UnknownIssuer));
}

#[test]
fn a_name_is_not_a_signature() {
    let root = certificate(authority("Root", 100));
    assert_eq!(judge(&certificate(leaf_under("Root", 66)), &[], from_ref(&root)), Err(ChainError::UnknownIssuer));
    let mut altered = certificate(leaf_under("Root", 100));
    altered.tbs_certificate.subject = root.tbs_certificate.subject.clone();
    assert_eq!(judge(&altered, &[], &[root]), Err(ChainError::UnknownIssuer));
}

#[test]
fn a_commune_certifies_nobody() {
    let root = certificate(authority("Root", 100));
    let commune = certificate(leaf_under("Root", 100));
    let friend = certificate(Shape { subject: "Friend", key: 7, ..leaf_under("Commune", 1) });
    assert_eq!(judge(&friend, &[commune], &[root]), Err(ChainError::NotAllowed));
}

#[test]
fn authorities_must_say_that_they_are_and_keep_their_depth() {
    let leaf = || certificate(leaf_under("Root", 100));
    for wrong in [
        Shape { ca: None, ..authority("Root", 100) },
        Shape { ca: Some(BasicConstraints { ca: false, path_len_constraint: None }), ..authority("Root", 100) },
        Shape { usage: Some(KeyUsages::CRLSign.into()), ..authority("Root", 100) },
        Shape { usage: None, ..authority("Root", 100) },
    ] {
        assert_eq!(judge(&leaf(), &[], &[certificate(wrong)]), Err(ChainError::NotAllowed));
    }
    let shallow =
        Shape { ca: Some(BasicConstraints { ca: true, path_len_constraint: Some(0) }), ..authority("Root", 100) };
    assert_eq!(judge(&leaf(), &[], &[certificate(shallow.clone())]), Ok(()));
    let middle = certificate(under(authority("Middle", 50), "Root", 100));
    let below = certificate(leaf_under("Middle", 50));
    assert_eq!(judge(&below, &[middle], &[certificate(shallow)]), Err(ChainError::NotAllowed));
}

#[test]
fn a_leaf_must_be_for_sealing() {
    let root = [certificate(authority("Root", 100))];
    for usage in [None, Some(KeyUsages::DigitalSignature.into()), Some(KeyUsages::NonRepudiation.into())] {
        let leaf = certificate(Shape { usage, ..leaf_under("Root", 100) });
        assert_eq!(judge(&leaf, &[], &root), Err(ChainError::NotAllowed));
    }
    let ca = Some(BasicConstraints { ca: true, path_len_constraint: None });
    let leaf = certificate(Shape { ca, ..leaf_under("Root", 100) });
    assert_eq!(judge(&leaf, &[], &root), Err(ChainError::NotAllowed));
}

#[test]
fn unknown_critical_extensions_are_refused() {
    let root = [certificate(authority("Root", 100))];
    let extension = |critical| Extension {
        extn_id: const_oid::db::rfc5280::ID_CE_NAME_CONSTRAINTS,
        critical,
        extn_value: OctetString::new(vec![0x30, 0]).unwrap(),
    };
    let judged = |critical| {
        judge(&certificate(Shape { extra: Some(extension(critical)), ..leaf_under("Root", 100) }), &[], &root)
    };
    assert_eq!(judged(false), Ok(()));
    assert_eq!(judged(true), Err(ChainError::NotAllowed));
}

#[test]
fn every_certificate_must_be_valid_at_the_time() {
    let root = || authority("Root", 100);
    let leaf = || leaf_under("Root", 100);
    let judged = |leaf: Shape, root: Shape, now| validate(&certificate(leaf), &[], &[certificate(root)], at(now));
    assert_eq!(judged(leaf(), root(), 1_000), Ok(()));
    assert_eq!(judged(leaf(), root(), 2_000), Ok(()));
    assert_eq!(judged(leaf(), root(), 999), Err(ChainError::OutsideValidity));
    assert_eq!(judged(leaf(), root(), 2_001), Err(ChainError::OutsideValidity));
    assert_eq!(judged(leaf(), Shape { until: 1_400, ..root() }, 1_500), Err(ChainError::OutsideValidity));
}

#[test]
fn certificates_without_a_part_in_the_path_are_refused() {
    let root = certificate(authority("Root", 100));
    let stray = certificate(authority("Stray", 60));
    let leaf = certificate(leaf_under("Root", 100));
    assert_eq!(judge(&leaf, &[stray], &[root]), Err(ChainError::StrayCertificate));
}

#[test]
fn a_circle_of_authorities_ends() {
    let one = certificate(under(authority("One", 50), "Two", 51));
    let two = certificate(under(authority("Two", 51), "One", 50));
    let leaf = certificate(leaf_under("One", 50));
    assert_eq!(judge(&leaf, &[one, two], &[]), Err(ChainError::UnknownIssuer));
    assert!(signer(1).to_pkcs8_der().is_ok() && leaf.to_der().is_ok());
}
