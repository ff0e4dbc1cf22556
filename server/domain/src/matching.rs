//! What was declared against what is registered, field by field, for the eye of the clerk.
//!
//! Nothing here decides: values of a document come from the register, and a person approves. The comparison says where
//! to look, and why two spellings differ. Names are compared in each script apart; across scripts only by
//! their consonants (see [`skeleton`]), since neither spelling is derived from the other.

mod distance;
pub mod fields;
pub mod form;
pub mod skeleton;

pub use distance::bounded_distance;
pub use fields::{Comparison, Field, Verdict, rank};
pub use form::Form;

use crate::act::ActNumber;
use crate::dates::PartialDate;
use crate::names::Bilingual;
use crate::order::DeclaredName;
use crate::text::{Script, fold, script_of};
use skeleton::Agreement;

/// Below this many hundredths two values are called different.
const SIMILAR_MIN: u8 = 60;
/// Two scripts, the same consonants.
const CLOSE_SCORE: u8 = 90;
/// Two scripts, nearly the same consonants.
const LOOSE_SCORE: u8 = 75;

/// How a declared value differs from the registered one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The same text or value.
    Same,
    /// The same but for the way it is written; which ways, each once.
    SameButForm(Vec<Form>),
    /// Near: a slip, another transliteration; in hundredths, from 60 to 99.
    Similar(u8),
    /// Something else.
    Different,
    /// The citizen did not say.
    NotGiven,
    /// The register does not say.
    NotRegistered,
}

impl Difference {
    /// How well the values agree, in hundredths; `None` when one of them is missing.
    pub const fn score(&self) -> Option<u8> {
        match self {
            Self::Same => Some(100),
            Self::SameButForm(_) => Some(98),
            Self::Similar(score) => Some(*score),
            Self::Different => Some(0),
            Self::NotGiven | Self::NotRegistered => None,
        }
    }

    /// Whether the values are the same, in whatever form.
    pub const fn is_same(&self) -> bool {
        matches!(self, Self::Same | Self::SameButForm(_))
    }
}

/// Compares two names or places, of the same script or of two.
pub fn compare_text(declared: &str, registered: &str) -> Difference {
    let (declared, registered) = (declared.trim(), registered.trim());
    if declared.is_empty() {
        return Difference::NotGiven;
    }
    if registered.is_empty() {
        return Difference::NotRegistered;
    }
    if declared == registered {
        return Difference::Same;
    }
    if let Some(forms) = form::forms(declared, registered) {
        return Difference::SameButForm(forms);
    }
    let scripts = (script_of(declared), script_of(registered));
    let score = match scripts {
        (Script::Arabic, Script::Latin) | (Script::Latin, Script::Arabic) => {
            match skeleton::agreement(declared, registered) {
                Agreement::Close => CLOSE_SCORE,
                Agreement::Loose => LOOSE_SCORE,
                Agreement::None => 0,
            }
        }
        _ => likeness(&fold(declared), &fold(registered)),
    };
    if score >= SIMILAR_MIN { Difference::Similar(score) } else { Difference::Different }
}

/// Hundredths of letters that two folded texts share, spaces not counted; at most 99.
fn likeness(a: &str, b: &str) -> u8 {
    let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<Vec<char>>();
    let (a, b) = (letters(a), letters(b));
    let longest = a.len().max(b.len());
    // a name of three letters with one changed is another name
    let limit = if longest < 4 { 0 } else { (longest * 2).div_ceil(5) };
    bounded_distance(&a, &b, limit)
        .and_then(|distance| u8::try_from((longest - distance) * 100 / longest.max(1)).ok())
        .map_or(0, |score| score.min(99))
}

/// Compares a name declared in one or both scripts with the registered pair: Arabic, then Latin.
///
/// Where the register lacks the script that was declared, the other script's entry is compared by its consonants.
pub fn compare_name(declared: &DeclaredName, registered: &Bilingual) -> [Difference; 2] {
    let against = |declared: &str, same: &str, other: &str| {
        compare_text(declared, if same.trim().is_empty() { other } else { same })
    };
    [against(&declared.ar, &registered.ar, &registered.fr), against(&declared.fr, &registered.fr, &registered.ar)]
}

/// Compares a parent's given name, declared in either script, with the parent as recorded («Ahmed ben Ali»):
/// it is enough that the record begins with what was declared.
pub fn compare_parent(declared: &str, registered: Option<&Bilingual>) -> Difference {
    if declared.trim().is_empty() {
        return Difference::NotGiven;
    }
    let Some(registered) = registered else {
        return Difference::NotRegistered;
    };
    let (same, other) = match script_of(declared) {
        Script::Arabic => (&registered.ar, &registered.fr),
        Script::Latin | Script::Tifinagh | Script::Other => (&registered.fr, &registered.ar),
    };
    let recorded = if same.trim().is_empty() { other } else { same };
    let whole = compare_text(declared, recorded);
    let words = declared.split_whitespace().count();
    let recorded_words: Vec<&str> = recorded.split_whitespace().collect();
    let Some(beginning) = recorded_words.get(..words).filter(|beginning| beginning.len() < recorded_words.len()) else {
        return whole;
    };
    match compare_text(declared, &beginning.join(" ")) {
        Difference::Same => Difference::SameButForm(vec![Form::Shorter]),
        Difference::SameButForm(mut forms) => {
            forms.push(Form::Shorter);
            Difference::SameButForm(forms)
        }
        near @ Difference::Similar(_) if near.score() > whole.score() => near,
        Difference::Similar(_) | Difference::Different | Difference::NotGiven | Difference::NotRegistered => whole,
    }
}

/// Compares two dates of birth; a date that knows less than the other is the same in a shorter form.
pub fn compare_date(declared: &PartialDate, registered: &PartialDate) -> Difference {
    if declared == registered {
        return Difference::Same;
    }
    let agree = |a: Option<i8>, b: Option<i8>| a.is_none() || b.is_none() || a == b;
    let parts = |date: &PartialDate| u8::from(date.month().is_some()) + u8::from(date.day().is_some());
    if declared.year() == registered.year()
        && agree(declared.month(), registered.month())
        && agree(declared.day(), registered.day())
    {
        let form = if parts(declared) < parts(registered) { Form::LessPrecise } else { Form::MorePrecise };
        return Difference::SameButForm(vec![form]);
    }
    let swapped = declared.year() == registered.year()
        && declared.month().is_some()
        && declared.month() == registered.day()
        && declared.day() == registered.month();
    if swapped {
        return Difference::Similar(90);
    }
    slip(&declared.to_string(), &registered.to_string())
}

/// Compares two act numbers; a part that was not given is no difference.
pub fn compare_act_number(declared: &ActNumber, registered: &ActNumber) -> Difference {
    if declared == registered {
        return Difference::Same;
    }
    if (declared.number, declared.year) == (registered.number, registered.year) {
        return match (&declared.part, &registered.part) {
            (None, Some(_)) => Difference::SameButForm(vec![Form::LessPrecise]),
            (Some(_), None) => Difference::SameButForm(vec![Form::MorePrecise]),
            (Some(a), Some(b)) if fold(a) == fold(b) => Difference::SameButForm(vec![Form::Case]),
            (Some(_), Some(_)) | (None, None) => Difference::Similar(80),
        };
    }
    slip(&format!("{}/{}", declared.number, declared.year), &format!("{}/{}", registered.number, registered.year))
}

/// One digit changed, missing or swapped with its neighbour.
fn slip(a: &str, b: &str) -> Difference {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    match bounded_distance(&a, &b, 1) {
        Some(_) => Difference::Similar(80),
        None => Difference::Different,
    }
}

#[cfg(test)]
mod tests;
