//! Whatever is changed in a sealed file, it is refused.

use wathiq_seal::{PdfRefusal, seal_pdf, verify_pdf};

use crate::{pki, sample};

fn sealed() -> Vec<u8> {
    let root = pki::authority();
    seal_pdf(&sample::pdf(), &pki::options(), &pki::signer(1), &pki::certificate(), &[&root]).unwrap()
}

fn judge(bytes: &[u8]) -> Result<(), PdfRefusal> {
    verify_pdf(bytes, &[&pki::authority()]).map(|_| ())
}

/// Numbers without meaning, the same in every run.
fn numbers() -> impl Iterator<Item = usize> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap()
    })
}

#[test]
fn one_bit_changed_anywhere_is_refused() {
    let sealed = sealed();
    assert_eq!(judge(&sealed), Ok(()));
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(judge(&changed).is_err(), "byte {at} of {}", sealed.len());
    }
}

#[test]
fn five_hundred_random_changes_of_one_byte_are_refused() {
    let sealed = sealed();
    let mut numbers = numbers();
    for _ in 0..500 {
        let at = numbers.next().unwrap() % sealed.len();
        let by = u8::try_from(numbers.next().unwrap() % 255 + 1).unwrap();
        let mut changed = sealed.clone();
        changed[at] ^= by;
        assert!(judge(&changed).is_err(), "byte {at} ^ {by:02x}");
    }
}

/// Letters of the hexadecimal message in the other case say the same to a lenient reader.
#[test]
fn another_spelling_of_the_same_message_is_refused() {
    let sealed = sealed();
    let start = sealed.windows(11).rposition(|w| w == b"/Contents<3").unwrap() + 10;
    let end = start + sealed[start..].iter().position(|b| *b == b'>').unwrap();
    let mut upper = sealed.clone();
    upper[start..end].make_ascii_uppercase();
    assert!(matches!(judge(&upper), Err(PdfRefusal::MalformedSeal(_))));
    for at in start..end {
        if sealed[at].is_ascii_lowercase() {
            let mut changed = sealed.clone();
            changed[at] = changed[at].to_ascii_uppercase();
            assert!(judge(&changed).is_err(), "byte {at}");
        }
        let mut blank = sealed.clone();
        blank[at] = b' ';
        assert!(judge(&blank).is_err(), "byte {at}");
    }
}

#[test]
fn bytes_added_or_taken_away_anywhere_are_refused() {
    let sealed = sealed();
    let mut numbers = numbers();
    for _ in 0..300 {
        let at = numbers.next().unwrap() % sealed.len();
        let mut longer = sealed.clone();
        longer.insert(at, b" \n0a/>%"[at % 7]);
        assert!(judge(&longer).is_err(), "inserted at {at}");
        let mut shorter = sealed.clone();
        shorter.remove(at);
        assert!(judge(&shorter).is_err(), "removed at {at}");
    }
}

#[test]
fn every_truncation_is_refused() {
    let sealed = sealed();
    for length in 0..sealed.len() {
        assert!(judge(&sealed[..length]).is_err(), "first {length} bytes");
    }
    let base = sample::pdf().len();
    assert_eq!(judge(&sealed[..base]), Err(PdfRefusal::NoSeal));
    assert_eq!(judge(&sealed[..=base]), Err(PdfRefusal::NoSeal));
}

#[test]
fn anything_at_the_end_is_refused() {
    for tail in [b"\n".as_slice(), b" ", b"\0", b"%%EOF\n", b"% comment\n", b"startxref\n0\n%%EOF\n"] {
        let mut longer = sealed();
        longer.extend_from_slice(tail);
        assert!(judge(&longer).is_err(), "{tail:?}");
    }
    let mut longer = sealed();
    longer.push(b' ');
    assert_eq!(judge(&longer), Err(PdfRefusal::Damaged("the file goes on after its end")));
    let mut twice = sealed();
    twice.extend(sealed());
    assert!(judge(&twice).is_err());
}

/// The usual attack: a valid update that shows another page.
#[test]
fn an_update_after_the_seal_is_refused() {
    let sealed = sealed();
    let table_at = std::str::from_utf8(&sealed[sealed.len() - 30..]).unwrap();
    let previous: usize = table_at.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    let mut updated = sealed.clone();
    let object_at = updated.len();
    updated.extend_from_slice(b"4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n");
    let at = updated.len();
    updated.extend_from_slice(
        format!(
            "xref\n4 1\n{object_at:010} 00000 n \ntrailer\n<</Size 12/Root 1 0 R/Prev {previous}>>\nstartxref\n{at}\n%%EOF\n"
        )
        .as_bytes(),
    );
    assert_eq!(judge(&updated), Err(PdfRefusal::NotWholeFile));
}
