//! Objects (ISO 32000-1, 7.3).

use std::ops::Range;

/// A reference to an object: number and generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ref(pub u32, pub u16);

/// A PDF object. Numbers with a fraction keep their spelling: nothing here calculates with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Object {
    Null,
    Bool(bool),
    Integer(i64),
    Real(Vec<u8>),
    Name(Vec<u8>),
    String(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    Reference(Ref),
    /// The dictionary and where in the file the data are.
    Stream(Dictionary, Range<usize>),
}

impl Object {
    pub fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(n) = self { Some(*n) } else { None }
    }

    pub fn as_name(&self) -> Option<&[u8]> {
        if let Self::Name(n) = self { Some(n) } else { None }
    }

    pub fn as_string(&self) -> Option<&[u8]> {
        if let Self::String(s) = self { Some(s) } else { None }
    }

    pub fn as_array(&self) -> Option<&[Object]> {
        if let Self::Array(a) = self { Some(a) } else { None }
    }

    pub fn as_dictionary(&self) -> Option<&Dictionary> {
        if let Self::Dictionary(d) = self { Some(d) } else { None }
    }

    pub fn as_reference(&self) -> Option<Ref> {
        if let Self::Reference(r) = self { Some(*r) } else { None }
    }
}

/// One entry of a dictionary.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub key: Vec<u8>,
    pub value: Object,
    /// Where the value is spelt in the file.
    pub span: Range<usize>,
}

/// A dictionary, in the order of the file. Two are equal if their keys and values are, wherever they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionary(pub Vec<Entry>);

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|entry| other.get(&entry.key) == Some(&entry.value))
    }
}

impl Eq for Dictionary {}

impl Dictionary {
    pub fn entry(&self, key: &[u8]) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key == key)
    }

    pub fn get(&self, key: &[u8]) -> Option<&Object> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// True if the value under the key is this name.
    pub fn has_name(&self, key: &[u8], name: &[u8]) -> bool {
        self.get(key).and_then(Object::as_name) == Some(name)
    }

    /// The same dictionary without one key.
    pub fn without(&self, key: &[u8]) -> Self {
        Self(self.0.iter().filter(|entry| entry.key != key).cloned().collect())
    }
}
