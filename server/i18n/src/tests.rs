//! The embedded texts as the pages use them, and the guard that keeps the languages together.

use crate::{Args, Bundle, FormatError, Locale, ParseError, Problem, Texts, Value, check};
use wathiq_domain::{HijriDate, PartialDate};

const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

#[test]
fn embedded_texts_say_the_same_in_every_language() {
    let problems: Vec<String> = Texts::embedded().unwrap().check().iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_embedded_text_formats_when_given_its_variables() {
    let texts = Texts::embedded().unwrap();
    for locale in Locale::ALL {
        let bundle = texts.bundle(locale);
        assert!(bundle.keys().count() >= 60, "{locale:?}");
        for key in bundle.keys() {
            // a text that needs variables says which; one that needs none must not fail
            if let Err(error) = bundle.try_format(key, &Args::new()) {
                let FormatError::Incomplete { what, .. } = &error else { panic!("{error}") };
                assert!(what.starts_with('$'), "{error}");
            }
        }
    }
}

/// Lines of a language that hold text, with where they stand.
fn lines(locale: Locale) -> Vec<(String, &'static str)> {
    let files = ["common.ftl", "pages.ftl", "staff.ftl", "verify.ftl", "mail.ftl"];
    let mut found = Vec::new();
    for file in files {
        let source = crate::texts::source(locale, file).unwrap();
        for (number, line) in source.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            found.push((format!("{}/{file}:{}", locale.tag(), number + 1), line));
        }
    }
    found
}

#[test]
fn french_is_set_with_no_break_spaces_and_curved_apostrophes() {
    let wrong: Vec<_> = lines(Locale::Fr)
        .into_iter()
        .filter(|(_, line)| {
            let line = format!("{line} ");
            [" : ", " ; ", " ? ", "« ", " »"].iter().any(|plain| line.contains(plain)) || line.contains('\'')
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn arabic_has_its_own_punctuation_and_no_hidden_marks() {
    let is_arabic = |c: Option<char>| c.is_some_and(|c| ('\u{0600}'..='\u{06FF}').contains(&c));
    let wrong: Vec<_> = lines(Locale::Ar)
        .into_iter()
        .filter(|(_, line)| {
            let foreign = line.match_indices([',', ';', '?']).any(|(at, _)| is_arabic(line[..at].chars().last()));
            // tatweel is a way of setting type, not of writing; direction is the page's business
            foreign || line.contains(['\u{0640}', '\u{200E}', '\u{200F}', '\u{061C}'])
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nobody_is_shouted_at() {
    for locale in Locale::ALL {
        let wrong: Vec<_> = lines(locale).into_iter().filter(|(_, line)| line.contains('!')).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[test]
fn arabic_counts_in_six_forms() {
    let texts = Texts::embedded().unwrap();
    for (count, expected) in [
        (0, "لا توجد طلبات"),
        (1, "طلب واحد"),
        (2, "طلبان"),
        (3, "3 طلبات"),
        (10, "10 طلبات"),
        (11, "11 طلبا"),
        (99, "99 طلبا"),
        (100, "100 طلب"),
        (101, "101 طلب"),
        (103, "103 طلبات"),
        (111, "111 طلبا"),
        (1000, "1000 طلب"),
        (12_003, "12.003 طلبات"),
    ] {
        assert_eq!(texts.format_plain(Locale::Ar, "count-requests", &Args::new().with("count", count)), expected);
    }
}

#[test]
fn arabic_plural_forms_follow_cldr_for_every_number() {
    let source = "n = { $count ->\n    [zero] zero\n    [one] one\n    [two] two\n    [few] few\n    [many] many\n   *[other] other\n}";
    let bundle = Bundle::parse(Locale::Ar, source).unwrap();
    for count in 0..=3000_u32 {
        let expected = match (count, count % 100) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        };
        assert_eq!(bundle.format_plain("n", &Args::new().with("count", count)), expected, "{count}");
    }
}

#[test]
fn a_number_keeps_its_value_whatever_form_it_chooses() {
    let source =
        "n = { NUMBER($count, useGrouping: \"false\") } { NUMBER($count, minimumFractionDigits: 2) } { $count }";
    for (locale, shown) in [
        (Locale::Ar, "12003 12.003,00 12.003"),
        (Locale::Fr, "12003 12\u{202F}003,00 12\u{202F}003"),
        (Locale::En, "12003 12,003.00 12,003"),
    ] {
        let bundle = Bundle::parse(locale, source).unwrap();
        assert_eq!(bundle.try_format_plain("n", &Args::new().with("count", 12_003)).unwrap(), shown);
    }
    let choice =
        Bundle::parse(Locale::Ar, "n = { $count ->\n    [0] none\n    [1] single\n   *[other] { $count }\n}").unwrap();
    for (count, shown) in [(0, "none"), (1, "single"), (100, "100"), (-205, "-205")] {
        assert_eq!(choice.format_plain("n", &Args::new().with("count", count)), shown);
    }
}

#[test]
fn french_counts_zero_as_one_and_english_does_not() {
    let source = "n = { $count ->\n    [one] { $count } one\n   *[other] { $count } other\n}\n";
    for (locale, count, expected) in [
        (Locale::Fr, 0.0, "0 one"),
        (Locale::Fr, 1.5, "1,5 one"),
        (Locale::Fr, 2.0, "2 other"),
        (Locale::En, 0.0, "0 other"),
        (Locale::En, 1.0, "1 one"),
        (Locale::En, 12345.0, "12,345 other"),
    ] {
        let bundle = Bundle::parse(locale, source).unwrap();
        assert_eq!(bundle.format_plain("n", &Args::new().with("count", count)), expected);
    }
}

#[test]
fn arguments_are_isolated_in_pages_and_bare_in_subjects() {
    let bundle = Bundle::parse(Locale::Fr, "hello = Bonjour { $name }, bienvenue").unwrap();
    let args = Args::new().with("name", "نموذج");
    assert_eq!(bundle.format("hello", &args), format!("Bonjour {ISOLATE}نموذج{END}, bienvenue"));
    assert_eq!(bundle.format_plain("hello", &args), "Bonjour نموذج, bienvenue");
}

#[test]
fn arguments_are_shown_as_the_language_does() {
    let source = "t = { $on }|{ $hijri }|{ $fee }|{ $year }|{ $count }";
    let args = Args::new()
        .with("on", PartialDate::parse("2026-11-22").unwrap())
        .with("hijri", HijriDate::parse("1402-05-16").unwrap())
        .amount("fee", 2216)
        .text("year", "12345")
        .with("count", 12345_u32);
    let fr = Bundle::parse(Locale::Fr, source).unwrap().format_plain("t", &args);
    assert_eq!(fr, "22 novembre 2026|16 joumada al oula 1402|22,16\u{A0}DH|12345|12\u{202F}345");
    let ar = Bundle::parse(Locale::Ar, source).unwrap().format_plain("t", &args);
    assert_eq!(ar, "22 نونبر 2026|16 جمادى الأولى 1402|22,16\u{A0}درهم|12345|12.345");
}

#[test]
fn arguments_from_json() {
    let json = serde_json::json!({ "name": "Exemple", "count": 3, "on": { "year": 1982, "month": 3 }, "none": null });
    let args = Args::from_json(json.as_object().unwrap());
    let bundle = Bundle::parse(Locale::Fr, "t = { $name } { $count } { $on }{ $none }").unwrap();
    assert_eq!(bundle.try_format_plain("t", &args).unwrap(), "Exemple 3 mars 1982");
    assert_eq!(Args::new().with("n", 1_i64), Args::new().with("n", Value::Number(1.0)));
}

#[test]
fn attributes_have_keys_of_their_own() {
    let bundle = Bundle::parse(Locale::En, "field = Name\n    .hint = As on the card of { $who }\n").unwrap();
    assert!(bundle.has("field.hint"));
    assert_eq!(bundle.format_plain("field.hint", &Args::new().with("who", "you")), "As on the card of you");
    assert_eq!(bundle.keys().collect::<Vec<_>>(), ["field", "field.hint"]);
}

#[test]
fn a_missing_text_shows_its_key_or_is_an_error() {
    let texts = Texts::embedded().unwrap();
    assert_eq!(texts.format(Locale::Fr, "no-such-text", &Args::new()), "{no-such-text}");
    assert_eq!(
        texts.try_format(Locale::Fr, "no-such-text", &Args::new()),
        Err(FormatError::Missing { locale: Locale::Fr, key: "no-such-text".into() })
    );
    let error = texts.try_format(Locale::Fr, "amount", &Args::new()).unwrap_err();
    assert_eq!(error.to_string(), "the text amount in fr lacks $value");
}

#[test]
fn what_is_not_fluent_is_refused_with_its_line() {
    let error = Bundle::parse_all(Locale::Fr, [("page.ftl", "a = A\n\nb = { $x\n")]).unwrap_err();
    let ParseError::Syntax { file, line, .. } = error else { panic!("{error}") };
    assert_eq!((file.as_str(), line), ("page.ftl", 3));
}

#[test]
fn a_key_stands_once_in_a_language() {
    let sources = [(Locale::Fr, "one.ftl", "a = A"), (Locale::Fr, "two.ftl", "a = B")];
    let error = Texts::from_sources(&sources).unwrap_err();
    assert_eq!(error.to_string(), "two.ftl: the key a stands twice in fr");
}

fn problems(ar: &str, fr: &str) -> Vec<String> {
    let bundles = [Bundle::parse(Locale::Ar, ar).unwrap(), Bundle::parse(Locale::Fr, fr).unwrap()];
    check::compare(&bundles).iter().map(ToString::to_string).collect()
}

#[test]
fn the_check_sees_missing_keys_and_attributes() {
    assert_eq!(problems("a = A", "a = A\nb = B"), ["ar: no text b"]);
    assert_eq!(problems("a = A", "a = A\n    .hint = B"), ["ar: no text a.hint"]);
}

#[test]
fn the_check_sees_different_variables_through_references() {
    assert_eq!(problems("a = { $x }", "a = { $y }"), ["a: the languages use different variables: ar($x) fr($y)"]);
    assert!(problems("a = { $x }\nb = { a }", "a = { $x }\nb = oui { $x }").is_empty());
    assert!(problems("a = { b }\nb = { a }", "a = { b }\nb = { a }").is_empty());
}

#[test]
fn a_form_picked_by_script_may_say_the_number_by_its_word() {
    assert!(problems("age-two = يومان", "age-two = { $days } jours").is_empty());
    assert_eq!(problems("age-few = أيام", "age-few = { $days } jours").len(), 1);
    assert_eq!(problems("age-two = { $x }", "age-two = { $y }").len(), 1);
}

#[test]
fn the_check_sees_references_to_nothing() {
    assert_eq!(problems("a = { -brand }", "a = x"), ["ar: a refers to -brand, which does not exist"]);
    assert!(problems("-brand = م\na = { -brand }", "a = x").is_empty());
}

#[test]
fn the_check_sees_missing_plural_forms() {
    let two = "n = { $count ->\n    [one] x\n   *[other] y\n}";
    assert_eq!(
        problems(two, two),
        [
            "ar: n counts but has no form [few]",
            "ar: n counts but has no form [many]",
            "ar: n counts but has no form [two]"
        ]
    );
    let choice = "n = { $sex ->\n    [female] x\n   *[male] y\n}";
    assert!(problems(choice, choice).is_empty());
}

#[test]
fn problems_are_values() {
    let bundles = [Bundle::parse(Locale::Ar, "").unwrap(), Bundle::parse(Locale::Fr, "a = A").unwrap()];
    assert_eq!(check::compare(&bundles), [Problem::MissingKey { locale: "ar", key: "a".into() }]);
}

#[test]
fn texts_are_shared_between_threads() {
    fn shareable<T: Send + Sync + Clone + 'static>(_: &T) {}
    let texts = Texts::embedded().unwrap();
    shareable(&texts);
    let threads: Vec<_> = (0..4_i32)
        .map(|n| {
            let texts = texts.clone();
            std::thread::spawn(move || texts.format_plain(Locale::Ar, "count-days", &Args::new().with("count", n)))
        })
        .collect();
    let shown: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert_eq!(shown, ["أقل من يوم", "يوم واحد", "يومان", "3 أيام"]);
}
