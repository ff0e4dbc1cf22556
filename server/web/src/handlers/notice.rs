//! The outcome of an action, said once on the page after it: `?said=<word>`. A word that is not here says nothing.

use actix_web::HttpRequest;

use crate::views::{Message, Notice, Tone};

const NAME: &str = "said=";

/// Outcomes that public pages say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The order is no longer open.
    DraftGone,
    /// An office has to be chosen first.
    OfficeMissing,
    /// The answer was taken.
    AnswerSent,
    /// Nothing is asked any more.
    QuestionOver,
    /// The request is cancelled.
    Cancelled,
    /// It is too late to cancel.
    CancelTooLate,
}

impl Said {
    const ALL: [Self; 6] = [
        Self::DraftGone,
        Self::OfficeMissing,
        Self::AnswerSent,
        Self::QuestionOver,
        Self::Cancelled,
        Self::CancelTooLate,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::DraftGone => "draft-gone",
            Self::OfficeMissing => "office-missing",
            Self::AnswerSent => "answer-sent",
            Self::QuestionOver => "question-over",
            Self::Cancelled => "cancelled",
            Self::CancelTooLate => "cancel-too-late",
        }
    }

    const fn tone_and_key(self) -> (Tone, &'static str) {
        match self {
            Self::DraftGone => (Tone::Warning, "order-draft-gone"),
            Self::OfficeMissing => (Tone::Info, "order-office-missing"),
            Self::AnswerSent => (Tone::Success, "notice-answer-sent"),
            Self::QuestionOver => (Tone::Info, "notice-question-over"),
            Self::Cancelled => (Tone::Success, "notice-cancelled"),
            Self::CancelTooLate => (Tone::Warning, "notice-cancel-too-late"),
        }
    }

    /// A path without a query, such that the page there says this.
    pub fn at(self, path: &str) -> String {
        format!("{path}?{NAME}{}", self.word())
    }
}

/// What the page asked for has to say.
pub fn of(request: &HttpRequest) -> Option<Notice> {
    let word = request.query_string().split('&').find_map(|pair| pair.strip_prefix(NAME))?;
    let (tone, key) = Said::ALL.into_iter().find(|said| said.word() == word)?.tone_and_key();
    Some(Notice { tone, message: Message::new(key) })
}

/// Path and query of a page without its language and without what it says once.
pub fn path_without(request: &HttpRequest) -> String {
    let mut path = request.path().get(3..).unwrap_or_default().to_owned();
    let mut mark = '?';
    for pair in request.query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(NAME)) {
        path.push(mark);
        path.push_str(pair);
        mark = '&';
    }
    path
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn is_said_once_and_survives_no_language_switch() {
        let at = Said::DraftGone.at("/fr/order/office");
        let request = TestRequest::with_uri(&at).to_http_request();
        assert_eq!(of(&request).unwrap().message.key, "order-draft-gone");
        assert_eq!(path_without(&request), "/order/office");
        let request = TestRequest::with_uri("/fr/order/office?q=a%20b&said=x&r=1").to_http_request();
        assert!(of(&request).is_none(), "unknown words say nothing");
        assert_eq!(path_without(&request), "/order/office?q=a%20b&r=1");
    }

    #[test]
    fn every_outcome_has_words() {
        let texts = wathiq_i18n::Texts::embedded().unwrap();
        for said in Said::ALL {
            for locale in wathiq_domain::Locale::ALL {
                let key = said.tone_and_key().1;
                assert!(texts.try_format(locale, key, &wathiq_i18n::Args::new()).is_ok(), "{key}");
            }
        }
    }
}
