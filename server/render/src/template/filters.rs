//! What a template may do with a value beyond showing it.

use minijinja::value::{Kwargs, Value};
use minijinja::{Error, ErrorKind, Output, State, escape_formatter};
use serde_json::json;
use wathiq_domain::Locale;

use crate::dates;

/// The detail of the error that a value is null.
pub const MISSING: &str = "missing value";

/// Shows values escaped, and refuses null: an extract never says "none".
pub fn strict_formatter(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_none() {
        return Err(Error::new(ErrorKind::InvalidOperation, MISSING));
    }
    escape_formatter(out, state, value)
}

/// `date | words("fr")` and `date | words("ar", calendar="hijri")`: a date written out.
#[expect(clippy::needless_pass_by_value, reason = "minijinja hands arguments over")]
pub fn words(value: &Value, language: &str, options: Kwargs) -> Result<String, Error> {
    shown(value, language, &options, dates::in_words)
}

/// `date | date("fr")`: a date in figures with the month's name.
#[expect(clippy::needless_pass_by_value, reason = "minijinja hands arguments over")]
pub fn date(value: &Value, language: &str, options: Kwargs) -> Result<String, Error> {
    shown(value, language, &options, dates::plain)
}

fn shown(
    value: &Value,
    language: &str,
    options: &Kwargs,
    show: fn(&serde_json::Value, bool, Locale) -> Option<String>,
) -> Result<String, Error> {
    let hijri = match options.get::<Option<&str>>("calendar")? {
        None | Some("gregorian") => false,
        Some("hijri") => true,
        Some(other) => {
            return Err(Error::new(ErrorKind::InvalidOperation, format!("there is no calendar {other}")));
        }
    };
    options.assert_all_used()?;
    let locale = Locale::from_tag(language)
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("there is no language {language}")))?;
    if value.is_none() || value.is_undefined() {
        return Err(Error::new(ErrorKind::InvalidOperation, MISSING));
    }
    let json = serde_json::to_value(value).unwrap_or(json!(null));
    show(&json, hijri, locale).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("{json} is no date")))
}
