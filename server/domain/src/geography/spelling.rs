//! One spelling for the many a place name has, by the rules of `aliases.csv`.
//!
//! * `letters`: groups of Latin letters that sound the same (sh, ch), replaced everywhere, in the order of the file;
//! * `prefix`: a beginning of words that may be left out (the Arabic article), when enough of the word remains;
//! * `word`: a word that is written in several ways (ouled, oulad), or left out (el, al) when it stands for nothing;
//! * `name`: another name of a whole place (Fez, Mazagan).

use std::collections::HashMap;

use serde::Deserialize;

use super::GeographyError;
use crate::text;

/// What must remain of a word without its prefix.
const STEM_MIN: usize = 3;

#[derive(Deserialize)]
struct Alias {
    kind: String,
    variant: String,
    canonical: String,
}

/// The rules of a country.
#[derive(Debug, Clone, Default)]
pub(super) struct Spelling {
    letters: Vec<(String, String)>,
    prefixes: Vec<String>,
    words: HashMap<String, String>,
    /// Other names and the names they stand for, as written in the file.
    pub(super) names: Vec<(String, String)>,
}

impl Spelling {
    pub(super) fn parse(source: &str) -> Result<Self, GeographyError> {
        let mut spelling = Self::default();
        for alias in csv::Reader::from_reader(source.as_bytes()).deserialize() {
            let Alias { kind, variant, canonical } = alias.map_err(|error| GeographyError::Alias(error.to_string()))?;
            if text::fold(&variant).is_empty() {
                return Err(GeographyError::Alias(format!("an empty variant of «{canonical}»")));
            }
            match kind.as_str() {
                "letters" => spelling.letters.push((text::fold(&variant), text::fold(&canonical))),
                "prefix" => spelling.prefixes.push(text::fold(&variant)),
                "word" => {
                    spelling.words.insert(text::fold(&variant), text::fold(&canonical));
                }
                "name" => spelling.names.push((variant, canonical)),
                _ => return Err(GeographyError::Alias(format!("no kind «{kind}»"))),
            }
        }
        Ok(spelling)
    }

    /// The words of a text in their one spelling; words that may be left out are, unless nothing else remains.
    pub(super) fn words(&self, typed: &str) -> Vec<Vec<char>> {
        let folded = text::words(typed);
        let kept: Vec<_> = folded.iter().map(|word| self.word(word)).filter(|word| !word.is_empty()).collect();
        if kept.is_empty() { folded.iter().map(|word| self.sounds(word)).collect() } else { kept }
    }

    /// All the letters of a text, no word replaced or left out: where a slip hides an article, this is still near.
    pub(super) fn letters(&self, typed: &str) -> Vec<char> {
        self.sounds(&text::fold(typed).replace(' ', ""))
    }

    fn word(&self, word: &str) -> Vec<char> {
        let word = match self.words.get(word) {
            Some(canonical) => canonical.as_str(),
            None => word,
        };
        let bare = self
            .prefixes
            .iter()
            .find_map(|prefix| word.strip_prefix(prefix.as_str()).filter(|rest| rest.chars().count() >= STEM_MIN));
        self.sounds(bare.unwrap_or(word))
    }

    /// Replaces letters that sound the same and drops doubled ones.
    fn sounds(&self, word: &str) -> Vec<char> {
        let mut word = word.to_owned();
        for (group, sound) in &self.letters {
            if word.contains(group.as_str()) {
                word = word.replace(group.as_str(), sound);
            }
        }
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    }
}
