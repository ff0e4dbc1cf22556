//! Files written by lopdf, as the renderer's are; and what lopdf sees in a sealed one.

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use wathiq_seal::{seal_pdf, verify_pdf};

use crate::{pki, sample};

fn document() -> Document {
    let mut doc = Document::with_version("1.7");
    doc.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let pages = doc.new_object_id();
    let page = doc.new_object_id();
    let appearance = doc.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 200.into(), Object::Real(60.5)] },
        b"0 0 200 60 re S".to_vec(),
    ));
    let field = doc.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal("Sig1"), "F" => 132,
        "TU" => Object::String(vec![0xFE, 0xFF, 0x06, 0x2E], lopdf::StringFormat::Hexadecimal),
        "Rect" => vec![0.into(), 0.into(), 200.into(), 60.into()], "P" => page, "AP" => dictionary! { "N" => appearance },
    });
    let embedded = doc.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, sample::RECORD.to_vec()));
    let spec = doc.add_object(dictionary! {
        "Type" => "Filespec", "F" => Object::string_literal("record.json"), "UF" => Object::string_literal("record.json"),
        "AFRelationship" => "Data", "EF" => dictionary! { "F" => embedded },
    });
    let content = doc.add_object(Stream::new(Dictionary::new(), b"(\\(a\\)) pop".to_vec()));
    doc.objects.insert(
        page,
        dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content, "Annots" => vec![field.into()] }
            .into(),
    );
    doc.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = doc.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "AF" => vec![spec.into()],
        "AcroForm" => dictionary! { "Fields" => vec![field.into()], "SigFlags" => 3 },
    });
    let info = doc.add_object(dictionary! { "Title" => Object::string_literal("Specimen (1)") });
    doc.trailer.set("Root", catalog);
    doc.trailer.set("Info", info);
    doc.trailer.set("ID", vec![Object::string_literal("0123456789abcdef"), Object::string_literal("0123456789abcdef")]);
    doc.compress();
    doc
}

fn saved(mut doc: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_file_by_lopdf_is_sealed_and_judged() {
    let root = pki::authority();
    for holes in [false, true] {
        let mut doc = document();
        if holes {
            // Numbers without an object: the table gets several sections.
            doc.new_object_id();
            doc.add_object(Object::Integer(7));
        }
        let sealed = seal_pdf(&saved(doc), &pki::options(), &pki::signer(1), &pki::certificate(), &[&root]).unwrap();
        let seal = verify_pdf(&sealed, &[&root]).unwrap();
        assert_eq!(seal.record.as_deref(), Some(sample::RECORD));
    }
}

#[test]
fn lopdf_reads_the_seal_where_it_is() {
    let root = pki::authority();
    let sealed = seal_pdf(&saved(document()), &pki::options(), &pki::signer(1), &pki::certificate(), &[&root]).unwrap();
    let doc = Document::load_mem(&sealed).unwrap();
    let form = doc.catalog().unwrap().get(b"AcroForm").unwrap().as_dict().unwrap();
    let field = form.get(b"Fields").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    let signature = doc.get_dictionary(field).unwrap().get(b"V").unwrap().as_reference().unwrap();
    let signature = doc.get_dictionary(signature).unwrap();
    assert_eq!(signature.get(b"SubFilter").unwrap().as_name().unwrap(), b"ETSI.CAdES.detached");
    let range: Vec<i64> =
        signature.get(b"ByteRange").unwrap().as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect();
    assert_eq!(range[0], 0);
    assert_eq!(usize::try_from(range[2] + range[3]).unwrap(), sealed.len());
}
