//! Several PDFs as one to print: for the post room, never for keeping. What is joined is no longer sealed, archival or
//! tagged; the files it came from stay as they are.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::error::{Problem, RenderError};

/// Name of the joined file in errors.
const JOINED: &str = "print.pdf";

/// One PDF with the pages of all, in order, to print at full size.
///
/// # Errors
/// When one of them is no PDF.
pub fn join(files: &[&[u8]]) -> Result<Vec<u8>, RenderError> {
    let fail = |error: lopdf::Error| Problem::Unreadable(error.to_string()).in_file(JOINED);
    let mut joined = Document::with_version("1.7");
    let tree = joined.new_object_id();
    let mut pages: Vec<Object> = Vec::new();
    for file in files {
        let mut part = Document::load_mem(file).map_err(fail)?;
        part.renumber_objects_with(joined.max_id + 1);
        let own: Vec<ObjectId> = part.get_pages().into_values().collect();
        for page in &own {
            inherit(&mut part, *page).map_err(fail)?;
            flatten(&mut part, *page).map_err(fail)?;
            let dictionary = part.get_dictionary_mut(*page).map_err(fail)?;
            // Tags, form fields and links belong to the file they were made for.
            for key in [b"StructParents".as_slice(), b"Annots", b"Tabs"] {
                dictionary.remove(key);
            }
            dictionary.set("Parent", tree);
        }
        pages.extend(own.into_iter().map(Object::Reference));
        joined.max_id = part.max_id;
        joined.objects.append(&mut part.objects);
    }
    let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    joined
        .objects
        .insert(tree, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count }));
    let preferences = dictionary! { "PrintScaling" => "None" };
    let catalog = dictionary! { "Type" => "Catalog", "Pages" => tree, "ViewerPreferences" => preferences };
    let catalog = joined.add_object(catalog);
    joined.trailer.set("Root", catalog);
    joined.prune_objects();
    joined.renumber_objects();
    let mut out = Vec::new();
    joined.save_to(&mut out).map_err(|error| Problem::Unreadable(error.to_string()).in_file(JOINED))?;
    Ok(out)
}

/// Draws what the annotations of a page show into the page itself: the visible seal has to be on the paper.
fn flatten(document: &mut Document, page: ObjectId) -> Result<(), lopdf::Error> {
    let annotations = match document.get_dictionary(page)?.get(b"Annots") {
        Ok(Object::Array(annotations)) => annotations.clone(),
        _ => return Ok(()),
    };
    let mut shown = Dictionary::new();
    let mut drawn = String::new();
    for (number, annotation) in annotations.iter().filter_map(|found| found.as_reference().ok()).enumerate() {
        let annotation = document.get_dictionary(annotation)?;
        let appearance = annotation.get(b"AP").and_then(Object::as_dict).and_then(|forms| forms.get(b"N"));
        let (Ok(Object::Reference(form)), Ok(corner)) =
            (appearance, annotation.get(b"Rect").and_then(Object::as_array))
        else {
            continue;
        };
        let [Ok(left), Ok(bottom)] = [0, 1].map(|at| corner.get(at).map_or(Ok(0.0), Object::as_float)) else {
            continue;
        };
        let _ = writeln!(drawn, "q 1 0 0 1 {left} {bottom} cm /Shown{number} Do Q");
        shown.set(format!("Shown{number}"), *form);
    }
    if shown.is_empty() {
        return Ok(());
    }
    let resources = document.get_dictionary(page)?.get(b"Resources")?;
    let mut resources = document.dereference(resources)?.1.as_dict()?.clone();
    resources.set("XObject", shown);
    let drawn = document.add_object(Stream::new(Dictionary::new(), drawn.into_bytes()));
    let dictionary = document.get_dictionary_mut(page)?;
    let contents = dictionary.get(b"Contents")?.clone();
    dictionary.set("Resources", resources);
    dictionary.set("Contents", vec![contents, Object::Reference(drawn)]);
    Ok(())
}

/// Writes what a page has from its parents into the page itself.
fn inherit(document: &mut Document, page: ObjectId) -> Result<(), lopdf::Error> {
    const INHERITED: [&[u8]; 3] = [b"MediaBox", b"Resources", b"Rotate"];
    let mut found = Dictionary::new();
    let mut at = document.get_dictionary(page)?.get(b"Parent").and_then(Object::as_reference).ok();
    while let Some(parent) = at {
        let parent = document.get_dictionary(parent)?;
        for key in INHERITED {
            if let (Ok(value), false) = (parent.get(key), found.has(key)) {
                found.set(key, value.clone());
            }
        }
        at = parent.get(b"Parent").and_then(Object::as_reference).ok();
    }
    let own = document.get_dictionary_mut(page)?;
    for (key, value) in &found {
        if !own.has(key) {
            own.set(key.clone(), value.clone());
        }
    }
    Ok(())
}
