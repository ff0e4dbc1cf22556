//! Mail through a real SMTP server, and post.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use wathiq_channels::smtp::{SmtpMailer, SmtpOptions, TlsMode};
use wathiq_domain::delivery::DeliveryState;
use wathiq_domain::request::RequestState;
use wathiq_service::{Error, post};
use wathiq_tests::database::TestDb;
use wathiq_tests::mail_server::MailServer;
use wathiq_tests::people::By;
use wathiq_tests::{TestApp, both};

fn smtp(port: u16, test: &TestDb) -> Arc<SmtpMailer> {
    let options = SmtpOptions {
        host: "127.0.0.1".to_owned(),
        port,
        tls: TlsMode::None,
        ca_pem: None,
        sign_in: None,
        hello_name: Some("localhost".to_owned()),
        max_connections: 2,
        timeout: Duration::from_secs(10),
    };
    Arc::new(SmtpMailer::new(options, test.sources().0).unwrap())
}

/// The server is down for the first tries; the mail arrives later, once.
async fn mail_waits_for_a_server_that_is_down(test: TestDb) {
    let folder = tempfile::tempdir().unwrap();
    let first = MailServer::start(folder.path(), &[]);
    let port = first.port();
    first.stop();
    let mailer = smtp(port, &test);
    let t = TestApp::with_mailer(test, Some(mailer)).await;
    let (request, _, _) = t.issue(t.tenant(), By::Email("fatima@example.org")).await;
    assert_eq!(t.tracked(request).await.request.state, RequestState::Sealed, "sealed, and not lost");
    t.test.clock.advance(SignedDuration::from_secs(6));
    t.drain().await;

    let port = port.to_string();
    let server = MailServer::start(folder.path(), &["--port", &port]);
    t.test.clock.advance(SignedDuration::from_mins(5));
    t.drain().await;
    assert_eq!(server.received().len(), 2, "receipt and link");
    t.test.clock.advance(SignedDuration::from_mins(60));
    assert_eq!(t.drain().await, 0, "nothing is left to do");
    assert_eq!(server.received().len(), 2, "each once");
    assert_eq!(t.tracked(request).await.request.state, RequestState::Dispatched);
}

/// The server refuses the address for good: the clerk and the citizen see it, and nothing is tried again.
async fn an_address_refused_for_good_is_shown(test: TestDb) {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(folder.path(), &["--refuse", "nobody@example.org=550 5.1.1 No such user"]);
    let mailer = smtp(server.port(), &test);
    let t = TestApp::with_mailer(test, Some(mailer)).await;
    let (request, _, _) = t.issue(t.tenant(), By::Email("nobody@example.org")).await;
    let tracked = t.tracked(request).await;
    assert_eq!(tracked.request.state, RequestState::Undeliverable);
    assert_eq!(tracked.request.delivery_note.as_deref(), Some("refused"));
    assert_eq!(tracked.deliveries[0].state, DeliveryState::Failed);
    t.test.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(t.drain().await, 0);
    assert!(server.received().is_empty());
}

macro_rules! both_databases {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                super::$name(super::TestDb::sqlite()).await;
            }
            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                super::$name(super::TestDb::postgres()).await;
            }
        }
    )+};
}
both_databases! { mail_waits_for_a_server_that_is_down, an_address_refused_for_good_is_shown }

async fn a_letter_is_printed_and_handed_over(t: TestApp) {
    let (request, _, sealed) = t.issue(t.tenant(), By::Post).await;
    assert_eq!(t.tracked(request).await.request.state, RequestState::Sealed, "waits for the post room");
    let who = t.member(t.tenant(), "post@").await;
    let db = t.app.db.tenant(t.tenant());
    let reader = who.clone();
    let letters = db.read(move |tx| post::list(tx, &reader, &[DeliveryState::Pending], None, 50)).await.unwrap();
    let (letter, id) = (letters[0].clone(), letters[0].delivery.id);
    let file = post::print_file(&t.app, &letter).await.unwrap();
    assert!(file.starts_with(b"%PDF-") && file.len() > sealed.len() / 2);

    let (clerk, first) = (who.clone(), who.clone());
    let early = db.write(move |tx| post::handed_over(tx, &clerk, id, "")).await;
    assert!(matches!(early, Err(Error::Conflict)), "not before it is printed");
    db.write(move |tx| post::printed(tx, &first, id)).await.unwrap();
    let wrong = who.clone();
    let refused = db.write(move |tx| post::handed_over(tx, &wrong, id, "RR473124828MA")).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "a wrong check digit");
    db.write(move |tx| post::handed_over(tx, &who, id, "rr 473124829 ma")).await.unwrap();
    let tracked = t.tracked(request).await;
    assert_eq!(tracked.request.state, RequestState::Dispatched);
    assert_eq!(tracked.deliveries[0].tracking_number.as_deref(), Some("RR473124829MA"));
    t.drain().await;
    assert!(t.mails().iter().any(|mail| mail.text.contains("RR473124829MA")), "the citizen is told");
}

both! { a_letter_is_printed_and_handed_over }
