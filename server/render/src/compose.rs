//! Elements into boxes: a tree that taffy can lay out, the leaves that are drawn, and the tags that say what they mean.

mod blocks;
mod facts;
mod words;

use std::sync::Arc;

use taffy::prelude::*;
use wathiq_domain::Locale;

use crate::drawing::{Drawing, Drawings};
use crate::error::{Place, Problem, RenderError};
use crate::labels::{Labels, Variables};
use crate::qr::Code;
use crate::sizes::MM;
use crate::tags::{LeafId, TagId, Tags};
use crate::template::Element;
use crate::template::vocabulary::Name;
use crate::text::{Align, Shaped, Shaper};

/// What a leaf draws.
pub enum Content {
    /// Words.
    Text(Box<Shaped>),
    /// A hairline as wide as its box.
    Rule { weight: f32, gray: f32 },
    /// A drawing.
    Drawing(Arc<Drawing>),
    /// The code to scan; the side of a module in points.
    Qr { code: Arc<Code>, module: f32 },
    /// The box of the signature field.
    Seal,
    /// An empty box to be signed or stamped by hand.
    InkSpace,
}

/// Where a leaf is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// On the page, tagged.
    Body,
    /// In the appearance of the signature field.
    Seal,
    /// On the page as an artifact: repeated heads and feet.
    Artifact,
}

/// Something that is drawn.
pub struct Leaf {
    pub content: Content,
    pub node: NodeId,
    pub zone: Zone,
    /// Its tag's role, for marked content; `None` for artifacts and for what is in the seal.
    pub role: Option<&'static str>,
    pub place: Place,
}

/// What the signature field says of itself.
#[derive(Debug, Clone)]
pub struct SealField {
    /// Name of the field (`/T`).
    pub name: String,
    /// What it is, for those who hear the page (`/TU`, `/Alt`).
    pub alternate: String,
    pub place: Place,
}

/// A page's content before it has its place.
pub struct Composition {
    pub boxes: TaffyTree<LeafId>,
    pub root: NodeId,
    pub leaves: Vec<Leaf>,
    pub tags: Tags,
    pub seal: Option<SealField>,
    /// The parts between which a page may break, in order, with what taffy knows them by.
    pub parts: Vec<Part>,
    /// Boxes of fixed height whose content may not run over.
    pub fixed: Vec<(NodeId, f32, Place)>,
}

/// A part of the flow that stays on one page; words may break between lines.
pub struct Part {
    pub node: NodeId,
    pub place: Place,
    /// A heading stays with what follows it.
    pub with_next: bool,
    /// A spacer: what follows on the last page goes to its bottom.
    pub spacer: bool,
}

/// What a document says, to compose from.
pub struct Source<'s> {
    pub labels: &'s Labels,
    /// Languages of the variant, left to right.
    pub languages: &'s [Locale],
    pub drawings: &'s Drawings,
    pub qr: Option<Arc<Code>>,
    /// Variables of the labels, one for each of `languages`.
    pub variables: &'s [Variables],
}

/// What holds for everything inside a box.
#[derive(Clone, Copy)]
struct Inside {
    zone: Zone,
    tag: TagId,
    language: Option<Locale>,
    align: Align,
}

/// Composes one tree of boxes.
pub struct Composer<'s> {
    source: &'s Source<'s>,
    shaper: &'s mut Shaper,
    done: Composition,
}

/// The margins of a page, in points: top, right, bottom, left.
pub fn margins(page: &Element) -> Result<[f32; 4], RenderError> {
    let side = |name, otherwise: f32| Ok(page.number(name)?.unwrap_or(otherwise) * MM);
    Ok([
        side("margin-top", 15.0)?,
        side("margin-right", 18.0)?,
        side("margin-bottom", 14.0)?,
        side("margin-left", 18.0)?,
    ])
}

impl<'s> Composer<'s> {
    /// Composes the body of a page: everything but what repeats. `width` and `height` are what the margins leave.
    pub fn body(
        source: &'s Source<'s>,
        shaper: &'s mut Shaper,
        page: &Element,
        width: f32,
        height: f32,
        origin: (f32, f32),
    ) -> Result<Composition, RenderError> {
        let mut composer = Self::new(source, shaper);
        let inside = Inside { zone: Zone::Body, tag: Tags::ROOT, language: None, align: Align::Start };
        let mut children = Vec::new();
        for element in &page.children {
            if matches!(element.name, Name::Running | Name::Footer) {
                continue;
            }
            if element.name == Name::Address {
                children.extend(composer.address(element, inside, origin)?);
            } else if let Some(node) = composer.block(element, inside)? {
                composer.parts(element, node)?;
                children.push(node);
            }
        }
        let gap = page.number("gap")?.unwrap_or(0.0) * MM;
        composer.finish(&children, width, Some(height), gap)
    }

    /// Composes what repeats on every page, as an artifact.
    pub fn repeated(
        source: &'s Source<'s>,
        shaper: &'s mut Shaper,
        element: &Element,
        width: f32,
    ) -> Result<Composition, RenderError> {
        let mut composer = Self::new(source, shaper);
        let inside = Inside { zone: Zone::Artifact, tag: Tags::ROOT, language: None, align: Align::Start };
        let children = composer.blocks(&element.children, inside)?;
        let gap = element.number("gap")?.unwrap_or(0.0) * MM;
        composer.finish(&children, width, None, gap)
    }

    fn new(source: &'s Source<'s>, shaper: &'s mut Shaper) -> Self {
        let mut boxes: TaffyTree<LeafId> = TaffyTree::new();
        boxes.disable_rounding();
        let done = Composition {
            boxes,
            root: NodeId::new(0),
            leaves: Vec::new(),
            tags: Tags::new(),
            seal: None,
            parts: Vec::new(),
            fixed: Vec::new(),
        };
        Self { source, shaper, done }
    }

    fn finish(
        mut self,
        children: &[NodeId],
        width: f32,
        height: Option<f32>,
        gap: f32,
    ) -> Result<Composition, RenderError> {
        let style = Style {
            display: Display::Flex,
            flex_direction: FlexDirection::Column,
            position: Position::Relative,
            size: Size { width: length(width), height: auto() },
            min_size: Size { width: auto(), height: height.map_or_else(auto, length) },
            gap: Size { width: length(0.0), height: length(gap) },
            ..Style::default()
        };
        self.done.root = self.node(style, children)?;
        Ok(self.done)
    }

    /// A box around others.
    fn node(&mut self, style: Style, children: &[NodeId]) -> Result<NodeId, RenderError> {
        self.done.boxes.new_with_children(style, children).map_err(|error| layout(&error))
    }

    /// A box that is drawn. Inside the body it belongs to a tag, whose reading order is the order of these calls.
    fn leaf(&mut self, content: Content, style: Style, inside: Inside, place: &Place) -> Result<NodeId, RenderError> {
        let id = LeafId(self.done.leaves.len());
        let node = self.done.boxes.new_leaf_with_context(style, id).map_err(|error| layout(&error))?;
        let ornament = matches!(content, Content::Rule { .. } | Content::Seal | Content::InkSpace);
        let role = if inside.zone == Zone::Body && !ornament {
            self.done.tags.add(inside.tag, crate::tags::Kid::Leaf(id));
            self.done.tags.get(inside.tag).map(|tag| tag.role)
        } else {
            None
        };
        self.done.leaves.push(Leaf { content, node, zone: inside.zone, role, place: place.clone() });
        Ok(node)
    }

    /// Marks the parts of a block between which the page may break.
    fn parts(&mut self, element: &Element, node: NodeId) -> Result<(), RenderError> {
        let part = |node, with_next, spacer| Part { node, place: element.place.clone(), with_next, spacer };
        if matches!(element.name, Name::Fields | Name::Mentions | Name::Table) {
            for child in self.done.boxes.children(node).map_err(|error| layout(&error))? {
                self.done.parts.push(part(child, false, false));
            }
        } else {
            self.done.parts.push(part(node, element.name == Name::Heading, element.name == Name::Spacer));
        }
        Ok(())
    }
}

/// An error of taffy is a mistake of ours, not of the template.
pub fn layout(error: &taffy::TaffyError) -> RenderError {
    Problem::Pdf(format!("layout: {error}")).at(&Place::default())
}
