//! Writing one more revision at the end of a file (ISO 32000-1, 7.5.6); what was there stays byte for byte.

use std::io::Write;

use super::object::{Object, Ref};
use super::{PdfError, PdfFile};

/// A revision being written.
pub(crate) struct Update {
    pub out: Vec<u8>,
    placed: Vec<(Ref, usize)>,
    size: u32,
    previous_table: usize,
    /// Trailer entries that stay as they were: `/Root`, `/Info`, `/ID`.
    kept: Vec<u8>,
}

impl Update {
    /// Starts after the last revision of a file.
    pub fn after(file: &PdfFile<'_>, capacity: usize) -> Result<Self, PdfError> {
        let newest = file.newest().ok_or(PdfError::Damaged("no revision"))?;
        let size = newest.trailer.get(b"Size").and_then(Object::as_integer).and_then(|size| u32::try_from(size).ok());
        let mut kept = Vec::new();
        for key in [b"Root".as_slice(), b"Info", b"ID"] {
            if let Some(spelled) = newest.trailer.entry(key).and_then(|entry| file.bytes.get(entry.span.clone())) {
                kept.push(b'/');
                kept.extend_from_slice(key);
                kept.push(b' ');
                kept.extend_from_slice(spelled);
            }
        }
        let mut out = Vec::with_capacity(file.bytes.len() + capacity);
        out.extend_from_slice(file.bytes);
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
        Ok(Self {
            out,
            placed: Vec::new(),
            size: size.ok_or(PdfError::Damaged("the trailer's size is wrong"))?,
            previous_table: newest.table_at,
            kept,
        })
    }

    /// A number no object has yet.
    pub fn new_id(&mut self) -> Ref {
        let id = Ref(self.size, 0);
        self.size += 1;
        id
    }

    /// Writes an object; the answer is where its body begins.
    pub fn put(&mut self, id: Ref, body: &[u8]) -> usize {
        self.placed.push((id, self.out.len()));
        self.line(format_args!("{} {} obj\n", id.0, id.1));
        let at = self.out.len();
        self.out.extend_from_slice(body);
        self.out.extend_from_slice(b"\nendobj\n");
        at
    }

    /// Writes the table and the trailer.
    pub fn finish(mut self) -> Vec<u8> {
        let table_at = self.out.len();
        let mut placed = std::mem::take(&mut self.placed);
        placed.sort_unstable();
        self.out.extend_from_slice(b"xref\n");
        for (Ref(number, generation), at) in placed {
            self.line(format_args!("{number} 1\n{at:010} {generation:05} n \n"));
        }
        let (size, previous) = (self.size, self.previous_table);
        self.line(format_args!(
            "trailer
<</Size {size}/Prev {previous}"
        ));
        let kept = std::mem::take(&mut self.kept);
        self.out.extend_from_slice(&kept);
        self.line(format_args!(">>\nstartxref\n{table_at}\n%%EOF\n"));
        self.out
    }

    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a vector does not fail.
        let _ = self.out.write_fmt(text);
    }
}

/// A text as a PDF string: literal if it is ASCII, else UTF-16 with its mark, in hexadecimal (ISO 32000-1, 7.9.2.2).
pub(crate) fn text_string(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        let mut out = vec![b'('];
        for byte in text.bytes() {
            if matches!(byte, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(byte);
        }
        out.push(b')');
        return out;
    }
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    format!("<FEFF{}>", hex::encode_upper(wide)).into_bytes()
}
