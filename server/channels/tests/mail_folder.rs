//! Mail into a folder, and back.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use proptest::prelude::*;
use wathiq_channels::mail_folder::{MailFolder, MailId};
use wathiq_domain::{Clock, Locale};
use wathiq_service::ports::{Attachment, Mail, Mailbox, Mailer, SendError};

/// One minute later at each look.
struct Minutes(AtomicI64);

impl Clock for Minutes {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_795_341_600 + 60 * self.0.fetch_add(1, Ordering::Relaxed)).unwrap()
    }
}

fn folder(path: &Path) -> MailFolder {
    MailFolder::open(path, Arc::new(Minutes(AtomicI64::new(0)))).unwrap()
}

fn mail(message_id: &str) -> Mail {
    Mail {
        message_id: message_id.to_owned(),
        from: Mailbox { name: "جماعة طنجة".to_owned(), address: "tanger@specimen.invalid".to_owned() },
        reply_to: Some(Mailbox { name: String::new(), address: "guichet@specimen.invalid".to_owned() }),
        to: "salma@courriel.invalid".to_owned(),
        locale: Locale::Fr,
        subject: "État civil : votre document est prêt — الوثيقة جاهزة".to_owned(),
        text: "Bonjour,\r\n\r\nوثيقتكم جاهزة.\r\n".to_owned(),
        html: "<p>Bonjour, <bdi lang=\"ar\">وثيقتكم جاهزة</bdi></p>".to_owned(),
        attachments: vec![Attachment {
            name: "extrait.pdf".to_owned(),
            content_type: "application/pdf".to_owned(),
            bytes: (0..=255).cycle().take(5_000).collect(),
        }],
    }
}

#[tokio::test]
async fn what_is_read_is_what_was_sent() {
    let place = tempfile::tempdir().unwrap();
    let folder = folder(&place.path().join("made/when/missing"));
    let sent = mail("one@specimen.invalid");
    folder.send(&sent).await.unwrap();

    let listed = folder.list().unwrap();
    assert_eq!(listed.len(), 1);
    let read = folder.read(&listed[0].id).unwrap().unwrap();
    assert_eq!(read.summary, listed[0]);
    assert_eq!(read.summary.sent_at, Timestamp::from_second(1_795_341_600).unwrap());
    assert_eq!(read.summary.from, sent.from);
    assert_eq!(read.summary.to, sent.to);
    assert_eq!(read.summary.subject, sent.subject);
    assert_eq!(read.reply_to.as_deref(), Some("guichet@specimen.invalid"));
    assert_eq!(read.language, "fr");
    assert_eq!(read.text, sent.text);
    assert_eq!(read.html.trim_end(), sent.html);
    assert!(read.attachments == sent.attachments);
}

#[tokio::test]
async fn the_newest_stands_first_and_a_repeated_mail_once() {
    let place = tempfile::tempdir().unwrap();
    let folder = folder(place.path());
    for message_id in ["one@specimen.invalid", "two@specimen.invalid", "three@specimen.invalid", "two@specimen.invalid"]
    {
        folder.send(&mail(message_id)).await.unwrap();
    }
    std::fs::write(place.path().join("notes.txt"), "not a mail").unwrap();
    std::fs::write(place.path().join(format!("{}.eml", "0".repeat(32))), "no head").unwrap();
    std::fs::write(place.path().join(format!(".{}.part", "1".repeat(32))), "half").unwrap();

    let listed = folder.list().unwrap();
    assert_eq!(listed.len(), 3, "each message once, and nothing else");
    assert!(listed.is_sorted_by(|a, b| a.sent_at > b.sent_at));
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 3 + 3);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_keeps_the_mail_in_the_queue() {
    let place = tempfile::tempdir().unwrap();
    let folder = folder(&place.path().join("mail"));
    std::fs::remove_dir(folder.path()).unwrap();
    let error = folder.send(&mail("one@specimen.invalid")).await.unwrap_err();
    assert!(matches!(error, SendError::Transient { .. }), "{error}");
}

#[test]
fn a_message_that_is_not_there_is_none() {
    let place = tempfile::tempdir().unwrap();
    let id: MailId = "0".repeat(32).parse().unwrap();
    assert!(folder(place.path()).read(&id).unwrap().is_none());
}

proptest! {
    #[test]
    fn a_name_of_a_message_cannot_leave_the_folder(text in "[0-9a-f./\\\\%A-Z]{0,40}") {
        if let Ok(id) = text.parse::<MailId>() {
            prop_assert_eq!(id.as_str().len(), 32);
            prop_assert!(id.as_str().bytes().all(|b| b.is_ascii_hexdigit()));
        }
    }
}
