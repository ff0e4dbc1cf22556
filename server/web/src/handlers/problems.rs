//! What is to be corrected, in words: the one place where a problem of a field gets its text and its place on the page.

use wathiq_domain::order::{COPIES_MAX, FieldProblem, Problems};
use wathiq_service::ordering::FIRST_YEAR;

use crate::views::{FieldError, Message};

/// Fields of the citizen's pages in the order of the page. Others come after these, as they were found.
const ORDER: [&str; 26] = [
    "kind",
    "copies",
    "language",
    "purpose",
    "number",
    "year",
    "relation",
    "given_ar",
    "family_ar",
    "given_fr",
    "family_fr",
    "birth_day",
    "birth_month",
    "birth_year",
    "father",
    "mother",
    "channel",
    "email",
    "name",
    "street",
    "extra",
    "postcode",
    "town",
    "country",
    "declare",
    "consent",
];

/// The problems of a form, each with its words, in the order of the page.
pub fn errors(problems: &Problems) -> Vec<FieldError> {
    let mut errors: Vec<FieldError> = problems.0.iter().map(error).collect();
    errors.sort_by_key(|error| ORDER.iter().position(|field| *field == error.field).unwrap_or(ORDER.len()));
    errors
}

/// One problem with its words. A problem that has none of its own for its field takes `problem-<code>`.
pub fn error(problem: &FieldProblem) -> FieldError {
    let (field, code) = (problem.field, problem.code);
    FieldError { field: place(field, code).to_owned(), message: message(field, code) }
}

/// The field of the page where a problem shows.
const fn place(field: &'static str, code: &'static str) -> &'static str {
    match (field.as_bytes(), code.as_bytes()) {
        (b"for_whom", _) => "relation",
        (b"confirmed", _) => "declare",
        // Nothing was written in either script: the first of the two fields is where to begin.
        (b"given_fr", b"one-script") => "given_ar",
        (b"family_fr", b"one-script") => "family_ar",
        _ => field,
    }
}

fn message(field: &str, code: &str) -> Message {
    let key = match (field, code) {
        ("kind", _) => "order-kind-missing",
        ("language", _) => "order-language-missing",
        ("copies", _) => return Message::new("order-copies-range").with("most", COPIES_MAX),
        ("purpose", "too-long") => "order-purpose-long",
        ("number", "missing") => "order-act-number-missing",
        ("number", "digits") => "order-act-number-digits",
        ("year", "missing") => "order-act-year-missing",
        ("for_whom", "not-minor") => "order-birth-not-minor",
        ("for_whom", _) => "order-relation-missing",
        ("given_fr", "one-script") => "order-given-missing",
        ("family_fr", "one-script") => "order-family-missing",
        ("given_ar" | "given_fr" | "family_ar" | "family_fr" | "father" | "mother", "too-long") => "order-name-long",
        ("given_ar" | "given_fr" | "family_ar" | "family_fr" | "father" | "mother", "unprintable") => {
            "order-name-characters"
        }
        ("birth_year", "missing") | ("birth_day", "day-or-unknown") => "order-birth-missing",
        ("birth_year", "year") => "order-birth-year",
        ("birth_year", "future") => "order-birth-future",
        ("birth_day" | "birth_month", _) => "order-birth-no-such-day",
        ("channel", _) => "order-channel-missing",
        ("email", "missing") => "order-email-missing",
        ("email", _) => "order-email-form",
        ("name", "addressee") => "order-name-missing",
        ("street", "street") => "order-street-missing",
        ("postcode", "postcode") => "order-postcode-form",
        ("town", "missing") => "order-town-missing",
        ("country", _) => "order-country-missing",
        ("consent", _) => "order-consent-missing",
        ("declare" | "confirmed", _) => "order-declare-missing",
        ("answer", "missing") => "track-answer-missing",
        ("answer", "too-long") => "track-answer-long",
        (_, code) => return Message::new(format!("problem-{code}")),
    };
    Message::new(key)
}

/// The year of the register lies outside what registers there are; `last` is this year.
pub fn year_range(last: i16) -> Message {
    // Years are words, not numbers to be grouped.
    Message::new("order-act-year-range").with("first", FIRST_YEAR.to_string()).with("last", last.to_string())
}

#[cfg(test)]
mod tests {
    use wathiq_domain::Locale;
    use wathiq_domain::order::{Choice, Person, PersonFields, Recipient, RecipientFields};
    use wathiq_i18n::Texts;

    use super::*;
    use crate::pages::say;

    fn shown(problems: &Problems) -> Vec<(String, String)> {
        let texts = Texts::embedded().unwrap();
        errors(problems).into_iter().map(|e| (e.field, say(&texts, Locale::En, &e.message))).collect()
    }

    #[test]
    fn every_problem_of_every_step_has_words_in_every_language() {
        let today = jiff::civil::date(2026, 11, 22);
        let long = "x".repeat(130);
        let people = [
            PersonFields::default(),
            PersonFields {
                for_whom: "minor_child".into(),
                birth_year: "1950".into(),
                birth_unknown: "true".into(),
                ..PersonFields::default()
            },
            PersonFields {
                given_ar: long.clone(),
                family_fr: "a\u{202E}b".into(),
                birth_year: "abc".into(),
                father: long.clone(),
                ..PersonFields::default()
            },
            PersonFields {
                birth_day: "31".into(),
                birth_month: "2".into(),
                birth_year: "1982".into(),
                ..PersonFields::default()
            },
            PersonFields {
                birth_day: "x".into(),
                birth_month: "13".into(),
                birth_year: "2030".into(),
                ..PersonFields::default()
            },
            PersonFields { birth_unknown: "true".into(), birth_year: "2030".into(), ..PersonFields::default() },
        ];
        let post = || RecipientFields {
            channel: "post".into(),
            email: "a@".into(),
            name: "Exemple".into(),
            ..RecipientFields::default()
        };
        let recipients = [
            RecipientFields::default(),
            RecipientFields { name: String::new(), ..post() },
            post(),
            RecipientFields { street: "1, rue".into(), postcode: "1".into(), ..post() },
            RecipientFields { street: "1, rue".into(), postcode: "90000".into(), ..post() },
        ];
        let mut all: Vec<FieldProblem> = Vec::new();
        all.extend(people.iter().filter_map(|typed| Person::parse(typed, today).err()).flat_map(|p| p.0));
        all.extend(recipients.iter().filter_map(|typed| Recipient::parse(typed).err()).flat_map(|p| p.0));
        all.extend(Choice::parse("birth-extract", &[], "xx", "0", &long).unwrap_err().0);
        all.extend(Choice::parse("birth-extract", &[], "xx", "0", "a\u{202E}").unwrap_err().0);
        let known = [
            ("answer", "missing"),
            ("answer", "too-long"),
            ("confirmed", "confirm"),
            ("confirmed", "incomplete"),
            ("consent", "confirm"),
            ("kind", "choose"),
            ("number", "missing"),
            ("number", "digits"),
            ("year", "missing"),
            ("reason", "missing"),
            ("question", "missing"),
            ("question", "too-long"),
            ("tracking_number", "s10"),
        ];
        all.extend(known.map(|(field, code)| FieldProblem { field, code }));
        let texts = Texts::embedded().unwrap();
        for problem in all {
            let message = error(&problem).message;
            let args = message.args.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
            for locale in Locale::ALL {
                let said = texts.try_format(locale, &message.key, &wathiq_i18n::Args::from_json(&args));
                assert!(said.is_ok(), "{problem:?} in {}: {said:?}", locale.tag());
            }
        }
    }

    #[test]
    fn problems_stand_where_the_page_has_the_field_and_in_its_order() {
        let problems = Person::parse(&PersonFields::default(), jiff::civil::date(2026, 11, 22)).unwrap_err();
        let fields: Vec<String> = shown(&problems).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["relation", "given_ar", "family_ar", "birth_year"]);
    }

    #[test]
    fn years_are_not_grouped() {
        let said = say(&Texts::embedded().unwrap(), Locale::En, &year_range(2026));
        assert!(said.contains("1900") && said.contains("2026"), "{said}");
    }
}
