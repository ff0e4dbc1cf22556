//! Texts in Arabic, French and English, and dates and numbers written out in words.
//!
//! * [`Texts`] holds every text of the pages, mails and staff screens, embedded from `texts/<locale>/*.ftl`
//!   (Fluent syntax); [`Bundle::parse`] reads the texts of one document kind.
//! * [`check`] finds what differs between the languages: a key, a variable, a missing plural form.
//! * [`spell`] writes numbers, dates and times in words; [`dates`] shows dates, times and amounts in figures.
//!
//! Must not know: HTTP, templates, databases, the clock. Nothing is read from disk at run time.
//!
//! To add a text: the same key in the three languages, in the file of its area. To add a language: a variant
//! of [`Locale`], a folder of texts, a module in [`spell`].

pub mod args;
pub mod bundle;
pub mod check;
pub mod dates;
mod months;
pub mod negotiate;
mod numbers;
pub mod spell;
pub mod texts;

pub use args::{Args, Value};
pub use bundle::{Bundle, FormatError, ParseError};
pub use check::Problem;
pub use months::{Calendar, month_name, weekday_name};
pub use negotiate::negotiate;
pub use texts::Texts;
pub use wathiq_domain::Locale;

#[cfg(test)]
mod tests;
