//! What a seal is, and when there is none.

use wathiq_seal::certificate::Period;
use wathiq_seal::pades::{CONTENTS_SIZE, Prepared};
use wathiq_seal::{PdfRefusal, SealError, SealOptions, Signer, seal_pdf, verify_pdf};

use crate::pki::{self, SEALED_AT, at, signer};
use crate::sample;

fn seal(pdf: &[u8], options: &SealOptions<'_>) -> Result<Vec<u8>, SealError> {
    let root = pki::authority();
    seal_pdf(pdf, options, &signer(1), &pki::certificate(), &[&root])
}

#[test]
fn a_seal_tells_who_when_and_the_record() {
    let sealed = seal(&sample::pdf(), &pki::options()).unwrap();
    let seal = verify_pdf(&sealed, &[&pki::authority()]).unwrap();
    assert_eq!(seal.field, "Sig1");
    assert_eq!(seal.sealer, pki::commune());
    assert_eq!(seal.kid, signer(1).public_key().kid());
    assert_eq!(seal.public_key, *signer(1).public_key());
    assert_eq!(seal.certificate, pki::certificate());
    assert_eq!(seal.sealed_at, at(SEALED_AT));
    assert_eq!(seal.record.as_deref(), Some(sample::RECORD));
}

#[test]
fn the_original_bytes_stay_and_the_output_is_the_same_each_time() {
    let pdf = sample::pdf();
    let sealed = seal(&pdf, &pki::options()).unwrap();
    assert!(sealed.starts_with(&pdf));
    assert_eq!(sealed, seal(&pdf, &pki::options()).unwrap());
}

#[test]
fn with_and_without_the_root_in_the_message_and_at_full_size() {
    let options = SealOptions { contents_size: CONTENTS_SIZE, reason: None, location: None, ..pki::options() };
    let sealed = seal_pdf(&sample::pdf(), &options, &signer(1), &pki::certificate(), &[]).unwrap();
    assert!(verify_pdf(&sealed, &[&pki::authority_of(77, pki::period()), &pki::authority()]).is_ok());
}

#[test]
fn a_document_without_a_record_is_still_a_document() {
    let mut objects = sample::objects();
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>".to_vec();
    let sealed = seal(&sample::assemble(&objects), &pki::options()).unwrap();
    assert_eq!(verify_pdf(&sealed, &[&pki::authority()]).unwrap().record, None);
}

#[test]
fn two_steps_give_the_same_file_space() {
    let prepared = Prepared::new(&sample::pdf(), &pki::options()).unwrap();
    let sealed = seal(&sample::pdf(), &pki::options()).unwrap();
    let finished = prepared.clone().finish(&[0x30, 0x82, 0, 0]).unwrap();
    assert_eq!(finished.len(), sealed.len());
    assert_eq!(prepared.finish(&[0; 2049]).unwrap_err(), SealError::TooSmall { needed: 2049, reserved: 2048 });
}

#[test]
fn what_cannot_be_sealed_is_refused() {
    let pdf = sample::pdf();
    let other_field = SealOptions { field: "Sig2", ..pki::options() };
    assert_eq!(seal(&pdf, &other_field), Err(SealError::NoField("Sig2".to_owned())));
    let late = SealOptions { signed_at: at(4_000_000_001), ..pki::options() };
    assert!(matches!(seal(&pdf, &late), Err(SealError::Certificate(_))));
    let small = SealOptions { contents_size: 300, ..pki::options() };
    assert!(matches!(seal(&pdf, &small), Err(SealError::TooSmall { reserved: 300, .. })));
    let hostile = SealOptions { signer_name: "Commune\u{202E}", ..pki::options() };
    assert_eq!(seal(&pdf, &hostile), Err(SealError::Text("Name")));
    let sealed = seal(&pdf, &pki::options()).unwrap();
    assert!(matches!(seal(&sealed, &pki::options()), Err(SealError::Pdf(_))));
    let wrong_key = seal_pdf(&pdf, &pki::options(), &signer(2), &pki::certificate(), &[]);
    assert!(matches!(wrong_key, Err(SealError::Certificate(_))));
    assert!(matches!(seal(b"GIF89a", &pki::options()), Err(SealError::Pdf(_))));
    assert!(matches!(seal(&pdf[..pdf.len() - 9], &pki::options()), Err(SealError::Pdf(_))));
}

#[test]
fn an_unsealed_file_bears_no_seal() {
    let anchors = [pki::authority()];
    let anchors: Vec<&[u8]> = anchors.iter().map(Vec::as_slice).collect();
    assert_eq!(verify_pdf(&sample::pdf(), &anchors), Err(PdfRefusal::NoSeal));
    assert_eq!(verify_pdf(b"", &anchors), Err(PdfRefusal::NotAPdf));
    assert_eq!(verify_pdf(b"not a PDF at all", &anchors), Err(PdfRefusal::NotAPdf));
}

#[test]
fn a_seal_of_somebody_else_is_not_ours() {
    let sealed = seal(&sample::pdf(), &pki::options()).unwrap();
    assert_eq!(verify_pdf(&sealed, &[]), Err(PdfRefusal::UnknownIssuer));
    // The same names, another key.
    let impostor = pki::authority_of(66, pki::period());
    let certificate = pki::certificate_of(&signer(1), 66, &impostor, pki::period());
    let forged = seal_pdf(&sample::pdf(), &pki::options(), &signer(1), &certificate, &[&impostor]).unwrap();
    assert_eq!(verify_pdf(&forged, &[&pki::authority()]), Err(PdfRefusal::UnknownIssuer));
    assert_eq!(verify_pdf(&sealed, &[b"not a certificate"]), Err(PdfRefusal::BadAnchor));
}

#[test]
fn certificates_must_be_valid_when_the_file_was_sealed() {
    let expired = pki::authority_of(100, Period { not_before: at(1), not_after: at(SEALED_AT - 1) });
    let sealed = seal(&sample::pdf(), &pki::options()).unwrap();
    // The old certificate of the same authority: the message brings the new one, which leads nowhere else.
    assert!(verify_pdf(&sealed, &[&expired]).is_err());
    let bare = seal_pdf(&sample::pdf(), &pki::options(), &signer(1), &pki::certificate(), &[]).unwrap();
    assert_eq!(verify_pdf(&bare, &[&expired]), Err(PdfRefusal::OutsideCertificateValidity));
}

#[test]
fn an_authority_does_not_seal() {
    let sealed = seal_pdf(&sample::pdf(), &pki::options(), &signer(100), &pki::authority(), &[]).unwrap();
    assert_eq!(verify_pdf(&sealed, &[&pki::authority()]), Err(PdfRefusal::NotForSealing));
}

#[test]
fn certificates_that_have_nothing_to_do_with_the_seal_are_refused() {
    let stray = pki::authority_of(66, pki::period());
    let sealed = seal_pdf(&sample::pdf(), &pki::options(), &signer(1), &pki::certificate(), &[&stray]).unwrap();
    assert!(matches!(verify_pdf(&sealed, &[&pki::authority()]), Err(PdfRefusal::MalformedSeal(_))));
}
