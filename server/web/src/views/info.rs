//! Pages that ask nothing: start, help and rights, and what is said when a page cannot be shown.

use serde::Serialize;

use super::{Email, Money, View};

/// A kind of document as the start page offers it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindOffer {
    /// Name in the page's language.
    pub name: String,
    /// Lowest price of one copy by e-mail.
    pub fee: Money,
    /// Working days within which communes promise it.
    pub working_days: u32,
}

/// `/{lang}`: what can be ordered, who may, what it costs, what is needed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Start {
    /// The kinds on offer.
    pub kinds: Vec<KindOffer>,
}

impl View for Start {
    const TEMPLATE: &'static str = "start.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let offer = |name: &str, fee| KindOffer { name: name.into(), fee, working_days: 2 };
        vec![
            ("one", Self { kinds: vec![offer("Extrait d’acte de naissance", 200)] }),
            (
                "several",
                Self {
                    kinds: vec![offer("Extrait d’acte de naissance", 0), offer("Extrait d’acte de décès", 200)]
                },
            ),
            ("none", Self { kinds: Vec::new() }),
        ]
    }
}

/// `/{lang}/help`: help, rights, personal data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Help {
    /// Address of the service, where one is configured.
    pub contact: Option<Email>,
    /// Working days within which the law wants an answer (60 in Morocco, law 55-19).
    pub legal_days: u32,
    /// Days after which an order that ended is erased.
    pub retention_days: u32,
}

impl View for Help {
    const TEMPLATE: &'static str = "help.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![
            ("ordinary", Self { contact: Some("aide@exemple.invalid".into()), legal_days: 60, retention_days: 90 }),
            ("no-contact", Self { contact: None, legal_days: 60, retention_days: 90 }),
        ]
    }
}

/// The page instead of the one asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErrorPage {
    /// HTTP status; one of [`ErrorPage::STATUSES`] chooses the words, any other those of 500 or 404.
    pub status: u16,
    /// What to quote when asking for help.
    pub request_id: Option<String>,
    /// Seconds to wait, for 429 and 503.
    pub retry_after: Option<u32>,
}

impl ErrorPage {
    /// Statuses that have words of their own.
    pub const STATUSES: [u16; 9] = [400, 403, 404, 409, 413, 422, 429, 500, 503];

    /// The page of a status.
    pub fn new(status: u16) -> Self {
        let known = Self::STATUSES.contains(&status);
        let status = match status {
            _ if known => status,
            400..=499 => 404,
            _ => 500,
        };
        Self { status, request_id: None, retry_after: None }
    }
}

impl View for ErrorPage {
    const TEMPLATE: &'static str = "error.html";

    fn samples() -> Vec<(&'static str, Self)> {
        const NAMES: [&str; 9] = ["400", "403", "404", "409", "413", "422", "429", "500", "503"];
        NAMES
            .into_iter()
            .zip(Self::STATUSES)
            .map(|(name, status)| {
                let page = Self::new(status);
                let view = match status {
                    500 => Self { request_id: Some("0199c0de-7a11-7000-8000-000000000001".into()), ..page },
                    429 | 503 => Self { retry_after: Some(30), ..page },
                    _ => page,
                };
                (name, view)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_statuses_take_the_nearest_words() {
        assert_eq!(ErrorPage::new(418).status, 404);
        assert_eq!(ErrorPage::new(502).status, 500);
        assert_eq!(ErrorPage::new(429).status, 429);
    }
}
