//! The elements a page is made of. Each says what it means; layout and tags follow from that.

/// The name of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Name {
    /// The document: A4, margins in millimetres.
    Page,
    /// What repeats at the top of the second page and those after it.
    Running,
    /// What repeats at the bottom of every page.
    Footer,
    /// Letterhead: once, at the top.
    Header,
    /// Blocks side by side.
    Row,
    /// Blocks one under the other.
    Column,
    /// As a column, and never parted by a page break.
    Keep,
    /// The title of the document: the one first heading.
    Title,
    /// A heading of a part.
    Heading,
    /// A paragraph.
    Paragraph,
    /// Facts, each between its two labels.
    Fields,
    /// One fact.
    Field,
    /// Marginal mentions, in order.
    Mentions,
    /// One mention.
    Mention,
    /// A table with a header row.
    Table,
    /// Its header row.
    Head,
    /// One of its rows.
    Line,
    /// One of its cells.
    Cell,
    /// A drawing.
    Figure,
    /// The code to scan.
    Qr,
    /// The visible seal: the box of the signature field.
    Seal,
    /// Room for ink.
    InkSpace,
    /// The addressee, where the envelope has its window.
    Address,
    /// Empty height, or what is left of the page.
    Spacer,
    /// A hairline.
    Rule,
}

/// What may stand inside an element.
#[derive(Debug, Clone, Copy)]
pub enum Children {
    /// Nothing.
    None,
    /// These elements.
    Some(&'static [Name]),
}

impl Children {
    /// Whether that element may stand here.
    pub fn has(self, name: Name) -> bool {
        match self {
            Self::None => false,
            Self::Some(names) => names.contains(&name),
        }
    }
}

const FLOW: &[Name] = &[
    Name::Row,
    Name::Column,
    Name::Keep,
    Name::Title,
    Name::Heading,
    Name::Paragraph,
    Name::Fields,
    Name::Mentions,
    Name::Table,
    Name::Figure,
    Name::Qr,
    Name::Seal,
    Name::InkSpace,
    Name::Spacer,
    Name::Rule,
];

const PAGE: &[Name] = &[
    Name::Running,
    Name::Footer,
    Name::Header,
    Name::Address,
    Name::Row,
    Name::Column,
    Name::Keep,
    Name::Title,
    Name::Heading,
    Name::Paragraph,
    Name::Fields,
    Name::Mentions,
    Name::Table,
    Name::Figure,
    Name::Qr,
    Name::Seal,
    Name::InkSpace,
    Name::Spacer,
    Name::Rule,
];

/// Attributes of everything that says something: a label of the kind's texts, or a value in each language, or one for all.
macro_rules! says {
    ($($more:literal),*) => { &["label", "fr", "ar", "value", "size", "weight", "align", $($more),*] };
}

const ALL: &[(Name, &str, &[&str], Children)] = &[
    (
        Name::Page,
        "page",
        &["title", "margin-top", "margin-right", "margin-bottom", "margin-left", "gap"],
        Children::Some(PAGE),
    ),
    (Name::Running, "running", &["gap"], Children::Some(&[Name::Row, Name::Paragraph, Name::Rule, Name::Spacer])),
    (Name::Footer, "footer", &["gap"], Children::Some(&[Name::Row, Name::Paragraph, Name::Rule, Name::Spacer])),
    (Name::Header, "header", &["gap"], Children::Some(FLOW)),
    (Name::Row, "row", &["gap", "valign"], Children::Some(FLOW)),
    (Name::Column, "column", &["gap", "width", "grow", "align", "valign", "lang"], Children::Some(FLOW)),
    (Name::Keep, "keep", &["gap"], Children::Some(FLOW)),
    (Name::Title, "title", says!(), Children::None),
    (Name::Heading, "heading", says!("level"), Children::None),
    (Name::Paragraph, "paragraph", says!("arrange"), Children::None),
    (Name::Fields, "fields", &["summary", "labels"], Children::Some(&[Name::Field])),
    (Name::Field, "field", &["label", "fr", "ar", "value", "weight", "empty"], Children::None),
    (Name::Mentions, "mentions", &["gap"], Children::Some(&[Name::Mention])),
    (Name::Mention, "mention", says!("arrange"), Children::None),
    (Name::Table, "table", &["summary", "columns"], Children::Some(&[Name::Head, Name::Line])),
    (Name::Head, "head", &[], Children::Some(&[Name::Cell])),
    (Name::Line, "line", &[], Children::Some(&[Name::Cell])),
    (Name::Cell, "cell", says!(), Children::None),
    (Name::Figure, "figure", &["src", "alt", "width", "height"], Children::None),
    (Name::Qr, "qr", &["alt", "module"], Children::None),
    (Name::Seal, "seal", &["name", "alt", "width", "height"], Children::Some(&[Name::Paragraph, Name::Spacer])),
    (Name::InkSpace, "ink-space", &["label", "width", "height"], Children::None),
    (Name::Address, "address", &["x", "y", "width", "height"], Children::Some(&[Name::Paragraph])),
    (Name::Spacer, "spacer", &["height", "grow"], Children::None),
    (Name::Rule, "rule", &["weight", "tone"], Children::None),
];

impl Name {
    fn entry(self) -> Option<&'static (Name, &'static str, &'static [&'static str], Children)> {
        ALL.iter().find(|(name, ..)| *name == self)
    }

    /// The element of that tag.
    pub fn parse(tag: &str) -> Option<Self> {
        ALL.iter().find(|(_, known, ..)| *known == tag).map(|(name, ..)| *name)
    }

    /// The tag, as templates write it.
    pub fn tag(self) -> &'static str {
        self.entry().map_or("", |(_, tag, ..)| tag)
    }

    /// The attributes it may have.
    pub fn attributes(self) -> &'static [&'static str] {
        self.entry().map_or(&[], |(_, _, attributes, _)| attributes)
    }

    /// What may stand inside.
    pub fn children(self) -> Children {
        self.entry().map_or(Children::None, |(.., children)| *children)
    }
}
