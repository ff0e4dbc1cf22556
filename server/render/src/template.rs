//! A kind's `page.xml`: filled with the record by minijinja, read by roxmltree, held to the vocabulary.

mod filters;
mod source;
pub mod vocabulary;

use std::collections::BTreeMap;

use minijinja::{Environment, UndefinedBehavior};

use crate::error::{Place, Problem, RenderError};
use crate::files::Files;
use source::Stamped;
use vocabulary::{Children, Name};

/// One element of a filled template.
#[derive(Debug, Clone)]
pub struct Element {
    /// What it means.
    pub name: Name,
    /// Where it was written.
    pub place: Place,
    /// The elements inside, in order.
    pub children: Vec<Element>,
    attributes: BTreeMap<String, String>,
}

impl Element {
    /// An attribute, if it was given.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// An attribute that must be there.
    pub fn need(&self, name: &'static str) -> Result<&str, RenderError> {
        self.get(name).ok_or_else(|| Problem::MissingAttribute(name).at(&self.place))
    }

    /// A number (of millimetres, points or parts, as the element has it).
    pub fn number(&self, name: &str) -> Result<Option<f32>, RenderError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match value.parse::<f32>() {
            Ok(number) if number.is_finite() && number >= 0.0 => Ok(Some(number)),
            _ => Err(self.bad(name)),
        }
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&self, name: &str, words: &[(&str, T)], otherwise: T) -> Result<T, RenderError> {
        let Some(value) = self.get(name) else { return Ok(otherwise) };
        words.iter().find(|(word, _)| *word == value).map(|(_, meaning)| *meaning).ok_or_else(|| self.bad(name))
    }

    /// The error that the attribute makes no sense.
    pub fn bad(&self, name: &str) -> RenderError {
        let value = self.get(name).unwrap_or_default().to_owned();
        Problem::BadAttribute { name: name.to_owned(), value }.at(&self.place)
    }
}

/// The templates of all kinds, compiled.
pub struct Templates {
    environment: Environment<'static>,
    sources: BTreeMap<String, Stamped>,
    names: Vec<String>,
}

impl Templates {
    /// Compiles every `.xml` file of the template folder.
    pub fn read(files: &Files) -> Result<Self, RenderError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(filters::strict_formatter);
        environment.add_filter("words", filters::words);
        environment.add_filter("date", filters::date);
        let names: Vec<String> = files.ending(".xml").map(str::to_owned).collect();
        let mut sources = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            let stamped = Stamped::new(files.text(name)?, index);
            environment
                .add_template_owned(name.clone(), stamped.text.clone())
                .map_err(|error| refusal(&error, name, &sources))?;
            sources.insert(name.clone(), stamped);
        }
        Ok(Self { environment, sources, names })
    }

    /// The filled template of that name as a tree of known elements.
    pub fn fill(&self, name: &str, values: &minijinja::Value) -> Result<Element, RenderError> {
        let template = self.environment.get_template(name).map_err(|_| Problem::MissingFile.in_file(name))?;
        let filled = template.render(values).map_err(|error| refusal(&error, name, &self.sources))?;
        let document =
            roxmltree::Document::parse(&filled).map_err(|error| Problem::Xml(error.to_string()).in_file(name))?;
        self.element(document.root_element(), None)
    }

    fn element(&self, node: roxmltree::Node<'_, '_>, parent: Option<Name>) -> Result<Element, RenderError> {
        let place = self.place(node);
        let allowed = match parent {
            None => Children::Some(&[Name::Page]),
            Some(parent) => parent.children(),
        };
        let name = Name::parse(node.tag_name().name())
            .filter(|name| allowed.has(*name))
            .ok_or_else(|| Problem::UnknownElement { inside: parent.map_or("", Name::tag).to_owned() }.at(&place))?;
        let mut attributes = BTreeMap::new();
        for attribute in node.attributes().filter(|attribute| attribute.name() != source::STAMP) {
            if !name.attributes().contains(&attribute.name()) {
                return Err(Problem::UnknownAttribute(attribute.name().to_owned()).at(&place));
            }
            attributes.insert(attribute.name().to_owned(), attribute.value().to_owned());
        }
        let mut children = Vec::new();
        for child in node.children() {
            if child.is_element() {
                children.push(self.element(child, Some(name))?);
            } else if child.is_text() {
                let text = child.text().unwrap_or_default().trim();
                if !text.is_empty() {
                    return Err(Problem::StrayText(text.to_owned()).at(&place));
                }
            }
        }
        Ok(Element { name, place, children, attributes })
    }

    fn place(&self, node: roxmltree::Node<'_, '_>) -> Place {
        let (file, line) = node.attribute(source::STAMP).and_then(source::unstamp).unwrap_or_default();
        Place {
            file: self.names.get(file).cloned().unwrap_or_default(),
            line,
            element: node.tag_name().name().to_owned(),
        }
    }
}

/// A refusal of minijinja, placed at the element of that line.
fn refusal(error: &minijinja::Error, name: &str, sources: &BTreeMap<String, Stamped>) -> RenderError {
    let mut innermost = error;
    // an included file's error wraps the one that knows the line
    while let Some(source) = std::error::Error::source(innermost).and_then(|source| source.downcast_ref()) {
        innermost = source;
    }
    let file = innermost.name().unwrap_or(name).to_owned();
    let line = innermost.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(0);
    let element = sources.get(&file).map(|source| source.element_at(line).to_owned()).unwrap_or_default();
    let problem = match innermost.detail() {
        Some(filters::MISSING) => Problem::MissingValue,
        Some(detail) => Problem::Template(format!("{}: {detail}", innermost.kind())),
        None => Problem::Template(innermost.kind().to_string()),
    };
    problem.at(&Place { file, line, element })
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    #[expect(clippy::needless_pass_by_value, reason = "shorter to call")]
    fn fill(source: &str, values: minijinja::Value) -> Result<Element, RenderError> {
        let files = Files::default().with("k/page.xml", source);
        Templates::read(&files)?.fill("k/page.xml", &values)
    }

    #[test]
    fn values_are_escaped_and_cannot_become_elements() {
        let page =
            fill("<page title=\"t\">\n<paragraph fr=\"{{ name }}\"/></page>", context! { name => "<rule/>\"&' & Œ" })
                .unwrap();
        assert_eq!(page.children.len(), 1);
        assert_eq!(page.children[0].get("fr"), Some("<rule/>\"&' & Œ"));
        assert_eq!(page.children[0].place.line, 2);
    }

    #[test]
    fn lines_are_those_of_the_template_even_after_loops() {
        let page = fill(
            "<page title=\"t\">\n{% for n in [1, 2, 3] %}\n<spacer\n height=\"{{ n }}\"/>\n{% endfor %}\n<rule/>\n</page>",
            context! {},
        )
        .unwrap();
        let lines: Vec<u32> = page.children.iter().map(|child| child.place.line).collect();
        assert_eq!(lines, [3, 3, 3, 6]);
    }

    #[test]
    fn what_is_missing_is_named_with_its_line_and_element() {
        let error =
            fill("<page title=\"t\">\n\n<paragraph fr=\"{{ nobody.name }}\"/></page>", context! {}).unwrap_err();
        assert_eq!((error.place.line, error.place.element.as_str()), (3, "paragraph"), "{error}");
        let error = fill("<page title=\"t\">\n<paragraph fr=\"{{ nothing }}\"/></page>", context! { nothing => () })
            .unwrap_err();
        assert_eq!((error.problem, error.place.line), (Problem::MissingValue, 2));
    }

    #[test]
    fn what_is_not_in_the_vocabulary_is_refused() {
        let error = fill("<page title=\"t\">\n<div/>\n</page>", context! {}).unwrap_err();
        assert_eq!(error.to_string(), "k/page.xml:2: <div>: the element is not known inside <page>");
        let error = fill("<page title=\"t\"><spacer colour=\"red\"/></page>", context! {}).unwrap_err();
        assert_eq!(error.problem, Problem::UnknownAttribute("colour".to_owned()));
        let error = fill("<page title=\"t\">bare</page>", context! {}).unwrap_err();
        assert_eq!(error.problem, Problem::StrayText("bare".to_owned()));
        let error = fill("<page title=\"t\"><field/></page>", context! {}).unwrap_err();
        assert!(matches!(error.problem, Problem::UnknownElement { .. }), "{error}");
        assert!(fill("<page title=\"t\"><rule></page>", context! {}).is_err());
    }
}
