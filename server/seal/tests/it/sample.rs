//! A small PDF in the shape of the renderer's: tagged, with an empty signature field and an attached record.
//!
//! It names no type of the crate, so that unit tests, integration tests and examples can all include it.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// The attached data.
pub const RECORD: &[u8] =
    br#"{"schema":"wathiq/record/1","person":{"family":{"ar":"\u0646\u0645\u0648\u0630\u062c","fr":"Exemple"}}}"#;

/// The bodies of the objects; the first is number 1.
pub fn objects() -> Vec<Vec<u8>> {
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        text(
            "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/MarkInfo<</Marked true>>/Lang(fr)/StructTreeRoot 7 0 R\
             /AF[9 0 R]/Names<</EmbeddedFiles<</Names[(record.json) 9 0 R]>>>>>>",
        ),
        text("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        text(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Resources<<>>/Contents 4 0 R/Annots[6 0 R]\
             /StructParents 0/Tabs/S>>",
        ),
        stream("", b"/P <</MCID 0>> BDC 72 700 200 1 re f EMC"),
        text("<</Fields[6 0 R]/SigFlags 3>>"),
        text(
            "<</Type/Annot/Subtype/Widget/FT/Sig/T(Sig1)/TU(Sceau \\(>>\\) de la commune)/F 132/Rect[72 72 272 132]\
             /P 3 0 R/StructParent 1/AP<</N 8 0 R>>>>",
        ),
        text(
            "<</Type/StructTreeRoot/K[<</Type/StructElem/S/Document/P 7 0 R/K[<</Type/StructElem/S/Form/P 7 0 R\
             /K<</Type/OBJR/Obj 6 0 R/Pg 3 0 R>>>>]>>]>>",
        ),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 200 60]", b"0 0 200 60 re S"),
        text(
            "<</Type/Filespec/F(record.json)/UF(record.json)/Desc(Data of the document)/AFRelationship/Data\
             /EF<</F 10 0 R/UF 10 0 R>>>>",
        ),
        stream("/Type/EmbeddedFile/Subtype/application#2Fjson/Filter/FlateDecode", &deflate(RECORD)),
    ]
}

/// The whole file.
pub fn pdf() -> Vec<u8> {
    assemble(&objects())
}

/// Bodies to a file with a classic table.
pub fn assemble(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, body) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        writeln!(out, "{} 0 obj", index + 1).unwrap();
        out.extend_from_slice(body);
        out.extend_from_slice(b"\nendobj\n");
    }
    let at = out.len();
    let id = "<5370656369656E2073616D706C652030>";
    write!(out, "{table}trailer\n<</Size {}/Root 1 0 R/ID[{id}{id}]>>\nstartxref\n{at}\n%%EOF", objects.len() + 1)
        .unwrap();
    out
}

pub fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{entries}/Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}
