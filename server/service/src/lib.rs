//! Use cases: one function for each thing a person can do, over a tenant-scoped transaction.
//!
//! Must not know: HTTP, SMTP, SQL. A new thing a person can do is a function here, in the file that has
//! its noun; slow or fallible outside work is a job under `jobs/`, enqueued in the same transaction.

pub mod accounts;
pub mod app;
pub mod audit;
pub mod blobs;
pub mod error;
pub mod jobs;
pub mod mail;
pub mod onboarding;
pub mod operations;
pub mod ordering;
pub mod passwords;
pub mod platform;
pub mod ports;
pub mod post;
pub mod preview;
pub mod record;
pub mod review;
pub mod sealing;
pub mod secrets;
pub mod verification;

pub use app::App;
pub use error::{Error, Result};

/// Rows that use cases answer with.
pub mod rows {
    pub use wathiq_store::StoreError;
    pub use wathiq_store::audit::{ActorKind, AuditLine};
    pub use wathiq_store::page::{Listed, Page};
    pub use wathiq_store::tables::deliveries::Delivery;
    pub use wathiq_store::tables::documents::Document;
    pub use wathiq_store::tables::offices::Office;
    pub use wathiq_store::tables::requests::{Line, Request};
    pub use wathiq_store::tenants::Tenant;
}
