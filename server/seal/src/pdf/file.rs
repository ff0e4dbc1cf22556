//! A file as a list of revisions (ISO 32000-1, 7.5), each of them without a byte unaccounted for.

use std::collections::BTreeMap;
use std::ops::Range;

use super::PdfError;
use super::object::{Dictionary, Object, Ref};
use super::parser::{Parser, is_white};
use crate::pades::FILE_LIMIT;

/// More updates than a file of ours can have in centuries of renewed time-stamps.
const MAX_REVISIONS: usize = 64;
/// More objects than a document of ours has.
const MAX_OBJECTS: u32 = 1 << 20;

type Parsed<T> = Result<T, PdfError>;

const fn damaged<T>(why: &'static str) -> Parsed<T> {
    Err(PdfError::Damaged(why))
}

/// A file whose structure holds.
#[derive(Debug)]
pub(crate) struct PdfFile<'a> {
    pub bytes: &'a [u8],
    /// Oldest first, never empty.
    pub revisions: Vec<Revision>,
}

/// The objects between one end-of-file mark and the next.
#[derive(Debug)]
pub(crate) struct Revision {
    pub objects: BTreeMap<u32, Placed>,
    pub trailer: Dictionary,
    /// Numbers declared free.
    pub freed: Vec<u32>,
    /// Where its cross-reference table is.
    pub table_at: usize,
}

/// An object and where it stands, from its number to past `endobj`.
#[derive(Debug)]
pub(crate) struct Placed {
    pub id: Ref,
    pub object: Object,
    pub span: Range<usize>,
}

/// A table as read, before its objects are.
struct Section {
    table_at: usize,
    end: usize,
    offsets: BTreeMap<u32, (usize, u16)>,
    freed: Vec<u32>,
    trailer: Dictionary,
}

impl<'a> PdfFile<'a> {
    /// Reads a whole file.
    pub fn open(bytes: &'a [u8]) -> Parsed<Self> {
        if !bytes.starts_with(b"%PDF-1.") {
            return Err(PdfError::NotAPdf);
        }
        if bytes.len() > FILE_LIMIT {
            return Err(PdfError::Unsupported("it is too large"));
        }
        let sections = sections(bytes)?;
        let mut revisions: Vec<Revision> = Vec::with_capacity(sections.len());
        let mut start = header_end(bytes);
        for section in sections {
            let end = section.end;
            let objects = tile(bytes, start, &section, &revisions)?;
            revisions.push(Revision {
                objects,
                trailer: section.trailer,
                freed: section.freed,
                table_at: section.table_at,
            });
            start = end;
        }
        Ok(Self { bytes, revisions })
    }

    /// The newest state of an object.
    pub fn get(&self, id: Ref) -> Option<&Object> {
        let placed = self.revisions.iter().rev().find_map(|revision| revision.objects.get(&id.0))?;
        (placed.id == id).then_some(&placed.object)
    }

    /// The object itself, or what a reference leads to (one step: a reference to a reference is never written).
    pub fn resolve<'b>(&'b self, object: &'b Object) -> Option<&'b Object> {
        object.as_reference().map_or(Some(object), |id| self.get(id))
    }

    /// The dictionary under a key, directly or by reference.
    pub fn dictionary<'b>(&'b self, parent: &'b Dictionary, key: &[u8]) -> Option<&'b Dictionary> {
        self.resolve(parent.get(key)?)?.as_dictionary()
    }

    /// The array under a key, directly or by reference.
    pub fn array<'b>(&'b self, parent: &'b Dictionary, key: &[u8]) -> Option<&'b [Object]> {
        self.resolve(parent.get(key)?)?.as_array()
    }

    pub fn newest(&self) -> Option<&Revision> {
        self.revisions.last()
    }

    /// The document catalog.
    pub fn catalog(&self) -> Parsed<&Dictionary> {
        let trailer = self.newest().map(|revision| &revision.trailer);
        let catalog = trailer.and_then(|trailer| self.dictionary(trailer, b"Root"));
        catalog.filter(|catalog| catalog.has_name(b"Type", b"Catalog")).ok_or(PdfError::Damaged("no document catalog"))
    }
}

/// The version line and comment lines after it.
fn header_end(bytes: &[u8]) -> usize {
    let mut parser = Parser::new(bytes, 0);
    while parser.peek() == Some(b'%') {
        while parser.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
            parser.at += 1;
        }
        parser.eat_eol();
    }
    parser.at
}

/// All tables, oldest first. Each must end where the next revision begins, the last one at the end of the file.
fn sections(bytes: &[u8]) -> Parsed<Vec<Section>> {
    let mut sections = Vec::new();
    let mut next = Some(last_table(bytes)?);
    while let Some(table_at) = next {
        if sections.len() == MAX_REVISIONS {
            return damaged("too many updates");
        }
        let section = section(bytes, table_at)?;
        next = match section.trailer.get(b"Prev") {
            None => None,
            Some(previous) => {
                let previous = previous.as_integer().and_then(|at| usize::try_from(at).ok());
                let earlier = previous.filter(|at| *at < table_at);
                Some(earlier.ok_or(PdfError::Damaged("updates are not in order"))?)
            }
        };
        sections.push(section);
    }
    if sections.first().is_none_or(|newest| newest.end != bytes.len()) {
        return damaged("the file goes on after its end");
    }
    sections.reverse();
    Ok(sections)
}

/// The offset in `startxref … %%EOF` at the very end.
fn last_table(bytes: &[u8]) -> Parsed<usize> {
    const WORD: &[u8] = b"startxref";
    // Keyword, end of line, at most 20 digits, end of line, `%%EOF`, end of line.
    let from = bytes.len().saturating_sub(WORD.len() + 20 + 5 + 6);
    let tail = bytes.get(from..).unwrap_or_default();
    let at = tail.windows(WORD.len()).rposition(|window| window == WORD);
    let mut parser = Parser::new(bytes, from + at.ok_or(PdfError::Damaged("no end-of-file mark"))?);
    end_mark(&mut parser)
}

/// `startxref`, an offset and `%%EOF`, each on its line; the last end of line may be missing.
fn end_mark(parser: &mut Parser<'_>) -> Parsed<usize> {
    let ok = parser.eat(b"startxref") && parser.eat_eol();
    let offset = parser.unsigned().filter(|_| ok);
    match offset {
        Some(offset) if parser.eat_eol() && parser.eat(b"%%EOF") => {
            parser.eat_eol();
            Ok(offset)
        }
        _ => damaged("the end-of-file mark cannot be read"),
    }
}

/// One table with its trailer and end mark.
fn section(bytes: &[u8], table_at: usize) -> Parsed<Section> {
    let mut parser = Parser::new(bytes, table_at);
    if !(parser.eat(b"xref") && parser.eat_eol()) {
        return Err(PdfError::Unsupported("its cross-reference table is not of the classic kind"));
    }
    let (mut offsets, mut freed) = (BTreeMap::new(), Vec::new());
    while !parser.eat(b"trailer") {
        subsection(&mut parser, &mut offsets, &mut freed)?;
    }
    parser.skip_white();
    if !parser.eat(b"<<") {
        return damaged("no trailer");
    }
    let trailer = parser.dictionary(0)?;
    if trailer.get(b"Encrypt").is_some() {
        return Err(PdfError::Unsupported("it is encrypted"));
    }
    if trailer.get(b"XRefStm").is_some() {
        return Err(PdfError::Unsupported("it has a second, hidden table"));
    }
    let size = trailer.get(b"Size").and_then(Object::as_integer).and_then(|size| u32::try_from(size).ok());
    let highest = offsets.last_key_value().map_or(0, |(number, _)| *number);
    if size.is_none_or(|size| highest >= size || size > MAX_OBJECTS) {
        return damaged("the trailer's size is wrong");
    }
    parser.skip_white();
    if end_mark(&mut parser)? != table_at {
        return damaged("an end-of-file mark points elsewhere");
    }
    Ok(Section { table_at, end: parser.at, offsets, freed, trailer })
}

/// `first count` and so many entries of 20 bytes.
fn subsection(parser: &mut Parser<'_>, offsets: &mut BTreeMap<u32, (usize, u16)>, freed: &mut Vec<u32>) -> Parsed<()> {
    let first = parser.unsigned::<u32>();
    let space = parser.eat(b" ");
    let count = parser.unsigned::<u32>().filter(|_| space);
    let (Some(first), Some(count)) = (first, count) else {
        return damaged("the table cannot be read");
    };
    parser.eat(b" ");
    if !parser.eat_eol() || first.checked_add(count).is_none_or(|end| end > MAX_OBJECTS) {
        return damaged("the table cannot be read");
    }
    for number in first..first + count {
        let start = parser.at;
        let offset = parser.unsigned();
        let spaced = parser.eat(b" ");
        let generation = parser.unsigned().filter(|_| spaced);
        let (Some(offset), Some(generation)) = (offset, generation) else {
            return damaged("an entry of the table cannot be read");
        };
        let repeated = if parser.eat(b" n") {
            offsets.insert(number, (offset, generation)).is_some()
        } else if parser.eat(b" f") {
            freed.push(number);
            false
        } else {
            return damaged("an entry of the table cannot be read");
        };
        let ended = parser.eat(b" \n") || parser.eat(b" \r") || parser.eat(b"\r\n");
        if repeated || !ended || parser.at - start != 20 {
            return damaged("an entry of the table cannot be read");
        }
    }
    Ok(())
}

/// Reads all objects of a revision and checks that they fill it.
fn tile(bytes: &[u8], start: usize, section: &Section, older: &[Revision]) -> Parsed<BTreeMap<u32, Placed>> {
    let mut order: Vec<_> =
        section.offsets.iter().map(|(number, (at, generation))| (*at, *number, *generation)).collect();
    order.sort_unstable();
    let mut objects = BTreeMap::new();
    let mut at = start;
    for (offset, number, generation) in order {
        blank(bytes, at..offset)?;
        let placed = placed(bytes, offset, &section.offsets, older)?;
        if placed.id != Ref(number, generation) {
            return damaged("an object is not where the table says");
        }
        at = placed.span.end;
        objects.insert(number, placed);
    }
    blank(bytes, at..section.table_at)?;
    Ok(objects)
}

fn blank(bytes: &[u8], range: Range<usize>) -> Parsed<()> {
    match bytes.get(range) {
        Some(between) if between.iter().all(|byte| is_white(*byte)) => Ok(()),
        Some(_) | None => damaged("something stands between the objects"),
    }
}

fn placed(bytes: &[u8], offset: usize, offsets: &BTreeMap<u32, (usize, u16)>, older: &[Revision]) -> Parsed<Placed> {
    let mut parser = Parser::new(bytes, offset);
    let id = parser.object_head().ok_or(PdfError::Damaged("an object is not where the table says"))?;
    let mut object = parser.object(0)?;
    parser.skip_white();
    if parser.eat(b"stream") {
        let Object::Dictionary(dictionary) = object else {
            return damaged("a stream has no dictionary");
        };
        if !(parser.eat(b"\r\n") || parser.eat(b"\n")) {
            return damaged("a stream cannot be read");
        }
        let length = match dictionary.get(b"Length") {
            Some(Object::Integer(length)) => usize::try_from(*length).ok(),
            Some(Object::Reference(id)) => indirect_length(bytes, *id, offsets, older),
            _ => None,
        };
        let data = length.and_then(|length| Some(parser.at..parser.at.checked_add(length)?));
        let data = data.ok_or(PdfError::Damaged("a stream has no length"))?;
        parser.at = data.end;
        parser.eat_eol();
        if !parser.keyword(b"endstream") {
            return damaged("a stream does not end where it says");
        }
        parser.skip_white();
        object = Object::Stream(dictionary, data);
    }
    if parser.keyword(b"endobj") {
        Ok(Placed { id, object, span: offset..parser.at })
    } else {
        damaged("an object does not end")
    }
}

fn indirect_length(bytes: &[u8], id: Ref, offsets: &BTreeMap<u32, (usize, u16)>, older: &[Revision]) -> Option<usize> {
    if let Some((offset, _)) = offsets.get(&id.0) {
        let mut parser = Parser::new(bytes, *offset);
        (parser.object_head()? == id).then_some(())?;
        parser.skip_white();
        // Only a number is read: a length that points at something long must not be read for every stream.
        return parser.unsigned();
    }
    let placed = older.iter().rev().find_map(|revision| revision.objects.get(&id.0))?;
    usize::try_from(placed.object.as_integer()?).ok()
}
