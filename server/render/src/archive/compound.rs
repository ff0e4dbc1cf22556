//! Glyphs made of others, added to a font program.
//!
//! Some faces draw one letter with several glyphs (Amiri joins « يح » by a connector of its own). A code must have one
//! text, and a glyph left over would put a character into the text that nobody wrote; so such a letter becomes one
//! composite glyph (OpenType, table `glyf`, composite description) under one code.

/// A glyph to add: parts with their offset, and the advance, in font units.
pub struct Compound {
    pub parts: Vec<(u16, i16, i16)>,
    pub advance: u16,
}

const ARGUMENTS_ARE_WORDS: u16 = 0x0001;
const ARGUMENTS_ARE_OFFSETS: u16 = 0x0002;
const MORE_PARTS: u16 = 0x0020;

/// The tables of a TrueType program.
struct Tables<'p>(Vec<([u8; 4], std::borrow::Cow<'p, [u8]>)>);

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn signed(bytes: &[u8], at: usize) -> Option<i16> {
    Some(i16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}

fn put(bytes: &mut [u8], at: usize, value: u16) -> Option<()> {
    bytes.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

/// Adds glyphs at the end of a program, so that the first has the number of glyphs there were before; gives back the
/// program and that number. `None` when the program is not a TrueType font in order.
pub fn append(program: &[u8], compounds: &[Compound]) -> Option<(Vec<u8>, u16)> {
    let mut tables = Tables::parse(program)?;
    let first = short(tables.get(*b"maxp")?, 4)?;
    let wide = short(tables.get(*b"head")?, 50)? != 0;
    let mut offsets = offsets(tables.get(*b"loca")?, wide, usize::from(first))?;
    let mut glyphs = tables.get(*b"glyf")?.to_vec();
    let mut metrics = metrics(tables.get(*b"hmtx")?, short(tables.get(*b"hhea")?, 34)?, first)?;
    let mut most = 0;
    for compound in compounds {
        let description = describe(compound, &glyphs, &offsets)?;
        metrics.push((compound.advance, signed(&description, 2)?));
        glyphs.resize(glyphs.len().next_multiple_of(4), 0);
        if let Some(last) = offsets.last_mut() {
            *last = glyphs.len();
        }
        glyphs.extend(description);
        glyphs.resize(glyphs.len().next_multiple_of(4), 0);
        offsets.push(glyphs.len());
        most = most.max(u16::try_from(compound.parts.len()).ok()?);
    }
    let count = u16::try_from(metrics.len()).ok()?;

    let mut maxp = tables.get(*b"maxp")?.to_vec();
    put(&mut maxp, 4, count)?;
    // points and contours of composites (6 and 8 are those of simple glyphs, 10 and 12 of composites)
    for (simple, composite) in [(6, 10), (8, 12)] {
        let largest = short(&maxp, simple)?.max(short(&maxp, composite)?);
        put(&mut maxp, composite, largest.saturating_mul(most.max(1)))?;
    }
    let (elements, depth) = (short(&maxp, 28)?, short(&maxp, 30)?);
    put(&mut maxp, 28, elements.max(most))?;
    put(&mut maxp, 30, depth + 1)?;
    let mut head = tables.get(*b"head")?.to_vec();
    put(&mut head, 50, 1)?;
    let mut hhea = tables.get(*b"hhea")?.to_vec();
    put(&mut hhea, 34, count)?;
    tables.set(*b"maxp", maxp);
    tables.set(*b"head", head);
    tables.set(*b"hhea", hhea);
    tables.set(
        *b"hmtx",
        metrics.iter().flat_map(|(advance, side)| [advance.to_be_bytes(), side.to_be_bytes()].concat()).collect(),
    );
    tables.set(*b"loca", offsets.iter().flat_map(|at| u32::try_from(*at).unwrap_or(u32::MAX).to_be_bytes()).collect());
    tables.set(*b"glyf", glyphs);
    Some((tables.write()?, first))
}

/// Where each glyph starts, and where the last one ends.
fn offsets(loca: &[u8], wide: bool, glyphs: usize) -> Option<Vec<usize>> {
    (0..=glyphs)
        .map(|at| if wide { long(loca, at * 4) } else { short(loca, at * 2).map(|at| usize::from(at) * 2) })
        .collect()
}

/// Advance and left side bearing of each glyph.
fn metrics(hmtx: &[u8], full: u16, glyphs: u16) -> Option<Vec<(u16, i16)>> {
    let mut found: Vec<(u16, i16)> = Vec::with_capacity(usize::from(glyphs) + 4);
    for glyph in 0..usize::from(glyphs) {
        let full = usize::from(full);
        found.push(if glyph < full {
            (short(hmtx, glyph * 4)?, signed(hmtx, glyph * 4 + 2)?)
        } else {
            (found.last()?.0, signed(hmtx, full * 4 + (glyph - full) * 2)?)
        });
    }
    Some(found)
}

/// A composite description with the box around its parts.
fn describe(compound: &Compound, glyphs: &[u8], offsets: &[usize]) -> Option<Vec<u8>> {
    let mut around: Option<[i16; 4]> = None;
    let mut parts = Vec::new();
    for (number, (glyph, dx, dy)) in compound.parts.iter().enumerate() {
        let start = *offsets.get(usize::from(*glyph))?;
        let end = *offsets.get(usize::from(*glyph) + 1)?;
        if end > start {
            let own = [
                signed(glyphs, start + 2)?.saturating_add(*dx),
                signed(glyphs, start + 4)?.saturating_add(*dy),
                signed(glyphs, start + 6)?.saturating_add(*dx),
                signed(glyphs, start + 8)?.saturating_add(*dy),
            ];
            around = Some(around.map_or(own, |[left, bottom, right, top]| {
                [left.min(own[0]), bottom.min(own[1]), right.max(own[2]), top.max(own[3])]
            }));
        }
        let more = if number + 1 < compound.parts.len() { MORE_PARTS } else { 0 };
        parts.extend((ARGUMENTS_ARE_WORDS | ARGUMENTS_ARE_OFFSETS | more).to_be_bytes());
        parts.extend(glyph.to_be_bytes());
        parts.extend(dx.to_be_bytes());
        parts.extend(dy.to_be_bytes());
    }
    let mut description = (-1_i16).to_be_bytes().to_vec();
    for side in around.unwrap_or_default() {
        description.extend(side.to_be_bytes());
    }
    description.extend(parts);
    Some(description)
}

impl<'p> Tables<'p> {
    fn parse(program: &'p [u8]) -> Option<Self> {
        let count = usize::from(short(program, 4)?);
        let mut tables = Vec::with_capacity(count);
        for record in program.get(12..12 + count * 16)?.chunks_exact(16) {
            let tag: [u8; 4] = record.get(0..4)?.try_into().ok()?;
            let (start, length) = (long(record, 8)?, long(record, 12)?);
            tables.push((tag, program.get(start..start.checked_add(length)?)?.into()));
        }
        Some(Self(tables))
    }

    fn get(&self, tag: [u8; 4]) -> Option<&[u8]> {
        self.0.iter().find(|(known, _)| *known == tag).map(|(_, table)| table.as_ref())
    }

    fn set(&mut self, tag: [u8; 4], table: Vec<u8>) {
        if let Some((_, slot)) = self.0.iter_mut().find(|(known, _)| *known == tag) {
            *slot = table.into();
        }
    }

    fn write(mut self) -> Option<Vec<u8>> {
        // the whole file's sum is taken with this field at zero
        if let Some((_, head)) = self.0.iter_mut().find(|(tag, _)| tag == b"head") {
            head.to_mut().get_mut(8..12)?.fill(0);
        }
        let count = u16::try_from(self.0.len()).ok()?;
        let power = count.checked_ilog2()?;
        let range = 16 * (1_u16 << power);
        let mut program = 0x0001_0000_u32.to_be_bytes().to_vec();
        for part in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
            program.extend(part.to_be_bytes());
        }
        let mut data = Vec::new();
        let start = 12 + self.0.len() * 16;
        let mut adjustment = 0;
        for (tag, table) in &self.0 {
            if tag == b"head" {
                adjustment = start + data.len() + 8;
            }
            program.extend(tag);
            program.extend(sum(table).to_be_bytes());
            program.extend(u32::try_from(start + data.len()).ok()?.to_be_bytes());
            program.extend(u32::try_from(table.len()).ok()?.to_be_bytes());
            data.extend_from_slice(table);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        program.extend(data);
        let whole = 0xB1B0_AFBA_u32.wrapping_sub(sum(&program));
        program.get_mut(adjustment..adjustment + 4)?.copy_from_slice(&whole.to_be_bytes());
        Some(program)
    }
}

/// Sum of a table as big-endian words, the last one filled with zeros (OpenType, "Calculating checksums").
fn sum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum, chunk| {
        let mut word = [0; 4];
        for (slot, byte) in word.iter_mut().zip(chunk) {
            *slot = *byte;
        }
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;
    use printpdf::ParsedFont;

    #[test]
    fn a_compound_glyph_is_the_last_one_with_its_own_width() {
        let files = Files::embedded();
        let program = files.bytes("_shared/fonts/Amiri-Regular.ttf").unwrap();
        let mut wanted = subsetter::GlyphRemapper::new();
        let parts = [wanted.remap(700), wanted.remap(701)];
        let subset = subsetter::subset(program, 0, &wanted).unwrap();
        let compound = Compound { parts: vec![(parts[0], 0, 0), (parts[1], 120, -30)], advance: 777 };
        let (grown, number) = append(&subset, &[compound]).unwrap();
        let (before, after) = (Tables::parse(&subset).unwrap(), Tables::parse(&grown).unwrap());
        assert_eq!(short(before.get(*b"maxp").unwrap(), 4), Some(number));
        assert_eq!(short(after.get(*b"maxp").unwrap(), 4), Some(number + 1));
        assert_eq!(sum(&grown), 0xB1B0_AFBA, "the file's check sum");
        let font = ParsedFont::from_bytes(&grown, 0, &mut Vec::new());
        // a subset for PDF has no cmap, so the parser may refuse it; the metrics are read here instead
        drop(font);
        let hmtx = after.get(*b"hmtx").unwrap();
        assert_eq!(short(hmtx, usize::from(number) * 4), Some(777));
        let before = offsets(
            before.get(*b"loca").unwrap(),
            short(before.get(*b"head").unwrap(), 50) != Some(0),
            usize::from(number),
        );
        let glyf = after.get(*b"glyf").unwrap();
        let found = offsets(after.get(*b"loca").unwrap(), true, usize::from(number) + 1).unwrap();
        assert_eq!(before.unwrap().len() + 1, found.len());
        let own = &glyf[found[usize::from(number)]..found[usize::from(number) + 1]];
        assert_eq!(signed(own, 0), Some(-1), "composite");
        assert_eq!(short(own, 12), Some(parts[0]));
        assert_eq!((signed(own, 22), signed(own, 24)), (Some(120), Some(-30)));
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert!(append(b"not a font", &[]).is_none());
    }
}
