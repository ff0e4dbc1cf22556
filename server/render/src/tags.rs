//! The structure tree of a document, as its template means it (ISO 32000-1, 14.7; PDF/UA-1 asks for nothing else).

use wathiq_domain::Locale;

/// A structure element, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagId(usize);

/// A leaf of the layout, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeafId(pub usize);

/// A standard structure type (ISO 32000-1, 14.8.4).
pub type Role = &'static str;

/// An attribute of a structure element (ISO 32000-1, 14.8.5).
#[derive(Debug, Clone, PartialEq)]
pub enum Attribute {
    /// A header cell speaks for its row or its column.
    Scope(&'static str),
    /// A cell as wide as several columns.
    ColSpan(u8),
    /// What a table is about.
    Summary(String),
    /// A figure, whose box is known once it has its place.
    Figure,
}

/// What an element holds, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    /// Another element.
    Tag(TagId),
    /// What is drawn.
    Leaf(LeafId),
    /// The widget of the signature field.
    Widget,
}

/// One structure element.
#[derive(Debug, Clone)]
pub struct Tag {
    pub role: Role,
    pub language: Option<Locale>,
    pub alternate: Option<String>,
    pub attribute: Option<Attribute>,
    pub kids: Vec<Kid>,
}

/// The tree, root first.
#[derive(Debug)]
pub struct Tags(Vec<Tag>);

impl Tags {
    /// A tree of the document alone.
    pub fn new() -> Self {
        Self(vec![Tag { role: "Document", language: None, alternate: None, attribute: None, kids: Vec::new() }])
    }

    /// The document.
    pub const ROOT: TagId = TagId(0);

    /// Opens an element inside another.
    pub fn open(&mut self, parent: TagId, role: Role, language: Option<Locale>) -> TagId {
        let id = TagId(self.0.len());
        self.0.push(Tag { role, language, alternate: None, attribute: None, kids: Vec::new() });
        self.add(parent, Kid::Tag(id));
        id
    }

    /// Puts something at the end of an element.
    pub fn add(&mut self, parent: TagId, kid: Kid) {
        if let Some(tag) = self.0.get_mut(parent.0) {
            tag.kids.push(kid);
        }
    }

    /// Gives an element an attribute.
    pub fn attribute(&mut self, id: TagId, attribute: Attribute) {
        if let Some(tag) = self.0.get_mut(id.0) {
            tag.attribute = Some(attribute);
        }
    }

    /// Gives an element its alternate text.
    pub fn alternate(&mut self, id: TagId, text: String) {
        if let Some(tag) = self.0.get_mut(id.0) {
            tag.alternate = Some(text);
        }
    }

    /// An element.
    pub fn get(&self, id: TagId) -> Option<&Tag> {
        self.0.get(id.0)
    }

    /// Whether an element says anything; a part that came out empty is left out of the tree.
    pub fn says_something(&self, id: TagId) -> bool {
        self.get(id).is_some_and(|tag| {
            tag.kids.iter().any(|kid| match kid {
                Kid::Tag(id) => self.says_something(*id),
                Kid::Leaf(_) | Kid::Widget => true,
            })
        })
    }
}
