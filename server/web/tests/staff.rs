//! The staff's pages in process, on a whole service: signing in, reviewing, sealing, posting, the log.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::cell::RefCell;
use std::sync::Arc;

use actix_web::body::to_bytes;
use actix_web::cookie::Cookie;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, init_service};
use actix_web::web::Data;
use actix_web::{App, Error};
use jiff::SignedDuration;
use wathiq_domain::ids::RequestId;
use wathiq_i18n::Texts;
use wathiq_service::passwords;
use wathiq_service::secrets::Purpose;
use wathiq_tests::TestApp;
use wathiq_tests::database::TestDb;
use wathiq_tests::people::{By, PASSWORD};
use wathiq_web::handlers::fault;
use wathiq_web::http::{SecurityHeaders, security_headers};
use wathiq_web::metrics::Metrics;
use wathiq_web::server::configure;
use wathiq_web::state::{Limits, Web};
use wathiq_web::{Assets, Pages, PagesOptions};

fn web(t: &TestApp) -> Web {
    let options = PagesOptions { strict_texts: true, ..PagesOptions::default() };
    let off = Limits {
        orders_per_hour: 0,
        tracking_per_minute: 0,
        downloads_per_minute: 0,
        sign_in_per_minute: 0,
        api_per_minute: 0,
    };
    Web {
        app: Arc::clone(&t.app),
        pages: Pages::new(&Texts::embedded().unwrap(), &Assets::embedded(), &options),
        metrics: Metrics::new().unwrap(),
        secure: false,
        verify_host: None,
        trusted_proxies: Vec::new(),
        limits: off,
        demo: None,
    }
}

/// An answer, read.
struct Page {
    status: u16,
    location: String,
    headers: header::HeaderMap,
    body: Vec<u8>,
}

impl Page {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn holds(&self, what: &str) -> bool {
        self.text().contains(what)
    }

    /// The value of the first attribute that begins so, up to the quote.
    fn after(&self, what: &str) -> String {
        let text = self.text();
        let rest = text.split_once(what).unwrap_or_else(|| panic!("no {what} in {text}")).1;
        rest.split('"').next().unwrap().to_owned()
    }

    fn csrf(&self) -> String {
        self.after("name=\"csrf\" value=\"")
    }
}

/// Somebody's browser.
struct Browser<'s, S> {
    service: &'s S,
    session: RefCell<String>,
}

impl<S> Browser<'_, S>
where
    S: Service<actix_http::Request, Response = ServiceResponse, Error = Error>,
{
    async fn send(&self, request: TestRequest) -> Page {
        let session = self.session.borrow().clone();
        let request = if session.is_empty() { request } else { request.cookie(Cookie::new("session", session)) };
        let response = self.service.call(request.to_request()).await.unwrap();
        let set = response.response().cookies().find(|cookie| cookie.name() == "session").map(|c| c.value().to_owned());
        if let Some(set) = set {
            *self.session.borrow_mut() = set;
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let location = headers.get(header::LOCATION).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = to_bytes(response.into_body()).await.unwrap_or_else(|_| panic!("no body")).to_vec();
        Page { status, location, headers, body }
    }

    async fn get(&self, path: &str) -> Page {
        self.send(TestRequest::get().uri(path)).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        self.send(TestRequest::post().uri(path).set_form(form)).await
    }

    /// Both steps; gives the page they lead to.
    async fn sign_in(&self, t: &TestApp, name: &str) -> String {
        let person = t.communes[0].staff.iter().find(|p| p.email.starts_with(name)).unwrap();
        let sent = self.post("/fr/staff/sign-in", &[("email", &person.email), ("password", PASSWORD)]).await;
        assert_eq!((sent.status, sent.location.as_str()), (303, "/fr/staff/second-factor"));
        let digits = passwords::totp(&base32(&person.totp_secret), t.app.clock.now());
        let sent = self.post("/fr/staff/second-factor", &[("code", &digits)]).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        sent.location
    }
}

/// RFC 4648, without padding.
fn base32(text: &str) -> Vec<u8> {
    let (mut bits, mut held, mut out) = (0_u32, 0_u32, Vec::new());
    for c in text.bytes() {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|a| *a == c).unwrap();
        bits = (bits << 5) | u32::try_from(value).unwrap();
        held += 5;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 0xFF).unwrap());
        }
    }
    out
}

macro_rules! service {
    ($t:expr) => {
        init_service(
            App::new()
                .app_data(Data::new(web($t)))
                .app_data(Data::new(SecurityHeaders { https_only: false }))
                .app_data(Data::new(Assets::embedded()))
                .wrap(from_fn(fault::error_pages))
                .wrap(actix_web::middleware::Compat::new(from_fn(security_headers)))
                .configure(configure),
        )
        .await
    };
}

fn browser<S>(service: &S) -> Browser<'_, S> {
    Browser { service, session: RefCell::default() }
}

async fn fresh() -> TestApp {
    TestApp::on(TestDb::sqlite()).await
}

#[actix_web::test]
async fn signing_in_takes_two_steps_and_says_nothing_of_what_was_wrong() {
    let t = fresh().await;
    let service = service!(&t);
    let b = browser(&service);
    let sent = b.get("/fr/staff").await;
    assert_eq!((sent.status, sent.location.as_str()), (303, "/fr/staff/sign-in"));
    assert_eq!(b.get("/fr/staff/sign-in").await.status, 200);

    let person = &t.communes[0].staff[0];
    let wrong = b.post("/fr/staff/sign-in", &[("email", &person.email), ("password", "wrong horse")]).await;
    let nobody = b
        .post("/fr/staff/sign-in", &[("email", &person.email.replace("clerk", "nobody")), ("password", PASSWORD)])
        .await;
    assert_eq!((wrong.status, nobody.status), (401, 401));
    assert!(wrong.holds(&format!("value=\"{}\"", person.email)) && !wrong.holds("wrong horse"));
    assert_eq!(wrong.text().replace("clerk", "nobody"), nobody.text());

    let half = b
        .post("/fr/staff/sign-in", &[("email", &person.email), ("password", PASSWORD), ("next", "/fr/staff/seal")])
        .await;
    assert_eq!(half.location, "/fr/staff/second-factor?next=%2Ffr%2Fstaff%2Fseal");
    let cookie = half.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let first = b.session.borrow().clone();
    assert_eq!(b.get("/fr/staff").await.location, "/fr/staff/sign-in", "half a session opens nothing");
    assert!(b.get(&half.location).await.holds("value=\"/fr/staff/seal\""));
    let refused = b.post("/fr/staff/second-factor", &[("code", "000000")]).await;
    assert_eq!(refused.status, 401);
    let digits = passwords::totp(&base32(&person.totp_secret), t.app.clock.now());
    let whole = b.post("/fr/staff/second-factor", &[("code", &digits), ("next", "https://evil.invalid/")]).await;
    assert_eq!((whole.status, whole.location.as_str()), (303, "/fr/staff"));
    assert_ne!(*b.session.borrow(), first, "the session has a new secret");
    assert_eq!(b.get("/fr/staff/sign-in").await.location, "/fr/staff");

    let page = b.get("/fr/staff").await;
    assert!(page.holds("clerk Exemple"));
    assert_eq!(b.post("/fr/staff/sign-out", &[("csrf", "")]).await.status, 403);
    let out = b.post("/fr/staff/sign-out", &[("csrf", &page.csrf())]).await;
    assert_eq!((out.status, out.location.as_str()), (303, "/fr/staff/sign-in?said=signed-out"));
    assert_eq!(b.get("/fr/staff").await.status, 303);
}

#[actix_web::test]
async fn roles_see_their_own_pages_only() {
    let t = fresh().await;
    t.order(t.tenant(), By::Email("a@example.org")).await;
    let service = service!(&t);
    let own = [
        ("clerk", "/fr/staff"),
        ("registrar", "/fr/staff"),
        ("post", "/fr/staff/post"),
        ("auditor", "/fr/staff/audit"),
    ];
    let open = [
        ("/fr/staff", &["clerk", "registrar"][..]),
        ("/fr/staff/seal", &["registrar"]),
        ("/fr/staff/post", &["post"]),
        ("/fr/staff/audit", &["auditor"]),
    ];
    for (name, first) in own {
        let b = browser(&service);
        assert_eq!(b.sign_in(&t, name).await, first, "{name}");
        for (path, roles) in open {
            let expected = if roles.contains(&name) { 200 } else { 403 };
            let page = b.get(path).await;
            assert_eq!(page.status, expected, "{name} {path}");
            if expected == 200 {
                for (link, roles) in open {
                    let shown = page
                        .text()
                        .split("class=\"staff-nav\"")
                        .nth(1)
                        .unwrap()
                        .split("</nav>")
                        .next()
                        .unwrap()
                        .contains(&format!("href=\"{link}\""));
                    assert_eq!(shown, roles.contains(&name), "{name} on {path}: {link}");
                }
            }
        }
    }
    let b = browser(&service);
    b.sign_in(&t, "other-clerk").await;
    let page = b.get("/fr/staff?state=submitted").await;
    assert!(page.status == 200 && !page.holds("129/1982"), "another office's requests are not there");
}

#[actix_web::test]
async fn the_queue_is_searched_and_filtered() {
    let t = fresh().await;
    let id = t.order(t.tenant(), By::Email("a@example.org")).await;
    let service = service!(&t);
    let b = browser(&service);
    b.sign_in(&t, "clerk").await;
    let code = t.app.secrets.code(Purpose::Tracking, id.as_uuid()).grouped();
    let row = format!("href=\"/fr/staff/requests/{id}\"");
    for found in [
        "",
        "?state=submitted",
        "?q=129%2F1982",
        &format!("?q={code}"),
        "?after=2000-01-01.00000000-0000-0000-0000-000000000000",
    ] {
        let page = b.get(&format!("/fr/staff{found}")).await;
        assert!(page.status == 200 && page.holds(&row), "{found}");
    }
    for none in
        ["?state=approved", "?q=130%2F1982", "?q=Exemple", "?after=2100-01-01.00000000-0000-0000-0000-000000000000"]
    {
        let page = b.get(&format!("/fr/staff{none}")).await;
        assert!(page.status == 200 && !page.holds(&row), "{none}");
    }
    assert!(!b.get("/fr/staff").await.holds("class=\"late\""));
    t.test.clock.advance(SignedDuration::from_hours(24 * 30));
    b.sign_in(&t, "clerk").await;
    assert!(b.get("/fr/staff").await.holds("class=\"late\""));

    let other = browser(&service);
    other.sign_in(&t, "other-clerk").await;
    let page = other.get(&format!("/fr/staff?q={code}")).await;
    assert!(page.status == 200 && !page.holds("129/1982"), "a code of another office finds nothing");
    assert_eq!(other.get(&format!("/fr/staff/requests/{id}")).await.status, 404);
}

#[actix_web::test]
async fn a_request_is_compared_decided_and_taken_back() {
    let t = fresh().await;
    let id: RequestId = t.order(t.tenant(), By::Email("a@example.org")).await;
    let service = service!(&t);
    let b = browser(&service);
    b.sign_in(&t, "clerk").await;
    let page = b.get(&format!("/fr/staff/requests/{id}")).await;
    assert!(page.status == 200 && page.holds("129/1982") && page.holds("130/1982"), "{}", page.text());
    let csrf = page.csrf();
    let action = |page: &Page, step: &str| {
        let start = format!("action=\"/fr/staff/requests/{id}");
        let text = page.text();
        let found = text.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).find(|a| a.ends_with(step));
        format!("/fr/staff/requests/{id}{}", found.unwrap_or_else(|| panic!("no {step}")))
    };

    let pdf = b.get(&page.after("<iframe class=\"preview\" src=\"")).await;
    assert_eq!(
        (pdf.status, pdf.headers.get(header::CONTENT_TYPE).unwrap().to_str().unwrap()),
        (200, "application/pdf")
    );
    assert!(pdf.body.starts_with(b"%PDF-") && pdf.headers.get(header::CACHE_CONTROL).unwrap() == "no-store");
    assert_eq!(pdf.headers.get(header::CONTENT_SECURITY_POLICY).unwrap(), "frame-ancestors 'self'");

    let other = page.after("name=\"act\" value=\"");
    let chosen = b.post(&action(&page, "/entry"), &[("csrf", &csrf), ("act", &other)]).await;
    assert_eq!(
        (chosen.status, chosen.location.as_str()),
        (303, format!("/fr/staff/requests/{id}?entry={other}").as_str())
    );
    let with_other = b.get(&chosen.location).await;
    assert!(with_other.holds("Salma"));
    let preview = with_other.after("<iframe class=\"preview\" src=\"");
    assert!(preview.contains(&other), "the preview is of the act that is shown: {preview}");
    assert_ne!(b.get(&preview).await.body, pdf.body);

    let (approve, reject) = (action(&page, "/approve"), action(&page, "/reject"));
    assert_eq!(b.post(&approve, &[("csrf", "00")]).await.status, 403);
    let empty = b.post(&reject, &[("csrf", &csrf), ("words", "Introuvable.")]).await;
    assert!(empty.status == 422 && empty.holds("Introuvable.") && empty.holds("id=\"reason-error\""));
    assert!(
        empty.holds(&format!("href=\"/ar/staff/requests/{id}\"")),
        "the language switch leads to a page that opens"
    );
    let wordless = b.post(&reject, &[("csrf", &csrf), ("reason", "act_not_found")]).await;
    assert!(wordless.status == 422 && wordless.holds("id=\"words-error\""));

    let done = b.post(&approve, &[("csrf", &csrf)]).await;
    assert_eq!((done.status, done.location.as_str()), (303, format!("/fr/staff/requests/{id}").as_str()));
    let approved = b.get(&done.location).await;
    let undone = b.post(&action(&approved, "/undo"), &[("csrf", &csrf)]).await;
    assert_eq!(undone.location, format!("/fr/staff/requests/{id}?said=undone"));
    let reopened = b.get(&undone.location).await;
    assert_eq!(reopened.status, 200);

    let stale = b.post(&approve, &[("csrf", &csrf)]).await;
    assert!(stale.status == 409 && stale.holds("class=\"notice warning\""), "{}", stale.text());
    let bare = b.post(&format!("/fr/staff/requests/{id}/approve"), &[("csrf", &csrf), ("act", &other)]).await;
    assert_eq!(bare.status, 409, "a decision names the version it is about");

    let ask = action(&reopened, "/ask");
    assert_eq!(b.post(&ask, &[("csrf", &csrf), ("question", " ")]).await.status, 422);
    let asked = b.post(&ask, &[("csrf", &csrf), ("question", "Quel est le prénom du grand-père ?")]).await;
    assert_eq!(asked.location, format!("/fr/staff/requests/{id}?said=asked"));
    let page = b.get(&asked.location).await;
    assert!(page.holds("Quel est le prénom") && !page.holds("/approve\""));

    t.test.clock.advance(SignedDuration::from_mins(1));
    for bad in ["not-an-id", &format!("{id}.x"), "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(b.get(&format!("/fr/staff/requests/{bad}")).await.status, 404, "{bad}");
    }
}

#[actix_web::test]
async fn an_approved_request_is_sealed_and_withdrawn() {
    let t = fresh().await;
    let id = t.order(t.tenant(), By::Email("a@example.org")).await;
    t.approve(t.tenant(), id).await;
    let service = service!(&t);
    let b = browser(&service);
    b.sign_in(&t, "registrar").await;
    let page = b.get("/fr/staff/seal").await;
    assert!(page.status == 200 && page.holds("12/2026") && page.holds("129/1982") && page.holds("clerk Exemple"));
    let csrf = page.csrf();
    let none = b.post("/fr/staff/seal", &[("csrf", &csrf)]).await;
    assert!(none.status == 422 && none.holds("href=\"#select\""));
    let sealed = b.post("/fr/staff/seal", &[("csrf", &csrf), ("select", &id.to_string())]).await;
    assert_eq!((sealed.status, sealed.location.as_str()), (303, "/fr/staff/seal?said=sealed&count=1"));
    assert!(!b.get(&sealed.location).await.holds("129/1982"));
    let twice = b.post("/fr/staff/seal", &[("csrf", &csrf), ("select", &id.to_string())]).await;
    assert_eq!(twice.status, 409);

    let document = t.tracked(id).await.documents[0].id;
    let path = format!("/fr/staff/documents/{document}");
    assert_eq!(b.get(&path).await.status, 404, "not before it is sealed");
    t.drain().await;
    let page = b.get(&path).await;
    assert!(page.status == 200 && page.holds("000001") && page.holds("registrar Exemple"), "{}", page.text());
    assert!(b.get(&format!("/fr/staff/requests/{id}")).await.holds(&format!("href=\"{path}\"")));
    let pdf = b.get(&format!("{path}/document.pdf")).await;
    assert_eq!(pdf.body, t.app.blobs.get(t.tenant(), document).await.unwrap());

    let withdraw = format!("{path}/withdraw");
    assert_eq!(b.post(&withdraw, &[("csrf", &csrf), ("reason", " ")]).await.status, 422);
    let gone = b.post(&withdraw, &[("csrf", &csrf), ("reason", "Acte rectifié.")]).await;
    assert_eq!(gone.location, format!("{path}?said=withdrawn"));
    assert!(b.get(&gone.location).await.holds("Acte rectifié."));
    assert_eq!(b.post(&withdraw, &[("csrf", &csrf), ("reason", "Encore.")]).await.status, 409);

    let clerk = browser(&service);
    clerk.sign_in(&t, "clerk").await;
    let page = clerk.get(&path).await;
    assert!(page.status == 200 && !page.holds("/withdraw\""));
    assert_eq!(clerk.post(&withdraw, &[("csrf", &page.csrf()), ("reason", "Non.")]).await.status, 403);
}

#[actix_web::test]
async fn nobody_seals_without_a_delegation_in_force() {
    let t = fresh().await;
    let id = t.order(t.tenant(), By::Email("a@example.org")).await;
    t.approve(t.tenant(), id).await;
    t.test.clock.advance(SignedDuration::from_hours(24 * 366 * 5));
    let service = service!(&t);
    let b = browser(&service);
    b.sign_in(&t, "registrar").await;
    let page = b.get("/fr/staff/seal").await;
    assert!(page.status == 200 && page.holds("a pris fin") && !page.holds("data-key=\"s\""), "{}", page.text());
    let refused = b.post("/fr/staff/seal", &[("csrf", &page.csrf()), ("select", &id.to_string())]).await;
    assert!(matches!(refused.status, 403 | 409), "{}", refused.status);
}

#[actix_web::test]
async fn letters_are_printed_and_handed_over() {
    let t = fresh().await;
    t.issue(t.tenant(), By::Post).await;
    let service = service!(&t);
    let b = browser(&service);
    b.sign_in(&t, "post").await;
    let page = b.get("/fr/staff/post").await;
    assert!(page.status == 200 && page.holds("Fatima EXEMPLE") && page.holds("90000 Tanger"));
    let (csrf, letter) = (page.csrf(), page.after("name=\"select\" value=\""));
    let pdf = b.get(&format!("/fr/staff/post/{letter}/letter.pdf")).await;
    assert!(pdf.status == 200 && pdf.body.starts_with(b"%PDF-"));

    assert_eq!(b.post("/fr/staff/post/handed-over", &[("csrf", &csrf), ("select", &letter)]).await.status, 409);
    assert_eq!(b.post("/fr/staff/post/printed", &[("csrf", &csrf)]).await.status, 422);
    let printed = b.post("/fr/staff/post/printed", &[("csrf", &csrf), ("select", &letter)]).await;
    assert_eq!((printed.status, printed.location.as_str()), (303, "/fr/staff/post?said=printed&count=1"));
    let field = format!("number-{letter}");
    assert!(b.get("/fr/staff/post").await.holds(&format!("name=\"{field}\"")));
    let wrong = [("csrf", csrf.as_str()), ("select", &letter), (&field, "RR473124828MA")];
    let refused = b.post("/fr/staff/post/handed-over", &wrong).await;
    assert!(refused.status == 422 && refused.holds("href=\"#select-hand-over\""), "{}", refused.text());
    assert!(refused.holds("value=\"RR473124828MA\"") && refused.holds(" checked"), "what was typed and ticked is kept");
    let right = [("csrf", csrf.as_str()), ("select", &letter), (&field, "rr 473 124 829 ma")];
    let gone = b.post("/fr/staff/post/handed-over", &right).await;
    assert_eq!((gone.status, gone.location.as_str()), (303, "/fr/staff/post?said=handed-over&count=1"));
    assert!(b.get(&gone.location).await.holds("Fatima EXEMPLE"));
}

#[actix_web::test]
async fn the_log_is_read_page_by_page() {
    let t = fresh().await;
    for _ in 0..30 {
        t.order(t.tenant(), By::Email("a@example.org")).await;
    }
    let clerk = t.member(t.tenant(), "clerk@").await;
    let many = t
        .app
        .db
        .tenant(t.tenant())
        .write(move |tx| {
            for _ in 0..40 {
                tx.audit(wathiq_service::audit::staff(clerk.id, "view"));
            }
            Ok::<_, wathiq_service::Error>(())
        })
        .await;
    many.unwrap();
    let service = service!(&t);
    let b = browser(&service);
    b.sign_in(&t, "auditor").await;
    let page = b.get("/ar/staff/audit").await;
    assert!(page.status == 200 && page.text().matches("<tr>").count() == 51, "50 lines and the head");
    let next = page.after("<a href=\"?before=");
    let second = b.get(&format!("/ar/staff/audit?before={next}")).await;
    assert!(second.status == 200 && second.holds("submit"));
    assert!(!second.holds(&format!("<td>{next}</td>")), "no line stands on two pages");
}
