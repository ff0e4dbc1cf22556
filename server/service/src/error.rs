//! What a use case can answer instead of success. One table: code → HTTP status → text key.

use thiserror::Error;
use wathiq_domain::order::Problems;
use wathiq_domain::request::InvalidTransition;
use wathiq_domain::staff::NoPower;
use wathiq_store::StoreError;

/// Why a use case did not do what was asked.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no such thing, or it belongs to somebody else: the two cannot be told apart.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, or the session has ended.
    #[error("sign in first")]
    SignInNeeded,
    /// Signed in, but not in a role or office that may do this.
    #[error("not allowed in this role")]
    Forbidden,
    /// Address, password or code do not match; which one is not said.
    #[error("sign-in refused")]
    SignInRefused,
    /// Too many tries; wait.
    #[error("too many tries")]
    TooManyTries,
    /// Somebody else changed it meanwhile.
    #[error("changed meanwhile")]
    Conflict,
    /// The step does not exist from there.
    #[error(transparent)]
    Transition(#[from] InvalidTransition),
    /// The ten minutes have passed.
    #[error("too late to take it back")]
    TooLate,
    /// Completion was asked before; law 55-19 allows it once.
    #[error("completion was already asked")]
    AskedBefore,
    /// No delegation in force for this office.
    #[error(transparent)]
    NoPower(#[from] NoPower),
    /// Fields of a form need attention.
    #[error(transparent)]
    Invalid(#[from] Problems),
    /// The commune does not take requests now.
    #[error("the commune does not take requests online")]
    NotLive,
    /// The commune has no key it may seal with.
    #[error("no sealing key in force")]
    NoKey,
    /// A specification, such as a commune's, cannot be used.
    #[error("{0}")]
    Specification(String),
    /// The database does not answer; try again later.
    #[error("the database does not answer")]
    Unavailable,
    /// A fault of ours; the message is for the log only.
    #[error("internal fault")]
    Internal(#[source] anyhow::Error),
}

impl Error {
    /// The code in API answers and logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::SignInNeeded => "sign-in-needed",
            Self::Forbidden => "forbidden",
            Self::SignInRefused => "sign-in-refused",
            Self::TooManyTries => "too-many-tries",
            Self::Conflict => "conflict",
            Self::Transition(_) => "invalid-transition",
            Self::TooLate => "too-late",
            Self::AskedBefore => "asked-before",
            Self::NoPower(NoPower::None) => "no-delegation",
            Self::NoPower(NoPower::NotYet) => "delegation-not-yet",
            Self::NoPower(NoPower::Ended) => "delegation-ended",
            Self::Invalid(_) => "invalid",
            Self::NotLive => "not-live",
            Self::NoKey => "no-key",
            Self::Specification(_) => "specification",
            Self::Unavailable => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::SignInNeeded | Self::SignInRefused => 401,
            Self::Forbidden | Self::NoPower(_) => 403,
            Self::TooManyTries => 429,
            Self::Conflict | Self::Transition(_) | Self::TooLate | Self::AskedBefore | Self::NotLive | Self::NoKey => {
                409
            }
            Self::Invalid(_) | Self::Specification(_) => 422,
            Self::Unavailable => 503,
            Self::Internal(_) => 500,
        }
    }
}

impl From<StoreError> for Error {
    #[expect(clippy::wildcard_enum_match_arm, reason = "whatever else storage says is a fault of ours")]
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Stale | StoreError::Conflict { .. } => Self::Conflict,
            StoreError::Busy(_) | StoreError::Timeout | StoreError::Unavailable(_) => Self::Unavailable,
            other => Self::Internal(anyhow::Error::new(other)),
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

/// What a use case answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;
