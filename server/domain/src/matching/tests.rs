//! Comparisons as a clerk would judge them.

use super::*;
use crate::act::ActContent;
use crate::names::Sex;
use crate::order::{ForWhom, Person};
use proptest::prelude::*;

fn date(text: &str) -> PartialDate {
    PartialDate::parse(text).unwrap()
}

#[test]
fn the_same_but_for_the_writing_says_how() {
    use Form::*;
    for (declared, registered, forms) in [
        ("exemple", "EXEMPLE", &[Case][..]),
        ("Elise", "Élise", &[Accents]),
        ("elise", "ÉLISE", &[Case, Accents]),
        ("El-Exemple", "El Exemple", &[Punctuation]),
        ("M'hamed", "Mhamed", &[Punctuation]),
        ("Abdel Exemple", "Abdelexemple", &[Case, Spacing]),
        ("عبدالله", "عبد الله", &[Spacing]),
        ("احمد", "أحمد", &[Hamza]),
        ("مُحَمَّد", "محمد", &[Vowels]),
        ("فاطمه", "فاطمة", &[TaMarbuta]),
        ("موسي", "موسى", &[AlefMaqsura]),
        ("اسما", "أسماء", &[Hamza]),
        ("فاطمه الزهرا", "فاطمة الزهراء", &[Hamza, TaMarbuta]),
        ("Zahra Fatima", "Fatima Zahra", &[WordOrder]),
        ("بﻼل", "بلال", &[Encoding]),
        ("عمر ٢", "عمر 2", &[Encoding]),
    ] {
        assert_eq!(
            compare_text(declared, registered),
            Difference::SameButForm(forms.to_vec()),
            "{declared} {registered}"
        );
    }
}

#[test]
fn slips_and_other_spellings_are_similar() {
    for (declared, registered) in [
        ("Mohamed", "Mohammed"),
        ("Exmeple", "Exemple"),
        ("Youssef", "Yousef"),
        ("Oulad", "Ouled"),
        ("محمود", "محمد"),
        ("الحسن", "الحسين"),
        ("Fatima", "Fatima Zahra"),
    ] {
        let Difference::Similar(score) = compare_text(declared, registered) else {
            assert_eq!((declared, compare_text(declared, registered)), ("Fatima", Difference::Different));
            continue;
        };
        assert!((60..100).contains(&score), "{declared} {registered} {score}");
    }
    assert_eq!(compare_text("نموذج", "Namoudaj"), Difference::Similar(90));
    assert_eq!(compare_text("Namoudaj", "نموذج"), Difference::Similar(90));
}

#[test]
fn other_names_are_different() {
    for (declared, registered) in
        [("Exemple", "Specimen"), ("Ali", "Ala"), ("علي", "عمر"), ("نموذج", "Exemple"), ("حسن", "سعيد"), ("!!", "??")]
    {
        assert_eq!(compare_text(declared, registered), Difference::Different, "{declared} {registered}");
    }
}

#[test]
fn what_is_missing_is_said() {
    assert_eq!(compare_text(" ", "Exemple"), Difference::NotGiven);
    assert_eq!(compare_text("Exemple", ""), Difference::NotRegistered);
    assert_eq!(compare_parent("Ali", None), Difference::NotRegistered);
    assert_eq!(compare_parent("", None), Difference::NotGiven);
}

#[test]
fn a_script_the_register_lacks_is_compared_by_consonants() {
    let declared = DeclaredName { ar: "نموذج".into(), fr: String::new() };
    assert_eq!(
        compare_name(&declared, &Bilingual::new("", "Namoudaj")),
        [Difference::Similar(90), Difference::NotGiven]
    );
}

#[test]
fn a_parent_is_known_by_the_given_name() {
    let father = Bilingual::new("أحمد بن علي", "Ahmed ben Ali");
    for (declared, expected) in [
        ("Ahmed ben Ali", Difference::Same),
        ("Ahmed", Difference::SameButForm(vec![Form::Shorter])),
        ("ahmed", Difference::SameButForm(vec![Form::Case, Form::Shorter])),
        ("احمد", Difference::SameButForm(vec![Form::Hamza, Form::Shorter])),
        ("Ahmad", Difference::Similar(80)),
        ("Brahim", Difference::Different),
        ("Ali", Difference::Different),
    ] {
        assert_eq!(compare_parent(declared, Some(&father)), expected, "{declared}");
    }
    let latin_only = Bilingual::new("", "Ahmed ben Ali");
    assert_eq!(compare_parent("أحمد", Some(&latin_only)), Difference::Similar(90));
}

#[test]
fn dates_that_know_less_are_the_same() {
    for (declared, registered, expected) in [
        ("1982-03-12", "1982-03-12", Difference::Same),
        ("1982", "1982-03-12", Difference::SameButForm(vec![Form::LessPrecise])),
        ("1982-03-12", "1982", Difference::SameButForm(vec![Form::MorePrecise])),
        ("1982-03", "1982-03-12", Difference::SameButForm(vec![Form::LessPrecise])),
        ("1982-12-03", "1982-03-12", Difference::Similar(90)),
        ("1982-03-13", "1982-03-12", Difference::Similar(80)),
        ("1928-03-12", "1982-03-12", Difference::Similar(80)),
        ("1983", "1982-03-12", Difference::Different),
        ("1982-04", "1982-03-12", Difference::Different),
        ("1975-07-01", "1982-03-12", Difference::Different),
    ] {
        assert_eq!(compare_date(&date(declared), &date(registered)), expected, "{declared} {registered}");
    }
}

#[test]
fn act_numbers() {
    let number =
        |text: &str, part: Option<&str>| ActNumber { part: part.map(str::to_owned), ..ActNumber::parse(text).unwrap() };
    let registered = number("129/1982", Some("A"));
    for (declared, expected) in [
        (number("129/1982", Some("A")), Difference::Same),
        (number("129/1982", None), Difference::SameButForm(vec![Form::LessPrecise])),
        (number("129/1982", Some("a")), Difference::SameButForm(vec![Form::Case])),
        (number("129/1982", Some("B")), Difference::Similar(80)),
        (number("192/1982", Some("A")), Difference::Similar(80)),
        (number("129/1983", None), Difference::Similar(80)),
        (number("731/1999", None), Difference::Different),
    ] {
        assert_eq!(compare_act_number(&declared, &registered), expected, "{declared}");
    }
}

fn entry() -> ActContent {
    ActContent {
        year_hijri: Some(1402),
        family: Bilingual::new("نموذج", "Exemple"),
        given: Bilingual::new("مثالية", "Specimen"),
        tifinagh: None,
        sex: Sex::Female,
        birth_place: Bilingual::new("طنجة", "Tanger"),
        birth_date: date("1982-03-12"),
        birth_date_hijri: None,
        nationality: Bilingual::new("مغربية", "marocaine"),
        father: Some(Bilingual::new("أحمد بن علي", "Ahmed ben Ali")),
        mother: None,
        mentions: Vec::new(),
    }
}

fn declared() -> Person {
    Person {
        for_whom: ForWhom::Myself,
        family: DeclaredName { ar: String::new(), fr: "Exemple".into() },
        given: DeclaredName { ar: String::new(), fr: "Specimen".into() },
        birth_date: date("1982-03-12"),
        father: "Ahmed ben Ali".into(),
        mother: String::new(),
    }
}

fn compare(change: impl FnOnce(&mut Person)) -> Comparison {
    let mut person = declared();
    change(&mut person);
    let number = ActNumber::parse("129/1982").unwrap();
    Comparison::of(&person, &number, &entry(), &number)
}

#[test]
fn the_verdict_is_that_of_the_worst_field() {
    assert_eq!(compare(|_| {}).verdict(), Verdict::Same);
    assert_eq!(compare(|person| person.family.fr = "EXEMPLE".into()).verdict(), Verdict::SameButForm);
    assert_eq!(compare(|person| person.family.fr = "Exmeple".into()).verdict(), Verdict::Look);
    assert_eq!(compare(|person| person.father = "Brahim".into()).verdict(), Verdict::Conflict);
    assert_eq!(compare(|person| person.mother = "Khadija".into()).verdict(), Verdict::Same);
    assert_eq!(compare(|person| person.family = DeclaredName::default()).verdict(), Verdict::Look);
}

#[test]
fn every_field_is_compared_once() {
    let comparison = compare(|_| {});
    let fields: Vec<_> = comparison.fields().iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, Field::ALL);
    assert_eq!(comparison.get(Field::FamilyAr), &Difference::NotGiven);
    assert_eq!(comparison.get(Field::Mother), &Difference::NotGiven);
    assert_eq!(comparison.score(), 100);
}

#[test]
fn near_entries_come_best_first() {
    let exact = compare(|_| {});
    let slip = compare(|person| person.family.fr = "Exmeple".into());
    let other = compare(|person| {
        person.family.fr = "Autre".into();
        person.given.fr = "Personne".into();
        person.birth_date = date("1950");
    });
    let ranked = rank([("other", other), ("slip", slip), ("exact", exact)], 60, 5);
    assert_eq!(ranked.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["exact", "slip"]);
}

proptest! {
    #[test]
    fn a_text_is_the_same_as_itself(text in "[\\p{Latin}\\p{Arabic}]{1,12}") {
        prop_assert_eq!(compare_text(&text, &text), Difference::Same);
    }

    #[test]
    fn comparing_is_symmetric(a in "[a-eé '\\-]{1,10}", b in "[a-eÉ '\\-]{1,10}") {
        let (there, back) = (compare_text(&a, &b), compare_text(&b, &a));
        prop_assert!(matches!(there, Difference::NotGiven | Difference::NotRegistered) || there == back, "{there:?} {back:?}");
    }

    #[test]
    fn what_folds_alike_is_never_called_different(text in "[ء-غف-ي]{1,8}", signs in "[\u{064B}-\u{0652}]{0,3}") {
        let marked: String = text.chars().flat_map(|c| std::iter::once(c).chain(signs.chars())).collect();
        prop_assert!(fold(&text).is_empty() || compare_text(&marked, &text).is_same());
    }
}
