//! Integration tests: the service as a whole, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "tests fail by panicking"
)]

mod delivery;
mod flow;
mod isolation;
mod matrix;
mod sealing;
