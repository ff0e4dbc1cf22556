//! Drawings of the letterhead: SVG of paths and circles in flat colours, nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Place, Problem, RenderError};
use crate::files::Files;

/// A point, and whether it is a handle of the curve to the next plain point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
    pub handle: bool,
}

/// Closed rings filled or stroked together.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pub rings: Vec<Vec<Point>>,
    pub fill: Option<[f32; 3]>,
    pub stroke: Option<([f32; 3], f32)>,
}

/// A drawing in its own units, `y` down.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    width: f32,
    height: f32,
    pub shapes: Vec<Shape>,
}

/// All drawings of the template folder, by path.
#[derive(Debug)]
pub struct Drawings(BTreeMap<String, Arc<Drawing>>);

impl Drawings {
    /// Reads every `.svg` file.
    pub fn read(files: &Files) -> Result<Self, RenderError> {
        let mut drawings = BTreeMap::new();
        for path in files.ending(".svg") {
            drawings.insert(path.to_owned(), Arc::new(Drawing::parse(files.text(path)?, path)?));
        }
        Ok(Self(drawings))
    }

    /// A drawing.
    pub fn get(&self, path: &str) -> Option<Arc<Drawing>> {
        self.0.get(path).cloned()
    }
}

impl Drawing {
    /// Width and height of its view box.
    pub fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    fn parse(source: &str, file: &str) -> Result<Self, RenderError> {
        let document =
            roxmltree::Document::parse(source).map_err(|error| Problem::Xml(error.to_string()).in_file(file))?;
        let root = document.root_element();
        let (width, height) = root
            .attribute("viewBox")
            .and_then(view_box)
            .ok_or_else(|| Problem::MissingAttribute("viewBox").in_file(file))?;
        let shapes: Result<Vec<_>, _> =
            root.children().filter(roxmltree::Node::is_element).map(|node| shape(node, &document, file)).collect();
        Ok(Self { width, height, shapes: shapes? })
    }
}

fn shape(node: roxmltree::Node<'_, '_>, document: &roxmltree::Document<'_>, file: &str) -> Result<Shape, RenderError> {
    let place = Place {
        file: file.to_owned(),
        line: document.text_pos_at(node.range().start).row,
        element: node.tag_name().name().to_owned(),
    };
    let known = ["d", "cx", "cy", "r", "fill", "stroke", "stroke-width"];
    if let Some(other) = node.attributes().find(|attribute| !known.contains(&attribute.name())) {
        return Err(Problem::UnknownAttribute(other.name().to_owned()).at(&place));
    }
    let bad = |name: &str| {
        let value = node.attribute(name).unwrap_or_default().to_owned();
        Problem::BadAttribute { name: name.to_owned(), value }.at(&place)
    };
    let number = |name: &'static str| -> Result<f32, RenderError> {
        let value = node.attribute(name).ok_or_else(|| Problem::MissingAttribute(name).at(&place))?;
        value.parse().map_err(|_| bad(name))
    };
    let rings = match node.tag_name().name() {
        "path" => path(node.attribute("d").unwrap_or_default()).ok_or_else(|| bad("d"))?,
        "circle" => vec![circle(number("cx")?, number("cy")?, number("r")?)],
        _ => return Err(Problem::UnknownElement { inside: "svg".to_owned() }.at(&place)),
    };
    let colour = |name: &str| match node.attribute(name) {
        None | Some("none") => Ok(None),
        Some(value) => hex(value).map(Some).ok_or_else(|| bad(name)),
    };
    let width = if node.has_attribute("stroke-width") { number("stroke-width")? } else { 1.0 };
    Ok(Shape { rings, fill: colour("fill")?, stroke: colour("stroke")?.map(|stroke| (stroke, width)) })
}

/// Width and height of a view box that starts at the origin.
fn view_box(text: &str) -> Option<(f32, f32)> {
    let numbers: Option<Vec<f32>> = text.split_ascii_whitespace().map(|number| number.parse().ok()).collect();
    match numbers?.as_slice() {
        [0.0, 0.0, width, height] => Some((*width, *height)),
        _ => None,
    }
}

fn hex(text: &str) -> Option<[f32; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |range| Some(f32::from(u8::from_str_radix(digits.get(range)?, 16).ok()?) / 255.0);
    Some([part(0..2)?, part(2..4)?, part(4..6)?])
}

/// Path data of absolute `M L C Z`, numbers apart.
fn path(data: &str) -> Option<Vec<Vec<Point>>> {
    let mut rings: Vec<Vec<Point>> = Vec::new();
    let mut tokens = data.split_ascii_whitespace().peekable();
    while let Some(command) = tokens.next() {
        let mut pair =
            |handle| Some(Point { x: tokens.next()?.parse().ok()?, y: tokens.next()?.parse().ok()?, handle });
        match command {
            "M" => rings.push(vec![pair(false)?]),
            "L" => {
                let to = pair(false)?;
                rings.last_mut()?.push(to);
            }
            "C" => {
                let curve = [pair(true)?, pair(true)?, pair(false)?];
                rings.last_mut()?.extend(curve);
            }
            "Z" => {}
            _ => return None,
        }
    }
    Some(rings)
}

/// A circle as four curves.
fn circle(cx: f32, cy: f32, r: f32) -> Vec<Point> {
    // handles at this part of the radius leave an error of two in ten thousand
    let k = 0.552_284_8 * r;
    let at = |x: f32, y: f32, handle| Point { x: cx + x, y: cy + y, handle };
    vec![
        at(r, 0.0, false),
        at(r, k, true),
        at(k, r, true),
        at(0.0, r, false),
        at(-k, r, true),
        at(-r, k, true),
        at(-r, 0.0, false),
        at(-r, -k, true),
        at(-k, -r, true),
        at(0.0, -r, false),
        at(k, -r, true),
        at(r, -k, true),
        at(r, 0.0, false),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_paths_and_circles() {
        let source = "<svg viewBox='0 0 10 20'><path d='M 0 0 L 10 0 C 1 2 3 4 5 6 Z' fill='#ff0000'/><circle cx='5' cy='5' r='2' stroke='#000000' stroke-width='0.5'/></svg>";
        let drawing = Drawing::parse(source, "a.svg").unwrap();
        assert_eq!(drawing.size(), (10.0, 20.0));
        assert_eq!(drawing.shapes[0].fill, Some([1.0, 0.0, 0.0]));
        assert_eq!(drawing.shapes[0].rings[0].iter().filter(|point| point.handle).count(), 2);
        assert_eq!(drawing.shapes[1].stroke, Some(([0.0; 3], 0.5)));
    }

    #[test]
    fn refuses_what_it_would_not_draw() {
        for spoilt in [
            "<text/>",
            "<path d='m 0 0'/>",
            "<path d='M 0'/>",
            "<path d='M 0 0' style='x'/>",
            "<path d='M 0 0' fill='red'/>",
        ] {
            assert!(Drawing::parse(&format!("<svg viewBox='0 0 1 1'>{spoilt}</svg>"), "a.svg").is_err(), "{spoilt}");
        }
    }
}
