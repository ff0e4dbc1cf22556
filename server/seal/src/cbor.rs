//! The part of CBOR the trust formats use, read strictly.
//!
//! Integers, byte and text strings, arrays, maps with integer or text keys, booleans and null, in the core deterministic
//! encoding of RFC 8949 section 4.2.1: definite lengths, shortest heads, map keys in the order of their encodings. One
//! value has one encoding, so duplicate keys, indefinite lengths, tags, floats and trailing bytes cannot be read at all.

#[cfg(test)]
mod tests;

/// A value; in [`Value::Nint`] the number meant is `-1 - n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An integer from 0.
    Uint(u64),
    /// The negative integer `-1 - n`.
    Nint(u64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// UTF-8 text.
    Text(String),
    /// Values in order.
    Array(Vec<Value>),
    /// Keys and values; the keys are [`Value::Uint`], [`Value::Nint`] or [`Value::Text`].
    Map(Vec<(Value, Value)>),
    /// True or false.
    Bool(bool),
    /// Nothing.
    Null,
}

/// How much a decoder takes on.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes of the whole encoding.
    pub bytes: usize,
    /// Most containers around a value.
    pub depth: u8,
}

impl Limits {
    /// For a credential: it must fit a QR code.
    pub const TOKEN: Self = Self { bytes: 600, depth: 8 };
    /// For a signed list.
    pub const LIST: Self = Self { bytes: crate::LIST_LIMIT, depth: 8 };
}

/// Why bytes are not a value of this subset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CborError {
    /// More bytes than the limit.
    #[error("too many bytes")]
    TooLong,
    /// The bytes end inside a value.
    #[error("the bytes end inside a value")]
    Truncated,
    /// Bytes follow the value.
    #[error("bytes follow the value")]
    Trailing,
    /// Too many containers in one another.
    #[error("nested too deeply")]
    TooDeep,
    /// A head is longer than needed.
    #[error("a number is not in its shortest form")]
    NotShortest,
    /// Indefinite length, tag, float, or an unknown simple value.
    #[error("a kind of value that is not used here")]
    Unsupported,
    /// Text that is not UTF-8.
    #[error("a text is not UTF-8")]
    NotUtf8,
    /// A map key that is neither an integer nor a text.
    #[error("a map key is neither a number nor a text")]
    KeyKind,
    /// Map keys twice or not in the order of their encodings.
    #[error("map keys are repeated or out of order")]
    KeyOrder,
}

impl Value {
    /// The integer as a value.
    pub fn int(number: i64) -> Self {
        u64::try_from(number).map_or_else(|_| Self::Nint(number.unsigned_abs() - 1), Self::Uint)
    }

    /// The value under a key, if this is a map that has it.
    pub fn get(&self, key: &Value) -> Option<&Value> {
        self.as_map()?.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// The number, if this is an integer from 0.
    pub fn as_uint(&self) -> Option<u64> {
        if let Self::Uint(n) = self { Some(*n) } else { None }
    }

    /// The bytes, if these are bytes.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        if let Self::Bytes(b) = self { Some(b) } else { None }
    }

    /// The text, if this is a text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(t) = self { Some(t) } else { None }
    }

    /// The elements, if this is an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        if let Self::Array(a) = self { Some(a) } else { None }
    }

    /// The entries, if this is a map.
    pub fn as_map(&self) -> Option<&[(Value, Value)]> {
        if let Self::Map(m) = self { Some(m) } else { None }
    }

    /// The one encoding of this value; map entries are put in order.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Uint(n) => head(out, 0, *n),
            Self::Nint(n) => head(out, 1, *n),
            Self::Bytes(bytes) => {
                head(out, 2, bytes.len() as u64);
                out.extend_from_slice(bytes);
            }
            Self::Text(text) => {
                head(out, 3, text.len() as u64);
                out.extend_from_slice(text.as_bytes());
            }
            Self::Array(items) => {
                head(out, 4, items.len() as u64);
                for item in items {
                    item.write(out);
                }
            }
            Self::Map(entries) => {
                head(out, 5, entries.len() as u64);
                let mut encoded: Vec<_> = entries.iter().map(|(k, v)| (k.encode(), v)).collect();
                encoded.sort_by(|a, b| a.0.cmp(&b.0));
                for (key, value) in encoded {
                    out.extend(key);
                    value.write(out);
                }
            }
            Self::Bool(b) => out.push(if *b { 0xF5 } else { 0xF4 }),
            Self::Null => out.push(0xF6),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Writes the first byte of a value and its number in the shortest form.
fn head(out: &mut Vec<u8>, major: u8, n: u64) {
    let major = major << 5;
    if let Ok(small) = u8::try_from(n) {
        if small < 24 {
            out.push(major | small);
        } else {
            out.extend([major | 0x18, small]);
        }
    } else if let Ok(n) = u16::try_from(n) {
        out.push(major | 0x19);
        out.extend(n.to_be_bytes());
    } else if let Ok(n) = u32::try_from(n) {
        out.push(major | 0x1A);
        out.extend(n.to_be_bytes());
    } else {
        out.push(major | 0x1B);
        out.extend(n.to_be_bytes());
    }
}

/// Reads exactly one value from all the bytes.
///
/// # Errors
/// Anything that is not the one deterministic encoding of a value of this subset.
pub fn decode(bytes: &[u8], limits: Limits) -> Result<Value, CborError> {
    if bytes.len() > limits.bytes {
        return Err(CborError::TooLong);
    }
    let mut reader = Reader { rest: bytes, depth: limits.depth };
    let value = reader.value(0)?;
    if reader.rest.is_empty() { Ok(value) } else { Err(CborError::Trailing) }
}

struct Reader<'a> {
    rest: &'a [u8],
    depth: u8,
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: u64) -> Result<&'a [u8], CborError> {
        let n = usize::try_from(n).map_err(|_| CborError::Truncated)?;
        let (taken, rest) = self.rest.split_at_checked(n).ok_or(CborError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, CborError> {
        self.take(1)?.first().copied().ok_or(CborError::Truncated)
    }

    /// The number of a head; `info` is the low five bits of its first byte.
    fn number(&mut self, info: u8) -> Result<u64, CborError> {
        let (width, least) = match info {
            0..=23 => return Ok(u64::from(info)),
            24 => (1, 24),
            25 => (2, 0x100),
            26 => (4, 0x1_0000),
            27 => (8, 0x1_0000_0000),
            _ => return Err(CborError::Unsupported),
        };
        let n = self.take(width)?.iter().fold(0_u64, |n, b| n << 8 | u64::from(*b));
        if n < least { Err(CborError::NotShortest) } else { Ok(n) }
    }

    fn value(&mut self, depth: u8) -> Result<Value, CborError> {
        if depth > self.depth {
            return Err(CborError::TooDeep);
        }
        let first = self.byte()?;
        let (major, info) = (first >> 5, first & 0x1F);
        match major {
            0 => Ok(Value::Uint(self.number(info)?)),
            1 => Ok(Value::Nint(self.number(info)?)),
            2 => {
                let n = self.number(info)?;
                Ok(Value::Bytes(self.take(n)?.to_vec()))
            }
            3 => {
                let n = self.number(info)?;
                let text = std::str::from_utf8(self.take(n)?).map_err(|_| CborError::NotUtf8)?;
                Ok(Value::Text(text.to_owned()))
            }
            4 => {
                let n = self.count(info)?;
                (0..n).map(|_| self.value(depth + 1)).collect::<Result<_, _>>().map(Value::Array)
            }
            5 => self.map(info, depth),
            7 => match info {
                20 => Ok(Value::Bool(false)),
                21 => Ok(Value::Bool(true)),
                22 => Ok(Value::Null),
                _ => Err(CborError::Unsupported),
            },
            _ => Err(CborError::Unsupported),
        }
    }

    /// A count of elements, which cannot exceed the bytes left: so a short message cannot ask for much memory.
    fn count(&mut self, info: u8) -> Result<u64, CborError> {
        let n = self.number(info)?;
        if n > self.rest.len() as u64 { Err(CborError::Truncated) } else { Ok(n) }
    }

    fn map(&mut self, info: u8, depth: u8) -> Result<Value, CborError> {
        let n = self.count(info)?;
        let mut entries = Vec::new();
        let mut previous: Option<&[u8]> = None;
        for _ in 0..n {
            let before = self.rest;
            let key = self.value(depth + 1)?;
            if !matches!(key, Value::Uint(_) | Value::Nint(_) | Value::Text(_)) {
                return Err(CborError::KeyKind);
            }
            let spelled = before.get(..before.len() - self.rest.len()).ok_or(CborError::Truncated)?;
            if previous.is_some_and(|p| p >= spelled) {
                return Err(CborError::KeyOrder);
            }
            previous = Some(spelled);
            entries.push((key, self.value(depth + 1)?));
        }
        Ok(Value::Map(entries))
    }
}
