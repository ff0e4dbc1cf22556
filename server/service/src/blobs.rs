//! Sealed documents as files: `<tenant>/<document>.pdf`, in a folder or in any store of `object_store`.
//!
//! A document is written once. Writing it again is allowed for the same bytes only, so that a repeated job
//! does no harm and nothing can take the place of what was issued.

use std::path::Path as FilePath;
use std::sync::Arc;

use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutPayload};
use thiserror::Error;
use wathiq_domain::ids::{DocumentId, TenantId};

/// Why a document could not be kept or found.
#[derive(Debug, Error)]
pub enum BlobError {
    /// There is no such document, or it is another tenant's.
    #[error("no such document")]
    NotFound,
    /// Another content is already kept under this name.
    #[error("another content is already kept for this document")]
    Occupied,
    /// The store failed.
    #[error("the document store: {0}")]
    Store(String),
}

/// The documents of all tenants.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
}

impl Blobs {
    /// Keeps documents in a folder, made when missing. What [`Blobs::put`] has answered survives a power cut.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn folder(path: &FilePath) -> Result<Self, BlobError> {
        std::fs::create_dir_all(path).map_err(|error| BlobError::Store(error.to_string()))?;
        let store = LocalFileSystem::new_with_prefix(path).map_err(|error| failed(&error))?;
        Ok(Self { store: Arc::new(store.with_fsync(true).with_automatic_cleanup(true)) })
    }

    /// Keeps documents in any store.
    pub fn new(store: Arc<dyn ObjectStore>) -> Self {
        Self { store }
    }

    /// Keeps a document, whole or not at all.
    ///
    /// # Errors
    /// [`BlobError::Occupied`] when other bytes are kept for it.
    pub async fn put(&self, tenant: TenantId, document: DocumentId, bytes: Vec<u8>) -> Result<(), BlobError> {
        let name = name(tenant, document);
        let payload = PutPayload::from(bytes);
        match self.store.put_opts(&name, payload.clone(), PutMode::Create.into()).await {
            Ok(_) => Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) => {
                let kept = self.get(tenant, document).await?;
                let same = kept.iter().copied().eq(payload.iter().flatten().copied());
                if same { Ok(()) } else { Err(BlobError::Occupied) }
            }
            Err(error) => Err(failed(&error)),
        }
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`BlobError::NotFound`] also when the document is another tenant's.
    pub async fn get(&self, tenant: TenantId, document: DocumentId) -> Result<Vec<u8>, BlobError> {
        let found = self.store.get(&name(tenant, document)).await.map_err(|error| failed(&error))?;
        let bytes = found.bytes().await.map_err(|error| failed(&error))?;
        Ok(bytes.to_vec())
    }

    /// Forgets a document whose retention is over. Forgetting one that is not there is no error.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget(&self, tenant: TenantId, document: DocumentId) -> Result<(), BlobError> {
        match self.store.delete(&name(tenant, document)).await.map_err(|error| failed(&error)) {
            Ok(()) | Err(BlobError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Writes, reads and deletes a small object: for `/readyz` and `wathiq doctor`.
    ///
    /// # Errors
    /// When one of the three fails.
    pub async fn check(&self) -> Result<(), BlobError> {
        let probe = Path::from("check/probe");
        self.store.put(&probe, PutPayload::from_static(b"wathiq")).await.map_err(|error| failed(&error))?;
        self.store.get(&probe).await.map_err(|error| failed(&error))?;
        self.store.delete(&probe).await.map_err(|error| failed(&error))
    }
}

/// Both parts are identifiers: no text from outside becomes part of a path.
fn name(tenant: TenantId, document: DocumentId) -> Path {
    Path::from_iter([tenant.to_string(), format!("{document}.pdf")])
}

fn failed(error: &object_store::Error) -> BlobError {
    if matches!(error, object_store::Error::NotFound { .. }) {
        BlobError::NotFound
    } else {
        BlobError::Store(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const OURS: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
    const THEIRS: TenantId = TenantId::from_uuid(Uuid::from_u128(2));
    const DOCUMENT: DocumentId = DocumentId::from_uuid(Uuid::from_u128(3));

    #[tokio::test]
    async fn a_document_is_found_by_its_tenant_only() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(&folder.path().join("made/when/missing")).unwrap();
        blobs.put(OURS, DOCUMENT, b"%PDF specimen".to_vec()).await.unwrap();

        assert_eq!(blobs.get(OURS, DOCUMENT).await.unwrap(), b"%PDF specimen");
        assert!(matches!(blobs.get(THEIRS, DOCUMENT).await, Err(BlobError::NotFound)));
    }

    #[tokio::test]
    async fn what_was_issued_cannot_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(folder.path()).unwrap();
        blobs.put(OURS, DOCUMENT, b"issued".to_vec()).await.unwrap();

        blobs.put(OURS, DOCUMENT, b"issued".to_vec()).await.expect("the same bytes do no harm");
        assert!(matches!(blobs.put(OURS, DOCUMENT, b"other".to_vec()).await, Err(BlobError::Occupied)));
        assert_eq!(blobs.get(OURS, DOCUMENT).await.unwrap(), b"issued");
    }

    #[tokio::test]
    async fn nothing_half_written_is_left_and_forgetting_is_idempotent() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::folder(folder.path()).unwrap();
        blobs.put(OURS, DOCUMENT, vec![7; 300_000]).await.unwrap();
        let files = || std::fs::read_dir(folder.path().join(OURS.to_string())).map_or(0, Iterator::count);
        assert_eq!(files(), 1);

        blobs.forget(OURS, DOCUMENT).await.unwrap();
        blobs.forget(OURS, DOCUMENT).await.unwrap();
        assert_eq!(files(), 0);
        assert!(matches!(blobs.get(OURS, DOCUMENT).await, Err(BlobError::NotFound)));
        blobs.check().await.unwrap();
    }

    #[tokio::test]
    async fn a_folder_that_has_gone_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("blobs");
        let blobs = Blobs::folder(&place).unwrap();
        std::fs::remove_dir_all(&place).unwrap();
        std::fs::write(&place, b"a file where the folder was").unwrap();
        assert!(matches!(blobs.check().await, Err(BlobError::Store(_))));
    }
}
