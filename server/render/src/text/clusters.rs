//! Which characters each glyph of a cluster stands for, so that every glyph shown has its text and the whole reads back.

use parley::Run;
use unicode_normalization::char::is_combining_mark;

use super::{Cluster, Drawn, Glyph};
use crate::error::Problem;
use crate::fonts::{Face, Fonts};

struct Shape {
    start: usize,
    text: String,
    glyphs: Vec<parley::Glyph>,
}

/// Appends the clusters of a run that starts at `x`; gives back where it ends.
pub fn of_run(
    run: &Run<'_, ()>,
    text: &str,
    face: usize,
    fonts: &Fonts,
    mut x: f32,
    found: &mut Vec<Cluster>,
) -> Result<f32, Problem> {
    let Some(metrics) = fonts.face(face) else { return Ok(x) };
    // logical order first: a ligature's glyphs sit on its first cluster, the rest of its text on those after it
    let mut shapes: Vec<Shape> = Vec::with_capacity(run.len());
    for cluster in run.clusters() {
        let part = text.get(cluster.text_range()).unwrap_or_default();
        match shapes.last_mut() {
            Some(shape) if cluster.is_ligature_continuation() => shape.text.push_str(part),
            _ => shapes.push(Shape {
                start: cluster.text_range().start,
                text: part.to_owned(),
                glyphs: cluster.glyphs().collect(),
            }),
        }
    }
    if run.is_rtl() {
        shapes.reverse();
    }
    for shape in shapes {
        let advance: f32 = shape.glyphs.iter().map(|glyph| glyph.advance).sum();
        if let Some(cluster) = cluster(shape, metrics, face, run, x)? {
            found.push(cluster);
        }
        x += advance;
    }
    Ok(x)
}

fn cluster(
    shape: Shape,
    metrics: &Face,
    face: usize,
    run: &Run<'_, ()>,
    start_x: f32,
) -> Result<Option<Cluster>, Problem> {
    let Shape { start, text, glyphs } = shape;
    if glyphs.is_empty() {
        return Ok(None);
    }
    if glyphs.iter().any(|glyph| glyph.id == 0) {
        let character = text.chars().find(|c| metrics.glyph(*c).is_none()).or_else(|| text.chars().next());
        return Err(Problem::NoGlyph { character: character.unwrap_or('\u{fffd}'), text });
    }
    let mut x = start_x;
    let mut parts: Vec<Part> = Vec::with_capacity(glyphs.len());
    for glyph in &glyphs {
        let id = u16::try_from(glyph.id).map_err(|_| Problem::Font("more than 65,535 glyphs".to_owned()))?;
        parts.push(Part { id, text: String::new(), x: x + glyph.x, y: glyph.y, spacing: glyph.advance != 0.0 });
        x += glyph.advance;
    }
    let placed = if let [only] = parts.as_slice() {
        vec![Glyph { drawn: Drawn::One(only.id), text, x: only.x, y: only.y }]
    } else {
        share(&text, &mut parts, metrics);
        let mut ordered: Vec<&Part> = parts.iter().collect();
        if run.is_rtl() {
            ordered.reverse();
        }
        // the shaper's order of marks is not the writer's: put the glyphs in the order of the text
        ordered.sort_by_key(|part| part.text.chars().next().and_then(|c| text.find(c)).unwrap_or(usize::MAX));
        let whole: String = ordered.iter().map(|part| part.text.as_str()).collect();
        if whole == text && ordered.iter().all(|part| !part.text.is_empty()) {
            let glyph =
                |part: &Part| Glyph { drawn: Drawn::One(part.id), text: part.text.clone(), x: part.x, y: part.y };
            ordered.into_iter().map(glyph).collect()
        } else {
            let em = run.font_size() / 1000.0;
            let drawn = Drawn::Several {
                parts: parts
                    .iter()
                    .map(|part| (part.id, thousandths((part.x - start_x) / em), thousandths(-part.y / em)))
                    .collect(),
                advance: thousandths((x - start_x) / em).unsigned_abs(),
            };
            vec![Glyph { drawn, text, x: start_x, y: 0.0 }]
        }
    };
    Ok(Some(Cluster { face, start, glyphs: placed }))
}

/// A glyph as shaped, and the characters found to be its own.
struct Part {
    id: u16,
    text: String,
    x: f32,
    y: f32,
    /// Whether it moves the pen; marks do not.
    spacing: bool,
}

#[expect(clippy::cast_possible_truncation, reason = "a glyph is some thousand units wide")]
fn thousandths(value: f32) -> i16 {
    value.round() as i16
}

/// Shares the characters of a cluster among its glyphs: a mark to the glyph it has in the face, the letters to the
/// first glyph that moves the pen, marks left over to a glyph that does not (a fused pair such as shadda and fatha).
fn share(text: &str, parts: &mut [Part], face: &Face) {
    let mut rest: Vec<char> = text.chars().collect();
    for part in parts.iter_mut() {
        if let Some(at) = rest.iter().position(|c| is_combining_mark(*c) && face.glyph(*c) == Some(part.id)) {
            part.text.push(rest.remove(at));
        }
    }
    for mark in [false, true] {
        let left: String = rest.iter().copied().filter(|c| is_combining_mark(*c) == mark).collect();
        if left.is_empty() {
            continue;
        }
        let best = parts
            .iter()
            .position(|part| part.text.is_empty() && part.spacing != mark)
            .or_else(|| parts.iter().position(|part| part.text.is_empty()))
            .unwrap_or(0);
        if let Some(part) = parts.get_mut(best) {
            part.text.push_str(&left);
        }
    }
}
