//! English numbers in words.

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

/// "one thousand nine hundred and eighty-two".
pub fn cardinal(number: u32) -> String {
    let mut words = Vec::new();
    let mut rest = number;
    for (scale, noun) in [(1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand")] {
        let many = rest / scale;
        rest %= scale;
        if many > 0 {
            words.push(format!("{} {noun}", below_thousand(many)));
        }
    }
    if rest > 0 && rest < 100 && !words.is_empty() {
        words.push(format!("and {}", below_hundred(rest)));
    } else if rest > 0 || words.is_empty() {
        words.push(below_thousand(rest));
    }
    words.join(" ")
}

/// "twelfth", "thirty-first"; from 1 to 99.
pub fn ordinal(number: u8) -> String {
    let (tens, units) = (u32::from(number / 10), u32::from(number % 10));
    match (tens, units) {
        (0 | 1, _) => word(&ORDINALS, u32::from(number)).to_owned(),
        (_, 0) => word(&TENS, tens).trim_end_matches('y').to_owned() + "ieth",
        _ => format!("{}-{}", word(&TENS, tens), word(&ORDINALS, units)),
    }
}

/// "ten hours and thirty minutes".
pub fn time(hour: u8, minute: u8) -> String {
    let counted = |number: u8, noun: &str| {
        format!("{} {noun}{}", cardinal(u32::from(number)), if number == 1 { "" } else { "s" })
    };
    match minute {
        0 => counted(hour, "hour"),
        _ => format!("{} and {}", counted(hour, "hour"), counted(minute, "minute")),
    }
}

fn below_thousand(number: u32) -> String {
    match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", word(&UNITS, hundreds)),
        (hundreds, rest) => format!("{} hundred and {}", word(&UNITS, hundreds), below_hundred(rest)),
    }
}

fn below_hundred(number: u32) -> String {
    match (number / 10, number % 10) {
        (0 | 1, _) => word(&UNITS, number).to_owned(),
        (tens, 0) => word(&TENS, tens).to_owned(),
        (tens, units) => format!("{}-{}", word(&TENS, tens), word(&UNITS, units)),
    }
}

fn word(words: &[&'static str], number: u32) -> &'static str {
    usize::try_from(number).ok().and_then(|number| words.get(number)).copied().unwrap_or_default()
}
