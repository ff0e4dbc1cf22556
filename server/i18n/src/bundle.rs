//! Texts of one language: one or several Fluent sources, ready to format from any thread.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::FluentError;
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::errors::{ReferenceKind, ResolverError};
use thiserror::Error;
use unic_langid::{LanguageIdentifier, langid};
use wathiq_domain::Locale;

use crate::args::Args;
use crate::check::{self, Shape};
use crate::numbers;

/// Why a source of texts was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ParseError {
    /// Something in the source is not Fluent.
    #[error("{file}:{line}: {message}")]
    Syntax {
        /// Name of the source, as given.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What the parser expected.
        message: String,
    },
    /// A key stands twice in the texts of one language.
    #[error("{file}: the key {key} stands twice in {}", locale.tag())]
    Duplicate {
        /// Name of the source with the second one.
        file: String,
        /// The language.
        locale: Locale,
        /// The key.
        key: String,
    },
    /// A built-in function could not be added.
    #[error("the functions of Fluent could not be set up for {}", .0.tag())]
    Setup(Locale),
}

/// Why a text could not be given.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormatError {
    /// There is no text of that key.
    #[error("no text {key} in {}", locale.tag())]
    Missing {
        /// The language asked for.
        locale: Locale,
        /// The key asked for.
        key: String,
    },
    /// The text needs something it did not get.
    #[error("the text {key} in {} lacks {what}", locale.tag())]
    Incomplete {
        /// The language asked for.
        locale: Locale,
        /// The key asked for.
        key: String,
        /// The variable, message or term that is missing.
        what: String,
    },
}

struct Inner {
    locale: Locale,
    isolating: FluentBundle<Arc<FluentResource>>,
    plain: FluentBundle<Arc<FluentResource>>,
    shapes: BTreeMap<String, Shape>,
}

/// The texts of one language. Cloning shares them.
#[derive(Clone)]
pub struct Bundle(Arc<Inner>);

impl fmt::Debug for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bundle").field("locale", &self.0.locale).field("keys", &self.0.shapes.len()).finish()
    }
}

impl Bundle {
    /// Reads the texts of one language from one source.
    ///
    /// # Errors
    /// When anything in the source is not Fluent, or a key stands twice.
    pub fn parse(locale: Locale, source: &str) -> Result<Self, ParseError> {
        Self::parse_all(locale, [("texts", source)])
    }

    /// Reads the texts of one language from several sources, each with the name shown in errors.
    ///
    /// # Errors
    /// When anything in a source is not Fluent, or a key stands twice.
    pub fn parse_all<'s>(
        locale: Locale,
        sources: impl IntoIterator<Item = (&'s str, &'s str)>,
    ) -> Result<Self, ParseError> {
        let mut isolating = empty(locale, true)?;
        let mut plain = empty(locale, false)?;
        let mut shapes = BTreeMap::new();
        for (file, source) in sources {
            let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
                let error = errors.first();
                // the parser stops after white space; the reader wants the line that is wrong
                let before = source.get(..error.map_or(0, |error| error.pos.start)).unwrap_or(source).trim_end();
                ParseError::Syntax {
                    file: file.to_owned(),
                    line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
                    message: error.map_or_else(String::new, ToString::to_string),
                }
            })?;
            for (key, shape) in check::shapes(&resource) {
                if shapes.insert(key.clone(), shape).is_some() {
                    return Err(ParseError::Duplicate { file: file.to_owned(), locale, key });
                }
            }
            let resource = Arc::new(resource);
            // a clash is impossible: duplicates were refused above
            plain.add_resource_overriding(Arc::clone(&resource));
            isolating.add_resource_overriding(resource);
        }
        Ok(Self(Arc::new(Inner { locale, isolating, plain, shapes })))
    }

    /// The language of these texts.
    pub fn locale(&self) -> Locale {
        self.0.locale
    }

    /// Whether there is a text of that key (`key` or `key.attribute`).
    pub fn has(&self, key: &str) -> bool {
        find(&self.0.plain, key).is_some()
    }

    /// All keys (`key` and `key.attribute`), sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.shapes.keys().map(String::as_str).filter(|key| !key.starts_with('-'))
    }

    /// The text of `key` (or `key.attribute`), its arguments between isolation marks (U+2068 … U+2069) so that an Arabic
    /// name in a French sentence, or the reverse, keeps its place. A text that is missing or incomplete is shown
    /// by its key, so that a page never fails for a word; tests use [`Bundle::try_format`].
    pub fn format(&self, key: &str, args: &Args<'_>) -> String {
        shown(&self.0.isolating, key, args, self.0.locale)
    }

    /// As [`Bundle::format`], without isolation marks: for mail subjects, file names, PDF metadata.
    pub fn format_plain(&self, key: &str, args: &Args<'_>) -> String {
        shown(&self.0.plain, key, args, self.0.locale)
    }

    /// The text of `key` with isolation marks.
    ///
    /// # Errors
    /// When there is no such text, or an argument or a referenced text is missing.
    pub fn try_format(&self, key: &str, args: &Args<'_>) -> Result<String, FormatError> {
        strict(&self.0.isolating, key, args, self.0.locale)
    }

    /// The text of `key` without isolation marks.
    ///
    /// # Errors
    /// When there is no such text, or an argument or a referenced text is missing.
    pub fn try_format_plain(&self, key: &str, args: &Args<'_>) -> Result<String, FormatError> {
        strict(&self.0.plain, key, args, self.0.locale)
    }

    pub(crate) fn shapes(&self) -> &BTreeMap<String, Shape> {
        &self.0.shapes
    }
}

fn empty(locale: Locale, isolate: bool) -> Result<FluentBundle<Arc<FluentResource>>, ParseError> {
    let mut bundle = FluentBundle::new_concurrent(vec![identifier(locale)]);
    bundle.set_use_isolating(isolate);
    bundle.set_formatter(Some(numbers::formatter(locale)));
    bundle.add_builtins().map_err(|_| ParseError::Setup(locale))?;
    Ok(bundle)
}

fn identifier(locale: Locale) -> LanguageIdentifier {
    match locale {
        Locale::Ar => langid!("ar"),
        Locale::Fr => langid!("fr"),
        Locale::En => langid!("en"),
    }
}

type Pattern<'b> = &'b fluent_syntax::ast::Pattern<&'b str>;

fn find<'b>(bundle: &'b FluentBundle<Arc<FluentResource>>, key: &str) -> Option<Pattern<'b>> {
    match key.split_once('.') {
        None => bundle.get_message(key)?.value(),
        Some((key, attribute)) => Some(bundle.get_message(key)?.get_attribute(attribute)?.value()),
    }
}

fn shown(bundle: &FluentBundle<Arc<FluentResource>>, key: &str, args: &Args<'_>, locale: Locale) -> String {
    let Some(pattern) = find(bundle, key) else {
        return format!("{{{key}}}");
    };
    let args = args.to_fluent(locale);
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

fn strict(
    bundle: &FluentBundle<Arc<FluentResource>>,
    key: &str,
    args: &Args<'_>,
    locale: Locale,
) -> Result<String, FormatError> {
    let Some(pattern) = find(bundle, key) else {
        return Err(FormatError::Missing { locale, key: key.to_owned() });
    };
    let args = args.to_fluent(locale);
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
    match errors.first() {
        None => Ok(text.into_owned()),
        Some(error) => Err(FormatError::Incomplete { locale, key: key.to_owned(), what: lacking(error) }),
    }
}

fn lacking(error: &FluentError) -> String {
    match error {
        FluentError::ResolverError(ResolverError::Reference(kind)) => match kind {
            ReferenceKind::Variable { id } => format!("${id}"),
            ReferenceKind::Function { id } => format!("{id}()"),
            ReferenceKind::Message { id, attribute: None } => id.clone(),
            ReferenceKind::Message { id, attribute: Some(attribute) } => format!("{id}.{attribute}"),
            ReferenceKind::Term { id, .. } => format!("-{id}"),
        },
        FluentError::ResolverError(_) | FluentError::ParserError(_) | FluentError::Overriding { .. } => {
            error.to_string()
        }
    }
}
