//! French numbers in words, in the spelling of civil-status acts.

use super::Gender;

const UNITS: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];

/// Whether « vingt » and « cent » may take their plural s: at the end of a count, not in a year or before « mille ».
#[derive(Clone, Copy, PartialEq)]
enum Plural {
    Marked,
    Bare,
}

/// A count: « vingt et un », « deux cents », « quatre-vingt-une » (feminine), « deux millions ».
pub fn cardinal(number: u32, gender: Gender) -> String {
    let words = count(number, Plural::Marked);
    match gender {
        // only a final « un » inflects: « vingt et une », but « vingt et un mille »
        Gender::Feminine if words.rsplit([' ', '-']).next() == Some("un") => format!("{words}e"),
        Gender::Feminine | Gender::Masculine => words,
    }
}

/// A year: « mil neuf cent quatre-vingt », « deux mille vingt-six ».
///
/// « mil » stands for one thousand followed by something (years 1001 to 1999); « vingt » and « cent » stay bare since
/// the year is an ordinal (« page quatre-vingt », « l'an mil neuf cent »).
pub fn year(year: u16) -> String {
    match year {
        1001..2000 => format!("mil {}", count(u32::from(year - 1000), Plural::Bare)),
        _ => count(u32::from(year), Plural::Bare),
    }
}

/// « dix heures trente minutes », « zéro heure », « une heure une minute ».
pub fn time(hour: u8, minute: u8) -> String {
    let hours = if hour < 2 { "heure" } else { "heures" };
    let minutes = if minute < 2 { "minute" } else { "minutes" };
    let hour = cardinal(u32::from(hour), Gender::Feminine);
    match minute {
        0 => format!("{hour} {hours}"),
        _ => format!("{hour} {hours} {} {minutes}", cardinal(u32::from(minute), Gender::Feminine)),
    }
}

fn count(number: u32, plural: Plural) -> String {
    let mut words = Vec::new();
    let mut rest = number;
    // milliard and million are nouns: « deux cents millions »; mille is not: « deux cent mille »
    for (scale, noun) in [(1_000_000_000, "milliard"), (1_000_000, "million")] {
        let many = rest / scale;
        rest %= scale;
        match many {
            0 => {}
            1 => words.push(format!("un {noun}")),
            _ => words.push(format!("{} {noun}s", below_thousand(many, Plural::Marked))),
        }
    }
    match rest / 1000 {
        0 => {}
        1 => words.push("mille".to_owned()),
        thousands => words.push(format!("{} mille", below_thousand(thousands, Plural::Bare))),
    }
    rest %= 1000;
    if rest > 0 || words.is_empty() {
        words.push(below_thousand(rest, plural));
    }
    words.join(" ")
}

fn below_thousand(number: u32, plural: Plural) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    let hundreds = match (hundreds, rest) {
        (0, _) => return below_hundred(rest, plural),
        (1, _) => "cent".to_owned(),
        (many, 0) if plural == Plural::Marked => format!("{} cents", unit(many)),
        (many, _) => format!("{} cent", unit(many)),
    };
    if rest == 0 { hundreds } else { format!("{hundreds} {}", below_hundred(rest, plural)) }
}

fn below_hundred(number: u32, plural: Plural) -> String {
    let (tens, rest) = (number / 10, number % 10);
    match (tens, rest) {
        (0 | 1, _) => unit(number).to_owned(),
        (7, 1) => "soixante et onze".to_owned(),
        (7, _) => format!("soixante-{}", unit(rest + 10)),
        (8, 0) if plural == Plural::Marked => "quatre-vingts".to_owned(),
        (8, 0) => "quatre-vingt".to_owned(),
        (8, _) => format!("quatre-vingt-{}", unit(rest)),
        (9, _) => format!("quatre-vingt-{}", unit(rest + 10)),
        (_, 0) => ten(tens).to_owned(),
        (_, 1) => format!("{} et un", ten(tens)),
        _ => format!("{}-{}", ten(tens), unit(rest)),
    }
}

fn unit(number: u32) -> &'static str {
    word(&UNITS, number)
}

fn ten(number: u32) -> &'static str {
    word(&TENS, number)
}

fn word(words: &[&'static str], number: u32) -> &'static str {
    usize::try_from(number).ok().and_then(|number| words.get(number)).copied().unwrap_or_default()
}
