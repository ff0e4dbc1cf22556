//! Issued documents.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Where an issued document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentState {
    /// Numbered, not yet sealed.
    Sealing,
    /// Sealed and in force.
    Sealed,
    /// Withdrawn, with a reason.
    Withdrawn,
    /// Replaced by a newer copy.
    Superseded,
}

impl DocumentState {
    /// The word in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sealing => "sealing",
            Self::Sealed => "sealed",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
        }
    }
}

/// Number of a document: year and serial within the commune and the year, without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentNumber {
    /// Year of issue.
    pub year: i16,
    /// Serial, from 1.
    pub serial: u32,
}

/// The text is not a document number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a document number is written year/serial, such as 2026/000123")]
pub struct DocumentNumberError;

impl DocumentNumber {
    /// Reads `2026/000123`.
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(text: &str) -> Result<Self, DocumentNumberError> {
        let (year, serial) = text.split_once('/').ok_or(DocumentNumberError)?;
        let year = year.parse().map_err(|_| DocumentNumberError)?;
        let serial = serial.parse().map_err(|_| DocumentNumberError)?;
        Ok(Self { year, serial })
    }
}

impl std::fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}/{:06}", self.year, self.serial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back() {
        let number = DocumentNumber { year: 2026, serial: 123 };
        assert_eq!(number.to_string(), "2026/000123");
        assert_eq!(DocumentNumber::parse("2026/000123"), Ok(number));
        assert!(DocumentNumber::parse("2026-123").is_err());
    }
}
