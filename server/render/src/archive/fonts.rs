//! Fonts as PDF wants them: composite, embedded as subsets, each code with its glyph, its width and its text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Object, dictionary};
use printpdf::{FontId, FontMetrics, ParsedFont, PdfDocument, PdfFont};
use subsetter::GlyphRemapper;

use super::compound::{self, Compound};
use super::{File, integer};
use crate::error::{Place, Problem, RenderError};
use crate::fonts::{Face, Fonts};
use crate::page::codes::{Codes, FaceCodes};
use crate::text::Drawn;

/// Tells printpdf the widths of our codes: it merges text operators and computes the moves between them from what it
/// believes the widths to be. The font itself is written below.
pub fn give_widths(pdf: &mut PdfDocument, face: &Face, codes: &FaceCodes) {
    let widths: BTreeMap<u16, u16> =
        (0..).zip(codes.list()).map(|(code, shown)| (code, face.advance(&shown.drawn))).collect();
    let metrics = FontMetrics { ascent: 1000, descent: 0 };
    let stub = ParsedFont::with_glyph_data(Vec::new(), 0, None, BTreeMap::new(), widths, 1000, metrics);
    pdf.resources.fonts.map.insert(FontId(face.tag.clone()), PdfFont::new(stub));
}

/// Writes every face that is used; gives back the font resources by name.
pub fn write(file: &mut File, fonts: &Fonts, codes: &Codes) -> Result<Dictionary, RenderError> {
    let mut resources = Dictionary::new();
    for (face, codes) in fonts.faces().iter().zip(codes.faces()) {
        if !codes.list().is_empty() {
            resources.set(face.tag.clone(), face_of(file, face, codes)?);
        }
    }
    Ok(resources)
}

fn face_of(file: &mut File, face: &Face, codes: &FaceCodes) -> Result<Object, RenderError> {
    let (program, map) = subset(face, codes)
        .ok_or_else(|| Problem::Font(format!("{} cannot be subset", face.name)).at(&Place::default()))?;
    let widths: Vec<Object> =
        codes.list().iter().map(|shown| Object::Integer(i64::from(face.advance(&shown.drawn)))).collect();
    let name = Object::Name(format!("{}+{}", face.tag, face.name).into_bytes());

    let program_length = integer(program.len());
    let program = file.stream(dictionary! { "Length1" => program_length }, &program);
    let measures = face.descriptor;
    let bounds: Vec<Object> = measures.bounds.iter().map(|side| Object::from(*side)).collect();
    let descriptor = file.add(dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name.clone(),
        // symbolic: more letters than the standard Latin set (ISO 32000-1, table 123)
        "Flags" => 4,
        "FontBBox" => bounds,
        "ItalicAngle" => 0,
        "Ascent" => measures.ascent,
        "Descent" => measures.descent,
        "CapHeight" => measures.cap_height,
        "StemV" => measures.stem,
        "FontFile2" => program,
    });
    let map = file.stream(Dictionary::new(), &map);
    let text = file.stream(Dictionary::new(), to_unicode(codes).as_bytes());
    let descendant = file.add(dictionary! {
        "Type" => "Font",
        "Subtype" => "CIDFontType2",
        "BaseFont" => name.clone(),
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => descriptor,
        "DW" => 1000,
        "W" => vec![Object::Integer(0), Object::Array(widths)],
        "CIDToGIDMap" => map,
    });
    let font = file.add(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => name,
        "Encoding" => "Identity-H",
        "DescendantFonts" => vec![Object::Reference(descendant)],
        "ToUnicode" => text,
    });
    Ok(Object::Reference(font))
}

/// The program with the glyphs shown, and the glyph of each code as `CIDToGIDMap` wants it.
fn subset(face: &Face, codes: &FaceCodes) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut glyphs = GlyphRemapper::new();
    let mut compounds = Vec::new();
    let numbers: Vec<Result<u16, usize>> = codes
        .list()
        .iter()
        .map(|shown| match &shown.drawn {
            Drawn::One(glyph) => Ok(glyphs.remap(*glyph)),
            Drawn::Several { parts, advance } => {
                let own = |thousandths: i16| face.units(i32::from(thousandths));
                let parts = parts.iter().map(|(glyph, dx, dy)| (glyphs.remap(*glyph), own(*dx), own(*dy))).collect();
                compounds.push(Compound { parts, advance: face.units(i32::from(*advance)).unsigned_abs() });
                Err(compounds.len() - 1)
            }
        })
        .collect();
    let mut program = subsetter::subset(face.program.data(), 0, &glyphs).ok()?;
    let mut first = 0;
    if !compounds.is_empty() {
        (program, first) = compound::append(&program, &compounds)?;
    }
    let mut map = Vec::with_capacity(numbers.len() * 2);
    for number in numbers {
        let glyph = match number {
            Ok(glyph) => glyph,
            Err(compound) => first.checked_add(u16::try_from(compound).ok()?)?,
        };
        map.extend(glyph.to_be_bytes());
    }
    Some((program, map))
}

/// The text each code stands for (ISO 32000-1, 9.10.3).
fn to_unicode(codes: &FaceCodes) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let entries: Vec<_> = (0_u16..).zip(codes.list()).filter(|(_, shown)| !shown.text.is_empty()).collect();
    // at most a hundred a block
    for block in entries.chunks(100) {
        // writing to a string cannot fail
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (code, shown) in block {
            let _ = write!(map, "<{code:04X}> <");
            for unit in shown.text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
