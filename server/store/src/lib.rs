//! Storage: the only crate that knows diesel.
//!
//! One text of queries for two databases: PostgreSQL, which runs production, and SQLite, for evaluation and one small
//! commune. What differs stands in `dialect`, and nowhere else.
//!
//! ```text
//! Db ── tenant(id) ──► TenantDb ── read / write ──► |tx: &mut TenantTx| …   rows of one commune
//!  └─── system(why) ─► SystemDb ── read / write ──► |tx: &mut SystemTx| …   what has no commune
//! ```
//!
//! A use case is one closure in one transaction. Its rows, its jobs ([`TenantTx::enqueue`]), its numbers
//! ([`TenantTx::next_number`]) and its audit lines ([`TenantTx::audit`]) are committed together, or not at all.
//!
//! Must not know: rules of the field (they are `wathiq-domain`'s), HTTP, mail, files.
//!
//! To add a table: see [`tables`]. To add a Rust type to columns: see [`types`]. Migrations: `migrations/README.md`.

pub mod audit;
pub mod counters;
pub mod jobs;
pub mod locators;
pub mod migrate;
pub mod page;
pub mod tables;
pub mod tenants;
pub mod trust;
pub mod types;

mod db;
mod dialect;
mod error;
#[cfg(debug_assertions)]
mod guard;
mod options;
mod pool;
mod schema;
mod scope;
mod sql;

pub use db::{Db, Health, SystemDb, TenantDb, Transient};
pub use error::StoreError;
pub use options::{DatabaseUrl, DbOptions};
pub use page::{Listed, Page};
pub use scope::{Reason, SystemTx, TenantTx};
