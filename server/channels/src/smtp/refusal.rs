//! What a failure means for a delivery.
//!
//! A delivery must not be given up for a fault of ours: a changed password or a refused sender would
//! otherwise turn every mail of a night into "undeliverable". A 5xx answer therefore counts as the addressee's only
//! when it answers the recipient or the message, and is not about policy or security (RFC 3463 x.7.x, RFC 4954 530,
//! 534, 535, 538) or our sender (x.1.7, x.1.8). All others stay in the queue and raise an alarm in the log.
//!
//! The text of an answer is never kept: it usually quotes the address.

use std::error::Error as _;

use lettre::transport::smtp::Error;
use wathiq_service::ports::SendError;

use super::session::{Cause, Failure, Step};

/// What to tell the delivery. Logs what the operator must repair.
pub(super) fn verdict(failure: &Failure) -> SendError {
    let error = match &failure.cause {
        Cause::Late => return transient("the mail relay did not answer in time"),
        Cause::Script => {
            return permanent("5.6.7", "the mail relay cannot carry an address in this script");
        }
        Cause::Smtp(error) => error,
    };
    let Some(code) = error.status().map(u16::from) else {
        return transient(&trouble(error));
    };
    let enhanced = enhanced_code(&text_of(error));
    let answered = format!("the mail relay answered {}", with_enhanced(code, enhanced));
    if !error.is_permanent() {
        return transient(&answered);
    }
    if is_ours(failure.step, code, enhanced) {
        tracing::error!(answer = %answered, step = ?failure.step, "the mail relay refuses this service: check its settings and ours");
        return transient(&answered);
    }
    permanent(&code.to_string(), &meaning(code, enhanced))
}

fn is_ours(step: Step, code: u16, enhanced: Option<Enhanced>) -> bool {
    match step {
        Step::Connection | Step::Sender => true,
        Step::Recipient | Step::Content => matches!(
            (code, enhanced),
            (530 | 534 | 535 | 538, _)
                | (_, Some(Enhanced { subject: 7, .. } | Enhanced { subject: 1, detail: 7 | 8 }))
        ),
    }
}

/// A failure without an answer: in the words of the operating system or of TLS, which know no addressee.
fn trouble(error: &Error) -> String {
    if error.is_tls() {
        format!("no TLS with the mail relay: {}", text_of(error))
    } else if error.is_response() {
        "the mail relay's answer cannot be read".to_owned()
    } else {
        format!("no connection to the mail relay: {}", text_of(error))
    }
}

fn transient(message: &str) -> SendError {
    SendError::Transient { message: message.to_owned() }
}

fn permanent(code: &str, message: &str) -> SendError {
    SendError::Permanent { code: code.to_owned(), message: message.to_owned() }
}

fn text_of(error: &Error) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
}

/// An enhanced status code without its class: subject and detail (RFC 3463, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Enhanced {
    subject: u16,
    detail: u16,
}

/// The enhanced code at the start of an answer's text, such as `5.1.1 <…> unknown` (RFC 2034).
fn enhanced_code(text: &str) -> Option<Enhanced> {
    let word = text.split_whitespace().next()?;
    let mut parts = word.split('.');
    let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !matches!(class, "4" | "5") {
        return None;
    }
    Some(Enhanced { subject: subject.parse().ok()?, detail: detail.parse().ok()? })
}

fn with_enhanced(code: u16, enhanced: Option<Enhanced>) -> String {
    match enhanced {
        Some(Enhanced { subject, detail }) => format!("{code} {}.{subject}.{detail}", code / 100),
        None => code.to_string(),
    }
}

/// A refusal in our own words.
fn meaning(code: u16, enhanced: Option<Enhanced>) -> String {
    let words = match enhanced {
        Some(Enhanced { subject: 1, detail: 2 }) => "the mail domain does not exist",
        Some(Enhanced { subject: 1, detail: 6 }) => "the mailbox has moved",
        Some(Enhanced { subject: 1, detail: 10 }) => "the domain takes no mail",
        Some(Enhanced { subject: 1, .. }) => "no such mailbox",
        Some(Enhanced { subject: 2, detail: 1 }) => "the mailbox is closed",
        Some(Enhanced { subject: 2, detail: 2 }) => "the mailbox is full",
        Some(Enhanced { subject: 2, detail: 3 } | Enhanced { subject: 3, detail: 4 }) => "the message is too large",
        Some(_) | None => "the mail was refused",
    };
    format!("{words} ({})", with_enhanced(code, enhanced))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn code(subject: u16, detail: u16) -> Enhanced {
        Enhanced { subject, detail }
    }

    #[test]
    fn an_enhanced_code_is_read_only_where_it_stands() {
        assert_eq!(enhanced_code("5.1.1 <x@specimen.invalid>: no such user"), Some(code(1, 1)));
        assert_eq!(enhanced_code("5.7.26 not authenticated"), Some(code(7, 26)));
        assert_eq!(enhanced_code("4.2.2 over quota"), Some(code(2, 2)));
        assert_eq!(enhanced_code("Host 192.0.2.1 is blocked"), None);
        assert_eq!(enhanced_code("192.0.2.1 is blocked"), None, "four parts are an address");
        assert_eq!(enhanced_code("5.1 almost"), None);
        assert_eq!(enhanced_code(""), None);
    }

    #[test]
    fn only_what_answers_the_recipient_or_the_message_is_the_addressees() {
        for step in [Step::Connection, Step::Sender] {
            assert!(is_ours(step, 550, Some(code(1, 1))) && is_ours(step, 554, None), "{step:?}");
        }
        for step in [Step::Recipient, Step::Content] {
            assert!(
                !is_ours(step, 550, Some(code(1, 1)))
                    && !is_ours(step, 554, None)
                    && !is_ours(step, 552, Some(code(3, 4)))
            );
            assert!(
                is_ours(step, 554, Some(code(7, 1)))
                    && is_ours(step, 550, Some(code(1, 8)))
                    && is_ours(step, 530, None)
            );
        }
    }

    #[test]
    fn a_refusal_is_told_in_our_words() {
        assert_eq!(meaning(552, Some(code(2, 2))), "the mailbox is full (552 5.2.2)");
        assert_eq!(meaning(550, None), "the mail was refused (550)");
    }
}
