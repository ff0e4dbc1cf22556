//! Just enough of PDF to seal a file and to judge a sealed one, read strictly.
//!
//! The files sealed here are written by our own renderer: classic cross-reference tables, one revision, no encryption.
//! Nothing else is read. A lenient reader repairs what it does not understand, and each repair is a place where two readers
//! see two documents in the same signed bytes; this one refuses instead:
//!
//! * every byte of a revision belongs to an object, the table or white space, so nothing hides between objects;
//! * an object stands where the table says, under its number, once;
//! * a dictionary key appears once.
//!
//! | file | what |
//! |---|---|
//! | `object`, `parser` | objects, and how they are spelt |
//! | `file` | revisions, tables, trailers |
//! | `form` | signature fields |
//! | `attachment` | embedded files |
//! | `update` | one more revision, written at the end |

mod attachment;
mod file;
mod form;
mod object;
mod parser;
mod update;

pub(crate) use attachment::record;
pub(crate) use file::PdfFile;
pub(crate) use form::{SignatureField, signature_fields};
pub(crate) use object::{Dictionary, Object, Ref};
pub(crate) use update::{Update, text_string};

/// Why bytes are not read as a PDF; the text names the rule that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PdfError {
    /// No PDF header.
    NotAPdf,
    /// Valid PDF perhaps, but of a kind that is not sealed here.
    Unsupported(&'static str),
    /// Broken, or shaped so that readers could differ about it.
    Damaged(&'static str),
}
