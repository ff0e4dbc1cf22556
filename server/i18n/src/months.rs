//! Names of months and days, read once from the embedded `common.ftl` so that a country changes them as data.

use std::sync::LazyLock;

use wathiq_domain::Locale;

use crate::args::Args;
use crate::bundle::Bundle;
use crate::texts;

/// The two calendars every date of a register is kept in (decree 2-99-665, article 18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The civil calendar.
    Gregorian,
    /// The calendar of the Hegira, as recorded in the register.
    Hijri,
}

/// `common.ftl` of the three languages, in the order of [`Locale::ALL`]. A source that does not parse is `None`:
/// the crate's tests refuse it, and a page still shows figures.
static COMMON: LazyLock<[Option<Bundle>; 3]> = LazyLock::new(|| Locale::ALL.map(load));

fn load(locale: Locale) -> Option<Bundle> {
    Bundle::parse(locale, texts::source(locale, "common.ftl")?).ok()
}

static GREGORIAN: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| table("month-gregorian", 12));
static HIJRI: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| table("month-hijri", 12));
static WEEKDAYS: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| table("weekday", 7));

fn table(prefix: &str, count: u8) -> [Vec<String>; 3] {
    Locale::ALL
        .map(|locale| (1..=count).map(|number| common(locale, &format!("{prefix}-{number}"), &Args::new())).collect())
}

/// A text of `common.ftl`, without isolation marks.
pub(crate) fn common(locale: Locale, key: &str, args: &Args<'_>) -> String {
    let bundle = COMMON.iter().flatten().find(|bundle| bundle.locale() == locale);
    bundle.map_or_else(|| key.to_owned(), |bundle| bundle.format_plain(key, args))
}

fn entry(table: &'static [Vec<String>; 3], locale: Locale, number: i8) -> Option<&'static str> {
    let [ar, fr, en] = table;
    let names = match locale {
        Locale::Ar => ar,
        Locale::Fr => fr,
        Locale::En => en,
    };
    names.get(usize::try_from(number).ok()?.checked_sub(1)?).map(String::as_str)
}

/// The name of a month, 1 to 12, as it stands in a date: « mars », « مارس », « ذي القعدة ».
pub fn month_name(calendar: Calendar, month: i8, locale: Locale) -> Option<&'static str> {
    let table = match calendar {
        Calendar::Gregorian => &*GREGORIAN,
        Calendar::Hijri => &*HIJRI,
    };
    entry(table, locale, month)
}

/// The name of a day of the week, 1 (Monday) to 7 (Sunday).
pub fn weekday_name(weekday: i8, locale: Locale) -> Option<&'static str> {
    entry(&WEEKDAYS, locale, weekday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_and_day_has_a_name_of_its_own() {
        for locale in Locale::ALL {
            for calendar in [Calendar::Gregorian, Calendar::Hijri] {
                let names: std::collections::BTreeSet<_> =
                    (1..=12).map(|month| month_name(calendar, month, locale).unwrap()).collect();
                assert_eq!(names.len(), 12, "{calendar:?} {locale:?}");
                assert!(names.iter().all(|name| !name.contains(['{', '-']) || name.contains("al-")));
            }
            let days: std::collections::BTreeSet<_> = (1..=7).map(|day| weekday_name(day, locale).unwrap()).collect();
            assert_eq!(days.len(), 7);
        }
    }

    #[test]
    fn there_is_no_thirteenth_month() {
        for month in [-1, 0, 13, i8::MAX, i8::MIN] {
            assert_eq!(month_name(Calendar::Gregorian, month, Locale::Fr), None);
        }
        assert_eq!(weekday_name(8, Locale::Fr), None);
    }

    #[test]
    fn arabic_months_are_those_of_morocco() {
        let names: Vec<_> = (1..=12).filter_map(|month| month_name(Calendar::Gregorian, month, Locale::Ar)).collect();
        assert_eq!(names.join(" "), "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر");
    }
}
