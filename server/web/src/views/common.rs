//! Parts that several views share.

use std::collections::BTreeMap;

use jiff::civil;
use serde::Serialize;
use wathiq_domain::{Bilingual, PartialDate};

/// A text to be said in the page's language: a Fluent key and its arguments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// Key in `server/i18n/texts`.
    pub key: String,
    /// Arguments by name.
    pub args: BTreeMap<String, serde_json::Value>,
}

impl Message {
    /// A text without arguments.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: BTreeMap::new() }
    }

    /// The same text with one more argument (a string or a number).
    pub fn with(mut self, name: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.args.insert(name.into(), value.into());
        self
    }
}

/// Why a field was not accepted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldError {
    /// Name of the field, which is also the `id` the summary links to.
    pub field: String,
    /// What to do about it.
    pub message: Message,
}

/// A form as it was typed, with what was not accepted.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Form<T> {
    /// What was typed, as it was typed.
    pub values: T,
    /// What was not accepted, in the order of the page.
    pub errors: Vec<FieldError>,
}

impl<T> Form<T> {
    /// A form with these values and nothing to correct.
    pub fn new(values: T) -> Self {
        Self { values, errors: Vec::new() }
    }

    /// The same form with one more field to correct.
    pub fn with_error(mut self, field: impl Into<String>, message: Message) -> Self {
        self.errors.push(FieldError { field: field.into(), message });
        self
    }

    /// Whether every field was accepted.
    pub fn is_accepted(&self) -> bool {
        self.errors.is_empty()
    }
}

/// An amount in hundredths of the currency (22,16 DH is 2216).
pub type Money = u32;

/// An e-mail address, shown left to right.
pub type Email = String;

/// A choice of a list: the value sent and the words shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// Value of the form.
    pub value: String,
    /// Words, already in the page's language (they come from data, not from the texts).
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A civil-status office with the commune it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfficeName {
    /// Name of the office.
    pub office: Bilingual,
    /// Name of the commune.
    pub commune: Bilingual,
}

/// Names as declared; either script may be missing (empty).
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PersonNames {
    /// Family name.
    pub family: Bilingual,
    /// Given names.
    pub given: Bilingual,
}

/// An order as the citizen wrote it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrderSummary {
    /// Where the act is kept.
    pub office: OfficeName,
    /// Name of the document in the page's language.
    pub kind_name: String,
    /// Number of copies.
    pub copies: u32,
    /// Variant of the document: `ar-fr`, `ar` or `fr`.
    pub language: String,
    /// What the document is for, in the citizen's words.
    pub purpose: Option<String>,
    /// Act reference as declared, `129/1982`.
    pub act_reference: String,
    /// `self` or `child`.
    pub relation: String,
    /// Names of the person of the act.
    pub person: PersonNames,
    /// Date of birth.
    pub birth: PartialDate,
    /// Father's given name.
    pub father: String,
    /// Mother's given name.
    pub mother: String,
    /// `email` or `post`.
    pub channel: String,
    /// Contact address.
    pub email: Email,
    /// Lines of the postal address, recipient first; empty unless by post.
    pub address: Vec<String>,
    /// What is to be paid in all.
    pub fee: Money,
    /// The promised date.
    pub ready_by: civil::Date,
}

/// Links of a list that pages by key.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Pager {
    /// Query string of the first page, when this is not it.
    pub first: Option<String>,
    /// Query string of the next page.
    pub next: Option<String>,
}
