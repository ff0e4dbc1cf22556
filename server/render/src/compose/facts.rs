//! Facts in rows between their two labels, mentions and tables.

use taffy::prelude::*;
use wathiq_domain::Locale;

use super::blocks::stack;
use super::words::Said;
use super::{Composer, Inside};
use crate::error::{Problem, RenderError};
use crate::sizes::{self, MM};
use crate::tags::{Attribute, TagId};
use crate::template::Element;
use crate::template::vocabulary::Name;
use crate::text::Align;

/// Stands where a fact is blank, so that nothing can be written there later.
const BLANK: &str = "—";
const ROW_GRAY: f32 = 0.72;

fn share(percent: f32) -> Style {
    Style {
        size: Size { width: taffy::style_helpers::percent(percent / 100.0), height: auto() },
        min_size: Size { width: length(0.0), height: auto() },
        flex_shrink: 1.0,
        ..Style::default()
    }
}

impl Composer<'_> {
    /// A table of facts: a row header in the first language, the value in each, the label in the other language.
    pub(super) fn fields(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let summary = self.label_in_all(element, element.need("summary")?)?;
        let tag = self.done.tags.open(inside.tag, "Table", None);
        self.done.tags.attribute(tag, Attribute::Summary(summary));
        let labels = element.number("labels")?.unwrap_or(18.5);
        let mut rows = Vec::new();
        for field in &element.children {
            rows.push(self.field(field, Inside { tag, ..inside }, labels)?);
        }
        self.node(stack(0.0), &rows)
    }

    fn field(&mut self, field: &Element, inside: Inside, labels: f32) -> Result<NodeId, RenderError> {
        let key = field.need("label")?;
        let row = self.done.tags.open(inside.tag, "TR", None);
        let languages: Vec<Locale> = self.languages(inside).collect();
        let neutral = field.get("value").is_some();
        let mut values = self.field_values(field, key, inside)?.into_iter();
        let bold = field.choice("weight", &[("regular", false), ("bold", true)], false)?;
        let mut cells = Vec::new();
        match languages.as_slice() {
            [only] => {
                cells.push(self.name_cell(field, key, *only, row, inside, labels * 1.7, true)?);
                if let Some(value) = values.next() {
                    let width = 100.0 - labels * 1.7;
                    cells.push(self.value_cell(field, &value, (row, 1), inside, width, bold, Align::Start)?);
                }
            }
            [first, second] => {
                let width = (100.0 - 2.0 * labels) / 2.0;
                cells.push(self.name_cell(field, key, *first, row, inside, labels, true)?);
                match (values.next(), values.next()) {
                    (Some(value), None) if neutral => {
                        cells.push(self.value_cell(
                            field,
                            &value,
                            (row, 2),
                            inside,
                            width * 2.0,
                            bold,
                            Align::Center,
                        )?);
                    }
                    (Some(one), Some(two)) => {
                        cells.push(self.value_cell(field, &one, (row, 1), inside, width, bold, Align::Start)?);
                        cells.push(self.value_cell(field, &two, (row, 1), inside, width, bold, Align::Start)?);
                    }
                    _ => return Err(Problem::MissingValue.at(&field.place)),
                }
                cells.push(self.name_cell(field, key, *second, row, inside, labels, false)?);
            }
            _ => return Err(Problem::UnknownLanguage(field.place.element.clone()).at(&field.place)),
        }
        let mut style = stack(0.0);
        // an Arabic document alone reads from the right
        style.flex_direction = if languages == [Locale::Ar] { FlexDirection::RowReverse } else { FlexDirection::Row };
        style.align_items = AlignItems::FLEX_START;
        style.padding = Rect { left: length(0.0), right: length(0.0), top: length(2.0), bottom: length(2.0) };
        let cells = self.node(style, &cells)?;
        let rule = self.hairline(0.35, ROW_GRAY, inside, field)?;
        self.node(stack(0.0), &[cells, rule])
    }

    /// The values with what the label says after them; blank ones as a dash where the field allows it.
    fn field_values(&mut self, field: &Element, key: &str, inside: Inside) -> Result<Vec<Said>, RenderError> {
        let blank = field.choice("empty", &[("error", false), ("dash", true)], false)?;
        let after = format!("{key}.after");
        let mut values = self.values(field, inside)?;
        for value in &mut values {
            if value.text.trim().is_empty() {
                if !blank {
                    return Err(Problem::MissingValue.at(&field.place));
                }
                BLANK.clone_into(&mut value.text);
            } else if self.source.labels.has(value.language, &after) {
                let after = self.label(field, &after, value.language)?;
                value.text = format!("{} {after}", value.text);
            }
        }
        Ok(values)
    }

    #[expect(clippy::too_many_arguments, reason = "one call a cell, all of them its own")]
    fn name_cell(
        &mut self,
        field: &Element,
        key: &str,
        language: Locale,
        row: TagId,
        inside: Inside,
        width: f32,
        header: bool,
    ) -> Result<NodeId, RenderError> {
        let text = self.label(field, key, language)?;
        if text.trim().is_empty() {
            return Err(Problem::MissingValue.at(&field.place));
        }
        let tag = self.done.tags.open(row, if header { "TH" } else { "TD" }, Some(language));
        if header {
            self.done.tags.attribute(tag, Attribute::Scope("Row"));
        }
        let style = sizes::Size::Label.style(language, false, Align::Start);
        self.words(&text, style, share(width), Inside { tag, ..inside }, field)
    }

    #[expect(clippy::too_many_arguments, reason = "one call a cell, all of them its own")]
    fn value_cell(
        &mut self,
        field: &Element,
        value: &Said,
        (row, span): (TagId, u8),
        inside: Inside,
        width: f32,
        bold: bool,
        align: Align,
    ) -> Result<NodeId, RenderError> {
        let tag = self.done.tags.open(row, "TD", Some(value.language));
        if span > 1 {
            self.done.tags.attribute(tag, Attribute::ColSpan(span));
        }
        let style = sizes::Size::Fact.style(value.language, bold, align);
        let words = self.words(&value.text, style, Style::default(), Inside { tag, ..inside }, field)?;
        let mut cell = stack(0.0);
        cell.size.width = taffy::style_helpers::percent(width / 100.0);
        cell.padding = Rect { left: length(1.5 * MM), right: length(1.5 * MM), top: length(0.0), bottom: length(0.0) };
        self.node(cell, &[words])
    }

    /// Mentions are a list in the order of the margin.
    pub(super) fn mentions(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let list = self.done.tags.open(inside.tag, "L", None);
        let mut items = Vec::new();
        for mention in &element.children {
            let item = self.done.tags.open(list, "LI", None);
            let body = self.done.tags.open(item, "LBody", None);
            items.extend(self.paragraph(mention, Inside { tag: body, ..inside }, "P")?);
        }
        let gap = element.number("gap")?.unwrap_or(1.5) * MM;
        self.node(stack(gap), &items)
    }

    pub(super) fn table(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let summary = self.label_in_all(element, element.need("summary")?)?;
        let widths: Option<Vec<f32>> =
            element.need("columns")?.split_ascii_whitespace().map(|part| part.parse().ok()).collect();
        let widths = widths.filter(|widths| !widths.is_empty()).ok_or_else(|| element.bad("columns"))?;
        let total: f32 = widths.iter().sum();
        let tag = self.done.tags.open(inside.tag, "Table", None);
        self.done.tags.attribute(tag, Attribute::Summary(summary));
        let mut rows = Vec::new();
        for line in &element.children {
            let head = line.name == Name::Head;
            if line.children.len() != widths.len() {
                return Err(element.bad("columns"));
            }
            let row = self.done.tags.open(tag, "TR", None);
            let mut cells = Vec::new();
            for (cell, width) in line.children.iter().zip(&widths) {
                let tag = self.done.tags.open(row, if head { "TH" } else { "TD" }, None);
                if head {
                    self.done.tags.attribute(tag, Attribute::Scope("Column"));
                }
                let mut lines = Vec::new();
                for said in self.said(cell, inside)? {
                    let tag = self.done.tags.open(tag, "P", Some(said.language));
                    let style = Self::style(cell, said.language, (sizes::Size::Body, head, Align::Start))?;
                    lines.push(self.words(&said.text, style, Style::default(), Inside { tag, ..inside }, cell)?);
                }
                let mut style = stack(0.0);
                style.size.width = taffy::style_helpers::percent(width / total);
                style.flex_shrink = 1.0;
                style.padding =
                    Rect { left: length(0.0), right: length(2.0 * MM), top: length(0.0), bottom: length(0.0) };
                cells.push(self.node(style, &lines)?);
            }
            let mut style = stack(0.0);
            style.flex_direction =
                if self.source.languages == [Locale::Ar] { FlexDirection::RowReverse } else { FlexDirection::Row };
            style.align_items = AlignItems::FLEX_START;
            style.padding = Rect { left: length(0.0), right: length(0.0), top: length(2.0), bottom: length(2.0) };
            let cells = self.node(style, &cells)?;
            let rule = self.hairline(if head { 0.7 } else { 0.35 }, if head { 0.1 } else { ROW_GRAY }, inside, line)?;
            rows.push(self.node(stack(0.0), &[cells, rule])?);
        }
        self.node(stack(0.0), &rows)
    }
}
