//! The faces documents are set in: read once, shared by all threads.

use std::collections::BTreeMap;
use std::sync::Arc;

use parley::fontique::{Blob, Collection, CollectionOptions};
use parley::{FontContext, FontData};
use printpdf::ParsedFont;
use serde::Deserialize;
use wathiq_domain::Locale;

use crate::error::{Problem, RenderError};
use crate::files::Files;
use crate::text::Drawn;

const LIST: &str = "_shared/fonts/fonts.toml";

/// One face: its program and the few measures a PDF wants.
#[derive(Debug)]
pub struct Face {
    /// Six capitals: subset tag and name in the page's resources.
    pub tag: String,
    /// PostScript name.
    pub name: String,
    /// The font program as published.
    pub program: Blob<u8>,
    /// Advance of each glyph, in thousandths of the size.
    pub widths: Vec<u16>,
    /// What the font descriptor says.
    pub descriptor: Descriptor,
    glyphs: BTreeMap<u32, u16>,
    /// Font units in the size.
    em: i32,
}

/// Measures of a face in thousandths of the size (ISO 32000-1, table 122).
#[derive(Debug, Clone, Copy)]
pub struct Descriptor {
    pub ascent: i32,
    pub descent: i32,
    pub cap_height: i32,
    pub bounds: [i32; 4],
    pub stem: i32,
}

/// All faces and the order in which they are asked for a letter.
pub struct Fonts {
    faces: Vec<Face>,
    collection: Collection,
    stacks: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    face: Vec<Entry>,
    stacks: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    name: String,
    tag: String,
}

impl Face {
    fn read(entry: Entry, program: Vec<u8>, file: &str) -> Result<Self, RenderError> {
        let bad = |what: &str| Problem::Font(what.to_owned()).in_file(file);
        if entry.tag.len() != 6 || !entry.tag.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(bad("a subset tag is six capitals"));
        }
        let parsed = ParsedFont::from_bytes(&program, 0, &mut Vec::new()).ok_or_else(|| bad("cannot be parsed"))?;
        let em = i32::from(parsed.units_per_em.max(1));
        let scale = |units: i16| i32::from(units) * 1000 / em;
        let last = parsed.glyph_widths.keys().next_back().copied().unwrap_or(0);
        let widths = (0..=last)
            .map(|glyph| {
                let units = i32::from(parsed.glyph_widths.get(&glyph).copied().unwrap_or(0));
                u16::try_from(units * 1000 / em).unwrap_or(u16::MAX)
            })
            .collect();
        let metrics = &parsed.pdf_font_metrics;
        let weight = i32::from(metrics.us_weight_class);
        let descriptor = Descriptor {
            ascent: scale(parsed.font_metrics.ascent),
            descent: scale(parsed.font_metrics.descent),
            cap_height: scale(cap_height(&program).unwrap_or(parsed.font_metrics.ascent)),
            bounds: [scale(metrics.x_min), scale(metrics.y_min), scale(metrics.x_max), scale(metrics.y_max)],
            // the usual estimate of stem width from weight: 88 at 400, 166 at 700
            stem: 50 + weight * weight / 4225,
        };
        Ok(Self {
            tag: entry.tag,
            name: entry.name,
            program: Blob::new(Arc::new(program)),
            widths,
            descriptor,
            glyphs: parsed.codepoint_to_glyph,
            em,
        })
    }

    /// The advance of a glyph in thousandths of the size.
    fn width(&self, glyph: u16) -> u16 {
        self.widths.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// Thousandths of the size in font units.
    pub fn units(&self, thousandths: i32) -> i16 {
        i16::try_from(thousandths * self.em / 1000).unwrap_or(i16::MAX)
    }

    /// The advance of what a code shows, in thousandths of the size.
    pub fn advance(&self, drawn: &Drawn) -> u16 {
        match drawn {
            Drawn::One(glyph) => self.width(*glyph),
            Drawn::Several { advance, .. } => *advance,
        }
    }

    /// The glyph a lone character has in this face.
    pub fn glyph(&self, character: char) -> Option<u16> {
        self.glyphs.get(&u32::from(character)).copied()
    }
}

/// `sCapHeight` of the table `OS/2` (version 2 and later), in font units.
fn cap_height(program: &[u8]) -> Option<i16> {
    let tables = usize::from(u16::from_be_bytes(program.get(4..6)?.try_into().ok()?));
    let record = program.get(12..)?.chunks_exact(16).take(tables).find(|record| record.starts_with(b"OS/2"))?;
    let start = usize::try_from(u32::from_be_bytes(record.get(8..12)?.try_into().ok()?)).ok()?;
    let table = program.get(start..)?;
    let version = u16::from_be_bytes(table.get(0..2)?.try_into().ok()?);
    let height = i16::from_be_bytes(table.get(88..90)?.try_into().ok()?);
    (version >= 2).then_some(height)
}

impl Fonts {
    /// Reads the faces listed in `_shared/fonts/fonts.toml`.
    pub fn read(files: &Files) -> Result<Self, RenderError> {
        let list: List =
            toml::from_str(files.text(LIST)?).map_err(|error| Problem::Unreadable(error.to_string()).in_file(LIST))?;
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut faces = Vec::with_capacity(list.face.len());
        for entry in list.face {
            let file = format!("_shared/fonts/{}", entry.file);
            let face = Face::read(entry, files.bytes(&file)?.to_vec(), &file)?;
            if collection.register_fonts(face.program.clone(), None).is_empty() {
                return Err(Problem::Font("cannot be registered".to_owned()).in_file(file));
            }
            faces.push(face);
        }
        let stacks = list.stacks.into_iter().map(|(language, stack)| (language, stack.join(", "))).collect();
        Ok(Self { faces, collection, stacks })
    }

    /// All faces, in the order of the list.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// A face by its place in the list.
    pub fn face(&self, index: usize) -> Option<&Face> {
        self.faces.get(index)
    }

    /// Which of the faces a run was shaped with.
    pub fn index_of(&self, data: &FontData) -> Option<usize> {
        self.faces.iter().position(|face| face.program.id() == data.data.id())
    }

    /// Families for a language, as CSS writes them.
    pub fn stack(&self, language: Locale) -> &str {
        self.stacks.get(language.tag()).map_or("", String::as_str)
    }

    /// What parley needs to shape, for one thread.
    pub fn context(&self) -> FontContext {
        FontContext { collection: self.collection.clone(), source_cache: parley::fontique::SourceCache::default() }
    }
}
