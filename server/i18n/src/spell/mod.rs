//! Numbers, dates and times in words, as civil-status documents print them so that no figure can be altered.
//!
//! * French: the traditional spelling of acts (hyphens below one hundred, « vingt et un »), « mil » for years of the
//!   second thousand, « vingt » and « cent » without s in a year (the year is an ordinal).
//! * Arabic: nominative throughout, as the value stands alone in its box; the day is a definite ordinal, the first
//!   of a month is « فاتح », years count in the masculine («عام» understood).
//! * English: for readers only; no document is issued in it.

pub mod arabic;
pub mod english;
pub mod french;

use wathiq_domain::{HijriDate, Locale, PartialDate};

use crate::args::Args;
use crate::dates::Parts;
use crate::months::{Calendar, common, month_name};

/// Grammatical gender of what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// « un jour », « يوم ».
    Masculine,
    /// « une heure », « نسخة ».
    Feminine,
}

/// A count in words: « vingt et une », « إحدى وعشرون », "twenty-one". In Arabic, `gender` is that of the counted noun.
pub fn cardinal(number: u32, gender: Gender, locale: Locale) -> String {
    match locale {
        Locale::Ar => arabic::cardinal(number, gender),
        Locale::Fr => french::cardinal(number, gender),
        Locale::En => english::cardinal(number),
    }
}

/// A year in words: « mil neuf cent quatre-vingt-deux », « ألف وتسعمائة واثنان وثمانون ».
pub fn year_in_words(year: u16, locale: Locale) -> String {
    match locale {
        Locale::Ar => arabic::cardinal(u32::from(year), Gender::Masculine),
        Locale::Fr => french::year(year),
        Locale::En => english::cardinal(u32::from(year)),
    }
}

/// A day of the month in words: « premier », « douze », « فاتح », « الثاني عشر », "first", "twelfth".
pub fn day_in_words(day: u8, locale: Locale) -> String {
    match (locale, day) {
        (Locale::Ar, 1) => "فاتح".to_owned(),
        (Locale::Ar, _) => arabic::ordinal(day, Gender::Masculine),
        (Locale::Fr, 1) => "premier".to_owned(),
        (Locale::Fr, _) => french::cardinal(u32::from(day), Gender::Masculine),
        (Locale::En, _) => english::ordinal(day),
    }
}

/// A date of `calendar` in words; what is unknown is said: « mars mil neuf cent quatre-vingt-deux (jour inconnu) ».
///
/// ```
/// use wathiq_domain::{Locale, PartialDate};
/// use wathiq_i18n::{Calendar, spell};
/// let date = PartialDate::parse("1982-03-12")?;
/// assert_eq!(
///     spell::date_in_words(&date, Calendar::Gregorian, Locale::Fr),
///     "douze mars mil neuf cent quatre-vingt-deux"
/// );
/// # Ok::<(), wathiq_domain::dates::DateError>(())
/// ```
pub fn date_in_words(date: &PartialDate, calendar: Calendar, locale: Locale) -> String {
    words(Parts::from(date), calendar, locale)
}

/// A Hijri date, as recorded, in words: « seize joumada al oula mil quatre cent deux ».
pub fn hijri_date_in_words(date: &HijriDate, locale: Locale) -> String {
    words(Parts::from(date), Calendar::Hijri, locale)
}

fn words(parts: Parts, calendar: Calendar, locale: Locale) -> String {
    let year = year_in_words(parts.year.unsigned_abs(), locale);
    let month = parts.month.and_then(|month| month_name(calendar, month, locale));
    let day = parts.day.and_then(|day| u8::try_from(day).ok()).map(|day| day_in_words(day, locale));
    match (month, day) {
        (None, _) => common(locale, "date-day-month-unknown", &Args::new().with("date", year)),
        (Some(month), None) => {
            let date = format!("{month} {year}");
            common(locale, "date-day-unknown", &Args::new().with("date", date))
        }
        (Some(month), Some(day)) => match locale {
            Locale::Ar | Locale::Fr => format!("{day} {month} {year}"),
            Locale::En => format!("the {day} of {month}, {year}"),
        },
    }
}

/// A time of day in words: « dix heures trente minutes », « العاشرة والدقيقة الثلاثون », "ten hours and thirty minutes".
/// The Arabic is what follows the word « الساعة » printed on the form. `None` when it is not a time of day.
pub fn time_in_words(hour: u8, minute: u8, locale: Locale) -> Option<String> {
    if hour > 23 || minute > 59 {
        return None;
    }
    Some(match locale {
        Locale::Ar => arabic::time(hour, minute),
        Locale::Fr => french::time(hour, minute),
        Locale::En => english::time(hour, minute),
    })
}

#[cfg(test)]
mod tests;
