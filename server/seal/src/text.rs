//! Which characters a signed text may hold.

/// True if the text can be shown as it is: no control character, no line break, no mark that turns the reading direction.
///
/// Directional marks would let a signed name be displayed as another one (Unicode TR36, "bidirectional text spoofing").
pub(crate) fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control()
            || matches!(c,
                '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    })
}

/// True if the text reads in one direction, as names in certificates must.
///
/// X.509 compares names after string preparation (RFC 4518, 2.4 and RFC 3454, 6), which refuses a value with letters of both
/// directions, or a right-to-left one that does not begin and end with such a letter. Strict readers (pyHanko among them)
/// then cannot use the certificate at all.
pub(crate) fn has_one_direction(text: &str) -> bool {
    let (first, last) = (text.chars().next(), text.chars().next_back());
    !text.chars().any(is_right_to_left)
        || (first.is_some_and(is_right_to_left)
            && last.is_some_and(is_right_to_left)
            && text.chars().filter(|c| c.is_alphabetic()).all(is_right_to_left))
}

/// Letters of Hebrew, Arabic and their neighbours, with presentation forms; not their digits and marks.
fn is_right_to_left(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::{has_one_direction, is_plain};

    #[test]
    fn names_in_both_scripts_are_plain_and_tricks_are_not() {
        assert!(is_plain("EXEMPLE · نموذج"));
        for trick in ["a\nb", "a\u{202E}b", "a\u{2066}b", "a\u{200F}b", "\u{FEFF}a", "a\u{0}"] {
            assert!(!is_plain(trick), "{trick:?}");
        }
    }

    #[test]
    fn a_name_in_a_certificate_is_in_one_script() {
        for good in ["Commune d’Exemple n° 2", "جماعة النموذج", "جماعة 2 النموذج", "MA.01.511.01.0", "2026"]
        {
            assert!(has_one_direction(good), "{good}");
        }
        for bad in ["Exemple · نموذج", "نموذج Exemple", "جماعة النموذج 2", "2 جماعة"] {
            assert!(!has_one_direction(bad), "{bad}");
        }
    }
}
