//! What every handler can reach.

use std::io;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse};
use wathiq_domain::Locale;
use wathiq_service::App;

use crate::handlers::fault::Fault;
use crate::handlers::notice;
use crate::metrics::Metrics;
use crate::pages::Pages;
use crate::views::{Frame, View};

/// Requests let through from one address.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Orders handed in, an hour.
    pub orders_per_hour: u32,
    /// Tracking codes tried, a minute.
    pub tracking_per_minute: u32,
    /// Documents and lists fetched, a minute.
    pub downloads_per_minute: u32,
    /// Sign-ins tried, a minute.
    pub sign_in_per_minute: u32,
    /// Calls of the JSON API, a minute.
    pub api_per_minute: u32,
}

/// A mail of the demonstration's folder.
#[derive(Debug, Clone)]
pub struct DemoMail {
    /// Name in addresses.
    pub id: String,
    /// When it was written.
    pub sent_at: jiff::Timestamp,
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text part.
    pub text: String,
    /// HTML part.
    pub html: String,
    /// Names, types and contents of its files.
    pub attachments: Vec<(String, String, Vec<u8>)>,
}

/// Reads the mails that the demonstration wrote instead of sending.
pub trait DemoMailbox: Send + Sync {
    /// All of them, newest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn list(&self) -> io::Result<Vec<DemoMail>>;
    /// One of them.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn read(&self, id: &str) -> io::Result<Option<DemoMail>>;
}

/// Somebody to sign in as.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// Role in words of data: `clerk`, `registrar`, `post_room`, `operator`.
    pub role: String,
    /// Commune.
    pub commune: wathiq_domain::Bilingual,
    /// Address.
    pub email: String,
    /// Password.
    pub password: String,
    /// Second-factor secret, base32; the page shows the present digits.
    pub totp_secret: String,
}

/// An act of the demonstration that can be ordered.
#[derive(Debug, Clone)]
pub struct DemoAct {
    /// Commune.
    pub commune: wathiq_domain::Bilingual,
    /// Office.
    pub office: wathiq_domain::Bilingual,
    /// Number and year.
    pub number: String,
    /// Names.
    pub family: wathiq_domain::Bilingual,
    /// Names.
    pub given: wathiq_domain::Bilingual,
    /// Date of birth.
    pub birth_date: wathiq_domain::PartialDate,
}

/// What only the demonstration has.
pub struct Demo {
    /// Who one can sign in as.
    pub accounts: Vec<DemoAccount>,
    /// What one can order.
    pub acts: Vec<DemoAct>,
    /// Where mails went.
    pub mailbox: Box<dyn DemoMailbox>,
}

/// The web part of the service.
pub struct Web {
    /// The service.
    pub app: Arc<App>,
    /// Makes pages.
    pub pages: Pages,
    /// Counts requests.
    pub metrics: Metrics,
    /// Served over https: cookies get `Secure` and `__Host-`.
    pub secure: bool,
    /// Host whose `/` is the verify page.
    pub verify_host: Option<String>,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Limits for one address.
    pub limits: Limits,
    /// The demonstration's own.
    pub demo: Option<Demo>,
}

impl Web {
    /// A page, with status 200.
    ///
    /// # Errors
    /// When its template is broken.
    pub fn page<V: View>(&self, frame: &Frame, view: &V) -> Result<HttpResponse, Fault> {
        self.page_with(StatusCode::OK, frame, view)
    }

    /// A page with another status, such as 422 for a form to correct.
    ///
    /// # Errors
    /// When its template is broken.
    pub fn page_with<V: View>(&self, status: StatusCode, frame: &Frame, view: &V) -> Result<HttpResponse, Fault> {
        let body = self.pages.render(frame, view)?;
        Ok(HttpResponse::build(status).content_type(ContentType::html()).body(body))
    }

    /// The frame of a public page at the address asked for, with the outcome of the action before it.
    pub fn public(&self, request: &HttpRequest, locale: Locale) -> Frame {
        let mut frame = self.public_at(locale, notice::path_without(request));
        frame.notice = notice::of(request);
        frame
    }

    /// The frame of a public page at another address than the one asked for: path and query without the language.
    pub fn public_at(&self, locale: Locale, path: impl Into<String>) -> Frame {
        Frame::public(locale, path, "").in_demo(self.demo.is_some())
    }
}
