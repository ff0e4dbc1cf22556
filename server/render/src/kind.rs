//! What a kind of document is: `kind.toml`, read into a type that the service and the pages read too.

use serde::{Deserialize, Serialize};
use wathiq_domain::Locale;

use crate::error::{Problem, RenderError};

/// A kind of document, as its folder says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Name of the folder and code everywhere: `birth-extract`.
    pub code: String,
    /// Number in the credential; never changes, never used again. 0 for what is not issued (the cover sheet).
    pub number: u16,
    /// Name in the three languages of the pages.
    pub name: Names,
    /// One sentence for those who order: what it is and who asks for it.
    pub description: Names,
    /// Language variants, the default one first.
    pub languages: Vec<Variant>,
    /// The kind of act it is drawn from.
    pub act: ActSource,
    /// Fee of one copy in hundredths of the currency.
    pub fee_centimes: u32,
    /// Working days within which it is promised.
    pub promised_working_days: u8,
    /// Months for which receivers take it as fresh; printed nowhere, shown on verification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity_months: Option<u8>,
    /// Who has to approve before it is sealed.
    pub approval: Approval,
    /// The texts it is issued under, for documents whose tenant names none.
    pub legal_basis: LegalBasis,
}

/// A text in the languages of the pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Arabic.
    pub ar: String,
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// A text in the languages of documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// Arabic.
    pub ar: String,
    /// French.
    pub fr: String,
}

/// Languages a document can be issued in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variant {
    /// Both, side by side.
    ArFr,
    /// Arabic alone.
    Ar,
    /// French alone.
    Fr,
}

/// The kind of register entry a document is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActSource {
    /// Birth act.
    Birth,
    /// Death act.
    Death,
    /// No act: made from what the office knows of the request.
    None,
}

/// Who has to approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approval {
    /// A clerk compares request and act, a registrar seals.
    ClerkThenRegistrar,
    /// A registrar alone.
    Registrar,
    /// Nobody: not a document with force.
    None,
}

impl Kind {
    /// Reads `<folder>/kind.toml`.
    pub fn parse(source: &str, file: &str) -> Result<Self, RenderError> {
        let kind: Self = toml::from_str(source)
            .map_err(|error| Problem::Unreadable(error.to_string().trim_end().to_owned()).in_file(file))?;
        if kind.languages.is_empty() {
            return Err(Problem::Unreadable("a kind needs a language".to_owned()).in_file(file));
        }
        Ok(kind)
    }
}

impl Names {
    /// The text in a language.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::Ar => &self.ar,
            Locale::Fr => &self.fr,
            Locale::En => &self.en,
        }
    }
}

impl Variant {
    /// The code in the record: `ar-fr`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ArFr => "ar-fr",
            Self::Ar => "ar",
            Self::Fr => "fr",
        }
    }

    /// The variant of a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::ArFr, Self::Ar, Self::Fr].into_iter().find(|variant| variant.code() == code)
    }

    /// Languages by their place on paper, left to right.
    pub const fn columns(self) -> &'static [Locale] {
        match self {
            Self::ArFr => &[Locale::Fr, Locale::Ar],
            Self::Ar => &[Locale::Ar],
            Self::Fr => &[Locale::Fr],
        }
    }

    /// Languages by rank, the official one first.
    pub const fn ranked(self) -> &'static [Locale] {
        match self {
            Self::ArFr => &[Locale::Ar, Locale::Fr],
            Self::Ar => &[Locale::Ar],
            Self::Fr => &[Locale::Fr],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;

    #[test]
    fn the_birth_extract_is_what_the_contract_of_credentials_says() {
        let files = Files::embedded();
        let kind = Kind::parse(files.text("birth-extract/kind.toml").unwrap(), "kind.toml").unwrap();
        assert_eq!((kind.code.as_str(), kind.number), ("birth-extract", 1));
        assert_eq!(kind.languages, [Variant::ArFr, Variant::Ar, Variant::Fr]);
        assert_eq!(kind.act, ActSource::Birth);
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let error = Kind::parse("colour = 1", "k/kind.toml").unwrap_err();
        assert!(error.to_string().starts_with("k/kind.toml: cannot be read"), "{error}");
    }
}
