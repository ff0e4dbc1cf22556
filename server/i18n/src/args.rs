//! Arguments of a text: words, numbers, dates and amounts, each shown as the language of the text wants it.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};
use wathiq_domain::{HijriDate, Locale, PartialDate};

use crate::{dates, numbers};

/// One argument of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Shown as it is: names, codes, years, references.
    Text(Cow<'a, str>),
    /// A count: grouped as the language does, and chooses the plural form.
    Number(f64),
    /// Shown as "22 novembre 2026".
    Date(PartialDate),
    /// Shown as "16 joumada al oula 1402".
    Hijri(HijriDate),
    /// Hundredths of the currency, shown as "22,16 DH".
    Amount(i64),
}

/// The arguments of one call, by the name they have in the text (`$name` without the dollar).
///
/// ```
/// use wathiq_i18n::Args;
/// let args = Args::new().with("count", 3).with("name", "Exemple").amount("fee", 2216);
/// assert_eq!(args.len(), 3);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Args<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Args<'a> {
    /// No arguments.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds an argument; the last one of a name counts.
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Self {
        self.0.push((name.into(), value.into()));
        self
    }

    /// Adds words, a code or a reference.
    pub fn text(self, name: impl Into<Cow<'a, str>>, text: impl Into<Cow<'a, str>>) -> Self {
        self.with(name, Value::Text(text.into()))
    }

    /// Adds an amount in hundredths of the currency.
    pub fn amount(self, name: impl Into<Cow<'a, str>>, hundredths: i64) -> Self {
        self.with(name, Value::Amount(hundredths))
    }

    /// Arguments from a JSON object, as templates give them: strings, numbers and `{year, month, day}`.
    /// Other values are shown as JSON.
    pub fn from_json(object: &serde_json::Map<String, serde_json::Value>) -> Args<'static> {
        Args(object.iter().map(|(name, value)| (Cow::Owned(name.clone()), from_json(value))).collect())
    }

    /// How many arguments there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn to_fluent(&self, locale: Locale) -> FluentArgs<'_> {
        let mut args = FluentArgs::with_capacity(self.0.len());
        for (name, value) in &self.0 {
            let value: FluentValue<'_> = match value {
                Value::Text(text) => FluentValue::from(text.as_ref()),
                Value::Number(number) => FluentValue::Number(numbers::argument(*number, locale)),
                Value::Date(date) => FluentValue::from(dates::date(date, locale)),
                Value::Hijri(date) => FluentValue::from(dates::hijri_date(date, locale)),
                Value::Amount(hundredths) => FluentValue::from(dates::amount(*hundredths, locale)),
            };
            args.set(name.as_ref(), value);
        }
        args
    }
}

fn from_json(value: &serde_json::Value) -> Value<'static> {
    match value {
        serde_json::Value::String(text) => Value::Text(Cow::Owned(text.clone())),
        serde_json::Value::Number(number) => {
            number.as_f64().map_or_else(|| Value::Text(Cow::Owned(number.to_string())), Value::Number)
        }
        serde_json::Value::Null => Value::Text(Cow::Borrowed("")),
        serde_json::Value::Object(_) => serde_json::from_value::<PartialDate>(value.clone())
            .map_or_else(|_| Value::Text(Cow::Owned(value.to_string())), Value::Date),
        serde_json::Value::Bool(_) | serde_json::Value::Array(_) => Value::Text(Cow::Owned(value.to_string())),
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl From<PartialDate> for Value<'_> {
    fn from(date: PartialDate) -> Self {
        Self::Date(date)
    }
}

impl From<HijriDate> for Value<'_> {
    fn from(date: HijriDate) -> Self {
        Self::Hijri(date)
    }
}

macro_rules! from_number {
    ($($number:ty),+) => {$(
        impl From<$number> for Value<'_> {
            #[expect(clippy::allow_attributes, reason = "which casts are lossless depends on the type")]
            #[allow(clippy::cast_lossless, reason = "one macro for all the number types")]
            fn from(number: $number) -> Self {
                Self::Number(number as f64)
            }
        }
    )+};
}
from_number!(i8, i16, i32, i64, u8, u16, u32, u64, usize, f32);

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}
