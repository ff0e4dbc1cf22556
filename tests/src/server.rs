//! A web server of a [`TestApp`] on a free port, and people with a browser's cookies.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use wathiq_service::passwords;
use wathiq_web::metrics::Metrics;
use wathiq_web::server::{self, Listening};
use wathiq_web::state::{Limits, Web};
use wathiq_web::{Assets, Pages, PagesOptions};

use crate::TestApp;
use crate::people::PASSWORD;

/// No limits: tests of the matrix ask more often than people do.
pub const UNLIMITED: Limits = Limits {
    orders_per_hour: 0,
    tracking_per_minute: 0,
    downloads_per_minute: 0,
    sign_in_per_minute: 0,
    api_per_minute: 0,
};

/// A server of a test. Ends with the runtime of the test.
pub struct TestServer {
    /// Where it listens.
    pub address: SocketAddr,
    /// The service behind it.
    pub t: TestApp,
}

impl TestServer {
    /// Starts one.
    pub fn start(t: TestApp, limits: Limits) -> Self {
        let web = Web {
            pages: Pages::new(
                &t.app.texts,
                &Assets::embedded(),
                &PagesOptions { strict_texts: true, ..PagesOptions::default() },
            ),
            app: Arc::clone(&t.app),
            metrics: Metrics::new().expect("counters"),
            secure: false,
            verify_host: None,
            trusted_proxies: Vec::new(),
            limits,
            demo: None,
        };
        let listening = Listening {
            bind: "127.0.0.1:0".to_owned(),
            threads: 1,
            shutdown: Duration::from_secs(1),
            request_head: Duration::from_secs(5),
            keep_alive: Duration::from_secs(5),
        };
        let (running, address) = server::start(web, &listening).expect("a free port");
        tokio::spawn(running);
        Self { address, t }
    }

    /// Somebody with a browser, not signed in.
    pub fn visitor(&self) -> Visitor {
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).build().expect("a client");
        Visitor { client, base: format!("http://{}", self.address), csrf: String::new() }
    }

    /// Somebody signed in with both factors, by the beginning of their address; `commune` counts from 0.
    pub async fn signed_in(&self, commune: usize, email: &str) -> Visitor {
        let credentials = self.t.communes[commune].staff.iter().find(|c| c.email.starts_with(email)).expect("somebody");
        let mut visitor = self.visitor();
        let first = BTreeMap::from([("email", credentials.email.as_str()), ("password", PASSWORD)]);
        let answer = visitor.post("/fr/staff/sign-in", &first).await;
        assert_eq!(answer.status(), 303, "the password is right");
        let secret = base32(&credentials.totp_secret);
        // Each code is good once: the clock of the test goes on for the next.
        self.t.test.clock.advance(jiff::SignedDuration::from_secs(31));
        let code = passwords::totp(&secret, self.t.app.clock.now());
        let answer = visitor.post("/fr/staff/second-factor", &BTreeMap::from([("code", code.as_str())])).await;
        assert_eq!(answer.status(), 303, "the code is right");
        let place = answer.headers()["location"].to_str().expect("a place").to_owned();
        let page = visitor.get(&place).await.text().await.expect("a page");
        let csrf = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        csrf.unwrap_or_default().clone_into(&mut visitor.csrf);
        assert!(!visitor.csrf.is_empty(), "a signed-in page has a form with the session's token");
        visitor
    }
}

/// Somebody with a browser.
pub struct Visitor {
    client: Client,
    base: String,
    /// Token of the session's forms.
    pub csrf: String,
}

impl Visitor {
    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.base)).send().await.expect("an answer")
    }

    /// Sends a form, as a browser does from our own page.
    pub async fn post(&self, path: &str, form: &BTreeMap<&str, &str>) -> Response {
        let request = self.client.post(format!("{}{path}", self.base)).header("sec-fetch-site", "same-origin");
        request.form(form).send().await.expect("an answer")
    }

    /// The same from a page of another site.
    pub async fn post_from_elsewhere(&self, path: &str, form: &BTreeMap<&str, &str>) -> Response {
        let request = self.client.post(format!("{}{path}", self.base)).header("sec-fetch-site", "cross-site");
        request.form(form).send().await.expect("an answer")
    }

    /// Any request, for the matrix.
    pub async fn ask(&self, method: &str, path: &str, form: &BTreeMap<&str, &str>) -> u16 {
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
        let request = self.client.request(method.clone(), format!("{}{path}", self.base));
        let request =
            if method == Method::POST { request.header("sec-fetch-site", "same-origin").form(form) } else { request };
        request.send().await.expect("an answer").status().as_u16()
    }
}

/// Reads RFC 4648 base32 without padding.
pub fn base32(text: &str) -> Vec<u8> {
    let (mut out, mut buffer, mut bits) = (Vec::new(), 0_u32, 0);
    for c in text.bytes() {
        let digit = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|d| *d == c).expect("base32");
        buffer = (buffer << 5) | u32::try_from(digit).expect("a digit");
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((buffer >> bits) & 255).expect("a byte"));
        }
    }
    out
}
