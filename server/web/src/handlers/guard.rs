//! Who asks, and whether the form is ours: cookies, sign-in, cross-site checks, limits.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::LazyLock;

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration as CookieTime;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::Method;
use actix_web::http::header;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use subtle::ConstantTimeEq;
use wathiq_domain::Locale;
use wathiq_domain::code::Code;
use wathiq_domain::staff::Role;
use wathiq_service::accounts::{self, SignedIn};

use super::fault::Fault;
use crate::state::{Limits, Web};
use crate::views::{Frame, StaffHead};

/// Cookie of a staff session.
pub const SESSION: &str = "session";
/// Cookie of a draft.
pub const ORDER: &str = "order";

impl Web {
    /// A cookie's full name: with https it is bound to this host.
    fn cookie_name(&self, name: &str) -> String {
        if self.secure { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// A cookie that scripts cannot read and other sites cannot send along with a form.
    pub fn cookie(&self, name: &str, value: &str, seconds: i64) -> Cookie<'static> {
        Cookie::build(self.cookie_name(name), value.to_owned())
            .path("/")
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Lax)
            .max_age(CookieTime::seconds(seconds))
            .finish()
    }

    /// The value of a cookie.
    pub fn cookie_value(&self, request: &HttpRequest, name: &str) -> Option<String> {
        request.cookie(&self.cookie_name(name)).map(|cookie| cookie.value().to_owned())
    }

    /// The draft this browser holds.
    pub fn draft_code(&self, request: &HttpRequest) -> Option<Code> {
        self.cookie_value(request, ORDER).and_then(|value| Code::parse(&value).ok())
    }

    /// Who is signed in with both factors.
    ///
    /// # Errors
    /// [`Fault::SignIn`] when nobody is.
    pub async fn signed_in(&self, request: &HttpRequest, locale: Locale) -> Result<SignedIn, Fault> {
        let token = self.cookie_value(request, SESSION).ok_or(Fault::SignIn(locale))?;
        match accounts::signed_in(&self.app, &token).await? {
            Some(who) if who.complete => Ok(who),
            Some(_) | None => Err(Fault::SignIn(locale)),
        }
    }

    /// Who is signed in, for a form that changes something: the form must carry the session's own token.
    ///
    /// # Errors
    /// [`Fault::Foreign`] when it does not.
    pub async fn signed_in_form(&self, request: &HttpRequest, locale: Locale, csrf: &str) -> Result<SignedIn, Fault> {
        let who = self.signed_in(request, locale).await?;
        own_form(request, &self.app.settings.base_url)?;
        let expected = csrf_of(&who);
        if expected.as_bytes().ct_eq(csrf.as_bytes()).into() { Ok(who) } else { Err(Fault::Foreign) }
    }

    /// The frame of a staff page.
    pub fn staff(&self, request: &HttpRequest, locale: Locale, who: &SignedIn) -> Frame {
        let path = request.path().get(3..).unwrap_or_default();
        let head = StaffHead {
            name: who.member.name.clone(),
            reviews: who.member.has(Role::Clerk) || who.member.has(Role::Registrar),
            seals: who.member.has(Role::Registrar),
            posts: who.member.has(Role::PostRoom),
            audits: who.member.has(Role::Auditor) || who.member.has(Role::Administrator),
        };
        Frame::public(locale, path, csrf_of(who))
            .for_tenant(who.tenant.name())
            .for_staff(head)
            .in_demo(self.demo.is_some())
    }

    /// The address a request comes from; a trusted proxy's word is taken for it.
    pub fn peer(&self, request: &HttpRequest) -> Option<IpAddr> {
        let peer = request.peer_addr()?.ip();
        if !self.trusted_proxies.contains(&peer) {
            return Some(peer);
        }
        let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
        // The last address was written by the proxy we trust; those before it by anybody.
        forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok()).or(Some(peer))
    }

    /// Counts a request against the limit of its kind.
    ///
    /// # Errors
    /// [`Fault::Limited`] when the address has used it up.
    pub fn limit(&self, request: &HttpRequest, kind: Kind) -> Result<(), Fault> {
        let Some(peer) = self.peer(request) else { return Ok(()) };
        LIMITERS.check(kind, &self.limits, peer)
    }
}

/// The token that forms of a session carry.
pub fn csrf_of(who: &SignedIn) -> String {
    hex::encode(who.csrf)
}

/// Whether a form was sent from our own pages, by what browsers say of themselves.
///
/// # Errors
/// [`Fault::Foreign`] when it was not.
pub fn own_form(request: &HttpRequest, base_url: &str) -> Result<(), Fault> {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return Ok(());
    }
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return if matches!(site, "same-origin" | "none") { Ok(()) } else { Err(Fault::Foreign) };
    }
    match text(header::ORIGIN.as_str()) {
        // The host the browser believes it speaks to, or the configured one behind a proxy.
        Some(origin) => {
            let host = text(header::HOST.as_str()).unwrap_or_default();
            let same = origin == base_url || origin.split("://").nth(1).is_some_and(|o| !host.is_empty() && o == host);
            if same { Ok(()) } else { Err(Fault::Foreign) }
        }
        // No browser: nothing rides on somebody else's cookies.
        None => Ok(()),
    }
}

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Handing orders in.
    Order,
    /// Trying tracking codes and links.
    Tracking,
    /// Fetching documents and lists.
    Download,
    /// Signing in.
    SignIn,
    /// Calling the API.
    Api,
}

/// One limiter, shared by the threads.
type Limiter = std::sync::Arc<DefaultKeyedRateLimiter<IpAddr>>;

struct Limiters {
    of: std::sync::Mutex<std::collections::HashMap<(u8, u32), Limiter>>,
    clock: DefaultClock,
}

static LIMITERS: LazyLock<Limiters> =
    LazyLock::new(|| Limiters { of: std::sync::Mutex::default(), clock: DefaultClock::default() });

impl Limiters {
    fn check(&self, kind: Kind, limits: &Limits, peer: IpAddr) -> Result<(), Fault> {
        let (tag, count) = match kind {
            Kind::Order => (0, limits.orders_per_hour),
            Kind::Tracking => (1, limits.tracking_per_minute),
            Kind::Download => (2, limits.downloads_per_minute),
            Kind::SignIn => (3, limits.sign_in_per_minute),
            Kind::Api => (4, limits.api_per_minute),
        };
        // Zero switches a limit off.
        let Some(count) = NonZeroU32::new(count) else { return Ok(()) };
        let quota = if kind == Kind::Order { Quota::per_hour(count) } else { Quota::per_minute(count) };
        let limiter = {
            let mut of = self.of.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            of.entry((tag, count.get())).or_insert_with(|| std::sync::Arc::new(RateLimiter::keyed(quota))).clone()
        };
        limiter.check_key(&peer).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now()).as_secs() + 1;
            Fault::Limited(u32::try_from(wait).unwrap_or(u32::MAX))
        })
    }
}
