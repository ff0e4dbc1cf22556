//! Names in two scripts, and the sex by which labels inflect.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest name a register may hold, in characters.
pub const NAME_MAX: usize = 120;

/// Why a name was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NameError {
    /// Nothing was given.
    #[error("the name is empty")]
    Empty,
    /// Longer than [`NAME_MAX`].
    #[error("the name is longer than {NAME_MAX} characters")]
    TooLong,
    /// Control characters or direction overrides, which can make a name show as another.
    #[error("the name has a character that cannot be printed")]
    Unsafe,
}

/// The same text in Arabic and in French (Latin script), as recorded; neither is derived from the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Bilingual {
    /// Arabic script.
    pub ar: String,
    /// Latin script.
    pub fr: String,
}

impl Bilingual {
    /// Both texts.
    pub fn new(ar: impl Into<String>, fr: impl Into<String>) -> Self {
        Self { ar: ar.into(), fr: fr.into() }
    }

    /// The text for a page in `locale`; English pages show the Latin script.
    pub fn get(&self, locale: crate::Locale) -> &str {
        match locale {
            crate::Locale::Ar => &self.ar,
            crate::Locale::Fr | crate::Locale::En => &self.fr,
        }
    }
}

/// Sex as recorded in the act; labels of Moroccan forms inflect by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// أنثى, féminin.
    Female,
    /// ذكر, masculin.
    Male,
}

impl Sex {
    /// The word in data: `female` or `male`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

/// A name that can be printed: trimmed, inner white space folded, NFC, no unsafe character.
///
/// # Errors
/// When it is empty, too long or holds a character that could make it show as another name.
pub fn parse_name(text: &str) -> Result<String, NameError> {
    use unicode_normalization::UnicodeNormalization;
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>();
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > NAME_MAX {
        return Err(NameError::TooLong);
    }
    if name.chars().any(is_unsafe) {
        return Err(NameError::Unsafe);
    }
    Ok(name)
}

/// Control characters, direction overrides and isolates, and characters that show nothing.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFD}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_space_and_keeps_scripts() {
        assert_eq!(parse_name("  Fatima   Zahra ").unwrap(), "Fatima Zahra");
        assert_eq!(parse_name("مُحَمَّد").unwrap(), "مُحَمَّد");
        assert_eq!(parse_name("ⵎⵓⵃⵎⴷ").unwrap(), "ⵎⵓⵃⵎⴷ");
    }

    #[test]
    fn refuses_what_shows_as_another_name() {
        assert_eq!(parse_name("ab\u{202E}cd"), Err(NameError::Unsafe));
        assert_eq!(parse_name("ab\u{0000}"), Err(NameError::Unsafe));
        assert_eq!(parse_name(" \t "), Err(NameError::Empty));
        assert_eq!(parse_name(&"a".repeat(NAME_MAX + 1)), Err(NameError::TooLong));
    }
}
