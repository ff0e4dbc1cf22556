//! One document from record to file: fill, compose, place, write, complete.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;
use wathiq_domain::Locale;

use crate::archive::{self, About};
use crate::compose::{self, Composer, Composition, Source};
use crate::error::{Place, Problem, RenderError};
use crate::kind::Variant;
use crate::kinds::Kinds;
use crate::labels::Variables;
use crate::page::{Artifact, Writer};
use crate::place::{self, Room};
use crate::qr::Code;
use crate::sizes::{self, PAGE};
use crate::template::Element;
use crate::template::vocabulary::Name;
use crate::text::{Align, Shaper};

/// What one document is made of. Everything is decided; the renderer knows no clock and no chance.
#[derive(Debug, Clone, Copy)]
pub struct RenderInput<'a> {
    /// The record: the kind, the language, and every fact.
    pub record: &'a Value,
    /// What the code to scan says: the verification address with the credential.
    pub qr: &'a str,
    /// The bytes attached as `record.json`, exactly; empty to attach nothing.
    pub record_json: &'a [u8],
    /// Makes the file's identifier.
    pub document_id: Uuid,
    /// The file's date.
    pub created: Timestamp,
}

/// A document, ready to be sealed.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The file: PDF/A-3a and PDF/UA-1, with the empty signature field `Sig1` if the kind has a seal.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Where the time went.
    pub timings: Timings,
}

/// Time spent, in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timings {
    /// Everything but the code.
    pub render_us: u64,
    /// Making the code to scan.
    pub qr_us: u64,
}

/// Renders documents of all kinds, from any thread.
pub struct Renderer {
    kinds: Kinds,
    /// Shapers at rest: one is taken for each document, so there are as many as documents ever were made at once.
    shapers: Mutex<Vec<Shaper>>,
}

impl Renderer {
    /// A renderer of these kinds.
    pub fn new(kinds: Kinds) -> Self {
        Self { kinds, shapers: Mutex::new(Vec::new()) }
    }

    /// The kinds it renders.
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// Makes one document.
    ///
    /// # Errors
    /// When the record lacks a value the template shows, a character no font has occurs, or something fits on no page:
    /// the error names file, line and element of the template.
    pub fn render(&self, input: &RenderInput<'_>) -> Result<Rendered, RenderError> {
        let mut shaper = self
            .shapers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
            .unwrap_or_else(|| Shaper::new(Arc::clone(&self.kinds.fonts)));
        let rendered = self.with(&mut shaper, input);
        self.shapers.lock().unwrap_or_else(PoisonError::into_inner).push(shaper);
        rendered
    }

    fn with(&self, shaper: &mut Shaper, input: &RenderInput<'_>) -> Result<Rendered, RenderError> {
        let started = Instant::now();
        let text = |key: &str| input.record.get(key).and_then(Value::as_str).unwrap_or_default();
        let entry = self.kinds.entry(text("kind"))?;
        let file = format!("{}/page.xml", entry.folder);
        let variant = Variant::parse(text("language"))
            .filter(|variant| entry.kind.languages.contains(variant))
            .ok_or_else(|| Problem::UnknownLanguage(text("language").to_owned()).in_file(file.clone()))?;
        let languages = variant.columns();
        let page = self.kinds.templates.fill(&file, &minijinja::value::Serde(input.record).into())?;

        let coded = Instant::now();
        let qr = if input.qr.is_empty() {
            None
        } else {
            Some(Arc::new(Code::new(input.qr).map_err(|problem| problem.in_file(file.clone()))?))
        };
        let qr_time = coded.elapsed();

        let source = |number: usize, pages: usize| {
            languages
                .iter()
                .map(|language| {
                    Variables::new(input.record, *language)
                        .with("page", number.to_string())
                        .with("pages", pages.to_string())
                })
                .collect::<Vec<_>>()
        };
        let variables = source(1, 1);
        let all =
            Source { labels: &entry.labels, languages, drawings: &self.kinds.drawings, qr, variables: &variables };
        let mut body = Body::place(&all, shaper, &page, &self.kinds)?;
        let mut writer = Writer::new(body.arrangement.pages, &self.kinds.fonts);
        let label = |key: &str| -> Result<String, RenderError> {
            let texts: Result<Vec<String>, Problem> = languages
                .iter()
                .zip(&variables)
                .rev()
                .map(|(language, variables)| entry.labels.text(*language, key, variables))
                .collect();
            Ok(texts.map_err(|problem| problem.at(&page.place))?.join(" – "))
        };
        if input.record.get("specimen").and_then(Value::as_bool) == Some(true) {
            self.watermark(shaper, &label("specimen-watermark")?, &mut writer, &page.place)?;
        }
        writer.body(&body.composition, &body.arrangement);
        for number in 0..body.arrangement.pages {
            let variables = source(number + 1, body.arrangement.pages);
            let source = Source { variables: &variables, qr: None, ..all };
            body.repeat(&source, shaper, &page, number, &mut writer, &self.kinds)?;
        }
        let about = About {
            title: label(page.need("title")?)?,
            author: label("author")?,
            languages: variant.ranked(),
            record: input.record_json,
            record_name: label("record-name")?,
            created: input.created,
            document_id: input.document_id,
        };
        let pages = body.arrangement.pages;
        let composition = &body.composition;
        let pdf = archive::finish(writer, &composition.tags, composition.seal.as_ref(), &about, &self.kinds.fonts)?;
        let timings = Timings {
            render_us: microseconds(started.elapsed().saturating_sub(qr_time)),
            qr_us: microseconds(qr_time),
        };
        Ok(Rendered { pdf, pages, timings })
    }

    fn watermark(
        &self,
        shaper: &mut Shaper,
        text: &str,
        writer: &mut Writer<'_>,
        place: &Place,
    ) -> Result<(), RenderError> {
        let style = sizes::Size::Title.style(Locale::Fr, true, Align::Start);
        let mut shaped = shaper.shape(text, style);
        let width = shaped.natural_width() + 1.0;
        if let Some(line) = shaped.lines(width, &self.kinds.fonts, place)?.first() {
            writer.watermark(line, &style);
        }
        Ok(())
    }
}

fn microseconds(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// The body in its place, and what repeats around it.
struct Body {
    composition: Composition,
    arrangement: place::Arrangement,
    width: f32,
    margins: [f32; 4],
}

impl Body {
    fn place(source: &Source<'_>, shaper: &mut Shaper, page: &Element, kinds: &Kinds) -> Result<Self, RenderError> {
        let margins = compose::margins(page)?;
        let [top, right, bottom, left] = margins;
        let width = PAGE.0 - left - right;
        let whole = PAGE.1 - top - bottom;
        let mut heights = [0.0; 2];
        for (height, name) in heights.iter_mut().zip([Name::Running, Name::Footer]) {
            if let Some(element) = page.children.iter().find(|element| element.name == name) {
                let mut repeated = Composer::repeated(source, shaper, element, width)?;
                *height = place::height(&mut repeated, width)?;
            }
        }
        let [running, footer] = heights;
        let room = Room { origin: (left, top), width, first: whole - footer, next: whole - footer - running, running };
        let mut composition = Composer::body(source, shaper, page, width, room.first, room.origin)?;
        let arrangement = place::arrange(&mut composition, &room, &kinds.fonts)?;
        Ok(Self { composition, arrangement, width, margins })
    }

    /// Writes what repeats on one page: the running head from the second on, the foot on all.
    fn repeat(
        &mut self,
        source: &Source<'_>,
        shaper: &mut Shaper,
        page: &Element,
        number: usize,
        writer: &mut Writer<'_>,
        kinds: &Kinds,
    ) -> Result<(), RenderError> {
        let [top, _, bottom, left] = self.margins;
        for element in &page.children {
            let kind = if element.name == Name::Running && number > 0 {
                Artifact::Header
            } else if element.name == Name::Footer {
                Artifact::Footer
            } else {
                continue;
            };
            let mut repeated = Composer::repeated(source, shaper, element, self.width)?;
            let height = place::height(&mut repeated, self.width)?;
            let y = if matches!(kind, Artifact::Header) { top } else { PAGE.1 - bottom - height };
            let room = Room { origin: (left, y), width: self.width, first: height, next: height, running: 0.0 };
            let arrangement = place::arrange(&mut repeated, &room, &kinds.fonts)?;
            writer.repeated(number, kind, &repeated, &arrangement);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
