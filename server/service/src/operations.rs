//! What whoever runs the platform asks of it: is it well, how much is there to do, which communes are there.

use wathiq_domain::ids::OperatorId;
use wathiq_domain::tenant::TenantCode;
use wathiq_store::Reason;
use wathiq_store::jobs::QueueDepth;
use wathiq_store::page::{Listed, Page};
use wathiq_store::tenants::Tenant;

use crate::app::App;
use crate::blobs::BlobError;
use crate::error::{Error, Result};

/// Which parts of the service answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readiness {
    /// The database.
    pub database: bool,
    /// The store of sealed documents.
    pub documents: bool,
}

impl Readiness {
    /// Whether requests can be served.
    pub const fn is_ready(self) -> bool {
        self.database && self.documents
    }
}

/// Tries database and document store. What fails is logged, not told.
pub async fn readiness(app: &App) -> Readiness {
    let (database, documents) = futures::future::join(app.db.health(), app.blobs.check()).await;
    if let Err(error) = &database {
        tracing::warn!(%error, "the database is not ready");
    }
    let documents = match documents {
        // Two checks at once may delete each other's probe: the store answers all the same.
        Ok(()) | Err(BlobError::NotFound) => true,
        Err(error @ (BlobError::Occupied | BlobError::Store(_))) => {
            tracing::warn!(%error, "the document store is not ready");
            false
        }
    };
    Readiness { database: database.is_ok(), documents }
}

/// How many jobs stand in each state.
///
/// # Errors
/// When the database fails.
pub async fn queue_depth(app: &App) -> Result<QueueDepth> {
    app.db.system(Reason::Worker).read(|tx| Ok::<_, Error>(tx.queue_depth()?)).await
}

/// The operator of a token.
///
/// # Errors
/// Sign-in needed when nobody holds this token, or it was revoked.
pub async fn operator(app: &App, token: &str) -> Result<OperatorId> {
    let token = token.to_owned();
    let found = app.db.system(Reason::SignIn).read(move |tx| tx.operator_of(token.as_bytes())).await?;
    found.ok_or(Error::SignInNeeded)
}

/// Communes in the order of their codes.
///
/// # Errors
/// When the database fails.
pub async fn tenants(app: &App, after: Option<TenantCode>, limit: u16) -> Result<Listed<Tenant, TenantCode>> {
    let page = Page { after, limit };
    Ok(app.db.system(Reason::Directory).read(move |tx| tx.tenants(None, &page)).await?)
}
