//! What a file says of itself: XMP and its mirror in Info, languages, output intent, the attached record.

use std::sync::OnceLock;

use lopdf::{Object, Stream, dictionary};
use wathiq_domain::Locale;

use super::{About, File, icc, integer, string};
use crate::error::RenderError;

static PROFILE: OnceLock<Vec<u8>> = OnceLock::new();
const PRODUCER: &str = "wathiq";
const RECORD: &str = "record.json";
const INTENT: &str = "sRGB IEC61966-2.1";

/// Writes all of it.
pub fn write(file: &mut File, about: &About<'_>) -> Result<(), RenderError> {
    let date = about.created.strftime("D:%Y%m%d%H%M%SZ").to_string();
    let info = file.add(dictionary! {
        "Title" => string(&about.title),
        "Author" => string(&about.author),
        "Producer" => string(PRODUCER),
        "CreationDate" => string(&date),
        "ModDate" => string(&date),
    });
    file.document.trailer.set("Info", info);

    let mut metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(about).into_bytes());
    // archives look for it without inflating (ISO 19005-3, 6.6.2.1 allows either; PDF/A-1 did not)
    metadata.allows_compression = false;
    let metadata = file.add(metadata);
    let profile = file.constant(dictionary! { "N" => 3 }, icc::srgb(), &PROFILE);
    let attachment = if about.record.is_empty() { None } else { Some(attachment(file, about, &date)) };

    let first = about.languages.first().copied().unwrap_or_default();
    let direction = if first == Locale::Ar { "R2L" } else { "L2R" };
    let root = file.root()?;
    let catalog = file.dictionary(root)?;
    catalog.set("Metadata", metadata);
    catalog.set("Lang", string(first.tag()));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true, "Direction" => direction });
    catalog.set(
        "OutputIntents",
        vec![Object::Dictionary(dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFA1",
            "OutputConditionIdentifier" => string(INTENT),
            "Info" => string(INTENT),
            "DestOutputProfile" => profile,
        })],
    );
    if let Some(specification) = attachment {
        catalog.set("AF", vec![Object::Reference(specification)]);
        let names = vec![string(RECORD), Object::Reference(specification)];
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    }
    Ok(())
}

/// The record as an associated file (ISO 19005-3, 6.8).
fn attachment(file: &mut File, about: &About<'_>, date: &str) -> lopdf::ObjectId {
    let embedded = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => Object::Name(b"application/json".to_vec()),
        "Params" => dictionary! { "Size" => integer(about.record.len()), "ModDate" => string(date) },
    };
    let embedded = file.stream(embedded, about.record);
    file.add(dictionary! {
        "Type" => "Filespec",
        "F" => string(RECORD),
        "UF" => string(RECORD),
        "Desc" => string(&about.record_name),
        "AFRelationship" => "Data",
        "EF" => dictionary! { "F" => embedded, "UF" => embedded },
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// XMP with the identification of PDF/A-3a and PDF/UA-1; the latter's schema has to be described (ISO 19005-3, 6.6.2.3).
fn xmp(about: &About<'_>) -> String {
    let date = about.created.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let tags: Vec<&str> = about.languages.iter().map(|language| language.tag()).collect();
    let languages = tags.join("</rdf:li><rdf:li>");
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{languages}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of PDF/UA standard</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{feff}',
        title = escape(&about.title),
        author = escape(&about.author),
    )
}
