//! Boxes to their place on paper: the page at full size, else smaller down to the floor, else on further pages.

use std::ops::Range;

use taffy::prelude::*;

use crate::compose::{Composition, Content, Leaf, layout};
use crate::error::{Place, Problem, RenderError};
use crate::fonts::Fonts;
use crate::sizes::{self, STEPS};
use crate::tags::LeafId;
use crate::text::Line;

/// Half a point is nothing anyone sees, and more than rounding makes.
const SLACK: f32 = 0.5;

/// A leaf, or some lines of one, on a page. Points from the upper left corner of the sheet.
pub struct Placed {
    pub leaf: LeafId,
    pub page: usize,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    /// Which of the leaf's lines, for words.
    pub lines: Range<usize>,
}

/// Everything in its place.
pub struct Arrangement {
    pub pages: usize,
    /// In reading order.
    pub placed: Vec<Placed>,
    /// Lines of each leaf, empty for what is not words.
    pub lines: Vec<Vec<Line>>,
    /// The part of full size the page is set at.
    pub step: f32,
}

/// The room pages give, in points.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Upper left corner of the first page's text.
    pub origin: (f32, f32),
    pub width: f32,
    /// Height on the first page.
    pub first: f32,
    /// Height on those after it, under the running head.
    pub next: f32,
    /// What the running head takes.
    pub running: f32,
}

/// A leaf on the endless sheet before it is cut into pages.
struct Laid {
    leaf: LeafId,
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    /// Height of a line, for words.
    leading: f32,
}

/// Lays out a composition.
pub fn arrange(composition: &mut Composition, room: &Room, fonts: &Fonts) -> Result<Arrangement, RenderError> {
    for step in STEPS {
        let height = measure(composition, step, room.width)?;
        if height <= room.first + SLACK && overflowing(composition)?.is_none() {
            let sheet = sheet(composition, room.width, step)?;
            return cut(composition, &sheet, &[0.0], None, room, fonts, step);
        }
    }
    if let Some((place, over)) = overflowing(composition)? {
        return Err(Problem::Overflow(format!("{over:.0} points too high")).at(&place));
    }
    // more than a page even at the floor: then better at full size on two
    measure(composition, 1.0, room.width)?;
    let sheet = sheet(composition, room.width, 1.0)?;
    let breaks = breaks(composition, &sheet, room)?;
    let push = push_down(composition, &breaks, room)?;
    cut(composition, &sheet, &breaks, push, room, fonts, 1.0)
}

/// The height a composition has at full size.
pub fn height(composition: &mut Composition, width: f32) -> Result<f32, RenderError> {
    measure(composition, 1.0, width)
}

/// Lays out at one step and says how high the whole is.
fn measure(composition: &mut Composition, step: f32, width: f32) -> Result<f32, RenderError> {
    let Composition { boxes, leaves, root, .. } = composition;
    let available = Size { width: AvailableSpace::Definite(width), height: AvailableSpace::MaxContent };
    // sizes of words depend on the step, which taffy does not see
    let words: Vec<NodeId> =
        leaves.iter().filter(|leaf| matches!(leaf.content, Content::Text(_))).map(|leaf| leaf.node).collect();
    for node in words {
        boxes.mark_dirty(node).map_err(|error| layout(&error))?;
    }
    boxes
        .compute_layout_with_measure(*root, available, |inputs, _, leaf, style| {
            taffy::compute_leaf_layout(
                inputs,
                style,
                |_, _| 0.0,
                |known, available| {
                    let leaf = leaf.and_then(|id| leaves.get_mut(id.0));
                    leaf.map_or(Size::ZERO, |leaf| extent(leaf, step, known, available))
                },
            )
        })
        .map_err(|error| layout(&error))?;
    Ok(boxes.layout(*root).map_err(|error| layout(&error))?.size.height)
}

fn extent(leaf: &mut Leaf, step: f32, known: Size<Option<f32>>, available: Size<AvailableSpace>) -> Size<f32> {
    let Content::Text(shaped) = &mut leaf.content else { return known.unwrap_or(Size::ZERO) };
    let factor = sizes::factor(&shaped.style, step);
    let width = known.width.unwrap_or_else(|| match available.width {
        AvailableSpace::Definite(width) => width.min(shaped.natural_width() * factor + 0.01),
        AvailableSpace::MinContent => shaped.word_width() * factor,
        AvailableSpace::MaxContent => shaped.natural_width() * factor + 0.01,
    });
    let lines = shaped.break_at(width / factor);
    Size { width, height: known.height.unwrap_or(lines as f32 * sizes::leading(&shaped.style, step)) }
}

/// A box of fixed height whose content is higher, and by how much.
fn overflowing(composition: &Composition) -> Result<Option<(Place, f32)>, RenderError> {
    for (node, height, place) in &composition.fixed {
        let content = composition.boxes.layout(*node).map_err(|error| layout(&error))?.size.height;
        if content > height + SLACK {
            return Ok(Some((place.clone(), content - height)));
        }
    }
    Ok(None)
}

/// All leaves with their place on the endless sheet, in reading order.
fn sheet(composition: &Composition, width: f32, step: f32) -> Result<Vec<Laid>, RenderError> {
    let mut laid = Vec::with_capacity(composition.leaves.len());
    let mut open = vec![(composition.root, 0.0, 0.0, width)];
    while let Some((node, left, top, limit)) = open.pop() {
        let found = composition.boxes.layout(node).map_err(|error| layout(&error))?;
        let (x, y) = (left + found.location.x, top + found.location.y);
        // a box with a place of its own on the paper is its own measure
        let fixed = composition.fixed.iter().any(|(fixed, ..)| *fixed == node);
        let limit = if fixed { x + found.size.width } else { limit };
        if let Some(id) = composition.boxes.get_node_context(node) {
            let leaf = composition.leaves.get(id.0);
            let leading = match leaf.map(|leaf| &leaf.content) {
                Some(Content::Text(shaped)) => sizes::leading(&shaped.style, step),
                _ => 0.0,
            };
            let item = Laid { leaf: *id, x, y, width: found.size.width, height: found.size.height, leading };
            if item.x + item.width > limit + SLACK {
                let place = leaf.map(|leaf| leaf.place.clone()).unwrap_or_default();
                let over = item.x + item.width - limit;
                return Err(Problem::Overflow(format!("{over:.0} points too wide")).at(&place));
            }
            laid.push(item);
        }
        for child in composition.boxes.children(node).map_err(|error| layout(&error))? {
            open.push((child, x, y, limit));
        }
    }
    laid.sort_by_key(|item| item.leaf);
    Ok(laid)
}

fn span(composition: &Composition, node: NodeId) -> Result<(f32, f32), RenderError> {
    let found = composition.boxes.layout(node).map_err(|error| layout(&error))?;
    let mut top = found.location.y;
    let mut above = composition.boxes.parent(node);
    while let Some(parent) = above {
        top += composition.boxes.layout(parent).map_err(|error| layout(&error))?.location.y;
        above = composition.boxes.parent(parent);
    }
    Ok((top, top + found.size.height))
}

/// Where the endless sheet is cut: before a part that does not fit, or between the lines of one higher than a page.
fn breaks(composition: &Composition, sheet: &[Laid], room: &Room) -> Result<Vec<f32>, RenderError> {
    let mut breaks = vec![0.0];
    let mut start = 0.0;
    let mut limit = room.first;
    let mut held: Option<f32> = None;
    for part in &composition.parts {
        let (own_top, bottom) = span(composition, part.node)?;
        let top = held.unwrap_or(own_top);
        held = part.with_next.then_some(top);
        while bottom > start + limit + SLACK {
            let at = if top > start && bottom - top <= room.next + SLACK {
                top
            } else {
                match between_lines(sheet, top.max(start), start + limit) {
                    Some(at) => at,
                    None if top > start => top,
                    None => {
                        let over = bottom - start - limit;
                        return Err(Problem::Overflow(format!("{over:.0} points higher than a page")).at(&part.place));
                    }
                }
            };
            start = at;
            limit = room.next;
            breaks.push(at);
        }
    }
    Ok(breaks)
}

/// The lowest cut in a stretch that goes through no line and no other thing.
fn between_lines(sheet: &[Laid], from: f32, to: f32) -> Option<f32> {
    let bands: Vec<(f32, f32)> = sheet
        .iter()
        .filter(|item| item.y + item.height > from && item.y < to + item.height)
        .flat_map(|item| {
            let (count, step) = if item.leading > 0.0 { (lines_of(item), item.leading) } else { (1, item.height) };
            (0..count).map(move |line| (item.y + line as f32 * step, item.y + (line + 1) as f32 * step))
        })
        .collect();
    let free = |at: f32| bands.iter().all(|(top, bottom)| at <= top + 0.05 || at >= bottom - 0.05);
    bands.iter().map(|(top, _)| *top).filter(|top| *top > from + 1.0 && *top <= to && free(*top)).max_by(f32::total_cmp)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of lines, positive and small")]
fn lines_of(item: &Laid) -> usize {
    (item.height / item.leading).round() as usize
}

/// On the last page, what follows the last spacer goes to the bottom: from where on, and how far.
fn push_down(composition: &Composition, breaks: &[f32], room: &Room) -> Result<Option<(f32, f32)>, RenderError> {
    let start = breaks.last().copied().unwrap_or(0.0);
    let mut from = None;
    let mut bottom: f32 = start;
    for part in &composition.parts {
        let (top, end) = span(composition, part.node)?;
        bottom = bottom.max(end);
        if part.spacer && top >= start - SLACK {
            from = Some(end);
        }
    }
    Ok(from.map(|from| (from, (start + room.next - bottom).max(0.0))))
}

/// Puts leaves and lines on their pages.
fn cut(
    composition: &mut Composition,
    sheet: &[Laid],
    breaks: &[f32],
    push: Option<(f32, f32)>,
    room: &Room,
    fonts: &Fonts,
    step: f32,
) -> Result<Arrangement, RenderError> {
    let mut placed = Vec::with_capacity(sheet.len());
    let mut lines: Vec<Vec<Line>> = Vec::new();
    lines.resize_with(composition.leaves.len(), Vec::new);
    let page_of = |y: f32| breaks.iter().rposition(|start| y + SLACK >= *start).unwrap_or(0);
    let on_page = |page: usize, y: f32| {
        let pushed = push.map_or(0.0, |(from, by)| if y + SLACK >= from { by } else { 0.0 });
        let head = if page > 0 { room.running } else { 0.0 };
        room.origin.1 + head + y - breaks.get(page).copied().unwrap_or(0.0) + pushed
    };
    for item in sheet {
        let Some(leaf) = composition.leaves.get_mut(item.leaf.0) else { continue };
        let whole = |page: usize, range: Range<usize>, y: f32, height: f32| Placed {
            leaf: item.leaf,
            page,
            x: room.origin.0 + item.x,
            y: on_page(page, y),
            width: item.width,
            height,
            lines: range,
        };
        let Content::Text(shaped) = &mut leaf.content else {
            placed.push(whole(page_of(item.y), 0..0, item.y, item.height));
            continue;
        };
        let factor = sizes::factor(&shaped.style, step);
        let found = shaped.lines(item.width / factor, fonts, &leaf.place)?;
        if let Some(line) = found.iter().find(|line| line.width * factor > item.width + SLACK) {
            let over = line.width * factor - item.width;
            return Err(Problem::Overflow(format!("{:?} is {over:.0} points too wide", shaped.text())).at(&leaf.place));
        }
        let top = |line: usize| item.y + line as f32 * item.leading;
        let mut start = 0;
        while start < found.len() {
            let page = page_of(top(start));
            let end = (start + 1..found.len()).find(|line| page_of(top(*line)) != page).unwrap_or(found.len());
            placed.push(whole(page, start..end, top(start), (end - start) as f32 * item.leading));
            start = end;
        }
        if let Some(slot) = lines.get_mut(item.leaf.0) {
            *slot = found;
        }
    }
    Ok(Arrangement { pages: breaks.len(), placed, lines, step })
}
