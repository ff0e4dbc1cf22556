//! Placed leaves into the operators of a page, each marked with the tag it belongs to or as an artifact.

pub mod codes;
pub mod show;

use std::collections::BTreeMap;

use printpdf::{
    Color, CurTransMat, DictItem, Greyscale, Line as PdfLine, LinePoint, Op, PaintMode, Point as PdfPoint, Polygon,
    PolygonRing, Pt, Rgb, WindingOrder,
};

use crate::compose::{Composition, Content, Leaf, Zone};
use crate::drawing::Drawing;
use crate::fonts::Fonts;
use crate::place::{Arrangement, Placed};
use crate::qr::{Code, QUIET};
use crate::sizes::{self, PAGE};
use crate::tags::LeafId;
use crate::text::{Line, Style};
use codes::Codes;
use show::{Command, commands};

/// Where a leaf came to stand: page and marked content, for the structure tree.
pub type Marks = BTreeMap<LeafId, Vec<(usize, i64)>>;

/// A rectangle in PDF space: left, bottom, right, top.
pub type Box4 = [f32; 4];

/// One page being written.
#[derive(Default)]
pub struct Sheet {
    pub ops: Vec<Op>,
    next_mark: i64,
}

/// The signature field's box and what it shows.
pub struct SealBox {
    pub page: usize,
    pub rect: Box4,
    pub appearance: Vec<u8>,
}

/// All pages of a document being written.
pub struct Writer<'f> {
    pub sheets: Vec<Sheet>,
    pub codes: Codes,
    pub marks: Marks,
    /// Boxes of figures, for their layout attribute.
    pub figures: BTreeMap<LeafId, Box4>,
    pub seal: Option<SealBox>,
    fonts: &'f Fonts,
}

/// A kind of artifact (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy)]
pub enum Artifact {
    /// Rules and frames.
    Layout,
    /// The repeated head.
    Header,
    /// The repeated foot.
    Footer,
    /// Across the page.
    Watermark,
}

impl<'f> Writer<'f> {
    /// A document of that many empty pages.
    pub fn new(pages: usize, fonts: &'f Fonts) -> Self {
        let mut sheets = Vec::new();
        sheets.resize_with(pages, Sheet::default);
        Self {
            sheets,
            codes: Codes::new(fonts.faces().len()),
            marks: Marks::new(),
            figures: BTreeMap::new(),
            seal: None,
            fonts,
        }
    }

    /// Writes the body.
    pub fn body(&mut self, composition: &Composition, arrangement: &Arrangement) {
        for placed in &arrangement.placed {
            let Some(leaf) = composition.leaves.get(placed.leaf.0) else { continue };
            if leaf.zone == Zone::Seal {
                self.in_seal(leaf, placed, arrangement);
                continue;
            }
            let mark = leaf.role.map_or(Mark::Artifact(Artifact::Layout), Mark::Tag);
            self.open(placed.page, mark, placed.leaf);
            self.leaf(leaf, placed, arrangement);
            self.close(placed.page);
            if matches!(leaf.content, Content::Drawing(_) | Content::Qr { .. }) {
                self.figures.insert(placed.leaf, rect(placed));
            }
        }
    }

    /// Writes what repeats, as one artifact on one page.
    pub fn repeated(&mut self, page: usize, kind: Artifact, composition: &Composition, arrangement: &Arrangement) {
        self.open(page, Mark::Artifact(kind), LeafId(0));
        for placed in &arrangement.placed {
            if let Some(leaf) = composition.leaves.get(placed.leaf.0) {
                self.leaf(leaf, &Placed { page, lines: placed.lines.clone(), ..*placed }, arrangement);
            }
        }
        self.close(page);
    }

    /// Writes one line across every page, grey, from the lower left to the upper right.
    pub fn watermark(&mut self, line: &Line, style: &Style) {
        let diagonal = PAGE.0.hypot(PAGE.1);
        let (cos, sin) = (PAGE.0 / diagonal, PAGE.1 / diagonal);
        let factor = diagonal * 0.62 / line.width.max(1.0);
        let (half, drop) = (line.width * factor / 2.0, style.size * factor * 0.33);
        let x = PAGE.0 / 2.0 - half * cos + drop * sin;
        let y = PAGE.1 / 2.0 - half * sin - drop * cos;
        for page in 0..self.sheets.len() {
            self.open(page, Mark::Artifact(Artifact::Watermark), LeafId(0));
            let words = commands([(line, 0.0)], style, factor, (0.0, 0.0), self.fonts, &mut self.codes);
            if let Some(sheet) = self.sheets.get_mut(page) {
                sheet.ops.push(Op::SaveGraphicsState);
                sheet.ops.push(fill_gray(0.92));
                let turn = CurTransMat::Raw([cos, sin, -sin, cos, show::round(x), show::round(y)]);
                sheet.ops.push(Op::SetTransformationMatrix { matrix: turn });
                show::to_ops(words, self.fonts, &mut sheet.ops);
                sheet.ops.push(Op::RestoreGraphicsState);
            }
            self.close(page);
        }
    }

    fn open(&mut self, page: usize, mark: Mark, leaf: LeafId) {
        let Some(sheet) = self.sheets.get_mut(page) else { return };
        let mut properties = BTreeMap::new();
        let tag = match mark {
            Mark::Tag(role) => {
                properties.insert("MCID".to_owned(), DictItem::Int(sheet.next_mark));
                self.marks.entry(leaf).or_default().push((page, sheet.next_mark));
                sheet.next_mark += 1;
                role
            }
            Mark::Artifact(kind) => {
                let (kind, subtype) = match kind {
                    Artifact::Layout => ("Layout", None),
                    Artifact::Header => ("Pagination", Some("Header")),
                    Artifact::Footer => ("Pagination", Some("Footer")),
                    Artifact::Watermark => ("Pagination", Some("Watermark")),
                };
                let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
                properties.insert("Type".to_owned(), name(kind));
                if let Some(subtype) = subtype {
                    properties.insert("Subtype".to_owned(), name(subtype));
                }
                "Artifact"
            }
        };
        sheet.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map: properties },
        });
    }

    fn close(&mut self, page: usize) {
        if let Some(sheet) = self.sheets.get_mut(page) {
            sheet.ops.push(Op::EndMarkedContentWithProperties);
        }
    }

    fn leaf(&mut self, leaf: &Leaf, placed: &Placed, arrangement: &Arrangement) {
        let Some(sheet) = self.sheets.get_mut(placed.page) else { return };
        match &leaf.content {
            Content::Text(shaped) => {
                let words = words(
                    &shaped.style,
                    placed,
                    arrangement,
                    (placed.x, PAGE.1 - placed.y),
                    self.fonts,
                    &mut self.codes,
                );
                show::to_ops(words, self.fonts, &mut sheet.ops);
            }
            Content::Rule { weight, gray } => {
                let y = PAGE.1 - placed.y - placed.height / 2.0;
                sheet.ops.push(Op::SetOutlineThickness { pt: Pt(*weight) });
                sheet.ops.push(Op::SetOutlineColor { col: Color::Greyscale(Greyscale::new(*gray, None)) });
                let points = vec![line_point(placed.x, y), line_point(placed.x + placed.width, y)];
                sheet.ops.push(Op::DrawLine { line: PdfLine { points, is_closed: false } });
            }
            Content::Drawing(drawing) => draw(drawing, placed, &mut sheet.ops),
            Content::Qr { code, module } => qr(code, *module, placed, &mut sheet.ops),
            Content::InkSpace => frame(rect(placed), &mut sheet.ops),
            Content::Seal => {}
        }
    }

    /// The seal is drawn in the appearance of its field, in a space that starts at the lower left of its box.
    fn in_seal(&mut self, leaf: &Leaf, placed: &Placed, arrangement: &Arrangement) {
        match (&leaf.content, &mut self.seal) {
            (Content::Seal, seal) => {
                let (width, height) = (placed.width, placed.height);
                *seal = Some(SealBox {
                    page: placed.page,
                    rect: rect(placed),
                    appearance: show::seal_frame(width, height),
                });
            }
            (Content::Text(shaped), Some(seal)) => {
                let [left, bottom, ..] = seal.rect;
                let at = (placed.x - left, PAGE.1 - placed.y - bottom);
                let words = words(&shaped.style, placed, arrangement, at, self.fonts, &mut self.codes);
                show::to_bytes(words, self.fonts, &mut seal.appearance);
            }
            _ => {}
        }
    }
}

#[derive(Clone, Copy)]
enum Mark {
    Tag(&'static str),
    Artifact(Artifact),
}

fn words(
    style: &Style,
    placed: &Placed,
    arrangement: &Arrangement,
    at: (f32, f32),
    fonts: &Fonts,
    codes: &mut Codes,
) -> Vec<Command> {
    let factor = sizes::factor(style, arrangement.step);
    let leading = sizes::leading(style, arrangement.step);
    let lines =
        arrangement.lines.get(placed.leaf.0).and_then(|lines| lines.get(placed.lines.clone())).unwrap_or_default();
    let lines = lines.iter().enumerate().map(|(row, line)| (line, -leading * (row as f32 + sizes::BASELINE)));
    commands(lines, style, factor, at, fonts, codes)
}

fn rect(placed: &Placed) -> Box4 {
    let top = PAGE.1 - placed.y;
    [placed.x, top - placed.height, placed.x + placed.width, top].map(show::round)
}

fn point(x: f32, y: f32) -> PdfPoint {
    PdfPoint { x: Pt(show::round(x)), y: Pt(show::round(y)) }
}

fn line_point(x: f32, y: f32) -> LinePoint {
    LinePoint { p: point(x, y), bezier: false }
}

fn fill_gray(gray: f32) -> Op {
    Op::SetFillColor { col: Color::Greyscale(Greyscale::new(gray, None)) }
}

fn frame([left, bottom, right, top]: Box4, ops: &mut Vec<Op>) {
    ops.push(Op::SetOutlineThickness { pt: Pt(0.4) });
    ops.push(Op::SetOutlineColor { col: Color::Greyscale(Greyscale::new(0.62, None)) });
    let points = [(left, bottom), (right, bottom), (right, top), (left, top)].map(|(x, y)| line_point(x, y));
    ops.push(Op::DrawPolygon {
        polygon: Polygon {
            rings: vec![PolygonRing { points: points.to_vec() }],
            mode: PaintMode::Stroke,
            winding_order: WindingOrder::NonZero,
        },
    });
}

fn draw(drawing: &Drawing, placed: &Placed, ops: &mut Vec<Op>) {
    let (width, height) = drawing.size();
    let (sx, sy) = (placed.width / width, placed.height / height);
    let on_page = |at: &crate::drawing::Point| LinePoint {
        p: point(placed.x + at.x * sx, PAGE.1 - placed.y - at.y * sy),
        bezier: at.handle,
    };
    let colour = |part: [f32; 3]| {
        let [red, green, blue] = part.map(|part| (part * 1000.0).round() / 1000.0);
        Color::Rgb(Rgb::new(red, green, blue, None))
    };
    ops.push(Op::SaveGraphicsState);
    for shape in &drawing.shapes {
        let rings: Vec<PolygonRing> =
            shape.rings.iter().map(|ring| PolygonRing { points: ring.iter().map(on_page).collect() }).collect();
        if let Some(fill) = shape.fill {
            ops.push(Op::SetFillColor { col: colour(fill) });
            let polygon = Polygon { rings: rings.clone(), mode: PaintMode::Fill, winding_order: WindingOrder::EvenOdd };
            ops.push(Op::DrawPolygon { polygon });
        }
        if let Some((stroke, weight)) = shape.stroke {
            ops.push(Op::SetOutlineColor { col: colour(stroke) });
            ops.push(Op::SetOutlineThickness { pt: Pt(show::round(weight * sx)) });
            // the writer closes the last ring of a path only
            for ring in rings {
                let polygon =
                    Polygon { rings: vec![ring], mode: PaintMode::Stroke, winding_order: WindingOrder::NonZero };
                ops.push(Op::DrawPolygon { polygon });
            }
        }
    }
    ops.push(Op::RestoreGraphicsState);
}

/// The code's dark modules as one path, in a space where a module is the unit.
fn qr(code: &Code, module: f32, placed: &Placed, ops: &mut Vec<Op>) {
    let quiet = f32::from(QUIET) * module;
    ops.push(Op::SaveGraphicsState);
    let corner = (show::round(placed.x + quiet), show::round(PAGE.1 - placed.y - quiet));
    let matrix = CurTransMat::Raw([module, 0.0, 0.0, -module, corner.0, corner.1]);
    ops.push(Op::SetTransformationMatrix { matrix });
    ops.push(fill_gray(0.0));
    let rings = code.outlines().iter().map(|outline| PolygonRing {
        points: outline
            .iter()
            .map(|(x, y)| LinePoint { p: PdfPoint { x: Pt(f32::from(*x)), y: Pt(f32::from(*y)) }, bezier: false })
            .collect(),
    });
    let polygon = Polygon { rings: rings.collect(), mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
    ops.push(Op::DrawPolygon { polygon });
    ops.push(Op::RestoreGraphicsState);
}
