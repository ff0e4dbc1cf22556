//! Blocks: rows, columns, words, drawings, the code, the seal.

use taffy::prelude::*;

use super::words::ALIGN;
use super::{Composer, Content, Inside, SealField, Zone};
use crate::error::{Problem, RenderError};
use crate::sizes::{self, MM};
use crate::tags::{Attribute, Kid};
use crate::template::Element;
use crate::template::vocabulary::Name;
use crate::text::Align;

const VALIGN: &[(&str, AlignItems)] =
    &[("top", AlignItems::FLEX_START), ("middle", AlignItems::CENTER), ("bottom", AlignItems::FLEX_END)];

/// A column of boxes as wide as what is around it.
pub fn stack(gap: f32) -> Style {
    Style {
        display: Display::Flex,
        flex_direction: FlexDirection::Column,
        gap: Size { width: length(0.0), height: length(gap) },
        min_size: Size { width: length(0.0), height: auto() },
        flex_shrink: 0.0,
        ..Style::default()
    }
}

/// A column whose first child may be a frame as large as itself.
fn framed() -> Style {
    Style { position: Position::Relative, ..stack(0.0) }
}

/// A box of that size.
fn sized(width: f32, height: f32) -> Style {
    Style { size: Size { width: length(width), height: length(height) }, flex_shrink: 0.0, ..Style::default() }
}

impl Composer<'_> {
    pub(super) fn blocks(&mut self, elements: &[Element], inside: Inside) -> Result<Vec<NodeId>, RenderError> {
        let mut nodes = Vec::with_capacity(elements.len());
        for element in elements {
            nodes.extend(self.block(element, inside)?);
        }
        Ok(nodes)
    }

    /// One block; `None` when the document's language leaves it out.
    pub(super) fn block(&mut self, element: &Element, inside: Inside) -> Result<Option<NodeId>, RenderError> {
        match element.name {
            Name::Header | Name::Keep => self.part(element, inside).map(Some),
            Name::Row => self.row(element, inside).map(Some),
            Name::Column => self.column(element, inside),
            Name::Title | Name::Heading => self.heading(element, inside).map(Some),
            Name::Paragraph => self.paragraph(element, inside, "P"),
            Name::Mentions => self.mentions(element, inside).map(Some),
            Name::Fields => self.fields(element, inside).map(Some),
            Name::Table => self.table(element, inside).map(Some),
            Name::Figure => self.figure(element, inside).map(Some),
            Name::Qr => self.qr(element, inside).map(Some),
            Name::Seal => self.seal(element, inside).map(Some),
            Name::InkSpace => self.ink_space(element, inside).map(Some),
            Name::Spacer => self.spacer(element).map(Some),
            Name::Rule => self.rule(element, inside).map(Some),
            // held to their own parents by the vocabulary
            Name::Page
            | Name::Running
            | Name::Footer
            | Name::Address
            | Name::Field
            | Name::Mention
            | Name::Head
            | Name::Line
            | Name::Cell => Err(Problem::UnknownElement { inside: String::new() }.at(&element.place)),
        }
    }

    /// A part of the document with a tag of its own.
    fn part(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let tag = self.done.tags.open(inside.tag, "Sect", None);
        let children = self.blocks(&element.children, Inside { tag, ..inside })?;
        let gap = element.number("gap")?.unwrap_or(0.0) * MM;
        self.node(stack(gap), &children)
    }

    fn row(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let children = self.blocks(&element.children, inside)?;
        let gap = element.number("gap")?.unwrap_or(0.0) * MM;
        let align = element.choice("valign", VALIGN, AlignItems::FLEX_START)?;
        let style = Style {
            flex_direction: FlexDirection::Row,
            align_items: align,
            gap: Size { width: length(gap), height: length(0.0) },
            ..stack(0.0)
        };
        self.node(style, &children)
    }

    fn column(&mut self, element: &Element, inside: Inside) -> Result<Option<NodeId>, RenderError> {
        let language = match element.get("lang") {
            None => inside.language,
            Some(tag) => {
                let language = self.languages(inside).find(|language| language.tag() == tag);
                if language.is_none() {
                    return if matches!(tag, "ar" | "fr") { Ok(None) } else { Err(element.bad("lang")) };
                }
                language
            }
        };
        let align = element.choice("align", ALIGN, inside.align)?;
        let children = self.blocks(&element.children, Inside { language, align, ..inside })?;
        let gap = element.number("gap")?.unwrap_or(0.0) * MM;
        let mut style = stack(gap);
        if let Some(width) = element.number("width")? {
            style.size.width = length(width * MM);
        } else {
            // columns share what is left in proportion to `grow`, whatever they hold
            style.flex_grow = element.number("grow")?.unwrap_or(1.0);
            style.flex_shrink = 1.0;
            style.flex_basis = length(0.0);
        }
        self.node(style, &children).map(Some)
    }

    /// The title is the one first-level heading, with a span for each language.
    fn heading(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let title = element.name == Name::Title;
        let role = if title { "H1" } else { element.choice("level", &[("2", "H2"), ("3", "H3")], "H2")? };
        let otherwise =
            if title { (sizes::Size::Title, true, Align::Center) } else { (sizes::Size::Large, true, inside.align) };
        let tag = self.done.tags.open(inside.tag, role, None);
        let mut children = Vec::new();
        for said in self.said(element, inside)? {
            let tag = self.done.tags.open(tag, "Span", Some(said.language));
            let style = Self::style(element, said.language, otherwise)?;
            children.push(self.words(&said.text, style, Style::default(), Inside { tag, ..inside }, element)?);
        }
        self.node(stack(0.0), &children)
    }

    /// A paragraph for each language, one under the other or side by side.
    pub(super) fn paragraph(
        &mut self,
        element: &Element,
        inside: Inside,
        role: &'static str,
    ) -> Result<Option<NodeId>, RenderError> {
        let beside = element.choice("arrange", &[("stack", false), ("beside", true)], false)?;
        let mut children = Vec::new();
        for said in self.said(element, inside)? {
            let tag = if inside.zone == Zone::Body {
                self.done.tags.open(inside.tag, role, Some(said.language))
            } else {
                inside.tag
            };
            let style = Self::style(element, said.language, (sizes::Size::Body, false, inside.align))?;
            let share = if beside {
                Style { flex_grow: 1.0, flex_basis: length(0.0), ..Style::default() }
            } else {
                Style::default()
            };
            children.push(self.words(&said.text, style, share, Inside { tag, ..inside }, element)?);
        }
        match children.as_slice() {
            [] => Ok(None),
            [only] if !beside => Ok(Some(*only)),
            several => {
                let mut style = stack(0.0);
                if beside {
                    style.flex_direction = FlexDirection::Row;
                    style.gap.width = length(8.0 * MM);
                }
                self.node(style, several).map(Some)
            }
        }
    }

    fn figure(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let path = element.need("src")?;
        let drawing = self.source.drawings.get(path).ok_or_else(|| element.bad("src"))?;
        let (width, height) = drawing.size();
        let ratio = width / height.max(0.001);
        let (width, height) = match (element.number("width")?, element.number("height")?) {
            (Some(width), None) => (width, width / ratio),
            (None, Some(height)) => (height * ratio, height),
            _ => return Err(Problem::MissingAttribute("height").at(&element.place)),
        };
        let inside = self.figure_tag(element, inside)?;
        let side = match inside.align {
            Align::Start => AlignSelf::FLEX_START,
            Align::Center => AlignSelf::CENTER,
            Align::End => AlignSelf::FLEX_END,
        };
        let style = Style { align_self: Some(side), ..sized(width * MM, height * MM) };
        self.leaf(Content::Drawing(drawing), style, inside, &element.place)
    }

    fn figure_tag(&mut self, element: &Element, inside: Inside) -> Result<Inside, RenderError> {
        if inside.zone != Zone::Body {
            return Ok(inside);
        }
        let alternate = self.label_in_all(element, element.need("alt")?)?;
        let tag = self.done.tags.open(inside.tag, "Figure", self.source.languages.first().copied());
        self.done.tags.alternate(tag, alternate);
        self.done.tags.attribute(tag, Attribute::Figure);
        Ok(Inside { tag, ..inside })
    }

    /// The code with its quiet zone of four modules (ISO/IEC 18004, 6.3.8).
    fn qr(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let module = element.number("module")?.unwrap_or(0.5);
        if module < 0.5 {
            return Err(element.bad("module"));
        }
        let Some(code) = self.source.qr.clone() else {
            return Err(Problem::Qr("there is nothing to say in it".to_owned()).at(&element.place));
        };
        let module = module * MM;
        let side = module * f32::from(code.side() + 2 * crate::qr::QUIET);
        let inside = self.figure_tag(element, inside)?;
        self.leaf(Content::Qr { code, module }, sized(side, side), inside, &element.place)
    }

    fn seal(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        if self.done.seal.is_some() || inside.zone != Zone::Body {
            return Err(Problem::UnknownElement { inside: "page, a second time".to_owned() }.at(&element.place));
        }
        let alternate = self.label_in_all(element, element.need("alt")?)?;
        let tag = self.done.tags.open(inside.tag, "Form", self.source.languages.first().copied());
        self.done.tags.alternate(tag, alternate.clone());
        self.done.tags.add(tag, Kid::Widget);
        let frame = Style {
            position: Position::Absolute,
            inset: Rect { left: length(0.0), right: length(0.0), top: length(0.0), bottom: length(0.0) },
            ..Style::default()
        };
        let inner = Inside { zone: Zone::Seal, ..inside };
        let frame = self.leaf(Content::Seal, frame, inner, &element.place)?;
        self.done.seal =
            Some(SealField { name: element.need("name")?.to_owned(), alternate, place: element.place.clone() });
        let mut children = vec![frame];
        children.extend(self.blocks(&element.children, inner)?);
        let mut style = framed();
        let pad = length(2.2 * MM);
        style.padding = Rect { left: pad, right: pad, top: length(1.6 * MM), bottom: length(1.6 * MM) };
        style.size.width = element.number("width")?.map_or_else(auto, |width| length(width * MM));
        style.min_size.height = element.number("height")?.map_or_else(auto, |height| length(height * MM));
        style.justify_content = JustifyContent::CENTER;
        self.node(style, &children)
    }

    fn ink_space(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let height = element.number("height")?.ok_or_else(|| Problem::MissingAttribute("height").at(&element.place))?;
        let frame = Style {
            position: Position::Absolute,
            inset: Rect { left: length(0.0), right: length(0.0), top: length(0.0), bottom: length(0.0) },
            ..Style::default()
        };
        let mut children = vec![self.leaf(Content::InkSpace, frame, inside, &element.place)?];
        if element.get("label").is_some() {
            for said in self.said(element, inside)? {
                let tag = self.done.tags.open(inside.tag, "P", Some(said.language));
                let style = sizes::Size::Small.style(said.language, false, inside.align);
                children.push(self.words(&said.text, style, Style::default(), Inside { tag, ..inside }, element)?);
            }
        }
        let mut style = framed();
        let pad = length(1.6 * MM);
        style.padding = Rect { left: pad, right: pad, top: pad, bottom: pad };
        style.min_size.height = length(height * MM);
        style.size.width = element.number("width")?.map_or_else(auto, |width| length(width * MM));
        self.node(style, &children)
    }

    fn spacer(&mut self, element: &Element) -> Result<NodeId, RenderError> {
        let height = element.number("height")?.unwrap_or(0.0) * MM;
        let grow = element.number("grow")?.unwrap_or(0.0);
        let size = Size { width: auto(), height: length(height) };
        let style =
            Style { flex_grow: grow, flex_shrink: 0.0, min_size: size, flex_basis: length(height), ..Style::default() };
        self.node(style, &[])
    }

    fn rule(&mut self, element: &Element, inside: Inside) -> Result<NodeId, RenderError> {
        let weight = element.number("weight")?.unwrap_or(0.4);
        let gray = element.choice("tone", &[("ink", 0.1), ("quiet", 0.62)], 0.62)?;
        self.hairline(weight, gray, inside, element)
    }

    pub(super) fn hairline(
        &mut self,
        weight: f32,
        gray: f32,
        inside: Inside,
        element: &Element,
    ) -> Result<NodeId, RenderError> {
        let style = Style {
            size: Size { width: auto(), height: length(weight) },
            align_self: Some(AlignSelf::STRETCH),
            flex_shrink: 0.0,
            ..Style::default()
        };
        self.leaf(Content::Rule { weight, gray }, style, inside, &element.place)
    }

    /// The addressee, at its place on the paper: `x` and `y` from the corner of the sheet, in millimetres.
    pub(super) fn address(
        &mut self,
        element: &Element,
        inside: Inside,
        origin: (f32, f32),
    ) -> Result<Option<NodeId>, RenderError> {
        let side = |name| {
            let value = element.number(name)?;
            value
                .map(|value| value * MM)
                .ok_or_else(|| Problem::MissingAttribute("x, y, width, height").at(&element.place))
        };
        let (x, y, width, height) = (side("x")?, side("y")?, side("width")?, side("height")?);
        let tag = self.done.tags.open(inside.tag, "Sect", None);
        let children = self.blocks(&element.children, Inside { tag, ..inside })?;
        let mut style = stack(0.0);
        style.position = Position::Absolute;
        style.inset.left = length(x - origin.0);
        style.inset.top = length(y - origin.1);
        style.size.width = length(width);
        let node = self.node(style, &children)?;
        self.done.fixed.push((node, height, element.place.clone()));
        Ok(Some(node))
    }
}
