//! Arabic numbers in words, nominative and without vowel signs.
//!
//! Rules: 1 and 2 agree with the counted noun; 3 to 10 take the opposite gender; in 11 to 19 both parts follow the same
//! pattern («أحد عشر / إحدى عشرة», «ثلاثة عشر / ثلاث عشرة»); tens have one form; units stand before tens; parts are
//! joined by «و»; hundreds are written in one word («تسعمائة»).

use super::Gender;

/// Units with a masculine noun.
const MASCULINE: [&str; 11] =
    ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"];
/// Units with a feminine noun.
const FEMININE: [&str; 11] = ["صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر"];
const TENS: [&str; 10] = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"];
const HUNDREDS: [&str; 10] =
    ["", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"];
/// Definite ordinals, masculine, 1 to 10; the feminine adds «ة» but for the first («الأولى»).
const ORDINALS: [&str; 11] =
    ["", "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"];

/// A count of things of `gender`: «اثنان وثمانون», «إحدى وعشرون».
pub fn cardinal(number: u32, gender: Gender) -> String {
    let mut parts = Vec::new();
    let mut rest = number;
    for scale in [&BILLION, &MILLION, &THOUSAND] {
        let many = rest / scale.value;
        rest %= scale.value;
        if many > 0 {
            parts.push(scale.times(many));
        }
    }
    if rest > 0 || parts.is_empty() {
        parts.push(below_thousand(rest, gender));
    }
    parts.join(" و")
}

/// A definite ordinal: «الثاني عشر», «الحادي والثلاثون»; feminine «الثانية عشرة», «الحادية والثلاثون». From 1 to 99.
pub fn ordinal(number: u8, gender: Gender) -> String {
    let (tens, units) = (number / 10, number % 10);
    match (tens, units) {
        (0, _) | (1, 0) => simple_ordinal(number, gender),
        (1, _) => format!("{} {}", compound_ordinal(units, gender), ten_of_teens(gender)),
        (_, 0) => format!("ال{}", tens_word(u32::from(tens))),
        _ => format!("{} وال{}", compound_ordinal(units, gender), tens_word(u32::from(tens))),
    }
}

/// What follows «الساعة»: «العاشرة», «العاشرة والدقيقة الثلاثون», «الثالثة والعشرون», «صفر» for the hour after midnight.
pub fn time(hour: u8, minute: u8) -> String {
    let hour = match hour {
        0 => "صفر".to_owned(),
        // an hour is «الواحدة», never «الأولى»
        1 => "الواحدة".to_owned(),
        _ => ordinal(hour, Gender::Feminine),
    };
    match minute {
        0 => hour,
        _ => format!("{hour} والدقيقة {}", ordinal(minute, Gender::Feminine)),
    }
}

struct Scale {
    value: u32,
    one: &'static str,
    two: &'static str,
    /// After 3 to 10.
    plural: &'static str,
    /// After 11 to 99 (accusative of specification).
    specified: &'static str,
}

const THOUSAND: Scale =
    Scale { value: 1000, one: "ألف", two: "ألفان", plural: "آلاف", specified: "ألفا" };
const MILLION: Scale = Scale {
    value: 1_000_000, one: "مليون", two: "مليونان", plural: "ملايين", specified: "مليونا"
};
const BILLION: Scale =
    Scale {
        value: 1_000_000_000, one: "مليار", two: "ملياران", plural: "ملايير", specified: "مليارا"
    };

impl Scale {
    fn times(&self, many: u32) -> String {
        match many {
            1 => return self.one.to_owned(),
            2 => return self.two.to_owned(),
            _ => {}
        }
        // the scale is itself a masculine noun, counted by its last two figures
        let (hundreds, rest) = (many / 100, many % 100);
        match rest {
            0 if hundreds == 2 => format!("مائتا {}", self.one),
            0 => format!("{} {}", hundreds_word(hundreds), self.one),
            1 => format!("{} و{}", self.hundreds_of(hundreds), self.one),
            2 => format!("{} و{}", self.hundreds_of(hundreds), self.two),
            3..=10 => format!("{} {}", below_thousand(many, Gender::Masculine), self.plural),
            _ => format!("{} {}", below_thousand(many, Gender::Masculine), self.specified),
        }
    }

    fn hundreds_of(&self, hundreds: u32) -> String {
        if hundreds == 2 {
            return format!("مائتا {}", self.one);
        }
        format!("{} {}", hundreds_word(hundreds), self.one)
    }
}

fn below_thousand(number: u32, gender: Gender) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    match (hundreds, rest) {
        (0, _) => below_hundred(rest, gender),
        (_, 0) => hundreds_word(hundreds).to_owned(),
        _ => format!("{} و{}", hundreds_word(hundreds), below_hundred(rest, gender)),
    }
}

fn below_hundred(number: u32, gender: Gender) -> String {
    let (tens, units) = (number / 10, number % 10);
    match (tens, units, gender) {
        (0, ..) | (1, 0, _) => unit(number, gender).to_owned(),
        (1, 1, Gender::Masculine) => "أحد عشر".to_owned(),
        (1, 1, Gender::Feminine) => "إحدى عشرة".to_owned(),
        (1, 2, Gender::Masculine) => "اثنا عشر".to_owned(),
        (1, 2, Gender::Feminine) => "اثنتا عشرة".to_owned(),
        // alone or joined, eight before a feminine is «ثماني عشرة»
        (1, 8, Gender::Feminine) => "ثماني عشرة".to_owned(),
        (1, ..) => format!("{} {}", unit(units, gender), ten_of_teens(gender)),
        (_, 0, _) => tens_word(tens).to_owned(),
        (_, 1, Gender::Feminine) => format!("إحدى و{}", tens_word(tens)),
        _ => format!("{} و{}", unit(units, gender), tens_word(tens)),
    }
}

const fn ten_of_teens(gender: Gender) -> &'static str {
    match gender {
        Gender::Masculine => "عشر",
        Gender::Feminine => "عشرة",
    }
}

fn simple_ordinal(number: u8, gender: Gender) -> String {
    let ordinal = word(&ORDINALS, u32::from(number));
    match (number, gender) {
        (1, Gender::Feminine) => "الأولى".to_owned(),
        (_, Gender::Feminine) => format!("{ordinal}ة"),
        (_, Gender::Masculine) => ordinal.to_owned(),
    }
}

/// The unit of a compound ordinal: the first is «الحادي», not «الأول».
fn compound_ordinal(units: u8, gender: Gender) -> String {
    match (units, gender) {
        (1, Gender::Masculine) => "الحادي".to_owned(),
        (1, Gender::Feminine) => "الحادية".to_owned(),
        _ => simple_ordinal(units, gender),
    }
}

fn unit(number: u32, gender: Gender) -> &'static str {
    match gender {
        Gender::Masculine => word(&MASCULINE, number),
        Gender::Feminine => word(&FEMININE, number),
    }
}

fn tens_word(tens: u32) -> &'static str {
    word(&TENS, tens)
}

fn hundreds_word(hundreds: u32) -> &'static str {
    word(&HUNDREDS, hundreds)
}

fn word(words: &[&'static str], number: u32) -> &'static str {
    usize::try_from(number).ok().and_then(|number| words.get(number)).copied().unwrap_or_default()
}
