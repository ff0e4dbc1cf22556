//! Every endpoint, called by everybody: nobody, a citizen with their own codes, each role, another commune, another
//! office, another site. Generated from the table of endpoints, so that none can be forgotten; what each is answered
//! stands in a snapshot, so that a change shows in the diff.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use wathiq_service::secrets::Purpose;
use wathiq_tests::TestApp;
use wathiq_tests::database::TestDb;
use wathiq_tests::people::By;
use wathiq_tests::server::{TestServer, UNLIMITED, Visitor};
use wathiq_web::routes::Audience;
use wathiq_web::server::ENDPOINTS;

/// What the first commune has for everybody to try.
struct Things {
    request: String,
    document: String,
    delivery: String,
    tracking: String,
    download: String,
}

async fn things(t: &TestApp) -> Things {
    let (_, document, _) = t.issue(t.tenant(), By::Email("fatima@example.org")).await;
    let tenant = t.app.db.tenant(t.tenant());
    let request = t.order(t.tenant(), By::Email("fatima@example.org")).await;
    let issued = tenant.read(move |tx| wathiq_store::tables::documents::get(tx, document)).await.unwrap();
    let mailed = t.tracked(issued.request_id).await.deliveries[0].id;
    let (posted, _, _) = t.issue(t.tenant(), By::Post).await;
    let letter = t.tracked(posted).await.deliveries[0].id;
    Things {
        request: request.to_string(),
        document: document.to_string(),
        delivery: letter.to_string(),
        tracking: t.app.secrets.code(Purpose::Tracking, request.as_uuid()).to_string(),
        download: t.app.secrets.code(Purpose::Download, mailed.as_uuid()).to_string(),
    }
}

/// A path of the pattern that names a real thing of the first commune.
fn path(pattern: &str, things: &Things) -> String {
    let id = if pattern.contains("/requests/") {
        &things.request
    } else if pattern.contains("/documents/") {
        &things.document
    } else {
        &things.delivery
    };
    let path = pattern
        .replace("{lang}", "fr")
        .replace("{id}", id)
        .replace("{code}", &things.tracking)
        .replace("{token}", &things.download)
        .replace("{tenant}", "MA.01.511.01.0")
        .replace("{list}", "202600")
        .replace("{place}", "0");
    assert!(!path.contains('{'), "{pattern} has a part that the matrix does not fill");
    path
}

#[derive(Clone, Copy)]
struct Persona {
    name: &'static str,
    sign_in: Option<(usize, &'static str)>,
}

const PERSONAS: [Persona; 9] = [
    Persona { name: "nobody", sign_in: None },
    Persona { name: "clerk", sign_in: Some((0, "clerk@")) },
    Persona { name: "registrar", sign_in: Some((0, "registrar@")) },
    Persona { name: "post", sign_in: Some((0, "post@")) },
    Persona { name: "auditor", sign_in: Some((0, "auditor@")) },
    Persona { name: "admin", sign_in: Some((0, "administrator@")) },
    Persona { name: "office2", sign_in: Some((0, "other-clerk@")) },
    Persona { name: "commune2", sign_in: Some((1, "clerk@")) },
    Persona { name: "seal2", sign_in: Some((1, "registrar@")) },
];

async fn row(persona: Persona, server: &TestServer, things: &Things) -> Vec<u16> {
    let visitor: Visitor = match persona.sign_in {
        Some((commune, email)) => server.signed_in(commune, email).await,
        None => server.visitor(),
    };
    let csrf = visitor.csrf.clone();
    let mut answers = Vec::new();
    for endpoint in ENDPOINTS {
        let path = path(endpoint.pattern, things);
        // Signing out comes last by its own test; here it would end the row.
        if path.ends_with("/sign-out") {
            answers.push(0);
            continue;
        }
        let form = BTreeMap::from([
            ("csrf", csrf.as_str()),
            ("version", "999"),
            ("id", things.delivery.as_str()),
            ("select", things.request.as_str()),
        ]);
        answers.push(visitor.ask(endpoint.method, &path, &form).await);
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_what_the_snapshot_says() {
    let mut table = vec![String::new(); ENDPOINTS.len()];
    let mut all = Vec::new();
    for persona in PERSONAS {
        let server = TestServer::start(TestApp::on(TestDb::sqlite()).await, UNLIMITED);
        let things = things(&server.t).await;
        all.push((persona, row(persona, &server, &things).await));
    }
    for (place, endpoint) in ENDPOINTS.iter().enumerate() {
        let line = &mut table[place];
        write!(line, "{:<5}{:<44}", endpoint.method, endpoint.pattern).unwrap();
        for (persona, answers) in &all {
            write!(line, " {}={}", persona.name, answers[place]).unwrap();
        }
    }
    for (persona, answers) in &all {
        for (place, endpoint) in ENDPOINTS.iter().enumerate() {
            let (answer, what) =
                (answers[place], format!("{} {} as {}", endpoint.method, endpoint.pattern, persona.name));
            assert!(answer < 500, "{what}: {answer}");
            match (endpoint.audience, persona.name) {
                (Audience::Staff, "nobody") => assert!(matches!(answer, 0 | 303), "{what}: {answer}"),
                (Audience::Staff, "office2" | "commune2" | "seal2") if endpoint.pattern.contains("{id}") => {
                    assert!(matches!(answer, 403 | 404), "{what}: somebody else's row is not there: {answer}");
                }
                (Audience::Operator, _) => assert_eq!(answer, 401, "{what}"),
                (Audience::Demo, _) => assert_eq!(answer, 404, "{what}: only in the demonstration"),
                (Audience::Staff | Audience::Public | Audience::Bearer, _) => {}
            }
        }
    }
    insta::assert_snapshot!(table.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_or_without_the_sessions_token_changes_nothing() {
    let server = TestServer::start(TestApp::on(TestDb::sqlite()).await, UNLIMITED);
    let things = things(&server.t).await;
    let clerk = server.signed_in(0, "clerk@").await;
    for endpoint in ENDPOINTS.iter().filter(|e| e.method == "post" && e.audience == Audience::Staff) {
        let path = path(endpoint.pattern, &things);
        let own = BTreeMap::from([("csrf", clerk.csrf.as_str()), ("version", "1")]);
        assert_eq!(clerk.post_from_elsewhere(&path, &own).await.status(), 403, "{}", endpoint.pattern);
        let without = BTreeMap::from([("csrf", "00"), ("version", "1")]);
        let answer = clerk.post(&path, &without).await.status().as_u16();
        assert!(matches!(answer, 403 | 422 | 400), "{}: {answer}", endpoint.pattern);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session() {
    let server = TestServer::start(TestApp::on(TestDb::sqlite()).await, UNLIMITED);
    let clerk = server.signed_in(0, "clerk@").await;
    assert_eq!(clerk.get("/fr/staff").await.status(), 200);
    let out = clerk.post("/fr/staff/sign-out", &BTreeMap::from([("csrf", clerk.csrf.as_str())])).await;
    assert_eq!(out.status(), 303);
    assert_eq!(clerk.get("/fr/staff").await.status(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_address_read_the_same() {
    let server = TestServer::start(TestApp::on(TestDb::sqlite()).await, UNLIMITED);
    let visitor = server.visitor();
    let read = async |email: &str| {
        let form = BTreeMap::from([("email", email), ("password", "not the password")]);
        let answer = visitor.post("/fr/staff/sign-in", &form).await;
        let status = answer.status();
        (status, answer.text().await.unwrap().replace(email, ""))
    };
    let (wrong, unknown) = (read("clerk@tanger.example.org").await, read("nobody@tanger.example.org").await);
    assert_eq!(wrong, unknown);
    assert_eq!(wrong.0, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_tries_are_told_when_to_come_back() {
    let limits = wathiq_web::state::Limits { tracking_per_minute: 3, ..UNLIMITED };
    let server = TestServer::start(TestApp::on(TestDb::sqlite()).await, limits);
    let visitor = server.visitor();
    let form = BTreeMap::from([("code", "00000000000000000000000000")]);
    let mut last = 0;
    for _ in 0..5 {
        let answer = visitor.post("/fr/track", &form).await;
        last = answer.status().as_u16();
        if last == 429 {
            assert!(answer.headers().contains_key("retry-after"));
        }
    }
    assert_eq!(last, 429);
}
