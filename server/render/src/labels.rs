//! The words of a kind in each language, with everything the record says as variables: `{ $office-name }`, `{ $person-sex }`.

use std::collections::BTreeMap;

use serde_json::Value;
use wathiq_domain::{HijriDate, Locale, PartialDate};
use wathiq_i18n::args::Value as Argument;
use wathiq_i18n::{Args, Bundle, FormatError};

use crate::dates;
use crate::error::{Problem, RenderError};
use crate::files::Files;

/// The texts of one kind.
#[derive(Debug)]
pub struct Labels(BTreeMap<&'static str, Language>);

#[derive(Debug)]
struct Language {
    bundle: Bundle,
    /// Texts without variables, formatted once.
    constant: BTreeMap<String, String>,
}

/// The variables of one document in one language.
pub struct Variables(Args<'static>);

impl Labels {
    /// Reads `<folder>/{ar,fr,en}.ftl` after the texts common to all kinds.
    pub fn read(files: &Files, folder: &str) -> Result<Self, RenderError> {
        let mut languages = BTreeMap::new();
        for locale in Locale::ALL {
            let paths = [format!("_shared/{}.ftl", locale.tag()), format!("{folder}/{}.ftl", locale.tag())];
            let mut sources = Vec::new();
            for path in &paths {
                sources.push((path.as_str(), files.text(path)?));
            }
            let [_, own] = &paths;
            let bundle = Bundle::parse_all(locale, sources)
                .map_err(|error| Problem::Unreadable(error.to_string()).in_file(own.clone()))?;
            let none = Args::new();
            let constant = bundle
                .keys()
                .filter_map(|key| Some((key.to_owned(), bundle.try_format_plain(key, &none).ok()?)))
                .collect();
            languages.insert(locale.tag(), Language { bundle, constant });
        }
        Ok(Self(languages))
    }

    /// Whether a language has a text of that key (`key` or `key.attribute`).
    pub fn has(&self, locale: Locale, key: &str) -> bool {
        self.0.get(locale.tag()).is_some_and(|language| language.bundle.has(key))
    }

    /// All keys of a language.
    #[cfg(test)]
    pub fn keys(&self, locale: Locale) -> impl Iterator<Item = &str> {
        self.0.get(locale.tag()).into_iter().flat_map(|language| language.bundle.keys())
    }

    /// The text of a key, strict: no text and no variable may be missing.
    pub fn text(&self, locale: Locale, key: &str, variables: &Variables) -> Result<String, Problem> {
        let missing = || FormatError::Missing { locale, key: key.to_owned() };
        let language = self.0.get(locale.tag()).ok_or_else(|| Problem::Label(missing().to_string()))?;
        if let Some(constant) = language.constant.get(key) {
            return Ok(constant.clone());
        }
        language.bundle.try_format_plain(key, &variables.0).map_err(|error| Problem::Label(error.to_string()))
    }
}

impl Variables {
    /// Everything the record says, by its path: `office.name` becomes `$office-name`. Two-language texts are given in
    /// the language of the label (and with « de » as `…-of`), dates as the language shows them, and once more in words as `…-words`.
    pub fn new(record: &Value, locale: Locale) -> Self {
        Self(flatten(Args::new(), String::new(), record, locale))
    }

    /// With one more variable.
    pub fn with(self, name: &'static str, value: String) -> Self {
        Self(self.0.text(name, value))
    }
}

fn flatten(args: Args<'static>, path: String, value: &Value, locale: Locale) -> Args<'static> {
    match value {
        Value::Null | Value::Array(_) => args,
        Value::Bool(yes) => args.text(path, if *yes { "true" } else { "false" }),
        Value::Number(number) => args.text(path, number.to_string()),
        Value::String(text) => args.text(path, text.clone()),
        Value::Object(object) => {
            if let Some(text) = in_language(value, locale) {
                let of = format!("{path}-of");
                return args.text(of, of_whom(text, locale)).text(path, text.to_owned());
            }
            if dates::is_date(value) {
                let hijri = path.ends_with("-hijri");
                let shown: Option<Argument<'static>> = if hijri {
                    serde_json::from_value::<HijriDate>(value.clone()).ok().map(Argument::Hijri)
                } else {
                    serde_json::from_value::<PartialDate>(value.clone()).ok().map(Argument::Date)
                };
                let Some(shown) = shown else { return args };
                let words = dates::in_words(value, hijri, locale).unwrap_or_default();
                return args.text(format!("{path}-words"), words).with(path, shown);
            }
            object.iter().fold(args, |args, (key, value)| {
                let key = key.replace('_', "-");
                flatten(args, if path.is_empty() { key } else { format!("{path}-{key}") }, value, locale)
            })
        }
    }
}

/// « de Tanger », « d’Agadir »: French joins « de » to a vowel. Elsewhere the text as it is.
fn of_whom(text: &str, locale: Locale) -> String {
    match (locale, text.chars().next()) {
        (Locale::Fr, Some(first))
            if "aeiouyàâäéèêëîïôöùûüœæ".contains(first.to_lowercase().next().unwrap_or(first)) =>
        {
            format!("d’{text}")
        }
        (Locale::Fr, _) => format!("de {text}"),
        (Locale::Ar | Locale::En, _) => text.to_owned(),
    }
}

/// The text of a two-language value; English documents show the Latin form.
fn in_language(value: &Value, locale: Locale) -> Option<&str> {
    let object = value.as_object()?;
    if object.len() != 2 {
        return None;
    }
    let (ar, fr) = (object.get("ar")?.as_str()?, object.get("fr")?.as_str()?);
    Some(match locale {
        Locale::Ar => ar,
        Locale::Fr | Locale::En => fr,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn labels(fr: &str) -> Labels {
        let files = Files::default()
            .with("_shared/ar.ftl", "")
            .with("_shared/fr.ftl", "")
            .with("_shared/en.ftl", "")
            .with("k/ar.ftl", "")
            .with("k/fr.ftl", fr)
            .with("k/en.ftl", "");
        Labels::read(&files, "k").unwrap()
    }

    #[test]
    fn the_record_fills_and_inflects_labels() {
        let labels = labels(
            "father = { $person-sex ->\n    [female] Fille de\n   *[male] Fils de\n }\nat = À { $office-name }, le { $issued-on }\n",
        );
        let record = json!({
            "person": {"sex": "female"},
            "office": {"name": {"ar": "المكتب", "fr": "Centre"}},
            "issued_on": {"year": 2026, "month": 11, "day": 22},
        });
        let variables = Variables::new(&record, Locale::Fr);
        assert_eq!(labels.text(Locale::Fr, "father", &variables).unwrap(), "Fille de");
        assert_eq!(labels.text(Locale::Fr, "at", &variables).unwrap(), "À Centre, le 22 novembre 2026");
    }

    #[test]
    fn a_missing_label_or_variable_is_an_error() {
        let labels = labels("at = À { $office-name }\n");
        let variables = Variables::new(&json!({"office": {"name": null}}), Locale::Fr);
        assert!(matches!(labels.text(Locale::Fr, "at", &variables), Err(Problem::Label(_))));
        assert!(matches!(labels.text(Locale::Fr, "on", &variables), Err(Problem::Label(_))));
        assert!(matches!(labels.text(Locale::Ar, "at", &variables), Err(Problem::Label(_))));
    }
}
