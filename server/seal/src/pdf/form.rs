//! Signature fields of the form (ISO 32000-1, 12.7).

use super::object::{Dictionary, Object, Ref};
use super::{PdfError, PdfFile};

const MAX_DEPTH: usize = 8;
const MAX_FIELDS: usize = 4096;

/// A signature field that is also its widget: one dictionary, as pdfsig and the tag tree need it.
#[derive(Debug)]
pub(crate) struct SignatureField<'a> {
    pub id: Ref,
    pub name: &'a [u8],
    pub dictionary: &'a Dictionary,
    /// The signature dictionary, if the field is filled.
    pub value: Option<Ref>,
}

/// All signature fields, in the order of the form.
pub(crate) fn signature_fields<'a>(file: &'a PdfFile<'_>) -> Result<Vec<SignatureField<'a>>, PdfError> {
    let Some(form) = file.dictionary(file.catalog()?, b"AcroForm") else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let mut seen = Vec::new();
    if let Some(fields) = file.array(form, b"Fields") {
        collect(file, fields, None, &mut seen, &mut found, 0)?;
    }
    Ok(found)
}

fn collect<'a>(
    file: &'a PdfFile<'_>,
    fields: &'a [Object],
    inherited: Option<&[u8]>,
    seen: &mut Vec<Ref>,
    found: &mut Vec<SignatureField<'a>>,
    depth: usize,
) -> Result<(), PdfError> {
    for field in fields {
        let id = field.as_reference().ok_or(PdfError::Damaged("a form field is not an object of its own"))?;
        if depth > MAX_DEPTH || seen.len() > MAX_FIELDS || seen.contains(&id) {
            return Err(PdfError::Damaged("the form is not a tree"));
        }
        seen.push(id);
        let dictionary = file.get(id).and_then(Object::as_dictionary);
        let dictionary = dictionary.ok_or(PdfError::Damaged("a form field is missing"))?;
        let kind = dictionary.get(b"FT").and_then(Object::as_name).or(inherited);
        let kids = file.array(dictionary, b"Kids");
        if kind == Some(b"Sig") {
            found.push(field_of(id, dictionary, kids.is_some() || depth > 0)?);
        } else if let Some(kids) = kids {
            collect(file, kids, kind, seen, found, depth + 1)?;
        }
    }
    Ok(())
}

fn field_of(id: Ref, dictionary: &Dictionary, split: bool) -> Result<SignatureField<'_>, PdfError> {
    let name = dictionary.get(b"T").and_then(Object::as_string);
    let value = match dictionary.get(b"V") {
        None => None,
        Some(Object::Reference(value)) => Some(*value),
        Some(_) => return Err(PdfError::Damaged("a signature stands inside its field")),
    };
    match name {
        Some(name) if !split && dictionary.has_name(b"FT", b"Sig") => {
            Ok(SignatureField { id, name, dictionary, value })
        }
        _ => Err(PdfError::Damaged("a signature field is not of one piece")),
    }
}
