//! The code to scan, as outlines: one filled path with no seams between modules.

use qrcode::{Color, EcLevel, QrCode};

use crate::error::Problem;

/// Light modules around the code (ISO/IEC 18004, 6.3.8).
pub const QUIET: u16 = 4;

/// The outline of a QR code in modules, from its upper left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    side: u16,
    outlines: Vec<Vec<(u16, u16)>>,
}

impl Code {
    /// Encodes a text at level M, in the smallest version that holds it.
    pub fn new(text: &str) -> Result<Self, Problem> {
        let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M)
            .map_err(|error| Problem::Qr(error.to_string()))?;
        let side = u16::try_from(code.width()).map_err(|_| Problem::Qr("too wide".to_owned()))?;
        let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Ok(Self { side, outlines: outlines(&dark, side) })
    }

    /// Modules on a side, without the quiet zone.
    pub fn side(&self) -> u16 {
        self.side
    }

    /// Closed outlines; filled by the non-zero or the even-odd rule they are the dark modules.
    pub fn outlines(&self) -> &[Vec<(u16, u16)>] {
        &self.outlines
    }
}

/// Directions along the grid: right, down, left, up.
const STEPS: [(i32, i32); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

/// Follows every border between dark and light with the dark on the right hand. `edges` holds, for each corner of the
/// grid, which of the four steps away from it are such borders and not yet walked.
fn outlines(dark: &[bool], side: u16) -> Vec<Vec<(u16, u16)>> {
    let width = usize::from(side) + 1;
    let mut edges = vec![[false; 4]; width * width];
    let is_dark = |x: i32, y: i32| {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return false };
        x < usize::from(side) && dark.get(y * usize::from(side) + x).copied().unwrap_or(false)
    };
    for y in 0..=i32::from(side) {
        for x in 0..=i32::from(side) {
            // the two modules beside each step away from the corner: on its right hand and on its left
            let sides = [
                ((x, y), (x, y - 1)),
                ((x - 1, y), (x, y)),
                ((x - 1, y - 1), (x - 1, y)),
                ((x, y - 1), (x - 1, y - 1)),
            ];
            let corner = sides.map(|(right, left)| is_dark(right.0, right.1) && !is_dark(left.0, left.1));
            if let Some(edge) = index(x, y, width).and_then(|at| edges.get_mut(at)) {
                *edge = corner;
            }
        }
    }
    let mut found = Vec::new();
    for y in 0..=side {
        for x in 0..=side {
            while let Some(outline) = walk(&mut edges, width, x, y) {
                found.push(outline);
            }
        }
    }
    found
}

fn index(x: i32, y: i32, width: usize) -> Option<usize> {
    Some(usize::try_from(y).ok()? * width + usize::try_from(x).ok()?)
}

/// One closed outline from a corner, only its turning points; `None` when no border leaves the corner.
fn walk(edges: &mut [[bool; 4]], width: usize, x: u16, y: u16) -> Option<Vec<(u16, u16)>> {
    let mut take = |x: i32, y: i32, from: Option<usize>| -> Option<usize> {
        let corner = edges.get_mut(index(x, y, width)?)?;
        // turning right first keeps modules that touch at a corner apart
        let order = from.map_or([0, 1, 2, 3], |step| [(step + 1) % 4, step, (step + 3) % 4, (step + 2) % 4]);
        let step = order.into_iter().find(|step| corner.get(*step).copied().unwrap_or(false))?;
        *corner.get_mut(step)? = false;
        Some(step)
    };
    let (mut at_x, mut at_y) = (i32::from(x), i32::from(y));
    let mut step = take(at_x, at_y, None)?;
    let mut points = vec![(x, y)];
    loop {
        let (dx, dy) = STEPS.get(step).copied().unwrap_or_default();
        (at_x, at_y) = (at_x + dx, at_y + dy);
        if (at_x, at_y) == (i32::from(x), i32::from(y)) {
            return Some(points);
        }
        let next = take(at_x, at_y, Some(step))?;
        if next != step {
            points.push((u16::try_from(at_x).ok()?, u16::try_from(at_y).ok()?));
        }
        step = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Fills outlines by the even-odd rule, at the middle of each module.
    fn fill(outlines: &[Vec<(u16, u16)>], side: u16) -> Vec<bool> {
        let mut dark = Vec::new();
        for y in 0..side {
            for x in 0..side {
                let crossed = outlines.iter().flat_map(|outline| {
                    outline
                        .iter()
                        .zip(outline.iter().cycle().skip(1))
                        .filter(|(a, b)| a.0 == b.0 && a.0 > x && a.1.min(b.1) <= y && y < a.1.max(b.1))
                });
                dark.push(crossed.count() % 2 == 1);
            }
        }
        dark
    }

    proptest! {
        #[test]
        fn outlines_fill_to_the_same_modules(side in 1_u16..9, seed in any::<u64>()) {
            let dark: Vec<bool> = (0..side * side).map(|at| seed.rotate_left(u32::from(at) * 7) & 5 == 5).collect();
            prop_assert_eq!(fill(&outlines(&dark, side), side), dark);
        }
    }

    #[test]
    fn a_whole_code_fills_back() {
        let text = "HTTPS://V.EXAMPLE.MA/#1ABC";
        let code = Code::new(text).unwrap();
        let raw = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let dark: Vec<bool> = raw.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        assert_eq!(fill(code.outlines(), code.side()), dark);
    }

    #[test]
    fn a_text_too_long_is_an_error() {
        assert!(matches!(Code::new(&"A".repeat(9000)), Err(Problem::Qr(_))));
    }
}
