//! Mail through a real SMTP server.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

#[path = "../../../tests/src/mail_server.rs"]
mod mail_server;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use mail_server::MailServer;
use secrecy::SecretString;
use serde_json::Value;
use sha2::{Digest, Sha256};
use wathiq_channels::smtp::{SignIn, SmtpMailer, SmtpOptions, SmtpSetupError, TlsMode};
use wathiq_domain::{Clock, Locale};
use wathiq_service::ports::{Attachment, Mail, Mailbox, Mailer, SendError};

const CITIZEN: &str = "salma.specimen@courriel.invalid";
const SUBJECT: &str = "الحالة المدنية: وثيقتكم جاهزة";
const TEXT: &str =
    "السلام عليكم،\r\n\r\nوثيقتكم جاهزة: https://etat-civil.specimen.invalid/d/ABCD\r\n\r\n.\r\nجماعة طنجة\r\n";
const HTML: &str = "<p dir=\"rtl\" lang=\"ar\">السلام عليكم، <bdi dir=\"ltr\">ABCD</bdi></p>";

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }
}

fn mail() -> Mail {
    Mail {
        message_id: "delivery-1@etat-civil.specimen.invalid".to_owned(),
        from: Mailbox {
            name: "جماعة طنجة".to_owned(), address: "tanger@etat-civil.specimen.invalid".to_owned()
        },
        reply_to: Some(Mailbox { name: "État civil".to_owned(), address: "guichet@specimen.invalid".to_owned() }),
        to: CITIZEN.to_owned(),
        locale: Locale::Ar,
        subject: SUBJECT.to_owned(),
        text: TEXT.to_owned(),
        html: HTML.to_owned(),
        attachments: vec![],
    }
}

fn options(port: u16, tls: TlsMode, server: Option<&MailServer>) -> SmtpOptions {
    SmtpOptions {
        host: "localhost".to_owned(),
        port,
        tls,
        ca_pem: server.map(MailServer::ca_pem),
        sign_in: None,
        hello_name: Some("wathiq.specimen.invalid".to_owned()),
        max_connections: 2,
        timeout: Duration::from_secs(10),
    }
}

fn mailer(options: SmtpOptions) -> SmtpMailer {
    SmtpMailer::new(options, Arc::new(Fixed)).unwrap()
}

fn sign_in(password: &str) -> SignIn {
    SignIn { username: "wathiq".to_owned(), password: SecretString::from(password) }
}

/// A server without TLS that answers as told, and a mailer for it.
fn plain(folder: &Path, arguments: &[&str]) -> (MailServer, SmtpMailer) {
    let server = MailServer::start(folder, arguments);
    let mailer = mailer(options(server.port(), TlsMode::None, None));
    (server, mailer)
}

fn only(mut received: Vec<Value>) -> Value {
    assert_eq!(received.len(), 1, "{received:#?}");
    received.remove(0)
}

/// Sends to a server that refuses; gives the error, after checking that it tells no address.
async fn refusal(arguments: &[&str]) -> SendError {
    let folder = tempfile::tempdir().unwrap();
    let (server, mailer) = plain(folder.path(), arguments);
    let error = mailer.send(&mail()).await.unwrap_err();
    assert_eq!(server.received(), Vec::<Value>::new());
    let told = error.to_string();
    assert!(!told.contains('@') && !told.contains("salma") && !told.contains("specimen"), "{told}");
    error
}

fn permanent(error: &SendError) -> (&str, &str) {
    match error {
        SendError::Permanent { code, message } => (code, message),
        SendError::Transient { message } => panic!("only transient: {message}"),
    }
}

fn transient(error: &SendError) -> &str {
    match error {
        SendError::Transient { message } => message,
        SendError::Permanent { code, message } => panic!("given up: {code} {message}"),
    }
}

/// Waits until the server keeps so many messages.
async fn kept(folder: &Path, count: usize) {
    while mail_server::received(folder).len() < count {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mailer) = plain(folder.path(), &[]);
    let pdf: Vec<u8> = (0..=255).cycle().take(20_000).collect();
    let mut sent = mail();
    sent.attachments = vec![Attachment {
        name: "مستخرج-2026-000123.pdf".to_owned(),
        content_type: "application/pdf".to_owned(),
        bytes: pdf.clone(),
    }];
    mailer.send(&sent).await.unwrap();

    let record = only(server.received());
    assert_eq!(record["mail_from"], "tanger@etat-civil.specimen.invalid");
    assert_eq!(record["rcpt_tos"], serde_json::json!([CITIZEN]));
    let message = &record["message"];
    assert_eq!(message["defects"], serde_json::json!([]));
    assert_eq!(message["ascii"], true);
    assert!(message["longest_line"].as_u64().unwrap() <= 998, "RFC 5322, section 2.1.1");
    let headers = &message["headers"];
    assert_eq!(headers["Subject"], SUBJECT);
    assert_eq!(headers["From"], "جماعة طنجة <tanger@etat-civil.specimen.invalid>");
    assert_eq!(headers["Reply-To"], "État civil <guichet@specimen.invalid>");
    assert_eq!(headers["To"], CITIZEN);
    assert_eq!(headers["Message-ID"], "<delivery-1@etat-civil.specimen.invalid>");
    assert_eq!(headers["Date"], "Sun, 22 Nov 2026 10:00:00 +0000");
    assert_eq!(headers["Auto-Submitted"], "auto-generated");
    assert_eq!(headers["Content-Language"], "ar");
    let structure = ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"];
    assert_eq!(message["structure"], serde_json::json!(structure));
    assert_eq!(message["text"].as_str().unwrap().replace("\r\n", "\n"), TEXT.replace("\r\n", "\n"));
    assert_eq!(message["html"].as_str().unwrap().trim_end(), HTML);
    let file = &message["attachments"][0];
    assert_eq!(file["name"], "مستخرج-2026-000123.pdf");
    assert_eq!(file["content_type"], "application/pdf");
    assert_eq!(file["sha256"], hex::encode(Sha256::digest(&pdf)));
}

#[tokio::test]
async fn two_tries_of_one_mail_are_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, mailer) = plain(folder.path(), &[]);
    mailer.send(&mail()).await.unwrap();
    mailer.send(&mail()).await.unwrap();
    let bytes = |name| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(bytes("0001.eml"), bytes("0002.eml"));
}

#[tokio::test]
async fn a_line_break_in_a_subject_makes_no_header() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mailer) = plain(folder.path(), &[]);
    let mut sent = mail();
    sent.subject = "Votre document\r\nBcc: other@specimen.invalid\n\nbody".to_owned();
    sent.from.name = "Tanger\r\nX-Forged: yes".to_owned();
    mailer.send(&sent).await.unwrap();
    let record = only(server.received());
    let headers = record["message"]["headers"].as_object().unwrap();
    assert!(!headers.contains_key("Bcc") && !headers.contains_key("X-Forged"), "{headers:?}");
    assert_eq!(record["rcpt_tos"], serde_json::json!([CITIZEN]));
}

#[tokio::test]
async fn starttls_with_a_private_authority_and_a_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(folder.path(), &["--tls", "starttls", "--sign-in", "wathiq:s3cret"]);
    let mut options = options(server.port(), TlsMode::StartTls, Some(&server));
    options.sign_in = Some(sign_in("s3cret"));
    let mailer = mailer(options);
    mailer.check().await.unwrap();
    mailer.send(&mail()).await.unwrap();
    let record = only(server.received());
    assert_eq!(record["tls"], true);
    assert_eq!(record["signed_in"], true);
}

#[tokio::test]
async fn tls_from_the_first_byte() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(folder.path(), &["--tls", "tls"]);
    mailer(options(server.port(), TlsMode::Tls, Some(&server))).send(&mail()).await.unwrap();
    assert_eq!(only(server.received())["tls"], true);
}

#[tokio::test]
async fn an_unknown_authority_gets_nothing_and_the_mail_waits() {
    for (argument, mode) in [("starttls", TlsMode::StartTls), ("tls", TlsMode::Tls)] {
        let folder = tempfile::tempdir().unwrap();
        let server = MailServer::start(folder.path(), &["--tls", argument]);
        let error = mailer(options(server.port(), mode, None)).send(&mail()).await.unwrap_err();
        transient(&error);
        assert_eq!(server.received(), Vec::<Value>::new());
    }
}

#[tokio::test]
async fn a_relay_without_tls_gets_nothing_when_tls_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(folder.path(), &[]);
    let error = mailer(options(server.port(), TlsMode::StartTls, None)).send(&mail()).await.unwrap_err();
    transient(&error);
    assert_eq!(server.received(), Vec::<Value>::new());
}

#[tokio::test]
async fn a_wrong_password_keeps_the_mail_in_the_queue() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(folder.path(), &["--sign-in", "wathiq:s3cret"]);
    let mut options = options(server.port(), TlsMode::None, None);
    options.sign_in = Some(sign_in("another"));
    let mailer = mailer(options);
    assert!(transient(&mailer.send(&mail()).await.unwrap_err()).contains("535"));
    transient(&mailer.check().await.unwrap_err());
}

#[test]
fn a_password_does_not_cross_a_network_in_clear() {
    let mut options = options(25, TlsMode::None, None);
    options.host = "relay.specimen.invalid".to_owned();
    options.sign_in = Some(sign_in("s3cret"));
    assert!(matches!(SmtpMailer::new(options, Arc::new(Fixed)), Err(SmtpSetupError::PasswordInClear)));
}

#[tokio::test]
async fn a_refused_recipient_is_for_good() {
    let reply = format!("{CITIZEN}=550 5.1.1 <{CITIZEN}> user unknown");
    assert_eq!(permanent(&refusal(&["--refuse", &reply]).await), ("550", "no such mailbox (550 5.1.1)"));
    let reply = format!("{CITIZEN}=552 5.2.2 <{CITIZEN}> over quota");
    assert_eq!(permanent(&refusal(&["--refuse", &reply]).await), ("552", "the mailbox is full (552 5.2.2)"));
}

#[tokio::test]
async fn a_refusal_without_details_is_known_by_the_step_it_answers() {
    let reply = format!("{CITIZEN}=550 we do not like {CITIZEN}");
    assert_eq!(permanent(&refusal(&["--refuse", &reply]).await), ("550", "the mail was refused (550)"));
    assert_eq!(transient(&refusal(&["--refuse-sender", "550 not you"]).await), "the mail relay answered 550");
}

#[tokio::test]
async fn a_refusal_of_this_service_is_not_taken_for_the_recipients() {
    let policy = format!("{CITIZEN}=554 5.7.1 <{CITIZEN}> relay access denied");
    assert_eq!(transient(&refusal(&["--refuse", &policy]).await), "the mail relay answered 554 5.7.1");
    let sender = ["--refuse-sender", "553 5.1.8 sender domain unknown"];
    assert_eq!(transient(&refusal(&sender).await), "the mail relay answered 553 5.1.8");
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    let reply = format!("{CITIZEN}=451 4.7.1 <{CITIZEN}> greylisted");
    assert_eq!(transient(&refusal(&["--refuse", &reply]).await), "the mail relay answered 451 4.7.1");

    let folder = tempfile::tempdir().unwrap();
    let (server, mailer) = plain(folder.path(), &["--refuse-first", "2"]);
    transient(&mailer.send(&mail()).await.unwrap_err());
    transient(&mailer.send(&mail()).await.unwrap_err());
    mailer.send(&mail()).await.unwrap();
    only(server.received());
}

#[tokio::test]
async fn what_is_no_address_is_refused_before_any_connection() {
    let unused = mailer(options(1, TlsMode::None, None));
    for to in
        ["", "salma", "salma@", "@specimen.invalid", "a@b.invalid, c@d.invalid", "a@b.invalid\r\nRCPT TO:<c@d.invalid>"]
    {
        let mut sent = mail();
        sent.to = to.to_owned();
        assert_eq!(permanent(&unused.send(&sent).await.unwrap_err()).0, "address", "{to}");
    }
}

#[tokio::test]
async fn an_address_in_arabic_script_the_relay_cannot_carry_is_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, mailer) = plain(folder.path(), &[]);
    let mut sent = mail();
    sent.to = "سلمى@specimen.invalid".to_owned();
    assert_eq!(permanent(&mailer.send(&sent).await.unwrap_err()).0, "5.6.7");
}

#[tokio::test]
async fn an_address_in_arabic_script_is_carried_by_a_relay_that_can() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mailer) = plain(folder.path(), &["--smtputf8"]);
    let mut sent = mail();
    sent.to = "سلمى@specimen.invalid".to_owned();
    mailer.send(&sent).await.unwrap();
    assert_eq!(only(server.received())["rcpt_tos"], serde_json::json!(["سلمى@specimen.invalid"]));
}

#[tokio::test]
async fn a_sending_that_was_cancelled_spoils_no_later_one() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mailer) =
        plain(folder.path(), &["--hold", "HOLD", "--refuse", "nobody@specimen.invalid=550 5.1.1 no"]);
    mailer.send(&mail()).await.unwrap();
    let mut held = mail();
    held.message_id = "HOLD".to_owned();
    // the server keeps this message without answering: the sending is given up in the middle
    tokio::select! {
        outcome = mailer.send(&held) => panic!("the server does not answer: {outcome:?}"),
        () = kept(folder.path(), 2) => {}
    }
    let mut refused = mail();
    refused.to = "nobody@specimen.invalid".to_owned();
    permanent(&mailer.send(&refused).await.unwrap_err());
    mailer.send(&mail()).await.unwrap();
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_relay_that_is_down_gets_the_mail_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(folder.path(), &[]);
    let port = server.port();
    let mailer = mailer(options(port, TlsMode::None, None));
    mailer.send(&mail()).await.unwrap();
    server.stop();

    transient(&mailer.send(&mail()).await.unwrap_err());
    transient(&mailer.check().await.unwrap_err());

    let again = tempfile::tempdir().unwrap();
    let server = MailServer::start(again.path(), &["--port", &port.to_string()]);
    mailer.send(&mail()).await.unwrap();
    only(server.received());
}

#[tokio::test]
async fn connections_are_reused() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mailer) = plain(folder.path(), &[]);
    for _ in 0..10 {
        mailer.send(&mail()).await.unwrap();
    }
    let received = server.received();
    assert_eq!(received.len(), 10);
    assert_eq!(received.last().unwrap()["session"], 1, "one session for all ten");
}

#[tokio::test]
async fn a_relay_that_never_answers_is_left() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut options = options(silent.local_addr().unwrap().port(), TlsMode::None, None);
    options.host = "127.0.0.1".to_owned();
    options.timeout = Duration::from_millis(100);
    assert_eq!(transient(&mailer(options).send(&mail()).await.unwrap_err()), "the mail relay did not answer in time");
}
