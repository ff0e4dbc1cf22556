//! Acts: entries of the registers of births and deaths.
//!
//! There are two kinds of acts only; marriage and divorce are marginal mentions on the act of birth
//! (law 37-99, article 1). An act is found by office, kind, year, part and number.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::dates::{HijriDate, PartialDate};
use crate::ids::{ActId, MentionId, OfficeId};
use crate::names::{Bilingual, Sex};

/// Which register an act stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActKind {
    /// Register of births.
    Birth,
    /// Register of deaths.
    Death,
}

impl ActKind {
    /// The word in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Birth => "birth",
            Self::Death => "death",
        }
    }
}

/// Where an act stands within an office's register: number and year, and the part if the year has several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ActNumber {
    /// Serial number within the year.
    pub number: u32,
    /// Gregorian year of the register.
    pub year: i16,
    /// Part of the register, where a year has several.
    pub part: Option<String>,
}

/// The text is not an act number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an act number is written number/year, such as 129/1982")]
pub struct ActNumberError;

impl ActNumber {
    /// Reads `129/1982`, as on the back of the identity card; spaces around the bar are let pass.
    ///
    /// # Errors
    /// When it has another form, or the year cannot be that of a register.
    pub fn parse(text: &str) -> Result<Self, ActNumberError> {
        let (number, year) = text.split_once('/').ok_or(ActNumberError)?;
        Self::new(number.trim(), year.trim(), None)
    }

    /// A number from the two fields of a form.
    ///
    /// # Errors
    /// When either is not a number, or the year cannot be that of a register.
    pub fn new(number: &str, year: &str, part: Option<String>) -> Result<Self, ActNumberError> {
        let digits = |s: &str, max| !s.is_empty() && s.len() <= max && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(number, 7) || !digits(year, 4) {
            return Err(ActNumberError);
        }
        let number: u32 = number.parse().map_err(|_| ActNumberError)?;
        let year: i16 = year.parse().map_err(|_| ActNumberError)?;
        if number == 0 || !(1900..=2200).contains(&year) {
            return Err(ActNumberError);
        }
        Ok(Self { number, year, part })
    }
}

impl std::fmt::Display for ActNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.year)?;
        if let Some(part) = &self.part {
            write!(f, " ({part})")?;
        }
        Ok(())
    }
}

/// Whether a marginal mention may be shown on a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certifiable {
    /// It may.
    Yes,
    /// Only to those entitled to a full copy.
    Partly,
    /// Never.
    No,
}

/// What a marginal mention says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// Marriage.
    Marriage,
    /// Divorce.
    Divorce,
    /// Death: the only mention an extract of birth prints (decree 2-99-665, article 37).
    Death,
    /// Rectification of the act.
    Rectification,
    /// Anything else.
    Other,
}

/// A note in the margin of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Which.
    pub id: MentionId,
    /// What it says.
    pub kind: MentionKind,
    /// When the fact it notes happened.
    pub on: Option<PartialDate>,
    /// Its text.
    pub text: Bilingual,
    /// Whether it may be shown.
    pub certifiable: Certifiable,
}

/// An act of birth or death, as registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Which.
    pub id: ActId,
    /// Office that keeps the register.
    pub office: OfficeId,
    /// Birth or death.
    pub kind: ActKind,
    /// Number, year and part.
    pub number: ActNumber,
    /// What the act records.
    pub content: ActContent,
    /// Version: grows with each correction.
    pub version: i32,
}

/// What an act records of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActContent {
    /// Hijri year of the register, as written on it.
    pub year_hijri: Option<i16>,
    /// Family name.
    pub family: Bilingual,
    /// Given name or names.
    pub given: Bilingual,
    /// Names in Tifinagh (law 36-21, article 47), where recorded.
    #[serde(default)]
    pub tifinagh: Option<String>,
    /// Sex.
    pub sex: Sex,
    /// Place of birth.
    pub birth_place: Bilingual,
    /// Date of birth.
    pub birth_date: PartialDate,
    /// Date of birth in the Hijri calendar, as recorded; never computed.
    pub birth_date_hijri: Option<HijriDate>,
    /// Nationality, inflected by sex as recorded.
    pub nationality: Bilingual,
    /// Father: given name and his own father's, as recorded.
    pub father: Option<Bilingual>,
    /// Mother, as recorded.
    pub mother: Option<Bilingual>,
    /// Notes in the margin, oldest first.
    #[serde(default)]
    pub mentions: Vec<Mention>,
}

impl ActContent {
    /// The death mention, if the margin has one that may be shown.
    pub fn death_mention(&self) -> Option<&Mention> {
        self.mentions.iter().find(|m| m.kind == MentionKind::Death && m.certifiable != Certifiable::No)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn act_numbers_as_on_the_identity_card() {
        let number = ActNumber::parse(" 129 / 1982 ").unwrap();
        assert_eq!((number.number, number.year), (129, 1982));
        assert_eq!(number.to_string(), "129/1982");
        for bad in
            ["129", "129-1982", "/1982", "0/1982", "129/82", "129/1850", "12a/1982", "12345678/1982", "129/1982/1"]
        {
            assert_eq!(ActNumber::parse(bad), Err(ActNumberError), "{bad}");
        }
    }
}
