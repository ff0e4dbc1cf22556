//! Mails: a subject, a plain part that is complete, an HTML part that adds only shape.
//!
//! A subject names the service and the step, never a person or a document.

use jiff::civil;
use serde::Serialize;

use super::{Money, OfficeName, samples};

/// What a mail says; the variant chooses subject and words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum MailStep {
    /// The order was filed.
    Receipt {
        /// The promised date.
        ready_by: civil::Date,
        /// What the order costs.
        fee: Money,
    },
    /// The office needs something.
    Question {
        /// Its words.
        question: String,
        /// Last day of the answer.
        answer_by: civil::Date,
    },
    /// The order was refused.
    Refused {
        /// Coded reason.
        reason: String,
        /// The officer's words.
        words: String,
    },
    /// The document waits behind the link.
    Ready {
        /// Last day of the link.
        until: civil::Date,
    },
    /// The document is attached.
    Attached,
    /// The document was handed to the post.
    Posted {
        /// Number under which the post follows it.
        postal_number: Option<String>,
    },
    /// The document did not arrive.
    DeliveryFailed {
        /// `email` or `post`.
        channel: String,
    },
}

impl MailStep {
    /// The word of the step in keys: `receipt`, `question`, `refused`, …
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Receipt { .. } => "receipt",
            Self::Question { .. } => "question",
            Self::Refused { .. } => "refused",
            Self::Ready { .. } => "ready",
            Self::Attached => "attached",
            Self::Posted { .. } => "posted",
            Self::DeliveryFailed { .. } => "delivery-failed",
        }
    }
}

/// A mail to a citizen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MailView {
    /// What it says.
    #[serde(flatten)]
    pub what: MailStep,
    /// The office that writes.
    pub office: OfficeName,
    /// Name of the document in the mail's language.
    pub kind_name: String,
    /// Tracking code, as written in groups.
    pub code: String,
    /// The one link: tracking page, or the document's.
    pub link: String,
    /// Address the verify page must have.
    pub verify_address: String,
}

impl MailView {
    /// Invented mails, one a step.
    pub fn samples() -> Vec<(&'static str, Self)> {
        let mail = |what| Self {
            what,
            office: samples::office(),
            kind_name: "Extrait d’acte de naissance".into(),
            code: samples::CODE.into(),
            link: format!("https://exemple.invalid/fr/track/{}", samples::CODE),
            verify_address: "v.exemple.invalid".into(),
        };
        [
            MailStep::Receipt { ready_by: samples::day(26), fee: 200 },
            MailStep::Question {
                question: "Quel est le prénom du grand-père paternel ?".into(),
                answer_by: samples::day(30),
            },
            MailStep::Refused {
                reason: "act_not_found".into(),
                words: "Le registre de 1982 s’arrête au numéro 118.".into(),
            },
            MailStep::Ready { until: civil::date(2026, 12, 22) },
            MailStep::Attached,
            MailStep::Posted { postal_number: Some("RR473124829MA".into()) },
            MailStep::DeliveryFailed { channel: "email".into() },
        ]
        .into_iter()
        .map(|step| (step.word(), mail(step)))
        .collect()
    }
}
