//! The outside: how a message leaves, how secret keys rest on a disk.
//!
//! Each module is one way out and implements a port of `wathiq_service::ports`: [`smtp`] and
//! [`mail_folder`] send mail, [`signer_file`] keeps signing keys.
//!
//! Must not know: the database, HTTP, the rules of the field. Nothing here decides whether something may
//! be sent or sealed, and nothing here writes a person's address or name into a log or an error.
//!
//! A new channel is a file here that implements its port, a line of wiring in the binary and a
//! section of `config/default.toml`.

pub mod mail_folder;
mod message;
pub mod signer_file;
pub mod smtp;
