//! Dates, times and amounts in figures, as pages and mails show them. Dates in words are in [`crate::spell`].

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use wathiq_domain::{HijriDate, Locale, PartialDate};

use crate::args::Args;
use crate::months::{Calendar, common, month_name, weekday_name};
use crate::numbers;

/// A date: « 22 novembre 2026 », « 1er mars 1982 », « mars 1982 », « 22 نونبر 2026 ».
pub fn date(date: &PartialDate, locale: Locale) -> String {
    figures(Parts::from(date), Calendar::Gregorian, locale)
}

/// A Hijri date: « 16 joumada al oula 1402 », « 16 جمادى الأولى 1402 ».
pub fn hijri_date(date: &HijriDate, locale: Locale) -> String {
    figures(Parts::from(date), Calendar::Hijri, locale)
}

/// A date with its day of the week, for delays: « jeudi 26 novembre 2026 », « الخميس 26 نونبر 2026 ».
pub fn weekday_date(day: jiff::civil::Date, locale: Locale) -> String {
    let weekday = weekday_name(day.weekday().to_monday_one_offset(), locale).unwrap_or_default();
    let args = Args::new().with("weekday", weekday).with("date", date(&day.into(), locale));
    common(locale, "date-weekday", &args)
}

/// A time of day: « 10 h 05 », « 10:05 ».
pub fn time(hour: i8, minute: i8, locale: Locale) -> String {
    match locale {
        Locale::Fr => format!("{hour}\u{A0}h\u{A0}{minute:02}"),
        Locale::Ar | Locale::En => format!("{hour:02}:{minute:02}"),
    }
}

/// A moment as a clock on the wall of `zone` shows it: « 22 novembre 2026 à 10 h 05 ».
pub fn timestamp(at: Timestamp, zone: &TimeZone, locale: Locale) -> String {
    let local = at.to_zoned(zone.clone());
    let args = Args::new()
        .with("date", date(&local.date().into(), locale))
        .with("time", time(local.hour(), local.minute(), locale));
    common(locale, "date-time", &args)
}

/// The day a moment falls on in `zone`: « 22 novembre 2026 ».
pub fn day_of(at: Timestamp, zone: &TimeZone, locale: Locale) -> String {
    let local: Zoned = at.to_zoned(zone.clone());
    date(&local.date().into(), locale)
}

/// An amount given in hundredths of the currency: « 22,16 DH », « 22,16 درهم », "22.16 MAD".
/// The space before the currency does not break; the currency's name is data (`amount` in `common.ftl`).
pub fn amount(hundredths: i64, locale: Locale) -> String {
    let whole = (hundredths / 100).unsigned_abs().to_string();
    let sign = if hundredths < 0 { "-" } else { "" };
    let value = format!(
        "{sign}{}{}{:02}",
        numbers::group(&whole, locale),
        numbers::decimal_mark(locale),
        (hundredths % 100).unsigned_abs()
    );
    common(locale, "amount", &Args::new().with("value", value))
}

/// Year, month, day of either calendar.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl From<&PartialDate> for Parts {
    fn from(date: &PartialDate) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

impl From<&HijriDate> for Parts {
    fn from(date: &HijriDate) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

fn figures(parts: Parts, calendar: Calendar, locale: Locale) -> String {
    let year = parts.year;
    let Some(month) = parts.month.and_then(|month| month_name(calendar, month, locale)) else {
        return year.to_string();
    };
    match parts.day {
        None => format!("{month} {year}"),
        Some(1) if locale == Locale::Fr => format!("1er {month} {year}"),
        Some(day) => format!("{day} {month} {year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gregorian(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    #[test]
    fn dates_in_three_languages() {
        for (text, ar, fr, en) in [
            ("2026-11-22", "22 نونبر 2026", "22 novembre 2026", "22 November 2026"),
            ("1982-03-01", "1 مارس 1982", "1er mars 1982", "1 March 1982"),
            ("1982-03", "مارس 1982", "mars 1982", "March 1982"),
            ("1982", "1982", "1982", "1982"),
        ] {
            assert_eq!(date(&gregorian(text), Locale::Ar), ar);
            assert_eq!(date(&gregorian(text), Locale::Fr), fr);
            assert_eq!(date(&gregorian(text), Locale::En), en);
        }
    }

    #[test]
    fn hijri_dates() {
        let day = HijriDate::parse("1402-05-16").unwrap();
        assert_eq!(hijri_date(&day, Locale::Ar), "16 جمادى الأولى 1402");
        assert_eq!(hijri_date(&day, Locale::Fr), "16 joumada al oula 1402");
    }

    #[test]
    fn weekdays() {
        let day = jiff::civil::date(2026, 11, 26);
        assert_eq!(weekday_date(day, Locale::Fr), "jeudi 26 novembre 2026");
        assert_eq!(weekday_date(day, Locale::Ar), "الخميس 26 نونبر 2026");
        assert_eq!(weekday_date(day, Locale::En), "Thursday 26 November 2026");
    }

    #[test]
    fn moments_on_the_wall_of_the_commune() {
        let at: Timestamp = "2026-11-22T23:05:00Z".parse().unwrap();
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        assert_eq!(timestamp(at, &zone, Locale::Fr), "23 novembre 2026 à 0\u{A0}h\u{A0}05");
        assert_eq!(timestamp(at, &zone, Locale::Ar), "23 نونبر 2026 على الساعة 00:05");
        assert_eq!(timestamp(at, &zone, Locale::En), "23 November 2026 at 00:05");
        assert_eq!(day_of(at, &TimeZone::UTC, Locale::Fr), "22 novembre 2026");
    }

    #[test]
    fn amounts() {
        assert_eq!(amount(2216, Locale::Fr), "22,16\u{A0}DH");
        assert_eq!(amount(2216, Locale::Ar), "22,16\u{A0}درهم");
        assert_eq!(amount(2216, Locale::En), "22.16\u{A0}MAD");
        assert_eq!(amount(5, Locale::Fr), "0,05\u{A0}DH");
        assert_eq!(amount(-150, Locale::Fr), "-1,50\u{A0}DH");
        assert_eq!(amount(1_234_567, Locale::Fr), "12\u{202F}345,67\u{A0}DH");
    }
}
