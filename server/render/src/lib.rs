//! Values in, PDF out: a record and a kind's template become a tagged, archival document ready to be sealed.
//!
//! The way through, one module a step: [`template`] fills `page.xml` (minijinja) and holds it to its vocabulary ·
//! [`compose`] turns elements into boxes and tags, [`text`] shapes their words (parley) · [`place`] lays the boxes out
//! (taffy) and cuts them into pages · [`page`] writes operators with marked content (printpdf) · [`archive`] completes
//! the file into PDF/A-3a and PDF/UA-1 (lopdf).
//!
//! Must not know: databases, requests, keys, the clock. The same input gives the same bytes.
//!
//! To add a kind of document: a folder in `pdf-templates/`, no Rust. To add an element: a name in
//! [`template::vocabulary`], its boxes and tags in [`compose`]. Sizes and spaces are in [`sizes`].

mod archive;
mod compose;
mod dates;
mod drawing;
mod error;
mod files;
mod fonts;
mod kind;
mod kinds;
mod labels;
mod page;
mod place;
pub mod print;
mod qr;
mod renderer;
mod sizes;
mod tags;
mod template;
mod text;

pub use error::{Place, Problem, RenderError};
pub use kind::{ActSource, Approval, Kind, LegalBasis, Names, Variant};
pub use kinds::Kinds;
pub use renderer::{RenderInput, Rendered, Renderer, Timings};
