//! Storage on both databases. The harness is the workspace's own, `tests/src/database.rs`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::redundant_closure_for_method_calls,
    reason = "tests; and `|tx| tx.x()` reads the same with and without arguments"
)]

#[expect(dead_code, reason = "the integration tests of the workspace use the rest")]
#[path = "../../../../tests/src/database.rs"]
mod database;

mod audit;
mod counters;
mod db;
mod figures;
mod guards;
mod isolation;
mod jobs;
mod migrations;
mod platform;
mod raw;
mod sample;
mod types;
