//! Identifiers: one type for each thing, so that one cannot be passed for another.
//!
//! All are `UUIDv7` (RFC 9562): they sort by creation and so keep indexes compact. They tell time and
//! are therefore never shown to the public; see [`crate::code`] for what is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What every typed identifier can do.
pub trait TypedId: Copy + Eq + Ord + fmt::Display + Send + Sync + 'static {
    /// Wraps a raw UUID.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The raw UUID.
    fn as_uuid(&self) -> Uuid;
}

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a raw UUID.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            /// The raw UUID.
            pub const fn as_uuid(&self) -> Uuid {
                self.0
            }
        }

        impl TypedId for $name {
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn as_uuid(&self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(s).map(Self)
            }
        }
    )+};
}

typed_id! {
    /// A tenant: one commune.
    TenantId;
    /// A civil-status office (bureau d'état civil) of a commune.
    OfficeId;
    /// A person who works for a commune.
    StaffId;
    /// A delegation of the registrar's powers.
    DelegationId;
    /// An act: one entry of a register.
    ActId;
    /// A citizen's request.
    RequestId;
    /// A line of a request: so many copies of one document.
    LineId;
    /// An issued document.
    DocumentId;
    /// One sending of a document.
    DeliveryId;
    /// A job of the queue.
    JobId;
    /// A staff session.
    SessionId;
    /// A sealing key.
    KeyId;
    /// A marginal mention of an act.
    MentionId;
    /// An operator of the platform, or any actor that is not staff.
    OperatorId;
}
