//! A citizen's request and its life.
//!
//! One table decides everything: [`RequestState::after`]. Who may take which step is [`Action::allowed`].
//! `docs/request-states.md` is generated from both.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::staff::Role;

/// How long an approval or a refusal can be taken back, in minutes.
pub const UNDO_MINUTES: i64 = 10;

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// The citizen is still filling it in.
    Draft,
    /// Handed in; a receipt was given.
    Submitted,
    /// A clerk compares it with the register.
    InReview,
    /// The citizen was asked, once, for what is missing.
    AwaitingCitizen,
    /// Found and approved; waits for the registrar.
    Approved,
    /// The registrar ordered the seal; the document is being made.
    Sealing,
    /// The sealed document exists.
    Sealed,
    /// On its way to the citizen.
    Dispatched,
    /// The citizen has it.
    Delivered,
    /// It could not be delivered; the citizen and the clerk see why.
    Undeliverable,
    /// Refused, with a coded reason.
    Rejected,
    /// Withdrawn by the citizen.
    Cancelled,
    /// The citizen did not answer in time.
    Expired,
}

/// A step somebody takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Hand in.
    Submit,
    /// Take up for review.
    Open,
    /// Ask for completion; law 55-19 allows it once.
    Ask,
    /// Answer what was asked.
    Complete,
    /// Approve.
    Approve,
    /// Refuse with a reason.
    Reject,
    /// Take an approval or a refusal back.
    Undo,
    /// Order the seal.
    OrderSeal,
    /// The seal was made.
    Seal,
    /// Send.
    Dispatch,
    /// Note that it arrived.
    Deliver,
    /// Note that it cannot be delivered.
    Fail,
    /// Withdraw.
    Cancel,
    /// Let lapse.
    Expire,
}

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The citizen whose request it is.
    Citizen,
    /// Staff, in one role.
    Staff(Role),
    /// The service itself: a job.
    System,
}

/// A step that does not exist from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a request that is {from:?} cannot {action:?}")]
pub struct InvalidTransition {
    /// Where the request stands.
    pub from: RequestState,
    /// What was tried.
    pub action: Action,
}

impl RequestState {
    /// Every state, in the order of a request's life.
    pub const ALL: [Self; 13] = [
        Self::Draft,
        Self::Submitted,
        Self::InReview,
        Self::AwaitingCitizen,
        Self::Approved,
        Self::Sealing,
        Self::Sealed,
        Self::Dispatched,
        Self::Delivered,
        Self::Undeliverable,
        Self::Rejected,
        Self::Cancelled,
        Self::Expired,
    ];

    /// The word in data and in texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::AwaitingCitizen => "awaiting_citizen",
            Self::Approved => "approved",
            Self::Sealing => "sealing",
            Self::Sealed => "sealed",
            Self::Dispatched => "dispatched",
            Self::Delivered => "delivered",
            Self::Undeliverable => "undeliverable",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// The state of a word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Where a step leads. This is the whole life of a request.
    ///
    /// # Errors
    /// When there is no such step from here.
    pub const fn after(self, action: Action) -> Result<Self, InvalidTransition> {
        use Action as A;
        use RequestState as S;
        match (self, action) {
            (S::Draft, A::Submit) => Ok(S::Submitted),
            (S::Submitted, A::Open) | (S::AwaitingCitizen, A::Complete) | (S::Approved | S::Rejected, A::Undo) => {
                Ok(S::InReview)
            }
            (S::InReview, A::Ask) => Ok(S::AwaitingCitizen),
            (S::InReview, A::Approve) => Ok(S::Approved),
            (S::InReview, A::Reject) => Ok(S::Rejected),
            (S::Approved, A::OrderSeal) => Ok(S::Sealing),
            (S::Sealing, A::Seal) => Ok(S::Sealed),
            (S::Sealed | S::Undeliverable, A::Dispatch) => Ok(S::Dispatched),
            (S::Dispatched | S::Undeliverable, A::Deliver) => Ok(S::Delivered),
            (S::Sealed | S::Dispatched, A::Fail) => Ok(S::Undeliverable),
            (S::Submitted | S::InReview | S::AwaitingCitizen, A::Cancel) => Ok(S::Cancelled),
            (S::Draft | S::AwaitingCitizen, A::Expire) => Ok(S::Expired),
            (from, action) => Err(InvalidTransition { from, action }),
        }
    }

    /// Whether nothing more can happen to it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Cancelled | Self::Expired)
    }

    /// Whether the commune still owes an answer: the deadline runs.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::InReview | Self::Approved | Self::Sealing)
    }
}

impl Action {
    /// Every step.
    pub const ALL: [Self; 14] = [
        Self::Submit,
        Self::Open,
        Self::Ask,
        Self::Complete,
        Self::Approve,
        Self::Reject,
        Self::Undo,
        Self::OrderSeal,
        Self::Seal,
        Self::Dispatch,
        Self::Deliver,
        Self::Fail,
        Self::Cancel,
        Self::Expire,
    ];

    /// The word in data, texts and the audit log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Open => "open",
            Self::Ask => "ask",
            Self::Complete => "complete",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Undo => "undo",
            Self::OrderSeal => "order_seal",
            Self::Seal => "seal",
            Self::Dispatch => "dispatch",
            Self::Deliver => "deliver",
            Self::Fail => "fail",
            Self::Cancel => "cancel",
            Self::Expire => "expire",
        }
    }

    /// Whether `actor` may take this step at all (in their own office; for a citizen, on their own request).
    pub const fn allowed(self, actor: Actor) -> bool {
        match self {
            Self::Submit | Self::Complete | Self::Cancel => matches!(actor, Actor::Citizen),
            Self::Open | Self::Ask | Self::Approve | Self::Reject | Self::Undo => {
                matches!(actor, Actor::Staff(Role::Clerk | Role::Registrar))
            }
            Self::OrderSeal => matches!(actor, Actor::Staff(Role::Registrar)),
            Self::Seal | Self::Expire => matches!(actor, Actor::System),
            Self::Dispatch => matches!(actor, Actor::System | Actor::Staff(Role::PostRoom)),
            Self::Deliver => matches!(actor, Actor::System | Actor::Citizen | Actor::Staff(Role::PostRoom)),
            Self::Fail => matches!(actor, Actor::System | Actor::Staff(Role::PostRoom)),
        }
    }
}

/// Why a request is refused: what the citizen reads, in words, and what statistics count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// No act was found with what was given.
    ActNotFound,
    /// The person may not have this document.
    NotEntitled,
    /// What was declared does not match the act.
    IdentityMismatch,
    /// Another office keeps the act.
    WrongOffice,
    /// The same request was already answered.
    Duplicate,
    /// The register cannot be read.
    IllegibleRegister,
    /// Something else, said in the text.
    Other,
}

impl RefusalReason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::ActNotFound,
        Self::NotEntitled,
        Self::IdentityMismatch,
        Self::WrongOffice,
        Self::Duplicate,
        Self::IllegibleRegister,
        Self::Other,
    ];

    /// The word in data and texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ActNotFound => "act_not_found",
            Self::NotEntitled => "not_entitled",
            Self::IdentityMismatch => "identity_mismatch",
            Self::WrongOffice => "wrong_office",
            Self::Duplicate => "duplicate",
            Self::IllegibleRegister => "illegible_register",
            Self::Other => "other",
        }
    }

    /// The reason of a word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// Whether a decision taken at `decided_at` can still be taken back at `now`.
pub fn can_undo(decided_at: jiff::Timestamp, now: jiff::Timestamp) -> bool {
    now.duration_since(decided_at) <= jiff::SignedDuration::from_mins(UNDO_MINUTES)
}

/// The table as Markdown, for the documentation: states by steps, and who may take each step.
pub fn as_markdown() -> String {
    use std::fmt::Write as _;
    let mut out = String::from("| from | step | to | by |\n|---|---|---|---|\n");
    let actors = [("citizen", Actor::Citizen), ("service", Actor::System)]
        .into_iter()
        .chain(Role::ALL.into_iter().map(|role| (role.as_str(), Actor::Staff(role))))
        .collect::<Vec<_>>();
    for from in RequestState::ALL {
        for action in Action::ALL {
            if let Ok(to) = from.after(action) {
                let by: Vec<_> = actors.iter().filter(|(_, a)| action.allowed(*a)).map(|(name, _)| *name).collect();
                let _ =
                    writeln!(out, "| {} | {} | {} | {} |", from.as_str(), action.as_str(), to.as_str(), by.join(", "));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_table_is_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/request-states.md");
        let doc = std::fs::read_to_string(path).unwrap();
        assert!(doc.contains(&as_markdown()), "docs/request-states.md should hold:\n{}", as_markdown());
    }

    #[test]
    fn words_read_back() {
        for state in RequestState::ALL {
            assert_eq!(RequestState::parse(state.as_str()), Some(state));
        }
        for reason in RefusalReason::ALL {
            assert_eq!(RefusalReason::parse(reason.as_str()), Some(reason));
        }
    }

    #[test]
    fn every_state_but_the_first_can_be_reached_and_every_open_one_left() {
        for state in RequestState::ALL {
            let reached = RequestState::ALL.iter().any(|from| Action::ALL.iter().any(|a| from.after(*a) == Ok(state)));
            assert!(reached || state == RequestState::Draft, "{state:?} cannot be reached");
            let left = Action::ALL.iter().any(|a| state.after(*a).is_ok());
            assert_ne!(left, state.is_final(), "{state:?}");
        }
    }

    #[test]
    fn nobody_but_a_registrar_orders_a_seal() {
        for role in Role::ALL {
            assert_eq!(Action::OrderSeal.allowed(Actor::Staff(role)), role == Role::Registrar);
        }
        assert!(!Action::OrderSeal.allowed(Actor::System) && !Action::OrderSeal.allowed(Actor::Citizen));
    }

    #[test]
    fn a_decision_can_be_undone_for_ten_minutes() {
        let at: jiff::Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        assert!(can_undo(at, at + jiff::SignedDuration::from_mins(10)));
        assert!(!can_undo(at, at + jiff::SignedDuration::from_secs(601)));
    }
}
