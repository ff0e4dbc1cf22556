//! In which ways two spellings of the same name differ.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::{Script, fold, script_of_char};

/// A difference of writing that leaves the name the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Capital and small letters.
    Case,
    /// Accents of Latin letters.
    Accents,
    /// Hyphens, apostrophes, dots.
    Punctuation,
    /// Words joined or parted: «عبدالله», «عبد الله».
    Spacing,
    /// Arabic vowel signs, shadda, tatweel.
    Vowels,
    /// Hamza and its seat: «أحمد», «احمد».
    Hamza,
    /// «ة» or «ه» at the end.
    TaMarbuta,
    /// «ى» or «ي» at the end.
    AlefMaqsura,
    /// The same letters in another encoding, or digits of another script.
    Encoding,
    /// The same words in another order.
    WordOrder,
    /// What was declared is the beginning of what is registered.
    Shorter,
    /// What was declared knows less: the year without the day, no part of the register.
    LessPrecise,
    /// What was declared knows more than the register.
    MorePrecise,
}

impl Form {
    /// The word in data and in the keys of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Accents => "accents",
            Self::Punctuation => "punctuation",
            Self::Spacing => "spacing",
            Self::Vowels => "vowels",
            Self::Hamza => "hamza",
            Self::TaMarbuta => "ta-marbuta",
            Self::AlefMaqsura => "alef-maqsura",
            Self::Encoding => "encoding",
            Self::WordOrder => "word-order",
            Self::Shorter => "shorter",
            Self::LessPrecise => "less-precise",
            Self::MorePrecise => "more-precise",
        }
    }
}

/// The ways in which two texts that fold alike differ, or `None` when they do not fold alike.
///
/// Both are brought nearer to the folded form one step at a time; a step that changes whether or how they differ
/// is a way in which they do.
pub(super) fn forms(a: &str, b: &str) -> Option<Vec<Form>> {
    let (folded_a, folded_b) = (fold(a), fold(b));
    let joined = |text: &str| text.replace(' ', "");
    let sorted = |text: &str| {
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        words.join(" ")
    };
    if folded_a.is_empty() || folded_b.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    if folded_a != folded_b {
        if joined(&folded_a) == joined(&folded_b) {
            found.push(Form::Spacing);
        } else if sorted(&folded_a) == sorted(&folded_b) {
            found.push(Form::WordOrder);
        } else {
            return None;
        }
    }
    // compared as bags of letters, so that order and spacing do not hide the other ways
    let bag = |text: &str| {
        let mut letters: Vec<char> = text.nfc().filter(|c| !c.is_whitespace()).collect();
        letters.sort_unstable();
        letters
    };
    let (mut a, mut b) = (a.to_owned(), b.to_owned());
    for (form, step) in STEPS {
        if bag(&a) == bag(&b) {
            break;
        }
        let (next_a, next_b) = (step(&a), step(&b));
        if removed(&bag(&a), &bag(&b)) != removed(&bag(&next_a), &bag(&next_b)) {
            found.push(form);
        }
        (a, b) = (next_a, next_b);
    }
    if found.is_empty() {
        found.push(Form::Spacing);
    }
    found.sort_unstable();
    Some(found)
}

/// How many letters of two sorted bags have no equal in the other.
fn removed(a: &[char], b: &[char]) -> usize {
    let mut rest = b.to_vec();
    let mut alone = 0;
    for letter in a {
        match rest.binary_search(letter) {
            Ok(at) => {
                rest.remove(at);
            }
            Err(_) => alone += 1,
        }
    }
    alone + rest.len()
}

type Step = fn(&str) -> String;

const STEPS: [(Form, Step); 8] = [
    (Form::Punctuation, |text| {
        text.chars().filter(|c| c.is_alphanumeric() || is_combining_mark(*c) || *c == 'ـ').collect()
    }),
    (Form::Case, |text| text.to_lowercase()),
    (Form::Accents, |text| {
        text.nfd().filter(|c| !(is_combining_mark(*c) && script_of_char(*c) != Script::Arabic)).nfc().collect()
    }),
    (Form::Vowels, |text| text.chars().filter(|c| !matches!(c, 'ـ' | '\u{064B}'..='\u{0652}' | '\u{0670}')).collect()),
    (Form::Hamza, |text| {
        text.nfd()
            .filter(|c| !matches!(c, 'ء' | '\u{0653}'..='\u{0655}'))
            .map(|c| if c == 'ٱ' { 'ا' } else { c })
            .nfc()
            .collect()
    }),
    (Form::TaMarbuta, |text| text.replace('ة', "ه")),
    (Form::AlefMaqsura, |text| text.replace('ى', "ي")),
    (Form::Encoding, |text| fold(text)),
];
