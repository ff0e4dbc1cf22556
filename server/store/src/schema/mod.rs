//! The tables as diesel knows them: one text for both databases. `platform` is the machinery's; `register` and its
//! like are the field's.

#![cfg_attr(
    not(test), // the lint passes over tests
    expect(clippy::wildcard_imports, reason = "`table!` takes the names of SQL types from what is in scope")
)]

pub mod platform;
pub mod register;
