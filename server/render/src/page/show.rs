//! Lines of glyphs into text operators: for a page through printpdf, for an appearance stream as bytes.

use std::fmt::Write as _;

use printpdf::{Codepoint, FontId, Op, PdfFontHandle, Pt, TextItem, TextMatrix};

use crate::fonts::Fonts;
use crate::text::{Line, Style};

/// A step of showing text.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Face by place in the list, and size.
    Font(usize, f32),
    /// Starts showing at a place.
    At(f32, f32),
    /// Shows codes, moving between them by thousandths of the size to the left.
    Show(Vec<Step>),
}

/// A code, or a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Code(u16),
    Kern(i32),
}

/// To hundredths of a point: finer than any printer, and short to write.
pub fn round(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

/// Lines in reading order into commands. Each line comes with its baseline, up from `at`.
pub fn commands<'l>(
    lines: impl IntoIterator<Item = (&'l Line, f32)>,
    style: &Style,
    factor: f32,
    at: (f32, f32),
    fonts: &Fonts,
    codes: &mut super::Codes,
) -> Vec<Command> {
    let size = round(style.size * factor);
    let mut writer = Commands { done: Vec::new(), run: Vec::new(), pen: None, font: None, size };
    for (line, baseline) in lines {
        writer.flush();
        for cluster in &line.clusters {
            if writer.font != Some(cluster.face) {
                writer.flush();
                writer.done.push(Command::Font(cluster.face, size));
                writer.font = Some(cluster.face);
            }
            for glyph in &cluster.glyphs {
                let code = codes.code(cluster.face, &glyph.drawn, &glyph.text);
                let width = fonts.face(cluster.face).map_or(0, |face| face.advance(&glyph.drawn));
                writer.glyph(code, width, at.0 + glyph.x * factor, at.1 + baseline - glyph.y * factor);
            }
        }
    }
    writer.flush();
    writer.done
}

struct Commands {
    done: Vec<Command>,
    run: Vec<Step>,
    /// Where the next glyph would come by itself, and the baseline.
    pen: Option<(f32, f32)>,
    font: Option<usize>,
    size: f32,
}

impl Commands {
    fn flush(&mut self) {
        if !self.run.is_empty() {
            self.done.push(Command::Show(std::mem::take(&mut self.run)));
        }
        self.pen = None;
    }

    fn glyph(&mut self, code: u16, width: u16, x: f32, y: f32) {
        let y = round(y);
        let pen = match self.pen {
            Some((pen, baseline)) if (baseline - y).abs() < 0.004 => {
                #[expect(clippy::cast_possible_truncation, reason = "a page is some ten thousand thousandths wide")]
                let kern = ((pen - x) * 1000.0 / self.size).round() as i32;
                if kern != 0 {
                    self.run.push(Step::Kern(kern));
                }
                pen - kern as f32 * self.size / 1000.0
            }
            _ => {
                self.flush();
                self.done.push(Command::At(round(x), y));
                round(x)
            }
        };
        self.run.push(Step::Code(code));
        self.pen = Some((pen + f32::from(width) * self.size / 1000.0, y));
    }
}

/// Commands as operators of a page.
pub fn to_ops(commands: Vec<Command>, fonts: &Fonts, ops: &mut Vec<Op>) {
    ops.push(Op::StartTextSection);
    for command in commands {
        ops.push(match command {
            Command::Font(face, size) => {
                let tag = fonts.face(face).map(|face| face.tag.clone()).unwrap_or_default();
                Op::SetFont { font: PdfFontHandle::External(FontId(tag)), size: Pt(size) }
            }
            Command::At(x, y) => Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]) },
            Command::Show(steps) => Op::ShowText { items: steps.into_iter().map(item).collect() },
        });
    }
    ops.push(Op::EndTextSection);
}

fn item(step: Step) -> TextItem {
    match step {
        // what the code stands for is said in the font's own map, not here
        Step::Code(code) => TextItem::GlyphIds(vec![Codepoint::with_cid(code, 0.0, String::new())]),
        Step::Kern(kern) => TextItem::Offset(kern as f32),
    }
}

/// Commands as bytes of a content stream.
pub fn to_bytes(commands: Vec<Command>, fonts: &Fonts, bytes: &mut Vec<u8>) {
    let mut out = String::from("BT\n");
    // writing to a string cannot fail
    for command in commands {
        let _ = match command {
            Command::Font(face, size) => {
                writeln!(out, "/{} {size} Tf", fonts.face(face).map(|face| face.tag.as_str()).unwrap_or_default())
            }
            Command::At(x, y) => writeln!(out, "1 0 0 1 {x} {y} Tm"),
            Command::Show(steps) => {
                out.push('[');
                for step in steps {
                    let _ = match step {
                        Step::Code(code) => write!(out, "<{code:04X}>"),
                        Step::Kern(kern) => write!(out, "{kern}"),
                    };
                }
                writeln!(out, "] TJ")
            }
        };
    }
    out.push_str("ET\n");
    bytes.extend_from_slice(out.as_bytes());
}

/// The frame of the seal: a fine double line, as stamps have.
pub fn seal_frame(width: f32, height: f32) -> Vec<u8> {
    let mut out = String::from("q 0.35 G 0.8 w\n");
    let _ = writeln!(out, "0.6 0.6 {} {} re S", round(width - 1.2), round(height - 1.2));
    let _ = writeln!(out, "0.3 w 2.2 2.2 {} {} re S Q", round(width - 4.4), round(height - 4.4));
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_that_follow_each_other_need_no_move() {
        let mut writer = Commands { done: Vec::new(), run: Vec::new(), pen: None, font: None, size: 10.0 };
        writer.glyph(1, 500, 100.0, 50.0);
        writer.glyph(2, 500, 105.0, 50.0);
        writer.glyph(3, 500, 109.0, 50.0);
        writer.glyph(4, 500, 114.0, 52.0);
        writer.flush();
        let expected = vec![
            Command::At(100.0, 50.0),
            Command::Show(vec![Step::Code(1), Step::Code(2), Step::Kern(100), Step::Code(3)]),
            Command::At(114.0, 52.0),
            Command::Show(vec![Step::Code(4)]),
        ];
        assert_eq!(writer.done, expected);
    }

    #[test]
    fn rounding_does_not_add_up_along_a_line() {
        let mut writer = Commands { done: Vec::new(), run: Vec::new(), pen: None, font: None, size: 11.0 };
        for n in 0..200_i16 {
            writer.glyph(1, 333, f32::from(n) * 3.7037, 0.0);
        }
        let expected = 199.0 * 3.7037 + 0.333 * 11.0;
        let (pen, _) = writer.pen.unwrap();
        assert!((pen - expected).abs() < 0.02, "{pen} {expected}");
    }
}
