//! The three languages of every page.

use serde::{Deserialize, Serialize};

/// A language a page or a mail can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Arabic, right to left.
    #[default]
    Ar,
    /// French.
    Fr,
    /// English.
    En,
}

impl Locale {
    /// All languages, in the order a language switch shows them.
    pub const ALL: [Self; 3] = [Self::Ar, Self::Fr, Self::En];

    /// BCP 47 language tag, as used in URLs and in `lang`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// Direction of writing: `rtl` or `ltr`, as in HTML's `dir`.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            Self::Fr | Self::En => "ltr",
        }
    }

    /// The language of a tag, if it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }
}
