//! All texts of the service, embedded at build time from `texts/<locale>/*.ftl`.

use std::sync::Arc;

use include_dir::{Dir, include_dir};
use wathiq_domain::Locale;

use crate::args::Args;
use crate::bundle::{Bundle, FormatError, ParseError};
use crate::check::{self, Problem};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/texts");

/// One embedded file, or `None` when there is none of that name or it is not UTF-8.
pub(crate) fn source(locale: Locale, file: &str) -> Option<&'static str> {
    EMBEDDED.get_file(format!("{}/{file}", locale.tag()))?.contents_utf8()
}

/// Every text of the service in every language. Cloning shares them; usable from any thread.
#[derive(Debug, Clone)]
pub struct Texts(Arc<[Bundle; 3]>);

impl Texts {
    /// Reads the embedded texts.
    ///
    /// # Errors
    /// When a file is not Fluent, or a key stands twice in one language: a defect of the build.
    pub fn embedded() -> Result<Self, ParseError> {
        Self::load(|locale| {
            EMBEDDED
                .get_dir(locale.tag())
                .into_iter()
                .flat_map(Dir::files)
                .filter(|file| file.path().extension().is_some_and(|extension| extension == "ftl"))
                .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
                .collect()
        })
    }

    /// Reads texts given as (language, file name, source).
    ///
    /// # Errors
    /// When a source is not Fluent, or a key stands twice in one language.
    pub fn from_sources(sources: &[(Locale, &str, &str)]) -> Result<Self, ParseError> {
        Self::load(|wanted| {
            sources.iter().filter(|(locale, ..)| *locale == wanted).map(|(_, file, text)| (*file, *text)).collect()
        })
    }

    fn load<'s>(of: impl Fn(Locale) -> Vec<(&'s str, &'s str)>) -> Result<Self, ParseError> {
        let [ar, fr, en] = Locale::ALL.map(|locale| Bundle::parse_all(locale, of(locale)));
        Ok(Self(Arc::new([ar?, fr?, en?])))
    }

    /// The texts of one language.
    pub fn bundle(&self, locale: Locale) -> &Bundle {
        let [ar, fr, en] = &*self.0;
        match locale {
            Locale::Ar => ar,
            Locale::Fr => fr,
            Locale::En => en,
        }
    }

    /// The text of `key` (or `key.attribute`), arguments between isolation marks; see [`Bundle::format`].
    pub fn format(&self, locale: Locale, key: &str, args: &Args<'_>) -> String {
        self.bundle(locale).format(key, args)
    }

    /// The text of `key` without isolation marks, for mail subjects and file names.
    pub fn format_plain(&self, locale: Locale, key: &str, args: &Args<'_>) -> String {
        self.bundle(locale).format_plain(key, args)
    }

    /// The text of `key`, or why it cannot be given.
    ///
    /// # Errors
    /// When there is no such text, or an argument or a referenced text is missing.
    pub fn try_format(&self, locale: Locale, key: &str, args: &Args<'_>) -> Result<String, FormatError> {
        self.bundle(locale).try_format(key, args)
    }

    /// What differs between the languages; empty when all say the same things.
    pub fn check(&self) -> Vec<Problem> {
        check::compare(&*self.0)
    }
}
