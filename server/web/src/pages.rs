//! Rendering: a view, its frame and a template become a page in one language.
//!
//! One template environment a language, so that `t`, `url` and the dates of a template need no language.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use jiff::tz::TimeZone;
use minijinja::value::{Kwargs, Serde};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, UndefinedBehavior, Value, context, escape_formatter, path_loader,
};
use serde::de::DeserializeOwned;
use thiserror::Error as ThisError;
use wathiq_domain::{Locale, PartialDate};
use wathiq_i18n::{Args, Texts, dates};

use crate::assets::Assets;
use crate::routes::Route;
use crate::views::{Frame, Message, View};

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// A page could not be made: a defect of a template or a text, never of what a user sent.
#[derive(Debug, ThisError)]
#[error("template {template}: {source:#}")]
pub struct PageError {
    /// File of the template.
    pub template: String,
    /// What was wrong, with its line.
    #[source]
    pub source: Error,
}

/// How pages are made.
#[derive(Debug, Clone)]
pub struct PagesOptions {
    /// Time zone of the moments shown (that of the country).
    pub zone: TimeZone,
    /// Read templates from this folder and again when they change (development); otherwise the embedded ones.
    pub template_dir: Option<PathBuf>,
    /// Refuse a page for a missing text instead of showing its key (tests).
    pub strict_texts: bool,
}

impl Default for PagesOptions {
    fn default() -> Self {
        Self { zone: TimeZone::UTC, template_dir: None, strict_texts: false }
    }
}

/// Everything that makes pages; cloning shares it.
#[derive(Clone)]
pub struct Pages {
    environments: Arc<BTreeMap<&'static str, Environment<'static>>>,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("languages", &self.environments.keys()).finish_non_exhaustive()
    }
}

impl Pages {
    /// Pages with these texts and static files.
    pub fn new(texts: &Texts, assets: &Assets, options: &PagesOptions) -> Self {
        let environments =
            Locale::ALL.into_iter().map(|locale| (locale.tag(), environment(locale, texts, assets, options)));
        Self { environments: Arc::new(environments.collect()) }
    }

    /// The page of a view.
    ///
    /// # Errors
    /// When the template asks for what the view has not: a defect.
    pub fn render<V: View>(&self, frame: &Frame, view: &V) -> Result<String, PageError> {
        let path = if frame.path == "/" { "" } else { frame.path.as_str() };
        let values = context! {
            frame => Value::from(Serde(frame)),
            page => Value::from(Serde(view)),
            face => Value::from(Serde(V::FACE)),
            path => path,
        };
        self.template(frame.locale, V::TEMPLATE, values)
    }

    fn template(&self, locale: Locale, name: &str, values: Value) -> Result<String, PageError> {
        let fail = |source| PageError { template: name.to_owned(), source };
        let environment = self
            .environments
            .get(locale.tag())
            .ok_or_else(|| fail(Error::new(ErrorKind::TemplateNotFound, "no such language")))?;
        environment.get_template(name).and_then(|template| template.render(values)).map_err(fail)
    }
}

fn environment(locale: Locale, texts: &Texts, assets: &Assets, options: &PagesOptions) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    match &options.template_dir {
        Some(dir) => env.set_loader(path_loader(dir)),
        None => env.set_loader(|name| {
            Ok(TEMPLATES.get_file(name).and_then(|file| file.contents_utf8()).map(ToOwned::to_owned))
        }),
    }
    env.set_auto_reload(options.template_dir.is_some());

    env.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if matches!(state.auto_escape(), AutoEscape::Html) && !value.is_safe() => escape(text, out),
        _ => escape_formatter(out, state, value),
    });

    env.add_global("lang", locale.tag());
    env.add_global("dir", locale.dir());
    env.add_global("languages", Locale::ALL.map(Locale::tag).to_vec());

    let say = sayer(locale, texts, options.strict_texts);
    env.add_function("t", {
        let say = say.clone();
        move |key: &str, args: Kwargs| {
            let mut values = serde_json::Map::new();
            for name in args.args() {
                values.insert(name.to_owned(), json(&args.get::<Value>(name)?)?);
            }
            say(key, &values)
        }
    });
    env.add_function("say", move |message: Value| {
        let message: MessageParts = parse(&message)?;
        say(&message.key, &message.args)
    });
    env.add_function("url", move |name: &str, args: Kwargs| {
        let mut parts = Vec::new();
        for part in args.args() {
            parts.push((part.to_owned(), args.get::<Value>(part)?.to_string()));
        }
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Route::named(name).and_then(|route| route.path(locale, &parts)).map_err(defect)
    });
    let scan = scan_texts(locale, texts);
    env.add_function("verify_texts", move || scan.clone());
    let assets = assets.clone();
    env.add_function("asset", move |path: &str| {
        assets.url(path).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no static file {path}")))
    });

    env.add_filter("date", move |value: Value| date(&value, locale));
    env.add_filter("partial", move |text: &str| {
        PartialDate::parse(text).map_or_else(|_| text.to_owned(), |partial| dates::date(&partial, locale))
    });
    env.add_filter("weekday", move |value: Value| {
        parse::<jiff::civil::Date>(&value).map(|day| dates::weekday_date(day, locale))
    });
    let zone = options.zone.clone();
    env.add_filter("moment", move |value: Value| {
        parse::<jiff::Timestamp>(&value).map(|at| dates::timestamp(at, &zone, locale))
    });
    env.add_filter("amount", move |value: i64| dates::amount(value, locale));
    env.add_filter("kebab", |value: &str| value.replace(['_', '.'], "-"));
    env.add_filter("refusal_of", refusal_of);
    env
}

/// Texts of the verify page's module: those of the page, the labels as the paper has them in both scripts, the months.
/// Arguments become `{name}`, which the module fills.
fn scan_texts(locale: Locale, texts: &Texts) -> Value {
    let holes = ["date", "name", "days", "seq"]
        .into_iter()
        .fold(Args::new(), |args, name| args.text(name, format!("{{{name}}}")));
    let of = |locale: Locale, prefix: &str| -> BTreeMap<String, String> {
        let bundle = texts.bundle(locale);
        bundle
            .keys()
            .filter_map(|key| Some((key.strip_prefix(prefix)?.to_owned(), bundle.format_plain(key, &holes))))
            .collect()
    };
    Value::from(Serde(BTreeMap::from([
        ("words", of(locale, "scan-")),
        ("ar", of(Locale::Ar, "fact-")),
        ("fr", of(Locale::Fr, "fact-")),
        ("own", of(locale, "fact-")),
        ("months", of(locale, "month-gregorian-")),
    ])))
}

/// Escapes for text and quoted attributes. The library's own also escapes `/`, which makes addresses unreadable.
fn escape(text: &str, out: &mut Output<'_>) -> Result<(), Error> {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, special) = rest.split_at(at);
        let mut signs = special.chars();
        let entity = match signs.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&#39;",
        };
        out.write_str(plain).map_err(defect)?;
        out.write_str(entity).map_err(defect)?;
        rest = signs.as_str();
    }
    out.write_str(rest).map_err(defect)
}

/// What `t` and `say` do.
type Say = Arc<dyn Fn(&str, &serde_json::Map<String, serde_json::Value>) -> Result<String, Error> + Send + Sync>;

fn sayer(locale: Locale, texts: &Texts, strict: bool) -> Say {
    let texts = texts.clone();
    Arc::new(move |key, values| {
        let args = Args::from_json(values);
        if strict { texts.try_format(locale, key, &args).map_err(defect) } else { Ok(texts.format(locale, key, &args)) }
    })
}

#[derive(serde::Deserialize)]
struct MessageParts {
    key: String,
    args: serde_json::Map<String, serde_json::Value>,
}

/// The error of a field, as the template shows it, or nothing: `form|refusal_of("year")`.
fn refusal_of(form: &Value, field: &str) -> Result<Value, Error> {
    for error in form.get_attr("errors")?.try_iter()? {
        if error.get_attr("field")?.as_str() == Some(field) {
            return error.get_attr("message");
        }
    }
    Ok(Value::from(()))
}

/// A civil date (`2026-11-22`) or a partial one (`{year, month, day}`), in figures; says which parts are unknown.
fn date(value: &Value, locale: Locale) -> Result<String, Error> {
    if value.as_str().is_some() {
        return parse::<jiff::civil::Date>(value).map(|day| dates::date(&day.into(), locale));
    }
    parse::<PartialDate>(value).map(|partial| dates::date(&partial, locale))
}

fn parse<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    serde_json::from_value(json(value)?).map_err(defect)
}

fn json(value: &Value) -> Result<serde_json::Value, Error> {
    serde_json::to_value(value).map_err(defect)
}

fn defect(error: impl std::error::Error) -> Error {
    Error::new(ErrorKind::InvalidOperation, error.to_string())
}

/// Every page with every sample, as (file name, template, function that renders it): for tests and the gallery.
pub type Sample = (String, &'static str, Box<dyn Fn(&Pages, &Frame) -> Result<String, PageError>>);

/// All samples of all pages.
pub fn every_sample() -> Vec<Sample> {
    use crate::views::{demo, info, order, post, queue, review, seal, sign_in, track, verify};

    fn of<V: View + 'static>(all: &mut Vec<Sample>) {
        let page = V::TEMPLATE.trim_end_matches(".html").replace('/', "-");
        for (name, view) in V::samples() {
            let render = move |pages: &Pages, frame: &Frame| pages.render(frame, &view);
            all.push((format!("{page}.{name}"), V::TEMPLATE, Box::new(render)));
        }
    }
    let mut all = Vec::new();
    of::<info::Start>(&mut all);
    of::<info::Help>(&mut all);
    of::<info::ErrorPage>(&mut all);
    of::<order::OfficeSearch>(&mut all);
    of::<order::DocumentChoice>(&mut all);
    of::<order::ActPage>(&mut all);
    of::<order::PersonPage>(&mut all);
    of::<order::RecipientPage>(&mut all);
    of::<order::CheckPage>(&mut all);
    of::<order::Receipt>(&mut all);
    of::<track::TrackForm>(&mut all);
    of::<track::Track>(&mut all);
    of::<track::DocumentLink>(&mut all);
    of::<verify::VerifyPage>(&mut all);
    of::<sign_in::SignIn>(&mut all);
    of::<sign_in::SecondFactor>(&mut all);
    of::<queue::Queue>(&mut all);
    of::<review::Review>(&mut all);
    of::<seal::ToSeal>(&mut all);
    of::<seal::StaffDocument>(&mut all);
    of::<post::PostRoom>(&mut all);
    of::<post::Audit>(&mut all);
    of::<demo::DemoHome>(&mut all);
    of::<demo::DemoMailbox>(&mut all);
    of::<demo::DemoMessage>(&mut all);
    all
}

/// The text of a message, for answers that are not pages.
pub fn say(texts: &Texts, locale: Locale, message: &Message) -> String {
    let values = message.args.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    texts.format(locale, &message.key, &Args::from_json(&values))
}
