//! What the service needs from the outside, where two real implementations ship.

use std::future::Future;
use std::pin::Pin;

use wathiq_domain::Locale;

/// A name and an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Display name.
    pub name: String,
    /// Address.
    pub address: String,
}

/// A file that goes with a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name the addressee sees; never a person's name.
    pub name: String,
    /// MIME type.
    pub content_type: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A mail, ready to send.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// `Message-ID`, the same at each try of one delivery, so that a mail system can drop a second copy.
    pub message_id: String,
    /// Sender.
    pub from: Mailbox,
    /// Where answers go.
    pub reply_to: Option<Mailbox>,
    /// Address of the addressee.
    pub to: String,
    /// Language of the mail.
    pub locale: Locale,
    /// Subject: service and step, never a name or a document.
    pub subject: String,
    /// Complete text part.
    pub text: String,
    /// The same in HTML.
    pub html: String,
    /// Files.
    pub attachments: Vec<Attachment>,
}

/// Why a mail did not go. Messages never hold an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The addressee's side refuses for good: trying again is of no use.
    #[error("refused for good ({code}): {message}")]
    Permanent {
        /// Reply code of the mail server, such as `550`.
        code: String,
        /// What it said.
        message: String,
    },
    /// It may go later.
    #[error("not now: {message}")]
    Transient {
        /// What went wrong.
        message: String,
    },
}

/// Outcome of one sending.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), SendError>> + Send + 'a>>;

/// Sends mail: by SMTP in production, into a folder in the demo.
pub trait Mailer: Send + Sync {
    /// Sends one mail.
    fn send<'a>(&'a self, mail: &'a Mail) -> Sending<'a>;
}

/// Why a sealing key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// The stored key does not open: another master key, another tenant, or damage.
    #[error("the stored key does not open under this master key")]
    Unreadable,
    /// The device or service that holds the key does not answer.
    #[error("the key holder does not answer: {0}")]
    Unavailable(String),
}

/// Holds the communes' sealing keys: sealed under a master key, or in a PKCS#11 device.
pub trait KeyStore: Send + Sync {
    /// Makes a key pair from 32 random bytes. Gives what to store, and the public key.
    ///
    /// # Errors
    /// When the holder does not answer.
    fn create(
        &self,
        tenant: wathiq_domain::ids::TenantId,
        key: wathiq_domain::ids::KeyId,
        entropy: &dyn wathiq_domain::Entropy,
    ) -> Result<(Vec<u8>, wathiq_seal::keys::PublicKey), KeyStoreError>;

    /// Opens a stored key for signing.
    ///
    /// # Errors
    /// When it does not open or the holder does not answer.
    fn open(
        &self,
        tenant: wathiq_domain::ids::TenantId,
        key: wathiq_domain::ids::KeyId,
        stored: &[u8],
    ) -> Result<std::sync::Arc<dyn wathiq_seal::keys::Signer>, KeyStoreError>;
}
