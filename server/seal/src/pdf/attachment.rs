//! Embedded files (ISO 32000-1, 7.11.4; associated files of ISO 19005-3, annex E).

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::object::{Dictionary, Object, Ref};
use super::{PdfError, PdfFile};

/// Bytes beyond which an attachment is not unpacked.
const UNPACKED_LIMIT: u64 = 4 << 20;
const MAX_DEPTH: usize = 8;
/// Nodes of the name tree that are visited: a tree whose nodes share children could have any number of paths.
const MAX_NODES: usize = 256;

/// The attachment of this name that is declared as the data of the document, if there is one.
pub(crate) fn record(file: &PdfFile<'_>, name: &[u8]) -> Result<Option<Vec<u8>>, PdfError> {
    let catalog = file.catalog()?;
    let mut listed: Vec<Ref> = Vec::new();
    let mut nodes = MAX_NODES;
    if let Some(associated) = file.array(catalog, b"AF") {
        listed.extend(associated.iter().filter_map(Object::as_reference));
    }
    if let Some(names) = file.dictionary(catalog, b"Names").and_then(|names| file.dictionary(names, b"EmbeddedFiles")) {
        collect(file, names, &mut listed, &mut nodes, 0)?;
    }
    listed.sort_unstable();
    listed.dedup();
    let mut found = listed.into_iter().filter_map(|id| file.get(id)?.as_dictionary()).filter(|spec| {
        [b"F".as_slice(), b"UF"]
            .iter()
            .any(|key| spec.get(key).and_then(Object::as_string).is_some_and(|n| is(n, name)))
    });
    let Some(spec) = found.next() else {
        return Ok(None);
    };
    if found.next().is_some() {
        return Err(PdfError::Damaged("two attachments have one name"));
    }
    if !spec.has_name(b"AFRelationship", b"Data") {
        return Err(PdfError::Damaged("the attached record is not declared as data"));
    }
    let embedded = file.dictionary(spec, b"EF").and_then(|files| file.resolve(files.get(b"F")?));
    let Some(Object::Stream(dictionary, data)) = embedded else {
        return Err(PdfError::Damaged("the attached record is missing"));
    };
    let data = file.bytes.get(data.clone()).ok_or(PdfError::Damaged("the attached record is missing"))?;
    unpack(dictionary, data).map(Some)
}

/// File names are plain ASCII here, so a text string is that, or the same in UTF-16 with its mark.
fn is(text: &[u8], name: &[u8]) -> bool {
    let wide = [0xFE, 0xFF].into_iter().chain(name.iter().flat_map(|byte| [0, *byte]));
    text == name || text.iter().copied().eq(wide)
}

/// The values of a name tree.
fn collect(
    file: &PdfFile<'_>,
    node: &Dictionary,
    into: &mut Vec<Ref>,
    nodes: &mut usize,
    depth: usize,
) -> Result<(), PdfError> {
    let left = nodes.checked_sub(1).filter(|_| depth <= MAX_DEPTH);
    let Some(left) = left else {
        return Err(PdfError::Damaged("the attachments are nested too deeply"));
    };
    *nodes = left;
    for pair in file.array(node, b"Names").unwrap_or_default().chunks(2) {
        into.extend(pair.get(1).and_then(Object::as_reference));
    }
    for kid in file.array(node, b"Kids").unwrap_or_default() {
        let kid = file.resolve(kid).and_then(Object::as_dictionary);
        collect(file, kid.ok_or(PdfError::Damaged("an attachment is missing"))?, into, nodes, depth + 1)?;
    }
    Ok(())
}

fn unpack(dictionary: &Dictionary, data: &[u8]) -> Result<Vec<u8>, PdfError> {
    let filter = match dictionary.get(b"Filter") {
        Some(Object::Array(filters)) if filters.len() < 2 => filters.first(),
        filter => filter,
    };
    match filter {
        None => Ok(data.to_vec()),
        Some(Object::Name(name)) if name == b"FlateDecode" && dictionary.get(b"DecodeParms").is_none() => {
            let mut out = Vec::new();
            let read = ZlibDecoder::new(data).take(UNPACKED_LIMIT + 1).read_to_end(&mut out);
            match read {
                Ok(read) if read as u64 <= UNPACKED_LIMIT => Ok(out),
                Ok(_) | Err(_) => Err(PdfError::Damaged("the attached record cannot be unpacked")),
            }
        }
        Some(_) => Err(PdfError::Unsupported("the attached record is packed in another way")),
    }
}
