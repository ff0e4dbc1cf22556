//! Files written and signed by hand, with the genuine key.

use std::fmt::Write as _;
use std::ops::Range;

use crate::certificate::{self, AuthoritySubject, Period, SealSubject};
use crate::keys::{Signer, SoftSigner};
use crate::pades::{SealOptions, digest_around, seal_pdf};
use crate::time::UnixTime;
use crate::verify::{PdfRefusal, PdfSeal, verify_pdf};
use crate::{sample, signed_data};

pub(super) fn at(seconds: i64) -> UnixTime {
    UnixTime::from_seconds(seconds).unwrap()
}

pub(super) fn signer(n: u8) -> SoftSigner {
    SoftSigner::from_secret([n; 32]).unwrap()
}

pub(super) struct Pki {
    root: Vec<u8>,
    leaf: Vec<u8>,
}

pub(super) fn pki() -> Pki {
    let period = Period { not_before: at(1_000_000_000), not_after: at(2_000_000_000) };
    let text = |text: &str| text.to_owned();
    let authority = AuthoritySubject { country: text("MA"), organization: text("Specimen"), common_name: text("A") };
    let root = certificate::root(&signer(100), &authority, &[1], period).unwrap();
    let subject = SealSubject {
        country: text("MA"),
        organization: text("Exemple"),
        organization_identifier: text("X"),
        common_name: text("C"),
    };
    let key = *signer(1).public_key();
    let leaf = certificate::seal_certificate(&signer(100), &root, &key, &subject, &[2], period).unwrap();
    Pki { root, leaf }
}

pub(super) fn judge(bytes: &[u8]) -> Result<PdfSeal, PdfRefusal> {
    verify_pdf(bytes, &[&pki().root])
}

pub(super) fn options() -> SealOptions<'static> {
    SealOptions {
        field: "Sig1",
        signed_at: at(1_795_341_600),
        signer_name: "C",
        reason: None,
        location: None,
        contents_size: 1500,
    }
}

pub(super) fn sealed(pdf: &[u8]) -> Vec<u8> {
    seal_pdf(pdf, &options(), &signer(1), &pki().leaf, &[]).unwrap()
}

pub(super) fn find(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).rposition(|window| window == text.as_bytes()).unwrap()
}

pub(super) fn gap(bytes: &[u8]) -> Range<usize> {
    let start = find(bytes, "/Contents<") + 9;
    start..start + bytes[start..].iter().position(|byte| *byte == b'>').unwrap() + 1
}

/// Signs whatever is in the file with the genuine key, leaving out `gap`.
pub(super) fn signed_around(mut bytes: Vec<u8>, gap: &Range<usize>) -> Vec<u8> {
    let leaf = certificate::parse(&pki().leaf).unwrap();
    let message = signed_data::sign(&digest_around(&bytes, gap), &leaf, &[], &signer(1)).unwrap();
    let place = self::gap(&bytes);
    let digits = hex::encode(message);
    bytes[place.start + 1..place.end - 1].fill(b'0');
    bytes[place.start + 1..place.start + 1 + digits.len()].copy_from_slice(digits.as_bytes());
    bytes
}

/// Signs the whole file but its message, and puts the byte range right.
pub(super) fn resigned(mut bytes: Vec<u8>) -> Vec<u8> {
    let gap = gap(&bytes);
    let range = format!("/ByteRange[0 {:>10} {:>10} {:>10}]", gap.start, gap.end, bytes.len() - gap.end);
    let at = find(&bytes, "/ByteRange[");
    bytes[at..at + range.len()].copy_from_slice(range.as_bytes());
    signed_around(bytes, &gap)
}

/// A seal written by hand: bodies of objects from the field on, `{gap}` and `{range}` standing for the blanks.
pub(super) struct Hand {
    pub base: Vec<u8>,
    pub objects: Vec<(u32, String)>,
    pub trailer: String,
    /// Further lines of the table.
    pub table: String,
}

pub(super) const FIELD: &str = "<</Type/Annot/Subtype/Widget/FT/Sig/T(Sig1)/TU(Sceau \\(>>\\) de la commune)/F 132\
                     /Rect[72 72 272 132]/P 3 0 R/StructParent 1/AP<</N 8 0 R>>/V 11 0 R>>";
pub(super) const SIGNATURE: &str = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20261122100000Z)\
                         {range}/Contents<{gap}>>>";

impl Hand {
    pub fn new() -> Self {
        Self {
            base: sample::pdf(),
            objects: vec![(6, FIELD.to_owned()), (11, SIGNATURE.to_owned())],
            trailer: "/Size 12/Root 1 0 R/ID[<5370656369656E2073616D706C652030><5370656369656E2073616D706C652030>]"
                .into(),
            table: String::new(),
        }
    }

    pub fn field(mut self, change: impl Fn(&str) -> String) -> Self {
        self.objects[0].1 = change(&self.objects[0].1);
        self
    }

    pub fn signature(mut self, from: &str, to: &str) -> Self {
        assert!(self.objects[1].1.contains(from));
        self.objects[1].1 = self.objects[1].1.replace(from, to);
        self
    }

    pub fn object(mut self, number: u32, body: &str) -> Self {
        self.objects.push((number, body.to_owned()));
        self
    }

    pub fn trailer(mut self, from: &str, to: &str) -> Self {
        assert!(self.trailer.contains(from));
        self.trailer = self.trailer.replace(from, to);
        self
    }

    pub fn write(&self) -> Vec<u8> {
        let mut out = self.base.clone();
        out.push(b'\n');
        let previous = find(&out, "xref\n0 ");
        let mut table = format!("xref\n{}", self.table);
        for (number, body) in &self.objects {
            writeln!(table, "{number} 1\n{:010} 00000 n ", out.len()).unwrap();
            let body =
                body.replace("{gap}", &"0".repeat(3000)).replace("{range}", &format!("/ByteRange[{}]", " ".repeat(34)));
            out.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
        }
        let at = out.len();
        out.extend_from_slice(
            format!("{table}trailer\n<<{}/Prev {previous}>>\nstartxref\n{at}\n%%EOF\n", self.trailer).as_bytes(),
        );
        out
    }

    pub fn judge(&self) -> Result<PdfSeal, PdfRefusal> {
        judge(&resigned(self.write()))
    }
}
