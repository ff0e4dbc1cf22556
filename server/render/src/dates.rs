//! Dates of the record as documents show them; how they are spelt is `wathiq-i18n`'s business.

use wathiq_domain::{HijriDate, Locale, PartialDate};
use wathiq_i18n::{Calendar, dates, spell};

/// `{"year": 1982, "month": 3, "day": 12}` written out in words; `None` when it is no date.
pub fn in_words(date: &serde_json::Value, hijri: bool, locale: Locale) -> Option<String> {
    Some(if hijri {
        spell::hijri_date_in_words(&read::<HijriDate>(date)?, locale)
    } else {
        spell::date_in_words(&read::<PartialDate>(date)?, Calendar::Gregorian, locale)
    })
}

/// The same date in figures with the name of the month.
pub fn plain(date: &serde_json::Value, hijri: bool, locale: Locale) -> Option<String> {
    Some(if hijri {
        dates::hijri_date(&read::<HijriDate>(date)?, locale)
    } else {
        dates::date(&read::<PartialDate>(date)?, locale)
    })
}

/// Whether a value has the shape of a date.
pub fn is_date(value: &serde_json::Value) -> bool {
    value.as_object().is_some_and(|object| {
        object.contains_key("year") && object.keys().all(|key| matches!(key.as_str(), "year" | "month" | "day"))
    })
}

fn read<T: for<'d> serde::Deserialize<'d>>(date: &serde_json::Value) -> Option<T> {
    is_date(date).then(|| T::deserialize(date).ok()).flatten()
}
