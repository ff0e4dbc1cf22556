//! Remembers where each element was written: a template's lines are lost once loops and values have been filled in.

use std::fmt::Write as _;

/// The attribute that carries the place through minijinja to roxmltree.
pub const STAMP: &str = "_at";

/// A template with its elements stamped.
#[derive(Debug)]
pub struct Stamped {
    /// The text with the stamps.
    pub text: String,
    elements: Vec<(u32, String)>,
}

impl Stamped {
    /// Stamps every start tag outside comments and template code with file and line.
    pub fn new(source: &str, file: usize) -> Self {
        let mut text = String::with_capacity(source.len() + source.len() / 4);
        let mut elements = Vec::new();
        let mut rest = source;
        let mut line = 1;
        while let Some(at) = rest.find(['{', '<']) {
            let (before, from) = rest.split_at(at);
            text.push_str(before);
            line += newlines(before);
            let (taken, stamp) = if let Some(end) = skipped(from) {
                (end, None)
            } else {
                let name: String = from.chars().skip(1).take_while(|c| c.is_alphanumeric() || *c == '-').collect();
                if from.starts_with('<') && !name.is_empty() { (1 + name.len(), Some(name)) } else { (1, None) }
            };
            let (token, after) = from.split_at(taken.min(from.len()));
            text.push_str(token);
            if let Some(name) = stamp {
                // writing to a string cannot fail
                let _ = write!(text, " {STAMP}=\"{file}:{line}\"");
                elements.push((line, name));
            }
            line += newlines(token);
            rest = after;
        }
        text.push_str(rest);
        Self { text, elements }
    }

    /// The element that was open at a line, as far as the order of start tags tells.
    pub fn element_at(&self, line: u32) -> &str {
        self.elements.iter().take_while(|(at, _)| *at <= line).last().map_or("", |(_, name)| name)
    }
}

/// Length of template code or a comment at the start of the text.
fn skipped(text: &str) -> Option<usize> {
    let pairs = [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<!--", "-->")];
    let (_, close) = pairs.iter().find(|(open, _)| text.starts_with(open))?;
    Some(text.find(close).map_or(text.len(), |end| end + close.len()))
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Reads a stamp back: file by number, line from 1.
pub fn unstamp(stamp: &str) -> Option<(usize, u32)> {
    let (file, line) = stamp.split_once(':')?;
    Some((file.parse().ok()?, line.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_elements_only() {
        let stamped = Stamped::new("<a x='1'>\n{% if b < c %}<!-- <d> -->\n<e/>{{ '<f>' }}</a>", 7);
        assert_eq!(stamped.text, "<a _at=\"7:1\" x='1'>\n{% if b < c %}<!-- <d> -->\n<e _at=\"7:3\"/>{{ '<f>' }}</a>");
        assert_eq!(stamped.element_at(2), "a");
        assert_eq!(stamped.element_at(3), "e");
    }
}
