//! Figures as each language groups them. Western digits everywhere, as Moroccan administrations write.

use std::borrow::Cow;

use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumber;
use intl_memoizer::concurrent::IntlLangMemoizer;
use wathiq_domain::Locale;

/// Between thousands: a narrow no-break space in French, a point in Arabic (CLDR ar-MA), a comma in English.
const fn group_mark(locale: Locale) -> char {
    match locale {
        Locale::Ar => '.',
        Locale::Fr => '\u{202F}',
        Locale::En => ',',
    }
}

/// Before the decimals.
pub(crate) const fn decimal_mark(locale: Locale) -> char {
    match locale {
        Locale::Ar | Locale::Fr => ',',
        Locale::En => '.',
    }
}

/// Groups a run of digits by thousands from five digits on, so that a year never becomes "2 026".
pub(crate) fn group(digits: &str, locale: Locale) -> Cow<'_, str> {
    if digits.len() < 5 {
        return Cow::Borrowed(digits);
    }
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(group_mark(locale));
        }
        grouped.push(digit);
    }
    Cow::Owned(grouped)
}

/// A number as Fluent writes it ("-12345.5"), with the marks of the language.
fn localise(plain: &str, grouped: bool, locale: Locale) -> String {
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let whole = if grouped { group(whole, locale) } else { Cow::Borrowed(whole) };
    let mut text = format!("{sign}{whole}");
    if !decimals.is_empty() {
        text.push(decimal_mark(locale));
        text.push_str(decimals);
    }
    text
}

/// The hook by which a Fluent bundle of `locale` shows its numbers.
pub(crate) fn formatter(locale: Locale) -> fn(&FluentValue<'_>, &IntlLangMemoizer) -> Option<String> {
    fn shown(value: &FluentValue<'_>, locale: Locale) -> Option<String> {
        match value {
            FluentValue::Number(number) => {
                Some(localise(&whole_number(number).as_string(), number.options.use_grouping, locale))
            }
            FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
        }
    }
    match locale {
        Locale::Ar => |value, _| shown(value, Locale::Ar),
        Locale::Fr => |value, _| shown(value, Locale::Fr),
        Locale::En => |value, _| shown(value, Locale::En),
    }
}

/// A number as an argument of a text.
///
/// `intl_pluralrules` 7.0.2 reads CLDR's « n % 100 = 3..10 » of Arabic as « n = 3..10 », so 103 would take the form
/// of 100. From one hundred on, Arabic is therefore given a smaller number of the same plural form to choose by; the
/// real one travels in the unused `currency` option and is put back by [`formatter`] when the number is shown.
pub(crate) fn argument(number: f64, locale: Locale) -> FluentNumber {
    let mut argument = FluentNumber::from(number);
    if locale == Locale::Ar && number.abs() >= 100.0 && number.fract() == 0.0 {
        let last_two = number.abs() % 100.0;
        argument.value = if last_two < 3.0 { 100.0 } else { last_two };
        argument.options.currency = Some(number.to_string());
    }
    argument
}

fn whole_number(number: &FluentNumber) -> Cow<'_, FluentNumber> {
    match number.options.currency.as_deref().and_then(|kept| kept.parse().ok()) {
        Some(value) => Cow::Owned(FluentNumber::new(value, number.options.clone())),
        None => Cow::Borrowed(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_from_five_digits_on() {
        assert_eq!(localise("2026", true, Locale::Fr), "2026");
        assert_eq!(localise("12345", true, Locale::Fr), "12\u{202F}345");
        assert_eq!(localise("1234567", true, Locale::En), "1,234,567");
        assert_eq!(localise("123456", true, Locale::Ar), "123.456");
    }

    #[test]
    fn keeps_sign_and_decimals() {
        assert_eq!(localise("-12345.5", true, Locale::Fr), "-12\u{202F}345,5");
        assert_eq!(localise("0.25", true, Locale::En), "0.25");
        assert_eq!(localise("0.25", true, Locale::Ar), "0,25");
        assert_eq!(localise("12345", false, Locale::Fr), "12345");
    }
}
