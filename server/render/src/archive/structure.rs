//! The structure tree and the way back into it from marked content.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::{File, integer, numbers, string};
use crate::page::{Box4, Marks};
use crate::tags::{Attribute, Kid, LeafId, Tag, TagId, Tags};

struct Tree<'t> {
    tags: &'t Tags,
    marks: &'t Marks,
    figures: &'t BTreeMap<LeafId, Box4>,
    pages: &'t [ObjectId],
    widget: Option<ObjectId>,
    /// For each page, the element of each marked content, by its number.
    parents: Vec<Vec<Object>>,
    widget_parent: Option<ObjectId>,
}

/// Writes the tree; gives back its root.
pub fn write(
    file: &mut File,
    tags: &Tags,
    marks: &Marks,
    figures: &BTreeMap<LeafId, Box4>,
    pages: &[ObjectId],
    widget: Option<ObjectId>,
) -> ObjectId {
    let root = file.document.new_object_id();
    let parents = vec![Vec::new(); pages.len()];
    let mut tree = Tree { tags, marks, figures, pages, widget, parents, widget_parent: None };
    let top = tree.element(file, Tags::ROOT, root);
    let Tree { parents, widget_parent, .. } = tree;
    let mut nums = Vec::new();
    for (number, elements) in parents.into_iter().enumerate() {
        nums.push(integer(number));
        nums.push(Object::Reference(file.add(Object::Array(elements))));
    }
    if let Some(parent) = widget_parent {
        nums.push(integer(pages.len()));
        nums.push(Object::Reference(parent));
    }
    let next = integer(nums.len() / 2);
    let parent_tree = file.add(dictionary! { "Nums" => nums });
    file.document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => vec![Object::from(top)],
            "ParentTree" => parent_tree,
            "ParentTreeNextKey" => next,
        },
    );
    root
}

impl Tree<'_> {
    fn element(&mut self, file: &mut File, id: TagId, parent: ObjectId) -> ObjectId {
        let own = file.document.new_object_id();
        let Some(tag) = self.tags.get(id) else { return own };
        let mut element = dictionary! { "Type" => "StructElem", "S" => tag.role, "P" => parent };
        if let Some(language) = tag.language {
            element.set("Lang", string(language.tag()));
        }
        if let Some(alternate) = &tag.alternate {
            element.set("Alt", string(alternate));
        }
        if let Some(attribute) = self.attribute(tag) {
            element.set("A", attribute);
        }
        let page = self.only_page(tag).and_then(|page| self.pages.get(page));
        if let Some(page) = page {
            element.set("Pg", *page);
        }
        let mut kids = Vec::new();
        for kid in &tag.kids {
            match kid {
                Kid::Tag(id) if self.tags.says_something(*id) => {
                    kids.push(Object::Reference(self.element(file, *id, own)));
                }
                Kid::Tag(_) => {}
                Kid::Leaf(leaf) => self.content(*leaf, own, page.is_some(), &mut kids),
                Kid::Widget => kids.extend(self.object(own)),
            }
        }
        element.set("K", kids);
        file.document.set_object(own, element);
        own
    }

    /// The page all of an element's own content is on, if it is one.
    fn only_page(&self, tag: &Tag) -> Option<usize> {
        let mut pages = tag
            .kids
            .iter()
            .filter_map(|kid| match kid {
                Kid::Leaf(leaf) => self.marks.get(leaf),
                Kid::Tag(_) | Kid::Widget => None,
            })
            .flatten()
            .map(|(page, _)| *page);
        let first = pages.next()?;
        pages.all(|page| page == first).then_some(first)
    }

    fn content(&mut self, leaf: LeafId, own: ObjectId, page_known: bool, kids: &mut Vec<Object>) {
        for (page, mark) in self.marks.get(&leaf).into_iter().flatten() {
            if let (Some(parents), Ok(at)) = (self.parents.get_mut(*page), usize::try_from(*mark)) {
                if parents.len() <= at {
                    parents.resize(at + 1, Object::Null);
                }
                if let Some(slot) = parents.get_mut(at) {
                    *slot = Object::Reference(own);
                }
            }
            kids.push(match self.pages.get(*page) {
                Some(id) if !page_known => {
                    Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => *id, "MCID" => *mark })
                }
                _ => Object::Integer(*mark),
            });
        }
    }

    fn object(&mut self, own: ObjectId) -> Option<Object> {
        let widget = self.widget?;
        self.widget_parent = Some(own);
        Some(Object::Dictionary(dictionary! { "Type" => "OBJR", "Obj" => widget }))
    }

    fn attribute(&self, tag: &Tag) -> Option<Dictionary> {
        Some(match tag.attribute.as_ref()? {
            Attribute::Scope(scope) => dictionary! { "O" => "Table", "Scope" => *scope },
            Attribute::ColSpan(columns) => dictionary! { "O" => "Table", "ColSpan" => i64::from(*columns) },
            Attribute::Summary(summary) => dictionary! { "O" => "Table", "Summary" => string(summary) },
            Attribute::Figure => {
                let leaf = tag.kids.iter().find_map(|kid| match kid {
                    Kid::Leaf(leaf) => Some(leaf),
                    Kid::Tag(_) | Kid::Widget => None,
                })?;
                dictionary! {
                    "O" => "Layout",
                    "Placement" => "Block",
                    "BBox" => numbers(*self.figures.get(leaf)?),
                }
            }
        })
    }
}
