//! HTTP: the pages (HTML) and the JSON API.
//!
//! * [`views`]: one typed struct a page; [`pages`]: rendering through `templates/` with the texts of `wathiq-i18n`.
//! * [`assets`]: style sheet, fonts, crest and the small modules of `static/`, under a content hash.
//! * [`routes`]: every address by name. [`http`]: headers, problems, language, request span, static files.
//!
//! Must not know: the database, files, SMTP, keys. It calls `wathiq-service` and shows what comes back.
//! The page that verifies a code runs in the browser (`static/verify/`): the server never sees the code.
//!
//! To add a page: see [`views`].

pub mod api;
pub mod assets;
pub mod handlers;
pub mod http;
pub mod metrics;
pub mod pages;
pub mod routes;
pub mod server;
pub mod state;
pub mod views;

pub use assets::Assets;
pub use pages::{PageError, Pages, PagesOptions};
