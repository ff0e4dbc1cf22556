//! From bytes to objects (ISO 32000-1, 7.2 and 7.3).

#[cfg(test)]
mod tests;

use super::PdfError;
use super::object::{Dictionary, Entry, Object, Ref};

/// How deep arrays and dictionaries may stand in one another.
const MAX_DEPTH: usize = 64;
/// More entries than a dictionary of ours has; looking for keys twice takes the square of it.
const MAX_ENTRIES: usize = 256;

pub(crate) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

type Parsed<T> = Result<T, PdfError>;

const fn damaged<T>(why: &'static str) -> Parsed<T> {
    Err(PdfError::Damaged(why))
}

/// A reader standing at a place in the file.
pub(crate) struct Parser<'a> {
    bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Parser<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub fn skip_white(&mut self) {
        while self.peek().is_some_and(is_white) {
            self.at += 1;
        }
    }

    /// Goes past exactly this text if it is next.
    pub fn eat(&mut self, text: &[u8]) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Goes past one end of line if it is next.
    pub fn eat_eol(&mut self) -> bool {
        self.eat(b"\r\n") || self.eat(b"\n") || self.eat(b"\r")
    }

    /// Goes past a keyword: this text and then no further regular character.
    pub fn keyword(&mut self, word: &[u8]) -> bool {
        let before = self.at;
        if self.eat(word) && self.peek().is_none_or(|byte| is_white(byte) || is_delimiter(byte)) {
            return true;
        }
        self.at = before;
        false
    }

    /// Decimal digits, at least one.
    pub fn unsigned<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let text = std::str::from_utf8(self.rest().get(..digits)?).ok()?;
        let number = T::try_from(text.parse().ok()?).ok()?;
        self.at += digits;
        Some(number)
    }

    /// `12 0 obj`
    pub fn object_head(&mut self) -> Option<Ref> {
        let number = self.unsigned()?;
        self.eat(b" ").then_some(())?;
        let generation = self.unsigned()?;
        self.eat(b" ").then_some(())?;
        self.keyword(b"obj").then_some(Ref(number, generation))
    }

    pub fn object(&mut self, depth: usize) -> Parsed<Object> {
        if depth > MAX_DEPTH {
            return damaged("objects are nested too deeply");
        }
        self.skip_white();
        match self.peek() {
            Some(b'<') if self.eat(b"<<") => self.dictionary(depth).map(Object::Dictionary),
            Some(b'<') => self.hex_string().map(Object::String),
            Some(b'(') => self.literal_string().map(Object::String),
            Some(b'/') => self.name().map(Object::Name),
            Some(b'[') => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    self.skip_white();
                    if self.eat(b"]") {
                        return Ok(Object::Array(items));
                    }
                    items.push(self.object(depth + 1)?);
                }
            }
            Some(b'+' | b'-' | b'.' | b'0'..=b'9') => self.number(),
            Some(_) if self.keyword(b"true") => Ok(Object::Bool(true)),
            Some(_) if self.keyword(b"false") => Ok(Object::Bool(false)),
            Some(_) if self.keyword(b"null") => Ok(Object::Null),
            Some(_) | None => damaged("an object cannot be read"),
        }
    }

    /// The inside of a dictionary, after `<<`.
    pub fn dictionary(&mut self, depth: usize) -> Parsed<Dictionary> {
        let mut dictionary = Dictionary::default();
        loop {
            self.skip_white();
            if self.eat(b">>") {
                return Ok(dictionary);
            }
            let key = self.name()?;
            if dictionary.0.len() == MAX_ENTRIES {
                return damaged("a dictionary is too large");
            }
            if dictionary.entry(&key).is_some() {
                return damaged("a dictionary has a key twice");
            }
            self.skip_white();
            let start = self.at;
            let value = self.object(depth + 1)?;
            dictionary.0.push(Entry { key, value, span: start..self.at });
        }
    }

    fn name(&mut self) -> Parsed<Vec<u8>> {
        if !self.eat(b"/") {
            return damaged("a dictionary key is not a name");
        }
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| !is_white(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            let code = self.rest().get(..2).and_then(|digits| hex::decode(digits).ok());
            let Some(code) = code else {
                return damaged("a name has a broken escape");
            };
            name.extend(code);
            self.at += 2;
        }
        Ok(name)
    }

    fn hex_string(&mut self) -> Parsed<Vec<u8>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            match self.peek() {
                Some(b'>') => break,
                Some(byte) if is_white(byte) => {}
                Some(byte) if byte.is_ascii_hexdigit() => digits.push(byte),
                Some(_) | None => return damaged("a hexadecimal string has other characters"),
            }
            self.at += 1;
        }
        self.at += 1;
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        hex::decode(digits).or(damaged("a hexadecimal string cannot be read"))
    }

    fn literal_string(&mut self) -> Parsed<Vec<u8>> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 0_usize);
        loop {
            let Some(byte) = self.peek() else {
                return damaged("a string does not end");
            };
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' if open == 0 => return Ok(text),
                b')' => open -= 1,
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                b'\r' => {
                    self.eat(b"\n");
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    /// What stands for the characters after a backslash, if anything.
    fn escape(&mut self) -> Option<u8> {
        if self.eat_eol() {
            return None;
        }
        let octal = self.rest().iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
        if octal > 0 {
            let digits = self.rest().get(..octal).unwrap_or_default();
            self.at += octal;
            // High-order overflow is ignored (7.3.4.2).
            return Some(digits.iter().fold(0_u8, |n, digit| n.wrapping_mul(8).wrapping_add(digit - b'0')));
        }
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            other => other,
        })
    }

    /// A number, or a reference if `0 R` follows.
    fn number(&mut self) -> Parsed<Object> {
        let reference = self.at;
        if let Some(number) = self.unsigned::<u32>()
            && self.eat(b" ")
            && let Some(generation) = self.unsigned::<u16>()
            && self.eat(b" ")
            && self.keyword(b"R")
        {
            return Ok(Object::Reference(Ref(number, generation)));
        }
        self.at = reference;
        let length = self.rest().iter().take_while(|byte| matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9')).count();
        let spelled = self.rest().get(..length).unwrap_or_default();
        self.at += length;
        if self.peek().is_some_and(|byte| !is_white(byte) && !is_delimiter(byte)) {
            return damaged("a number cannot be read");
        }
        let text = std::str::from_utf8(spelled).unwrap_or_default();
        if text.contains('.') {
            let is_real = text.parse::<f64>().is_ok();
            if is_real { Ok(Object::Real(spelled.to_vec())) } else { damaged("a number cannot be read") }
        } else {
            text.parse().map(Object::Integer).or(damaged("a number cannot be read"))
        }
    }
}
