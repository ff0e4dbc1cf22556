//! One file per table of the field: rows in, rows out, no rules.
//!
//! # How to add a table
//!
//! 1. Two migrations of one name, `migrations/{postgres,sqlite}/<stamp>_<name>/{up,down}.sql`: `tenant_id` first in
//!    the primary key and in every unique constraint, foreign keys `(tenant_id, x_id)`, no names on unique
//!    constraints (both databases then call them `<table>_<columns>_key`, 63 characters at most), and on PostgreSQL
//!    `SELECT wathiq_isolate('<table>');`. Types: see `crate::types`.
//! 2. The table in `schema/<area>.rs`, columns in the migration's order.
//! 3. A file here: a [`row!`](crate::types::row) with domain types, `sql_word!` or `sql_json!` for those not yet known
//!    in `types.rs`, and functions over `&mut TenantTx`. [`offices`] is the pattern: every query names
//!    `tenant_id.eq(tx.key())`, lists take a [`Page`](crate::page::Page) and go by key, an update that finds no row is
//!    `NotFound`, or `Stale` where it checks a version.
//! 4. A test in `server/store/tests/` that runs on both databases. The guards (forced row level security, same names
//!    in both trees, `tenant_id` in every statement) find the table by themselves.

pub mod acts;
pub mod deliveries;
pub mod documents;
pub mod keys;
pub mod offices;
pub mod requests;
pub mod sessions;
pub mod staff;

/// What the functions here answer.
pub(crate) type Result<T> = std::result::Result<T, crate::StoreError>;
