//! Views: one typed struct a page, with everything the page shows and nothing that must be looked up.
//!
//! A handler fills a view and hands it to [`crate::pages::Pages::render`]; a template reads only its view
//! and the [`Frame`]. Texts are Fluent keys ([`Message`]), dates are dates: the page's language is known
//! only when it is rendered, so one view serves three languages.
//!
//! To add a page: a struct here with [`View`] and samples, its template, its texts in three languages, a
//! line in [`crate::routes`] and a line in [`crate::pages::every_sample`].

mod common;
pub mod demo;
mod frame;
pub mod info;
pub mod order;
pub mod post;
pub mod queue;
pub mod review;
pub mod samples;
pub mod seal;
pub mod sign_in;
pub mod track;
pub mod verify;

pub use common::{Choice, Email, FieldError, Form, Message, Money, OfficeName, OrderSummary, Pager, PersonNames};
pub use frame::{Face, Frame, Notice, StaffHead, Tone};

use serde::Serialize;

/// A page: what it shows, and the template that shows it.
pub trait View: Serialize {
    /// File under `templates/`.
    const TEMPLATE: &'static str;
    /// Which of the two faces the page belongs to.
    const FACE: Face = Face::Public;

    /// Invented views with a name each: ordinary, empty, refused, very long names. Rendered by the tests
    /// and the gallery in every language.
    fn samples() -> Vec<(&'static str, Self)>
    where
        Self: Sized;
}
