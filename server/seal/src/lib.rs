//! The trust formats of wathiq: what makes a paper or a file provable without asking us.
//!
//! Two things are made of one key of a commune: the **credential**, a signed token printed as a QR code, and the
//! **seal**, a PAdES signature inside the PDF. What a verifier needs beside them is here too: the **trust list** (which
//! key speaks for which commune, under a pinned root) and the **status list** (which documents were withdrawn).
//!
//! Bytes in, bytes out. This crate knows no file, network, database, clock or random source: times, serial numbers,
//! nonces and keys are parameters, so the same input always gives the same bytes. It knows nothing of requests, acts or
//! templates either; a tenant is a string to it.
//!
//! | to change | look in |
//! |---|---|
//! | what the QR code says | [`credential`] (the format character `1` is there; a new meaning takes a new character) |
//! | how the code is spelt in a URL | [`base43`] |
//! | who is trusted, and for what | [`trust_list`] |
//! | withdrawal and replacement | [`status`] |
//! | the seal in the file | [`pades`] writes it, `signed_data` is its CMS, `pdf` its incremental update |
//! | what is refused in a sealed file | [`verify`], and `chain` for certificates |
//! | a key elsewhere (PKCS#11, a cloud service) | implement [`keys::Signer`] in the crate that does the I/O |
//!
//! Parsers here are strict on purpose: one value has one spelling, and everything else is refused, so that no two readers
//! can see different things in the same signed bytes. The vectors in `tests/vectors` are shared with the verification page.

pub mod base43;
pub mod cbor;
pub mod certificate;
mod chain;
mod cose;
pub mod credential;
pub mod keys;
pub mod pades;
mod pdf;
mod signed_data;
pub mod status;
mod text;
mod time;
pub mod trust_list;
pub mod verify;

#[cfg(test)]
#[path = "../tests/it/sample.rs"]
mod sample;

pub use credential::{Credential, Opened, Refusal};
pub use keys::{Kid, PublicKey, Signer, SignerError, SoftSigner};
pub use pades::{SealError, SealOptions, seal_pdf};
pub use status::{Status, StatusList};
pub use time::UnixTime;
pub use trust_list::{KeyStatus, TrustList, TrustedKey};
pub use verify::{PdfRefusal, PdfSeal, verify_pdf};

/// Size in bytes beyond which nothing is read as a trust list or a status list.
pub const LIST_LIMIT: usize = 4 * 1024 * 1024;
