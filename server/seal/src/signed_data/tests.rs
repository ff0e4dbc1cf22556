use super::*;
use crate::certificate::tests::{Shape, certificate, signer};

fn leaf() -> Certificate {
    certificate(Shape { key: 1, by: 100, subject: "Commune", issuer: "Root", ..Shape::default() })
}

fn other() -> Certificate {
    certificate(Shape { key: 100, by: 100, subject: "Root", issuer: "Root", ..Shape::default() })
}

const DIGEST: [u8; 32] = [0x42; 32];

fn message() -> Vec<u8> {
    sign(&DIGEST, &leaf(), &[other()], &signer(1)).unwrap()
}

#[test]
fn a_message_is_read_back() {
    let verified = verify(&message(), &DIGEST).unwrap();
    assert_eq!((verified.leaf, verified.others), (leaf(), vec![other()]));
}

#[test]
fn another_file_or_another_key_is_refused() {
    assert_eq!(verify(&message(), &[0x43; 32]).unwrap_err(), MessageError::OtherDigest);
    // Signed by a key that is not the certificate's.
    let attributes = signed_attributes(&DIGEST, &leaf()).unwrap();
    let signature = signer(2).sign_prehash(&Sha256::digest(attributes.to_der().unwrap()).into()).unwrap();
    let forged = build(attributes, &leaf(), &[], &signature_to_der(&signature).unwrap()).unwrap();
    assert_eq!(verify(&forged, &DIGEST).unwrap_err(), MessageError::BadSignature);
}

/// The classical mistakes: hashing the attributes with their `[0]` tag, or signing the digest of the file itself.
#[test]
fn what_is_signed_is_the_set_of_attributes() {
    let attributes = signed_attributes(&DIGEST, &leaf()).unwrap();
    let mut implicit = attributes.to_der().unwrap();
    assert_eq!(implicit[0], 0x31);
    implicit[0] = 0xA0;
    for wrong in [Sha256::digest(&implicit).into(), DIGEST] {
        let signature = signer(1).sign_prehash(&wrong).unwrap();
        let forged = build(attributes.clone(), &leaf(), &[], &signature_to_der(&signature).unwrap()).unwrap();
        assert_eq!(verify(&forged, &DIGEST).unwrap_err(), MessageError::BadSignature);
    }
}

/// Same key and subject, another certificate: `signingCertificateV2` binds the one that was meant.
#[test]
fn a_certificate_cannot_be_exchanged() {
    let attributes = signed_attributes(&DIGEST, &leaf()).unwrap();
    let signature = signer(1).sign_prehash(&Sha256::digest(attributes.to_der().unwrap()).into()).unwrap();
    let longer =
        certificate(Shape { key: 1, by: 100, subject: "Commune", issuer: "Root", until: 9_000, ..Shape::default() });
    let exchanged = build(attributes, &longer, &[], &signature_to_der(&signature).unwrap()).unwrap();
    assert_eq!(verify(&exchanged, &DIGEST).unwrap_err(), MessageError::Malformed);
}

#[test]
fn attributes_missing_or_added_are_refused() {
    let resigned = |attributes: Vec<Attribute>| {
        let attributes = SetOfVec::try_from(attributes).unwrap();
        let signature = signer(1).sign_prehash(&Sha256::digest(attributes.to_der().unwrap()).into()).unwrap();
        verify(&build(attributes, &leaf(), &[], &signature_to_der(&signature).unwrap()).unwrap(), &DIGEST)
    };
    let whole = signed_attributes(&DIGEST, &leaf()).unwrap().into_vec();
    assert!(resigned(whole.clone()).is_ok());
    for missing in 0..3 {
        let mut fewer = whole.clone();
        fewer.remove(missing);
        assert_eq!(resigned(fewer).unwrap_err(), MessageError::Malformed);
    }
    let mut more = whole;
    // signingTime, which PAdES forbids: the time is in the PDF.
    let time = der::asn1::UtcTime::from_unix_duration(std::time::Duration::from_hours(498_706)).unwrap();
    let signing_time = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
    more.push(attribute(signing_time, Any::encode_from(&time).unwrap()).unwrap());
    assert_eq!(resigned(more).unwrap_err(), MessageError::Malformed);
}

#[test]
fn every_change_of_one_byte_is_refused_or_in_a_certificate_that_will_be() {
    let message = sign(&DIGEST, &leaf(), &[], &signer(1)).unwrap();
    for place in 0..message.len() {
        let mut changed = message.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(verify(&changed, &DIGEST).is_err(), "byte {place}");
    }
    let mut longer = message;
    longer.push(0);
    assert!(verify(&longer, &DIGEST).is_err());
}
