//! What differs between the languages of one set of texts.
//!
//! A page must say the same in every language, so the languages must have the same keys, use the same variables, refer
//! only to texts that exist, and have every plural form their grammar needs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_bundle::FluentResource;
use fluent_syntax::ast;
use wathiq_domain::Locale;

use crate::bundle::Bundle;

/// Something to mend in the texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// Other languages have the key, this one has not.
    MissingKey {
        /// The language to mend.
        locale: &'static str,
        /// The key.
        key: String,
    },
    /// The languages do not use the same variables.
    DifferentVariables {
        /// The key.
        key: String,
        /// Language and its variables.
        variables: Vec<(&'static str, BTreeSet<String>)>,
    },
    /// A text refers to another (`{ other }`, `{ -term }`) that does not exist in its language.
    UnknownReference {
        /// The language to mend.
        locale: &'static str,
        /// The key.
        key: String,
        /// What it refers to.
        reference: String,
    },
    /// A text that counts lacks a plural form of its language.
    MissingPlural {
        /// The language to mend.
        locale: &'static str,
        /// The key.
        key: String,
        /// The plural category: `one`, `two`, `few`, `many`.
        category: &'static str,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingKey { locale, key } => write!(f, "{locale}: no text {key}"),
            Self::DifferentVariables { key, variables } => {
                write!(f, "{key}: the languages use different variables:")?;
                for (locale, names) in variables {
                    let names: Vec<_> = names.iter().map(|name| format!("${name}")).collect();
                    write!(f, " {locale}({})", names.join(" "))?;
                }
                Ok(())
            }
            Self::UnknownReference { locale, key, reference } => {
                write!(f, "{locale}: {key} refers to {reference}, which does not exist")
            }
            Self::MissingPlural { locale, key, category } => {
                write!(f, "{locale}: {key} counts but has no form [{category}]")
            }
        }
    }
}

/// What a text uses; kept beside each text of a bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    variables: BTreeSet<String>,
    references: BTreeSet<String>,
    /// For each counting selection, the forms it has.
    plurals: Vec<BTreeSet<String>>,
}

/// Compares the texts of the languages; an empty list means that they say the same things.
pub fn compare(bundles: &[Bundle]) -> Vec<Problem> {
    let mut problems = BTreeSet::new();
    let keys: BTreeSet<&str> = bundles.iter().flat_map(Bundle::keys).collect();
    for key in keys {
        let mut uses = Vec::new();
        for bundle in bundles {
            let locale = bundle.locale().tag();
            if bundle.shapes().contains_key(key) {
                uses.push((locale, variables(bundle.shapes(), key)));
            } else {
                problems.insert(Problem::MissingKey { locale, key: key.to_owned() });
            }
        }
        let whole: BTreeSet<&String> = uses.iter().flat_map(|(_, variables)| variables).collect();
        let lacks = |variables: &BTreeSet<String>| variables.len() < whole.len();
        if uses.iter().any(|(_, variables)| lacks(variables)) && !may_lack(key, &uses) {
            problems.insert(Problem::DifferentVariables { key: key.to_owned(), variables: uses });
        }
    }
    for bundle in bundles {
        within(bundle, &mut problems);
    }
    problems.into_iter().collect()
}

/// A script on the page picks the form itself among keys that end in a plural category; in such a text the figure may be
/// said by the word alone («يومان»), as long as one language says what it counts.
fn may_lack(key: &str, uses: &[(&str, BTreeSet<String>)]) -> bool {
    let form = key.rsplit_once('-').map_or("", |(_, form)| form);
    let largest = uses.iter().map(|(_, variables)| variables).max_by_key(|variables| variables.len());
    ["zero", "one", "two"].contains(&form)
        && uses.iter().all(|(_, variables)| largest.is_some_and(|largest| variables.is_subset(largest)))
}

/// What is wrong inside one language.
fn within(bundle: &Bundle, problems: &mut BTreeSet<Problem>) {
    let locale = bundle.locale().tag();
    for (key, shape) in bundle.shapes() {
        for reference in &shape.references {
            if !bundle.shapes().contains_key(reference) {
                let (key, reference) = (key.clone(), reference.clone());
                problems.insert(Problem::UnknownReference { locale, key, reference });
            }
        }
        for forms in &shape.plurals {
            for (category, figure) in needed(bundle.locale()) {
                if !forms.contains(*category) && !figure.is_some_and(|figure| forms.contains(figure)) {
                    problems.insert(Problem::MissingPlural { locale, key: key.clone(), category });
                }
            }
        }
    }
}

/// The plural forms a counting text must have besides `other` (CLDR), and the figure that may stand for one.
/// French `many` (millions) is left to `other`; so is Arabic `zero`, which reads as well.
const fn needed(locale: Locale) -> &'static [(&'static str, Option<&'static str>)] {
    match locale {
        Locale::Ar => &[("one", Some("1")), ("two", Some("2")), ("few", None), ("many", None)],
        Locale::Fr | Locale::En => &[("one", Some("1"))],
    }
}

/// The variables a text needs, with those of the messages it includes. Terms see no variables of their caller.
fn variables(shapes: &BTreeMap<String, Shape>, key: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![key];
    while let Some(key) = waiting.pop() {
        if !seen.insert(key) {
            continue;
        }
        if let Some(shape) = shapes.get(key) {
            found.extend(shape.variables.iter().cloned());
            waiting.extend(shape.references.iter().map(String::as_str).filter(|key| !key.starts_with('-')));
        }
    }
    found
}

/// The texts of a source by key: `key`, `key.attribute` and `-term`.
pub(crate) fn shapes(resource: &FluentResource) -> Vec<(String, Shape)> {
    let mut found = Vec::new();
    for entry in resource.entries() {
        let (id, value, attributes) = match entry {
            ast::Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref(), &message.attributes),
            ast::Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            ast::Entry::Comment(_)
            | ast::Entry::GroupComment(_)
            | ast::Entry::ResourceComment(_)
            | ast::Entry::Junk { .. } => continue,
        };
        for attribute in attributes {
            found.push((format!("{id}.{}", attribute.id.name), shape(&attribute.value)));
        }
        if let Some(value) = value {
            found.push((id, shape(value)));
        }
    }
    found
}

fn shape(pattern: &ast::Pattern<&str>) -> Shape {
    let mut shape = Shape::default();
    shape.pattern(pattern);
    shape
}

impl Shape {
    fn pattern(&mut self, pattern: &ast::Pattern<&str>) {
        for element in &pattern.elements {
            if let ast::PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &ast::Expression<&str>) {
        match expression {
            ast::Expression::Inline(inline) => self.inline(inline),
            ast::Expression::Select { selector, variants } => {
                self.inline(selector);
                let forms: BTreeSet<String> = variants.iter().map(|variant| name(&variant.key)).collect();
                if ["zero", "one", "two", "few", "many"].iter().any(|category| forms.contains(*category)) {
                    self.plurals.push(forms);
                }
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &ast::InlineExpression<&str>) {
        match inline {
            ast::InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            ast::InlineExpression::MessageReference { id, attribute } => {
                self.references.insert(match attribute {
                    None => id.name.to_owned(),
                    Some(attribute) => format!("{}.{}", id.name, attribute.name),
                });
            }
            ast::InlineExpression::TermReference { id, arguments, .. } => {
                self.references.insert(format!("-{}", id.name));
                if let Some(arguments) = arguments {
                    self.arguments(arguments);
                }
            }
            ast::InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            ast::InlineExpression::Placeable { expression } => self.expression(expression),
            ast::InlineExpression::StringLiteral { .. } | ast::InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &ast::CallArguments<&str>) {
        for argument in &arguments.positional {
            self.inline(argument);
        }
        for argument in &arguments.named {
            self.inline(&argument.value);
        }
    }
}

fn name(key: &ast::VariantKey<&str>) -> String {
    match key {
        ast::VariantKey::Identifier { name } => (*name).to_owned(),
        ast::VariantKey::NumberLiteral { value } => (*value).to_owned(),
    }
}
