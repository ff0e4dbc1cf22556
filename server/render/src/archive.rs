//! Written pages into a file that lasts: PDF/A-3a and PDF/UA-1, tagged, with the record attached and the signature
//! field ready to be filled. printpdf writes the pages, lopdf the rest of the objects.

mod compound;
mod fonts;
pub mod icc;
mod metadata;
mod structure;

use std::io::Write as _;
use std::sync::OnceLock;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, to_lopdf_doc};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use wathiq_domain::Locale;

use crate::compose::SealField;
use crate::error::{Place, Problem, RenderError};
use crate::fonts::Fonts;
use crate::page::{Box4, Writer};
use crate::tags::Tags;

/// What the file says of itself.
pub struct About<'a> {
    pub title: String,
    pub author: String,
    /// Languages of the document, the first one its main language.
    pub languages: &'a [Locale],
    /// The machine-readable record to attach; empty for none.
    pub record: &'a [u8],
    /// What the attachment is called for people.
    pub record_name: String,
    pub created: Timestamp,
    pub document_id: Uuid,
}

/// Completes the pages into a file.
pub fn finish(
    writer: Writer<'_>,
    tags: &Tags,
    field: Option<&SealField>,
    about: &About<'_>,
    font_table: &Fonts,
) -> Result<Vec<u8>, RenderError> {
    let Writer { sheets, codes, marks, figures, seal, .. } = writer;
    let mut pdf = PdfDocument::new(&about.title);
    for (face, codes) in font_table.faces().iter().zip(codes.faces()) {
        fonts::give_widths(&mut pdf, face, codes);
    }
    for sheet in sheets {
        pdf.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), sheet.ops));
    }
    let mut file = File { document: to_lopdf_doc(&pdf, &PdfSaveOptions::default(), &mut Vec::new()) };
    "1.7".clone_into(&mut file.document.version);

    let pages: Vec<ObjectId> = file.document.get_pages().into_values().collect();
    let shown = fonts::write(&mut file, font_table, &codes)?;
    file.share_resources(&pages, &shown)?;

    let widget = match (field, &seal) {
        (Some(field), Some(seal)) => Some(file.widget(field, seal, &pages, &shown)?),
        _ => None,
    };
    let tree = structure::write(&mut file, tags, &marks, &figures, &pages, widget);
    for (number, page) in pages.iter().enumerate() {
        let dictionary = file.dictionary(*page)?;
        for key in ["TrimBox", "CropBox", "Annots"] {
            dictionary.remove(key.as_bytes());
        }
        dictionary.set("StructParents", integer(number));
        dictionary.set("Tabs", "S");
        if let (Some(widget), Some(seal)) = (widget, &seal)
            && seal.page == number
        {
            dictionary.set("Annots", vec![Object::Reference(widget)]);
        }
    }
    metadata::write(&mut file, about)?;
    let root = file.root()?;
    let catalog = file.dictionary(root)?;
    catalog.set("StructTreeRoot", tree);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    if let Some(widget) = widget {
        let fields = vec![Object::Reference(widget)];
        catalog.set("AcroForm", dictionary! { "Fields" => fields, "SigFlags" => 3 });
    }
    file.save(about)
}

/// Of nine: twice as fast as the usual six, and some hundredths larger.
const LEVEL: Compression = Compression::new(3);

/// The objects of a file being completed.
pub struct File {
    document: Document,
}

impl File {
    fn root(&self) -> Result<ObjectId, RenderError> {
        self.document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|error| pdf(&error))
    }

    fn dictionary(&mut self, id: ObjectId) -> Result<&mut Dictionary, RenderError> {
        self.document.get_dictionary_mut(id).map_err(|error| pdf(&error))
    }

    fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.document.add_object(object)
    }

    /// Adds a stream, compressed.
    fn stream(&mut self, dictionary: Dictionary, bytes: &[u8]) -> ObjectId {
        let mut dictionary = dictionary;
        dictionary.set("Filter", "FlateDecode");
        self.add(Stream::new(dictionary, deflate(bytes)))
    }

    /// Adds a stream whose bytes never change, compressed once.
    fn constant(&mut self, dictionary: Dictionary, bytes: &'static [u8], done: &'static OnceLock<Vec<u8>>) -> ObjectId {
        let mut dictionary = dictionary;
        dictionary.set("Filter", "FlateDecode");
        let bytes = done.get_or_init(|| deflate(bytes)).clone();
        self.add(Stream::new(dictionary, bytes))
    }

    /// One resource dictionary for all pages, with the fonts and nothing that is not used.
    fn share_resources(&mut self, pages: &[ObjectId], shown: &Dictionary) -> Result<(), RenderError> {
        let resources = self.add(dictionary! { "Font" => shown.clone() });
        for page in pages {
            self.dictionary(*page)?.set("Resources", resources);
        }
        Ok(())
    }

    /// The empty signature field: field and widget in one dictionary, so that sealing rewrites this object alone.
    fn widget(
        &mut self,
        field: &SealField,
        seal: &crate::page::SealBox,
        pages: &[ObjectId],
        shown: &Dictionary,
    ) -> Result<ObjectId, RenderError> {
        let page = pages.get(seal.page).copied().ok_or_else(|| Problem::Pdf("no page".to_owned()).at(&field.place))?;
        let [left, bottom, right, top] = seal.rect;
        let appearance = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => numbers([0.0, 0.0, right - left, top - bottom]),
            "Resources" => dictionary! { "Font" => shown.clone() },
        };
        let appearance = self.stream(appearance, &seal.appearance);
        Ok(self.add(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "FT" => "Sig",
            "T" => string(&field.name),
            "TU" => string(&field.alternate),
            // print, locked (ISO 32000-1, table 165)
            "F" => 132,
            "P" => page,
            "Rect" => numbers(seal.rect),
            "StructParent" => integer(pages.len()),
            "AP" => dictionary! { "N" => appearance },
        }))
    }

    fn save(mut self, about: &About<'_>) -> Result<Vec<u8>, RenderError> {
        self.document.prune_objects();
        for object in self.document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.allows_compression
                && !stream.dict.has(b"Filter")
            {
                let bytes = deflate(&stream.content);
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(bytes);
            }
        }
        let half = |digest: &[u8]| Object::String(digest.iter().copied().take(16).collect(), StringFormat::Hexadecimal);
        let document = half(&Sha256::digest(about.document_id.as_bytes()));
        let content =
            half(&Sha256::new().chain_update(about.document_id.as_bytes()).chain_update(about.record).finalize());
        self.document.trailer.set("ID", vec![document, content]);
        self.document.renumber_objects();
        let mut bytes = Vec::with_capacity(96 * 1024);
        self.document.save_to(&mut bytes).map_err(|error| Problem::Pdf(error.to_string()).at(&Place::default()))?;
        Ok(bytes)
    }
}

fn pdf(error: &lopdf::Error) -> RenderError {
    Problem::Pdf(error.to_string()).at(&Place::default())
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), LEVEL);
    // writing to memory cannot fail
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// UTF-16 with its mark, as text strings want it (ISO 32000-1, 7.9.2.2).
pub fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xFE, 0xFF];
    for unit in text.encode_utf16() {
        bytes.extend(unit.to_be_bytes());
    }
    bytes
}

/// A text string.
fn string(text: &str) -> Object {
    if text.is_ascii() { Object::string_literal(text) } else { Object::String(utf16(text), StringFormat::Hexadecimal) }
}

fn numbers(values: Box4) -> Object {
    Object::Array(values.iter().map(|value| Object::Real(*value)).collect())
}

fn integer(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
