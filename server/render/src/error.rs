//! What can go wrong between a record and its document. Each error says where in the template it happened.

use std::fmt;

use thiserror::Error;

/// Where in a template: the file, the line, and the element that stands there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Path inside the template folder, e.g. `birth-extract/page.xml`.
    pub file: String,
    /// Line of the template as written, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Name of the element, empty when none is meant.
    pub element: String,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, element: String::new() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.element.is_empty() {
            write!(f, ": <{}>", self.element)?;
        }
        Ok(())
    }
}

/// A document that could not be made, and where in its template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{place}: {problem}")]
pub struct RenderError {
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// The record names a kind that has no folder.
    #[error("there is no document kind {0}")]
    UnknownKind(String),
    /// The record asks for a language the kind does not have.
    #[error("the kind has no language variant {0}")]
    UnknownLanguage(String),
    /// A file of the kind is missing.
    #[error("the file is missing")]
    MissingFile,
    /// A file of the kind cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The template language (minijinja) refused.
    #[error("{0}")]
    Template(String),
    /// What came out of the template is no well-formed XML.
    #[error("not well-formed: {0}")]
    Xml(String),
    /// An element that is not in the vocabulary, or not there.
    #[error("the element is not known inside <{inside}>")]
    UnknownElement {
        /// The element around it.
        inside: String,
    },
    /// An attribute that the element does not have.
    #[error("the attribute {0} is not known")]
    UnknownAttribute(String),
    /// An attribute that the element needs.
    #[error("the attribute {0} is missing")]
    MissingAttribute(&'static str),
    /// An attribute that cannot be understood.
    #[error("the attribute {name} cannot be {value:?}")]
    BadAttribute {
        /// Its name.
        name: String,
        /// What it said.
        value: String,
    },
    /// Bare words where only elements may stand.
    #[error("text may not stand here: {0:?}")]
    StrayText(String),
    /// A value that came out empty.
    #[error("the value is missing")]
    MissingValue,
    /// A label that is not in the texts of the kind, or lacks a variable.
    #[error("{0}")]
    Label(String),
    /// A character that no font of the document has.
    #[error("no font has the character {character:?} (U+{:04X}) of {text:?}", u32::from(*character))]
    NoGlyph {
        /// The character.
        character: char,
        /// The text it stands in.
        text: String,
    },
    /// Something that fits on no page even at the smallest size.
    #[error("does not fit: {0}")]
    Overflow(String),
    /// The code for scanning cannot hold its text.
    #[error("the QR code cannot be made: {0}")]
    Qr(String),
    /// The fonts could not be used.
    #[error("font: {0}")]
    Font(String),
    /// The PDF could not be completed.
    #[error("PDF: {0}")]
    Pdf(String),
}

impl Problem {
    /// This problem at that place.
    pub fn at(self, place: &Place) -> RenderError {
        RenderError { place: place.clone(), problem: self }
    }

    /// This problem in a whole file.
    pub fn in_file(self, file: impl Into<String>) -> RenderError {
        RenderError { place: Place::file(file), problem: self }
    }
}
