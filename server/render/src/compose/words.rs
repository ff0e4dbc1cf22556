//! What an element says, in each language of the document.

use taffy::prelude::*;
use wathiq_domain::Locale;

use super::{Composer, Content, Inside};
use crate::error::{Problem, RenderError};
use crate::sizes;
use crate::template::Element;
use crate::text::{Align, Style};

/// A text and the language it is in.
pub struct Said {
    pub language: Locale,
    pub text: String,
}

pub const ALIGN: &[(&str, Align)] = &[("start", Align::Start), ("center", Align::Center), ("end", Align::End)];
const SIZE: &[(&str, sizes::Size)] = &[
    ("small", sizes::Size::Small),
    ("body", sizes::Size::Body),
    ("large", sizes::Size::Large),
    ("title", sizes::Size::Title),
];
const WEIGHT: &[(&str, bool)] = &[("regular", false), ("bold", true)];

impl Composer<'_> {
    /// Languages that count here: those of the document, or the one a column is for.
    pub(super) fn languages(&self, inside: Inside) -> impl Iterator<Item = Locale> + use<'_> {
        let only = inside.language;
        self.source.languages.iter().copied().filter(move |language| only.is_none_or(|only| only == *language))
    }

    /// The text of a label in a language.
    pub(super) fn label(&self, element: &Element, key: &str, language: Locale) -> Result<String, RenderError> {
        let at = self.source.languages.iter().position(|known| *known == language);
        let variables = at.and_then(|at| self.source.variables.get(at));
        let Some(variables) = variables else {
            return Err(Problem::Label(format!("no {} in this document", language.tag())).at(&element.place));
        };
        self.source.labels.text(language, key, variables).map_err(|problem| problem.at(&element.place))
    }

    /// A label that everyone gets, whatever the language: one text, or both with a dash between.
    pub(super) fn label_in_all(&self, element: &Element, key: &str) -> Result<String, RenderError> {
        let texts: Result<Vec<_>, _> =
            self.source.languages.iter().map(|language| self.label(element, key, *language)).collect();
        Ok(texts?.join(" – "))
    }

    /// What an element says, in reading order. A text that came out empty is an error.
    pub(super) fn said(&self, element: &Element, inside: Inside) -> Result<Vec<Said>, RenderError> {
        let mut found = Vec::new();
        if let Some(key) = element.get("label") {
            for language in self.languages(inside) {
                found.push(Said { language, text: self.label(element, key, language)? });
            }
        } else {
            found = self.values(element, inside)?;
        }
        if found.iter().any(|said| said.text.trim().is_empty()) {
            return Err(Problem::MissingValue.at(&element.place));
        }
        Ok(found)
    }

    /// The values of an element: one for each language, or one for all.
    pub(super) fn values(&self, element: &Element, inside: Inside) -> Result<Vec<Said>, RenderError> {
        if let Some(value) = element.get("value") {
            return Ok(self
                .languages(inside)
                .take(1)
                .map(|language| Said { language, text: value.to_owned() })
                .collect());
        }
        let mut found = Vec::new();
        for language in self.languages(inside) {
            let attribute = match language {
                Locale::Ar => "ar",
                Locale::Fr => "fr",
                Locale::En => return Err(Problem::MissingAttribute("value").at(&element.place)),
            };
            found.push(Said { language, text: element.need(attribute)?.to_owned() });
        }
        Ok(found)
    }

    /// The style an element asks for.
    pub(super) fn style(
        element: &Element,
        language: Locale,
        otherwise: (sizes::Size, bool, Align),
    ) -> Result<Style, RenderError> {
        let (size, bold, align) = otherwise;
        let size = element.choice("size", SIZE, size)?;
        let bold = element.choice("weight", WEIGHT, bold)?;
        let align = element.choice("align", ALIGN, align)?;
        Ok(size.style(language, bold, align))
    }

    /// Words in a box of their own.
    pub(super) fn words(
        &mut self,
        text: &str,
        style: Style,
        box_style: taffy::Style,
        inside: Inside,
        element: &Element,
    ) -> Result<NodeId, RenderError> {
        let shaped = self.shaper.shape(text, style);
        self.leaf(Content::Text(Box::new(shaped)), box_style, inside, &element.place)
    }
}
