//! Normalisation of text for search and comparison, and refusal of characters that deceive.
//!
//! What is stored and printed is always the text as recorded; folded forms live only in search columns and in
//! comparisons. Folding loses what two clerks write differently: case, accents, vowel signs, hamza seats, the dots
//! of final ya, hyphens. It keeps what makes another name: particles (ben, el, ait), word order, letters.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::names::is_unsafe;

/// Marks that may follow one letter: Arabic needs two (shadda and vowel), Vietnamese in Latin script two.
const MARKS_MAX: usize = 3;

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UnsafeText {
    /// A control, direction or invisible character: the text could show as another one.
    #[error("the character U+{:04X} cannot stand in a name", u32::from(*.0))]
    Character(char),
    /// A pile of marks on one letter, which paints over its neighbours.
    #[error("a letter has too many marks")]
    Marks,
}

/// Refuses control characters, direction overrides and isolates, invisible characters and piles of marks.
///
/// ```
/// use wathiq_domain::text::reject_unsafe;
/// assert!(reject_unsafe("مُحَمَّد Exemple").is_ok());
/// assert!(reject_unsafe("Exem\u{202E}elp").is_err());
/// ```
///
/// # Errors
/// The first thing found that cannot stand in a name.
pub fn reject_unsafe(text: &str) -> Result<(), UnsafeText> {
    let mut marks = 0;
    for c in text.chars() {
        if is_unsafe(c) || is_invisible(c) {
            return Err(UnsafeText::Character(c));
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > MARKS_MAX {
            return Err(UnsafeText::Marks);
        }
    }
    Ok(())
}

/// Characters that show nothing, besides those of [`is_unsafe`]: fillers, variation selectors, tags, private use.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200C}' | '\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}'
        | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// The script most letters of a text are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Arabic, presentation forms included.
    Arabic,
    /// Latin.
    Latin,
    /// Tifinagh.
    Tifinagh,
    /// None of ours, or no letter at all.
    Other,
}

/// The script of one letter.
pub const fn script_of_char(c: char) -> Script {
    match c {
        '\u{0600}'..='\u{06FF}'
        | '\u{0750}'..='\u{077F}'
        | '\u{0870}'..='\u{08FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}' => Script::Arabic,
        'a'..='z'
        | 'A'..='Z'
        | '\u{00C0}'..='\u{00D6}'
        | '\u{00D8}'..='\u{00F6}'
        | '\u{00F8}'..='\u{024F}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{FB00}'..='\u{FB06}' => Script::Latin,
        '\u{2D30}'..='\u{2D7F}' => Script::Tifinagh,
        _ => Script::Other,
    }
}

/// The script most letters of `text` are in; the first to appear wins a draw.
pub fn script_of(text: &str) -> Script {
    let mut best = (0, Script::Other);
    for script in [Script::Arabic, Script::Latin, Script::Tifinagh] {
        let letters = text.chars().filter(|c| script_of_char(*c) == script).count();
        if letters > best.0 {
            best = (letters, script);
        }
    }
    best.1
}

/// Folds a text of any of our scripts: what a search column holds and a search is made with.
///
/// ```
/// use wathiq_domain::text::fold;
/// assert_eq!(fold("  El-Ha\u{ef}k  M’Hamed "), "el haik mhamed");
/// assert_eq!(fold("أَحْمَـد  الفاسى"), "احمد الفاسي");
/// ```
pub fn fold(text: &str) -> String {
    folded(text, |c| match script_of_char(c) {
        Script::Arabic => arabic(c),
        Script::Latin | Script::Tifinagh | Script::Other => latin(c),
    })
}

/// Folds the Arabic of a text and leaves other letters as they are: no vowel signs, no tatweel, one alef, ya without
/// hamza, ha for ta marbuta, western digits, no direction marks, single spaces.
pub fn normalise_arabic(text: &str) -> String {
    folded(text, arabic)
}

/// Folds the Latin of a text and leaves Arabic and Tifinagh letters as they are: small letters without accents,
/// « œ » as oe, no apostrophes, a space for each hyphen. Particles are kept.
pub fn fold_latin(text: &str) -> String {
    folded(text, latin)
}

/// The folded words of a text.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Replaces Arabic-Indic and Persian digits by western ones and leaves the rest, for numbers typed in a form.
pub fn western_digits(text: &str) -> String {
    text.chars().map(|c| western_digit(c).unwrap_or(c)).collect()
}

fn western_digit(c: char) -> Option<char> {
    let value = match c {
        '\u{0660}'..='\u{0669}' => u32::from(c) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(c) - 0x06F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// What becomes of one character of the decomposed text.
enum Folded {
    Gone,
    Space,
    One(char),
    Several(&'static str),
}

/// Decomposes (NFKD: presentation forms and ligatures fall apart into letters, letters into letter and marks), folds each
/// character and joins the words by single spaces.
fn folded(text: &str, rule: impl Fn(char) -> Folded) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfkd() {
        let mut push = |c: char| {
            if space && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            out.push(c);
        };
        match rule(c) {
            Folded::Gone => {}
            Folded::Space => space = true,
            Folded::One(c) => push(c),
            Folded::Several(letters) => letters.chars().for_each(push),
        }
    }
    // letters left as they are (those of the other script) get their marks back
    out.nfc().collect()
}

fn arabic(c: char) -> Folded {
    if let Some(digit) = western_digit(c) {
        return Folded::One(digit);
    }
    match c {
        // hamza alone is left out as often as it is written («أسماء», «اسما»)
        'ء' | 'ـ' => Folded::Gone,
        'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => Folded::One('ا'),
        'ى' | 'ی' | 'ې' | 'ے' => Folded::One('ي'),
        'ة' | 'ە' | 'ہ' | 'ھ' => Folded::One('ه'),
        // hard g, as Moroccan signs write it («أڭادير», «أكادير»)
        'ک' | 'گ' | 'ڭ' | 'ݣ' => Folded::One('ك'),
        'پ' => Folded::One('ب'),
        'ڤ' | 'ڥ' => Folded::One('ف'),
        'چ' => Folded::One('ج'),
        '،' | '؛' | '؟' | '۔' => Folded::Space,
        _ if script_of_char(c) == Script::Arabic && is_combining_mark(c) => Folded::Gone,
        _ => common(c),
    }
}

fn latin(c: char) -> Folded {
    match c {
        'œ' | 'Œ' => Folded::Several("oe"),
        'æ' | 'Æ' => Folded::Several("ae"),
        'ß' | 'ẞ' => Folded::Several("ss"),
        'þ' | 'Þ' => Folded::Several("th"),
        'ø' | 'Ø' => Folded::One('o'),
        'ł' | 'Ł' => Folded::One('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' | 'ɖ' | 'Ɖ' => Folded::One('d'),
        'ħ' | 'Ħ' => Folded::One('h'),
        'ŧ' | 'Ŧ' => Folded::One('t'),
        'ŋ' | 'Ŋ' => Folded::One('n'),
        'ı' => Folded::One('i'),
        _ if is_combining_mark(c) && script_of_char(c) != Script::Arabic => Folded::Gone,
        _ if script_of_char(c) == Script::Latin => c.to_lowercase().next().map_or(Folded::Gone, Folded::One),
        _ => common(c),
    }
}

/// What both scripts share: apostrophes vanish, other punctuation parts words, what shows nothing is dropped.
fn common(c: char) -> Folded {
    match c {
        '\'' | '`' | '´' | '\u{2018}'..='\u{201B}' | '\u{02B0}'..='\u{02FF}' | '\u{2032}' | '\u{FF07}' => Folded::Gone,
        _ if c.is_whitespace() => Folded::Space,
        _ if is_unsafe(c) || is_invisible(c) => Folded::Gone,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Folded::One(c),
        _ => Folded::Space,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn arabic_spellings_of_one_name_fold_alike() {
        for group in [
            &["أحمد", "احمد", "إحمد", "آحمد", "ٱحمد", "أَحْمَد", "أحـــمد"][..],
            &["فاطمة", "فاطمه", "فَاطِمَة"],
            &["موسى", "موسي", "موسی"],
            &["عائشة", "عايشة", "عايشه"],
            &["أسماء", "اسما", "أسمآء"],
            &["رؤوف", "روءوف"],
            &["أكادير", "أگادير", "أڭادير", "اݣادير"],
            &["بلال", "بﻼل", "ﺑﻼﻝ"],
            &["الآن", "اﻵن"],
            &["١٢٣", "۱۲۳", "123"],
            &["محمد\u{200F}", "\u{202B}محمد\u{202C}", "محمد"],
            &["عبد الله", "عبد  الله", "عبد\u{A0}الله", "عبد-الله"],
        ] {
            let folded: Vec<_> = group.iter().map(|text| fold(text)).collect();
            assert!(folded.windows(2).all(|pair| pair[0] == pair[1]), "{folded:?}");
            assert!(!folded[0].is_empty());
        }
    }

    #[test]
    fn different_arabic_names_stay_apart() {
        for (a, b) in [("محمد", "محمود"), ("حسن", "حسين"), ("أحمد", "حمد"), ("علي", "عالي"), ("سعيد", "سعاد")]
        {
            assert_ne!(fold(a), fold(b));
        }
    }

    #[test]
    fn latin_spellings_fold_alike() {
        for (text, expected) in [
            ("ÉLISE", "elise"),
            ("Aït-Melloul", "ait melloul"),
            ("M'hamed", "mhamed"),
            ("M’Hamed", "mhamed"),
            ("Œuvré", "oeuvre"),
            ("Groß", "gross"),
            ("Łódź", "lodz"),
            ("Đặng", "dang"),
            ("Sørensen", "sorensen"),
            ("Þór", "thor"),
            ("İstanbul", "istanbul"),
            ("ﬁls", "fils"),
            ("O’Brien – Exemple", "obrien exemple"),
            ("  Ben   ALI  ", "ben ali"),
            ("Ｅxemple", "exemple"),
            ("ʿAbd al-ʾAziz", "abd al aziz"),
            ("", ""),
            ("--", ""),
        ] {
            assert_eq!(fold(text), expected);
            assert_eq!(fold_latin(text), expected);
        }
    }

    #[test]
    fn particles_are_kept() {
        assert_eq!(fold("El Aït Ben Exemple"), "el ait ben exemple");
    }

    #[test]
    fn tifinagh_is_kept() {
        assert_eq!(fold("ⵎⵓⵃⵎⵎⴰⴷ"), "ⵎⵓⵃⵎⵎⴰⴷ");
        assert_eq!(script_of("ⵎⵓⵃⵎⵎⴰⴷ"), Script::Tifinagh);
    }

    #[test]
    fn each_script_folds_alone_on_demand() {
        assert_eq!(normalise_arabic("أحمد Élise"), "احمد Élise");
        assert_eq!(fold_latin("أحمد Élise"), "أحمد elise");
    }

    #[test]
    fn scripts_are_told_apart() {
        assert_eq!(script_of("نموذج Ex"), Script::Arabic);
        assert_eq!(script_of("Exemple نم"), Script::Latin);
        assert_eq!(script_of("ﺑﻼﻝ"), Script::Arabic);
        assert_eq!(script_of("123 /"), Script::Other);
    }

    #[test]
    fn digits_typed_in_arabic() {
        assert_eq!(western_digits("١٢٩/١٩٨٢"), "129/1982");
        assert_eq!(western_digits("abc 12 ۴"), "abc 12 4");
    }

    #[test]
    fn deceiving_text_is_refused() {
        for (text, c) in [
            ("a\u{202E}b", '\u{202E}'),
            ("a\u{2066}b", '\u{2066}'),
            ("a\u{200D}b", '\u{200D}'),
            ("a\u{0007}", '\u{0007}'),
            ("a\nb", '\n'),
            ("\u{3164}", '\u{3164}'),
            ("a\u{AD}b", '\u{AD}'),
            ("\u{E000}", '\u{E000}'),
            ("a\u{FE0F}", '\u{FE0F}'),
        ] {
            assert_eq!(reject_unsafe(text), Err(UnsafeText::Character(c)));
        }
        assert_eq!(reject_unsafe("e\u{301}\u{302}\u{303}\u{304}"), Err(UnsafeText::Marks));
        assert_eq!(reject_unsafe("a\u{202E}").unwrap_err().to_string(), "the character U+202E cannot stand in a name");
    }

    #[test]
    fn real_names_are_let_pass() {
        for text in ["مُحَمَّد", "Nguyễn Thị", "ⵎⵓⵃⵎⵎⴰⴷ", "M’hamed d'Exemple-Modèle", "عبد الله"]
        {
            assert_eq!(reject_unsafe(text), Ok(()));
        }
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folded_text_is_searchable(text in "[\\p{Latin}\\p{Arabic}\\p{Tifinagh} '\\-]{0,30}") {
            let folded = fold(&text);
            prop_assert!(!folded.contains("  ") && folded.trim() == folded);
            prop_assert!(folded.chars().all(|c| c == ' ' || c.is_alphanumeric() || is_combining_mark(c)), "{:?}", folded);
        }

        #[test]
        fn vowel_signs_never_matter(letters in "[ء-غف-ي]{1,12}", signs in "[\u{064B}-\u{0652}]{1,4}") {
            let marked: String = letters.chars().flat_map(|c| std::iter::once(c).chain(signs.chars())).collect();
            prop_assert_eq!(fold(&marked), fold(&letters));
        }
    }
}
