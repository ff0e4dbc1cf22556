//! Hostile files under a genuine signature: what the structure rules refuse when the cryptography has nothing to say.

mod hand;

use hand::{FIELD, Hand, SIGNATURE, find, gap, judge, resigned, sealed, signed_around};

use super::PdfRefusal;
use crate::sample;

#[test]
fn the_tools_of_these_tests_make_a_good_seal() {
    assert!(judge(&sealed(&sample::pdf())).is_ok());
    assert!(judge(&resigned(sealed(&sample::pdf()))).is_ok());
    assert!(Hand::new().judge().is_ok());
}

#[test]
fn an_update_that_does_more_than_seal_is_refused() {
    let refused = Err(PdfRefusal::ChangedAfterSealing);
    assert_eq!(Hand::new().object(4, "<</Length 0>>\nstream\n\nendstream").judge(), refused);
    assert_eq!(Hand::new().object(12, "(new)").trailer("12", "13").judge(), refused);
    assert_eq!(Hand::new().field(|field| field.replace("72 72 272 132", "0 0 595 841")).judge(), refused);
    assert_eq!(Hand::new().field(|field| field.replace("/F 132", "/F 132/A<</S/JavaScript>>")).judge(), refused);
    assert_eq!(Hand::new().field(|field| field.replace("/N 8 0 R", "/N 4 0 R")).judge(), refused);
    assert_eq!(Hand::new().trailer("/Root 1 0 R", "/Root 1 0 R/Info 9 0 R").judge(), refused);
    assert_eq!(Hand::new().trailer("<53", "<54").judge(), refused);
    assert_eq!(Hand::new().trailer("/Size", "/Other 1/Size").judge(), refused);
}

/// Other readers would no longer see the freed object.
#[test]
fn an_update_that_frees_an_object_is_refused() {
    let mut hand = Hand::new();
    hand.table = "4 1\n0000000000 00001 f \n".to_owned();
    assert_eq!(hand.judge(), Err(PdfRefusal::ChangedAfterSealing));
}

#[test]
fn a_seal_in_the_place_of_something_else_is_refused() {
    let mut hand = Hand::new().field(|field| field.replace("/V 11 0 R", "/V 4 0 R"));
    hand.objects[1].0 = 4;
    assert_eq!(hand.judge(), Err(PdfRefusal::ChangedAfterSealing));
}

#[test]
fn a_field_that_was_filled_before_is_refused() {
    let mut objects = sample::objects();
    objects[5] = FIELD.replace("/V 11 0 R", "/V 9 0 R").into_bytes();
    let hand = Hand { base: sample::assemble(&objects), ..Hand::new() };
    assert_eq!(hand.judge(), Err(PdfRefusal::ChangedAfterSealing));
}

#[test]
fn another_catalog_is_refused() {
    let other = Hand::new().object(12, "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>");
    let judged = other.trailer("/Size 12/Root 1 0 R", "/Size 13/Root 12 0 R").judge();
    assert_eq!(judged, Err(PdfRefusal::ChangedAfterSealing));
}

#[test]
fn a_signature_in_the_first_revision_is_refused() {
    let mut objects = sample::objects();
    objects[5] = FIELD.replace("{range}", "").into_bytes();
    objects.push(
        SIGNATURE
            .replace("{gap}", &"0".repeat(3000))
            .replace("{range}", &format!("/ByteRange[{}]", " ".repeat(34)))
            .into_bytes(),
    );
    let judged = judge(&resigned(sample::assemble(&objects)));
    assert_eq!(judged, Err(PdfRefusal::ChangedAfterSealing));
}

#[test]
fn a_dictionary_that_is_not_quite_a_seal_is_refused() {
    for (from, to) in [
        ("/Type/Sig", "/Type/DocTimeStamp"),
        ("ETSI.CAdES.detached", "adbe.pkcs7.detached"),
        ("Adobe.PPKLite", "Adobe.PPKMS"),
        ("/M(D:20261122100000Z)", ""),
        ("/M(D:20261122100000Z)", "/M(D:20261122100000+01'00')"),
        ("/M", "/Reference[]/M"),
        ("/M", "/Cert()/M"),
        ("/M", "/Changes[0 0 0]/M"),
    ] {
        let judged = Hand::new().signature(from, to).judge();
        assert!(matches!(judged, Err(PdfRefusal::MalformedSeal(_))), "{from} → {to}: {judged:?}");
    }
    let twice = Hand::new().signature("/M(D", "/M(D:20200101000000Z)/M(D").judge();
    assert_eq!(twice, Err(PdfRefusal::Damaged("a dictionary has a key twice")));
}

/// Everything around another gap than `/Contents` is signed; the rest could be changed at will.
#[test]
fn a_range_that_leaves_out_more_than_the_message_is_refused() {
    let bytes = Hand::new().write();
    let contents = gap(&bytes);
    let last = bytes.len();
    let line = find(&bytes, "/ByteRange[");
    for (start, skip, resume, rest) in [
        (0, contents.start + 1, contents.end - 1, last - contents.end + 1), // without the brackets
        (0, contents.start - 9, contents.end, last - contents.end),         // with the key
        (0, contents.start, contents.end + 1, last - contents.end - 1),     // with what follows
        (0, contents.start, contents.end, last - contents.end - 1),         // all but the last byte
        (0, contents.start, contents.end, last - contents.end + 1),         // beyond the end
        (1, contents.start, contents.end, last - contents.end),             // all but the first byte
    ] {
        let mut bytes = bytes.clone();
        let range = format!("/ByteRange[{start} {skip:>10} {resume:>10} {rest:>10}]");
        bytes[line..line + range.len()].copy_from_slice(range.as_bytes());
        let judged = judge(&signed_around(bytes, &(skip..resume)));
        assert_eq!(judged, Err(PdfRefusal::NotWholeFile), "{range}");
    }
}

#[test]
fn bytes_behind_the_message_are_refused() {
    let bytes = resigned(Hand::new().write());
    let end = gap(&bytes).end;
    let mut stuffed = bytes.clone();
    stuffed[end - 2] = b'1';
    assert!(matches!(judge(&stuffed), Err(PdfRefusal::MalformedSeal(_))));
    assert!(judge(&bytes).is_ok());
}

#[test]
fn objects_hidden_between_objects_are_refused() {
    let mut hidden = Hand::new();
    // Behind the last object of the first revision, in no table: a repairing reader would find it.
    let base = String::from_utf8_lossy(&hidden.base).into_owned();
    assert!(base.contains("endobj\nxref"));
    let table = find(&hidden.base, "xref\n0 ");
    let shadow = b"4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n";
    let mut with = hidden.base[..table].to_vec();
    with.extend_from_slice(shadow);
    with.extend_from_slice(&hidden.base[table..find(&hidden.base, "startxref\n")]);
    with.extend_from_slice(format!("startxref\n{}\n%%EOF", table + shadow.len()).as_bytes());
    hidden.base = with;
    assert_eq!(hidden.judge(), Err(PdfRefusal::Damaged("something stands between the objects")));

    let mut comment = Hand::new();
    comment.objects[0].1 += "\nendobj\n% a comment\n(x)";
    assert!(matches!(comment.judge(), Err(PdfRefusal::Damaged(_))));
}

#[test]
fn one_number_for_two_objects_is_refused() {
    let repeated = Hand::new().object(11, "(second)").judge();
    assert_eq!(repeated, Err(PdfRefusal::Damaged("an entry of the table cannot be read")));
}

#[test]
fn two_signed_fields_are_refused() {
    let mut objects = sample::objects();
    objects[4] = b"<</Fields[6 0 R 11 0 R]/SigFlags 3>>".to_vec();
    objects.push(b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Sig2)/Rect[0 0 0 0]/V 9 0 R>>".to_vec());
    let mut hand = Hand { base: sample::assemble(&objects), ..Hand::new() }.trailer("/Size 12", "/Size 13");
    hand.objects[0].1 = hand.objects[0].1.replace("/V 11 0 R", "/V 12 0 R");
    hand.objects[1].0 = 12;
    assert_eq!(hand.judge(), Err(PdfRefusal::MoreThanOneSeal));
    // The same with the second field empty is one seal.
    objects[10] = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Sig2)/Rect[0 0 0 0]>>".to_vec();
    hand.base = sample::assemble(&objects);
    assert!(hand.judge().is_ok());
}

#[test]
fn a_field_apart_from_its_widget_is_refused() {
    let mut objects = sample::objects();
    objects[4] = b"<</Fields[<</FT/Sig/T(Sig1)>>]/SigFlags 3>>".to_vec();
    let hand = Hand { base: sample::assemble(&objects), ..Hand::new() };
    assert!(matches!(hand.judge(), Err(PdfRefusal::Damaged(_))));
    objects[4] = b"<</Fields[11 0 R]/SigFlags 3>>".to_vec();
    objects.push(b"<</FT/Sig/T(Sig1)/Kids[6 0 R]>>".to_vec());
    assert!(matches!(judge(&sample::assemble(&objects)), Err(PdfRefusal::Damaged(_))));
    objects[10] = b"<</T(loop)/Kids[11 0 R]>>".to_vec();
    assert!(matches!(judge(&sample::assemble(&objects)), Err(PdfRefusal::Damaged(_))));
}

#[test]
fn records_that_could_be_taken_two_ways_are_refused() {
    let with = |change: fn(&mut Vec<Vec<u8>>)| {
        let mut objects = sample::objects();
        change(&mut objects);
        judge(&sealed(&sample::assemble(&objects))).map(|seal| seal.record)
    };
    assert_eq!(with(|_| ()), Ok(Some(sample::RECORD.to_vec())));
    let plain = with(|objects| objects[9] = sample::stream("/Type/EmbeddedFile", sample::RECORD));
    assert_eq!(plain, Ok(Some(sample::RECORD.to_vec())));
    let two = with(|objects| {
        objects.push(objects[8].clone());
        let catalog = String::from_utf8(objects[0].clone()).unwrap().replace("/AF[9 0 R]", "/AF[9 0 R 11 0 R]");
        objects[0] = catalog.into_bytes();
    });
    assert_eq!(two, Err(PdfRefusal::Damaged("two attachments have one name")));
    let other_use = with(|objects| {
        objects[8] = String::from_utf8(objects[8].clone()).unwrap().replace("ship/Data", "ship/Source").into_bytes();
    });
    assert!(matches!(other_use, Err(PdfRefusal::Damaged(_))));
    let bomb = with(|objects| {
        objects[9] = sample::stream("/Filter/FlateDecode", &sample::deflate(&vec![0; 5 << 20]));
    });
    assert_eq!(bomb, Err(PdfRefusal::Damaged("the attached record cannot be unpacked")));
    let packed = with(|objects| objects[9] = sample::stream("/Filter/LZWDecode", b"x"));
    assert!(matches!(packed, Err(PdfRefusal::Unsupported(_))));
}

#[test]
fn encrypted_and_modern_files_are_not_read() {
    let pdf = sample::pdf();
    let text = |from: &str, to: &str| {
        let at = find(&pdf, from);
        let mut changed = pdf[..at].to_vec();
        changed.extend_from_slice(to.as_bytes());
        changed.extend_from_slice(&pdf[at + from.len()..]);
        judge(&changed).unwrap_err()
    };
    assert!(matches!(text("/Root", "/Encrypt 2 0 R/Root"), PdfRefusal::Unsupported(_)));
    assert!(matches!(text("/Root", "/XRefStm 9/Root"), PdfRefusal::Unsupported(_)));
    assert!(matches!(text("/Root", "/Prev 99999/Root"), PdfRefusal::Damaged(_)));
}

/// Files made to keep the verifier busy; each must be refused at once.
#[test]
fn files_made_to_take_long_are_refused() {
    let large = vec![b' '; crate::pades::FILE_LIMIT];
    let large = [b"%PDF-1.7\n".as_slice(), &large].concat();
    assert_eq!(judge(&large), Err(PdfRefusal::Unsupported("it is too large")));

    let mut objects = sample::objects();
    let entries: Vec<_> = (0..257).map(|n| format!("/K{n} 1")).collect();
    objects.push(format!("<<{}>>", entries.concat()).into_bytes());
    let judged = judge(&sample::assemble(&objects));
    assert_eq!(judged, Err(PdfRefusal::Damaged("a dictionary is too large")));

    // Eight levels of a name tree, each naming the next one thirty times: 30⁸ paths.
    let mut objects = sample::objects();
    let tree = "/EmbeddedFiles 11 0 R";
    objects[0] = format!("<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/Names<<{tree}>>>>").into_bytes();
    for level in 12..19 {
        objects.push(format!("<</Kids[{}]>>", format!("{level} 0 R ").repeat(30)).into_bytes());
    }
    objects.push(b"<</Kids[]>>".to_vec());
    let judged = judge(&sealed(&sample::assemble(&objects)));
    assert_eq!(judged, Err(PdfRefusal::Damaged("the attachments are nested too deeply")));
}

#[test]
fn a_length_may_stand_in_an_object_of_its_own() {
    let mut objects = sample::objects();
    objects[3] = b"<</Length 11 0 R>>\nstream\n0 0 1 1 re f\nendstream".to_vec();
    objects.push(b"12".to_vec());
    assert!(judge(&sealed(&sample::assemble(&objects))).is_ok());
    objects[10] = b"13".to_vec();
    assert!(judge(&sample::assemble(&objects)).is_err());
    objects[10] = b"[12]".to_vec();
    assert!(matches!(judge(&sample::assemble(&objects)), Err(PdfRefusal::Damaged(_))));
}
