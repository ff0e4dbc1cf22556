//! The words are checked against tables and read back by small parsers that share nothing with the writers.

use std::collections::HashSet;

use proptest::prelude::*;

use super::Gender::{Feminine, Masculine};
use super::*;

mod read;

#[test]
fn french_counts() {
    for (number, words) in [
        (0, "zéro"),
        (1, "un"),
        (16, "seize"),
        (17, "dix-sept"),
        (20, "vingt"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (61, "soixante et un"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (77, "soixante-dix-sept"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (90, "quatre-vingt-dix"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (101, "cent un"),
        (180, "cent quatre-vingts"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (1000, "mille"),
        (1001, "mille un"),
        (1080, "mille quatre-vingts"),
        (2200, "deux mille deux cents"),
        (21_000, "vingt et un mille"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (1_000_000, "un million"),
        (80_000_000, "quatre-vingts millions"),
        (200_000_300, "deux cents millions trois cents"),
        (2_000_000_001, "deux milliards un"),
    ] {
        assert_eq!(cardinal(number, Masculine, Locale::Fr), words);
    }
    for (number, words) in [
        (1, "une"),
        (21, "vingt et une"),
        (81, "quatre-vingt-une"),
        (101, "cent une"),
        (11, "onze"),
        (71, "soixante et onze"),
        (21_000, "vingt et un mille"),
    ] {
        assert_eq!(cardinal(number, Feminine, Locale::Fr), words);
    }
}

#[test]
fn french_years_as_acts_write_them() {
    for (year, words) in [
        (1000, "mille"),
        (1001, "mil un"),
        (1402, "mil quatre cent deux"),
        (1800, "mil huit cent"),
        (1900, "mil neuf cent"),
        (1901, "mil neuf cent un"),
        (1921, "mil neuf cent vingt et un"),
        (1971, "mil neuf cent soixante et onze"),
        (1980, "mil neuf cent quatre-vingt"),
        (1981, "mil neuf cent quatre-vingt-un"),
        (1982, "mil neuf cent quatre-vingt-deux"),
        (1999, "mil neuf cent quatre-vingt-dix-neuf"),
        (2000, "deux mille"),
        (2001, "deux mille un"),
        (2026, "deux mille vingt-six"),
        (2100, "deux mille cent"),
    ] {
        assert_eq!(year_in_words(year, Locale::Fr), words);
    }
}

#[test]
fn arabic_years() {
    for (year, words) in [
        (1330, "ألف وثلاثمائة وثلاثون"),
        (1402, "ألف وأربعمائة واثنان"),
        (1445, "ألف وأربعمائة وخمسة وأربعون"),
        (1900, "ألف وتسعمائة"),
        (1901, "ألف وتسعمائة وواحد"),
        (1910, "ألف وتسعمائة وعشرة"),
        (1911, "ألف وتسعمائة وأحد عشر"),
        (1912, "ألف وتسعمائة واثنا عشر"),
        (1918, "ألف وتسعمائة وثمانية عشر"),
        (1921, "ألف وتسعمائة وواحد وعشرون"),
        (1982, "ألف وتسعمائة واثنان وثمانون"),
        (2000, "ألفان"),
        (2001, "ألفان وواحد"),
        (2026, "ألفان وستة وعشرون"),
        (2100, "ألفان ومائة"),
    ] {
        assert_eq!(year_in_words(year, Locale::Ar), words);
    }
}

#[test]
fn arabic_counts_agree_with_what_is_counted() {
    for (number, masculine, feminine) in [
        (1, "واحد", "واحدة"),
        (2, "اثنان", "اثنتان"),
        (3, "ثلاثة", "ثلاث"),
        (8, "ثمانية", "ثمان"),
        (10, "عشرة", "عشر"),
        (11, "أحد عشر", "إحدى عشرة"),
        (12, "اثنا عشر", "اثنتا عشرة"),
        (13, "ثلاثة عشر", "ثلاث عشرة"),
        (18, "ثمانية عشر", "ثماني عشرة"),
        (20, "عشرون", "عشرون"),
        (21, "واحد وعشرون", "إحدى وعشرون"),
        (22, "اثنان وعشرون", "اثنتان وعشرون"),
        (99, "تسعة وتسعون", "تسع وتسعون"),
        (100, "مائة", "مائة"),
        (102, "مائة واثنان", "مائة واثنتان"),
        (200, "مائتان", "مائتان"),
        (3000, "ثلاثة آلاف", "ثلاثة آلاف"),
        (10_000, "عشرة آلاف", "عشرة آلاف"),
        (11_000, "أحد عشر ألفا", "أحد عشر ألفا"),
        (100_000, "مائة ألف", "مائة ألف"),
        (101_000, "مائة ألف وألف", "مائة ألف وألف"),
        (200_000, "مائتا ألف", "مائتا ألف"),
        (203_000, "مائتان وثلاثة آلاف", "مائتان وثلاثة آلاف"),
        (2_000_000, "مليونان", "مليونان"),
    ] {
        assert_eq!(cardinal(number, Masculine, Locale::Ar), masculine);
        assert_eq!(cardinal(number, Feminine, Locale::Ar), feminine);
    }
}

#[test]
fn arabic_days_are_definite_ordinals() {
    let days = [
        "فاتح",
        "الثاني",
        "الثالث",
        "الرابع",
        "الخامس",
        "السادس",
        "السابع",
        "الثامن",
        "التاسع",
        "العاشر",
        "الحادي عشر",
        "الثاني عشر",
        "الثالث عشر",
        "الرابع عشر",
        "الخامس عشر",
        "السادس عشر",
        "السابع عشر",
        "الثامن عشر",
        "التاسع عشر",
        "العشرون",
        "الحادي والعشرون",
        "الثاني والعشرون",
        "الثالث والعشرون",
        "الرابع والعشرون",
        "الخامس والعشرون",
        "السادس والعشرون",
        "السابع والعشرون",
        "الثامن والعشرون",
        "التاسع والعشرون",
        "الثلاثون",
        "الحادي والثلاثون",
    ];
    for (day, words) in (1..).zip(days) {
        assert_eq!(day_in_words(day, Locale::Ar), words);
    }
}

#[test]
fn days_in_french_and_english() {
    for (day, fr, en) in [
        (1, "premier", "first"),
        (2, "deux", "second"),
        (12, "douze", "twelfth"),
        (20, "vingt", "twentieth"),
        (21, "vingt et un", "twenty-first"),
        (30, "trente", "thirtieth"),
        (31, "trente et un", "thirty-first"),
    ] {
        assert_eq!(day_in_words(day, Locale::Fr), fr);
        assert_eq!(day_in_words(day, Locale::En), en);
    }
}

#[test]
fn dates_of_an_extract() {
    for (date, ar, fr, en) in [
        (
            "1982-03-12",
            "الثاني عشر مارس ألف وتسعمائة واثنان وثمانون",
            "douze mars mil neuf cent quatre-vingt-deux",
            "the twelfth of March, one thousand nine hundred and eighty-two",
        ),
        ("2000-01-01", "فاتح يناير ألفان", "premier janvier deux mille", "the first of January, two thousand"),
        (
            "1956-08-31",
            "الحادي والثلاثون غشت ألف وتسعمائة وستة وخمسون",
            "trente et un août mil neuf cent cinquante-six",
            "the thirty-first of August, one thousand nine hundred and fifty-six",
        ),
        (
            "1940-11",
            "نونبر ألف وتسعمائة وأربعون (اليوم غير معروف)",
            "novembre mil neuf cent quarante (jour inconnu)",
            "November one thousand nine hundred and forty (day unknown)",
        ),
        (
            "1940",
            "ألف وتسعمائة وأربعون (اليوم والشهر غير معروفين)",
            "mil neuf cent quarante (jour et mois inconnus)",
            "one thousand nine hundred and forty (day and month unknown)",
        ),
    ] {
        let date = PartialDate::parse(date).unwrap();
        assert_eq!(date_in_words(&date, Calendar::Gregorian, Locale::Ar), ar);
        assert_eq!(date_in_words(&date, Calendar::Gregorian, Locale::Fr), fr);
        assert_eq!(date_in_words(&date, Calendar::Gregorian, Locale::En), en);
    }
}

#[test]
fn hijri_dates_of_an_extract() {
    for (date, ar, fr) in [
        ("1402-05-16", "السادس عشر جمادى الأولى ألف وأربعمائة واثنان", "seize joumada al oula mil quatre cent deux"),
        (
            "1447-11-01",
            "فاتح ذي القعدة ألف وأربعمائة وسبعة وأربعون",
            "premier dou al qiida mil quatre cent quarante-sept",
        ),
        (
            "1359",
            "ألف وثلاثمائة وتسعة وخمسون (اليوم والشهر غير معروفين)",
            "mil trois cent cinquante-neuf (jour et mois inconnus)",
        ),
    ] {
        let date = HijriDate::parse(date).unwrap();
        assert_eq!(hijri_date_in_words(&date, Locale::Ar), ar);
        assert_eq!(hijri_date_in_words(&date, Locale::Fr), fr);
    }
}

#[test]
fn times_of_a_full_copy() {
    for (hour, minute, ar, fr, en) in [
        (0, 0, "صفر", "zéro heure", "zero hours"),
        (1, 1, "الواحدة والدقيقة الأولى", "une heure une minute", "one hour and one minute"),
        (8, 30, "الثامنة والدقيقة الثلاثون", "huit heures trente minutes", "eight hours and thirty minutes"),
        (11, 11, "الحادية عشرة والدقيقة الحادية عشرة", "onze heures onze minutes", "eleven hours and eleven minutes"),
        (12, 0, "الثانية عشرة", "douze heures", "twelve hours"),
        (
            20,
            45,
            "العشرون والدقيقة الخامسة والأربعون",
            "vingt heures quarante-cinq minutes",
            "twenty hours and forty-five minutes",
        ),
        (
            21,
            21,
            "الحادية والعشرون والدقيقة الحادية والعشرون",
            "vingt et une heures vingt et une minutes",
            "twenty-one hours and twenty-one minutes",
        ),
    ] {
        assert_eq!(time_in_words(hour, minute, Locale::Ar).as_deref(), Some(ar));
        assert_eq!(time_in_words(hour, minute, Locale::Fr).as_deref(), Some(fr));
        assert_eq!(time_in_words(hour, minute, Locale::En).as_deref(), Some(en));
    }
    assert_eq!(time_in_words(24, 0, Locale::Fr), None);
    assert_eq!(time_in_words(0, 60, Locale::Ar), None);
}

#[test]
fn every_time_of_day_has_words_of_its_own() {
    for locale in Locale::ALL {
        let times: HashSet<_> =
            (0..24).flat_map(|hour| (0..60).filter_map(move |minute| time_in_words(hour, minute, locale))).collect();
        assert_eq!(times.len(), 24 * 60, "{locale:?}");
    }
}

#[test]
fn every_year_reads_back() {
    for year in 1..=9999u16 {
        let (fr, ar) = (year_in_words(year, Locale::Fr), year_in_words(year, Locale::Ar));
        assert_eq!(read::french(&fr), Some(u64::from(year)), "{fr}");
        assert_eq!(read::arabic(&ar), Some(u64::from(year)), "{ar}");
    }
}

#[test]
fn every_year_of_a_register_has_words_of_its_own() {
    for locale in Locale::ALL {
        let words: HashSet<_> = (1200..=2200).map(|year| year_in_words(year, locale)).collect();
        assert_eq!(words.len(), 1001, "{locale:?}");
        assert!(words.iter().all(|words| !words.contains("  ") && words.trim() == words && !words.is_empty()));
    }
}

#[test]
fn every_day_of_four_years_has_words_of_its_own() {
    for locale in Locale::ALL {
        let days = jiff::civil::date(1980, 1, 1).series(jiff::Span::new().days(1)).take(1461);
        let words: HashSet<_> = days.map(|day| date_in_words(&day.into(), Calendar::Gregorian, locale)).collect();
        assert_eq!(words.len(), 1461, "{locale:?}");
    }
}

#[test]
fn no_figure_and_no_foreign_letter_in_words() {
    for year in 1800..=2100 {
        assert!(!year_in_words(year, Locale::Fr).contains(|c: char| !c.is_alphabetic() && c != ' ' && c != '-'));
        let arabic = year_in_words(year, Locale::Ar);
        assert!(!arabic.contains(|c: char| !('\u{0621}'..='\u{064A}').contains(&c) && c != ' '), "{arabic}");
    }
}

proptest! {
    #[test]
    fn french_counts_read_back(number: u32) {
        let words = cardinal(number, Masculine, Locale::Fr);
        prop_assert_eq!(read::french(&words), Some(u64::from(number)), "{}", words);
    }

    #[test]
    fn arabic_counts_read_back(number in 0u32..1_000_000, feminine: bool) {
        let gender = if feminine { Feminine } else { Masculine };
        let words = cardinal(number, gender, Locale::Ar);
        prop_assert_eq!(read::arabic(&words), Some(u64::from(number)), "{}", words);
    }

    #[test]
    fn words_tell_dates_apart(a in 0i32..150_000, b in 0i32..150_000) {
        let start = jiff::civil::date(1800, 1, 1);
        let day = |days: i32| PartialDate::from(start.checked_add(jiff::Span::new().days(days)).unwrap());
        for locale in Locale::ALL {
            let same = date_in_words(&day(a), Calendar::Gregorian, locale) == date_in_words(&day(b), Calendar::Gregorian, locale);
            prop_assert_eq!(same, a == b);
        }
    }
}
