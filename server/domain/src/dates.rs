//! Dates as registers know them: the day, or the day and the month, may be unknown.
//!
//! Both calendars are kept as recorded (decree 2-99-665, article 18). The Hijri date is never derived:
//! Moroccan months follow observation, and a computed date can be off by a day.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a date was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateError {
    /// A day without a month says nothing.
    #[error("a day needs its month")]
    DayWithoutMonth,
    /// The year cannot be that of an act.
    #[error("the year {0} is outside {1}..={2}")]
    Year(i16, i16, i16),
    /// There is no such month.
    #[error("there is no month {0}")]
    Month(i8),
    /// The month has no such day.
    #[error("there is no day {0} in that month")]
    Day(i8),
    /// The text is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[error("a date is written YYYY, YYYY-MM or YYYY-MM-DD")]
    Format,
}

/// A Gregorian date whose day, or day and month, may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// A Hijri date as recorded in the register; day and month may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct HijriDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

#[derive(Serialize, Deserialize)]
struct Parts {
    year: i16,
    #[serde(default)]
    month: Option<i8>,
    #[serde(default)]
    day: Option<i8>,
}

macro_rules! partial_date {
    ($name:ident, $first:literal, $last:literal, $days:expr) => {
        impl $name {
            /// A date from its parts.
            ///
            /// # Errors
            /// When the parts are not a date of the calendar, or the year cannot be that of an act.
            pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, DateError> {
                if !($first..=$last).contains(&year) {
                    return Err(DateError::Year(year, $first, $last));
                }
                match (month, day) {
                    (None, Some(_)) => return Err(DateError::DayWithoutMonth),
                    (Some(month), _) if !(1..=12).contains(&month) => return Err(DateError::Month(month)),
                    (Some(month), Some(day)) => {
                        let days: fn(i16, i8) -> i8 = $days;
                        if !(1..=days(year, month)).contains(&day) {
                            return Err(DateError::Day(day));
                        }
                    }
                    (_, None) => {}
                }
                Ok(Self { year, month, day })
            }

            /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
            ///
            /// # Errors
            /// When the text has another form or is not a date.
            pub fn parse(text: &str) -> Result<Self, DateError> {
                let mut parts = text.trim().split('-');
                let year = part(parts.next(), 4)?.ok_or(DateError::Format)?;
                let month = part(parts.next(), 2)?;
                let day = part(parts.next(), 2)?;
                if parts.next().is_some() {
                    return Err(DateError::Format);
                }
                let narrow = |n: Option<i16>| n.map(i8::try_from).transpose().map_err(|_| DateError::Format);
                Self::new(year, narrow(month)?, narrow(day)?)
            }

            /// The year.
            pub const fn year(&self) -> i16 {
                self.year
            }
            /// The month, 1 to 12, if known.
            pub const fn month(&self) -> Option<i8> {
                self.month
            }
            /// The day of the month, if known.
            pub const fn day(&self) -> Option<i8> {
                self.day
            }
        }

        impl TryFrom<Parts> for $name {
            type Error = DateError;
            fn try_from(parts: Parts) -> Result<Self, DateError> {
                Self::new(parts.year, parts.month, parts.day)
            }
        }

        impl From<$name> for Parts {
            fn from(date: $name) -> Self {
                Self { year: date.year, month: date.month, day: date.day }
            }
        }

        impl fmt::Display for $name {
            /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:04}", self.year)?;
                if let Some(month) = self.month {
                    write!(f, "-{month:02}")?;
                }
                if let Some(day) = self.day {
                    write!(f, "-{day:02}")?;
                }
                Ok(())
            }
        }
    };
}

fn part(text: Option<&str>, width: usize) -> Result<Option<i16>, DateError> {
    let Some(text) = text else { return Ok(None) };
    if text.len() != width || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateError::Format);
    }
    text.parse().map(Some).map_err(|_| DateError::Format)
}

// No act is older than the registers (1912) but persons in them are.
partial_date!(PartialDate, 1800, 2200, |year, month| jiff::civil::Date::new(year, month, 1)
    .map_or(0, jiff::civil::Date::days_in_month));
// A Hijri month has 29 or 30 days; which one is a matter of observation.
partial_date!(HijriDate, 1210, 1640, |_, _| 30);

impl From<jiff::civil::Date> for PartialDate {
    fn from(date: jiff::civil::Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["1982", "1982-03", "1982-03-12", "2000-02-29"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        assert_eq!(PartialDate::parse("1982-02-29"), Err(DateError::Day(29)));
        assert_eq!(PartialDate::parse("1982-13"), Err(DateError::Month(13)));
        assert_eq!(PartialDate::new(1982, None, Some(3)), Err(DateError::DayWithoutMonth));
        assert_eq!(PartialDate::parse("82-03-12"), Err(DateError::Format));
        assert_eq!(PartialDate::parse("1982-3-12"), Err(DateError::Format));
        assert_eq!(PartialDate::parse("1982-03-12-01"), Err(DateError::Format));
        assert_eq!(PartialDate::parse("1700"), Err(DateError::Year(1700, 1800, 2200)));
        assert_eq!(HijriDate::parse("1402-05-31"), Err(DateError::Day(31)));
    }

    #[test]
    fn serde_refuses_too() {
        assert!(serde_json::from_str::<PartialDate>(r#"{"year":1982,"day":3}"#).is_err());
        let date: PartialDate = serde_json::from_str(r#"{"year":1982,"month":null,"day":null}"#).unwrap();
        assert_eq!(date.to_string(), "1982");
    }
}
