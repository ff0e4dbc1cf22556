//! Signing in, in two steps, and signing out.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use wathiq_domain::Locale;
use wathiq_domain::staff::{Role, StaffMember};
use wathiq_service::{Error, accounts};

use super::fault::{Answer, Fault};
use super::guard::{Kind, SESSION, own_form};
use super::staff::desk::{Csrf, Done, see};
use crate::http::Lang;
use crate::routes::{AUDIT, POST, QUEUE, Route, SECOND_FACTOR, SIGN_IN};
use crate::state::Web;
use crate::views::sign_in::{SecondFactor, SecondFactorFields, SignIn, SignInFields};
use crate::views::{Form, Message, Tone};

/// Time the cookie of a half session is kept; the service ends the session itself after as long.
const HALF_SESSION_SECONDS: i64 = 600;

/// Where to go afterwards, and what was just done.
#[derive(Debug, Deserialize)]
pub struct Arrival {
    next: Option<String>,
    said: Option<String>,
}

/// The first step as typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
}

/// The second step as typed.
#[derive(Deserialize)]
pub struct TypedCode {
    #[serde(default)]
    code: String,
    next: Option<String>,
}

/// A staff page to open after signing in; an address of another site or of another part of ours is dropped.
fn own_page(next: Option<String>) -> Option<String> {
    let allowed = |path: &str| {
        let rest = path.strip_prefix('/').and_then(|rest| rest.split_once('/'));
        let staff = rest.is_some_and(|(lang, rest)| {
            Locale::from_tag(lang).is_some()
                && (rest == "staff" || rest.starts_with("staff/") || rest.starts_with("staff?"))
        });
        staff && !path.contains("//") && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
    };
    next.filter(|path| path.len() <= 512 && allowed(path))
}

/// The first page that the roles allow.
fn first_page(who: &StaffMember) -> Route {
    if who.has(Role::Clerk) || who.has(Role::Registrar) {
        QUEUE
    } else if who.has(Role::PostRoom) {
        POST
    } else if who.has(Role::Auditor) || who.has(Role::Administrator) {
        AUDIT
    } else {
        QUEUE
    }
}

/// Whose session the cookie holds.
enum Held {
    /// There is no cookie.
    Nobody,
    /// Its session has ended.
    Over,
    /// The password was given, the second factor not yet.
    Half,
    /// Signed in.
    Whole(StaffMember),
}

async fn held(web: &Web, request: &HttpRequest) -> Result<Held, Fault> {
    let Some(token) = web.cookie_value(request, SESSION) else { return Ok(Held::Nobody) };
    Ok(match accounts::signed_in(&web.app, &token).await? {
        Some(who) if who.complete => Held::Whole(who.member),
        Some(_) => Held::Half,
        None => Held::Over,
    })
}

/// `GET /{lang}/staff/sign-in`
pub async fn form(request: HttpRequest, lang: Lang, web: Data<Web>, query: web::Query<Arrival>) -> Answer {
    let Lang(locale) = lang;
    let Arrival { next, said } = query.into_inner();
    let mut frame = web.public(&request, locale);
    match held(&web, &request).await? {
        Held::Whole(who) => return Ok(see(first_page(&who), locale, &[])),
        Held::Over => frame = frame.with_notice(Tone::Info, Message::new("notice-session-over")),
        Held::Nobody | Held::Half => {}
    }
    if said.as_deref() == Some(Done::SignedOut.word()) {
        frame = frame.with_notice(Tone::Success, Message::new("notice-signed-out"));
    }
    web.page(&frame, &SignIn { form: Form::default(), next: own_page(next) })
}

/// The words of a refused sign-in, and the status: the address and the password are not told apart.
fn refused(error: &Error, refused: &'static str) -> Option<(StatusCode, Message)> {
    if matches!(error, Error::SignInRefused) {
        Some((StatusCode::UNAUTHORIZED, Message::new(refused)))
    } else if matches!(error, Error::TooManyTries) {
        Some((StatusCode::TOO_MANY_REQUESTS, Message::new("sign-in-locked")))
    } else {
        None
    }
}

/// `POST /{lang}/staff/sign-in`: a good password begins a half session, which only the second factor completes.
pub async fn sign_in(request: HttpRequest, lang: Lang, web: Data<Web>, typed: web::Form<Typed>) -> Answer {
    let Lang(locale) = lang;
    own_form(&request, &web.app.settings.base_url)?;
    web.limit(&request, Kind::SignIn)?;
    let Typed { email, password, next } = typed.into_inner();
    let next = own_page(next);
    match accounts::sign_in(&web.app, &email, &password).await {
        Ok(token) => {
            let parts = next.as_deref().map(|next| ("next", next));
            let mut answer = see(SECOND_FACTOR, locale, parts.as_slice());
            keep(&web, &mut answer, token.as_str(), HALF_SESSION_SECONDS);
            Ok(answer)
        }
        Err(error) => {
            let Some((status, message)) = refused(&error, "sign-in-refused") else { return Err(error.into()) };
            let form = Form::new(SignInFields { email }).with_error("email", message);
            web.page_with(status, &web.public(&request, locale), &SignIn { form, next })
        }
    }
}

/// `GET /{lang}/staff/second-factor`
pub async fn second_factor_form(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    query: web::Query<Arrival>,
) -> Answer {
    let Lang(locale) = lang;
    match held(&web, &request).await? {
        Held::Whole(who) => Ok(see(first_page(&who), locale, &[])),
        Held::Nobody | Held::Over => Ok(see(SIGN_IN, locale, &[])),
        Held::Half => {
            let view = SecondFactor { form: Form::default(), next: own_page(query.into_inner().next) };
            web.page(&web.public(&request, locale), &view)
        }
    }
}

/// `POST /{lang}/staff/second-factor`: the whole session gets a new cookie, so that one seen before is worth nothing.
pub async fn second_factor(request: HttpRequest, lang: Lang, web: Data<Web>, typed: web::Form<TypedCode>) -> Answer {
    let Lang(locale) = lang;
    own_form(&request, &web.app.settings.base_url)?;
    web.limit(&request, Kind::SignIn)?;
    let TypedCode { code, next } = typed.into_inner();
    let next = own_page(next);
    let token = web.cookie_value(&request, SESSION).ok_or(Fault::SignIn(locale))?;
    match accounts::second_factor(&web.app, &token, &code).await {
        Ok(token) => {
            let who = accounts::signed_in(&web.app, token.as_str()).await?.ok_or(Fault::SignIn(locale))?;
            let mut answer = match next {
                Some(page) => HttpResponse::SeeOther().insert_header((header::LOCATION, page)).finish(),
                None => see(first_page(&who.member), locale, &[]),
            };
            keep(&web, &mut answer, token.as_str(), accounts::session_seconds());
            Ok(answer)
        }
        Err(Error::SignInNeeded) => Err(Fault::SignIn(locale)),
        Err(error) => {
            let Some((status, message)) = refused(&error, "second-factor-refused") else { return Err(error.into()) };
            let form = Form::new(SecondFactorFields {}).with_error("code", message);
            web.page_with(status, &web.public(&request, locale), &SecondFactor { form, next })
        }
    }
}

/// `POST /{lang}/staff/sign-out`
pub async fn sign_out(request: HttpRequest, lang: Lang, web: Data<Web>, form: web::Form<Csrf>) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in_form(&request, locale, &form.csrf).await?;
    web.app.db.tenant(who.member.tenant).write(move |tx| accounts::sign_out(tx, &who)).await?;
    let mut answer = see(SIGN_IN, locale, &[("said", Done::SignedOut.word())]);
    keep(&web, &mut answer, "", 0);
    Ok(answer)
}

/// Sets the session's cookie; no seconds take it away.
fn keep(web: &Web, answer: &mut HttpResponse, token: &str, seconds: i64) {
    // Fails only for values a header cannot hold, which ours are not.
    let _ = answer.add_cookie(&web.cookie(SESSION, token, seconds));
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use wathiq_domain::Bilingual;
    use wathiq_domain::ids::{StaffId, TenantId};
    use wathiq_domain::staff::Grant;

    use super::*;

    #[test]
    fn leads_to_staff_pages_of_this_site_only() {
        for good in ["/fr/staff", "/ar/staff/seal", "/en/staff?state=approved", "/fr/staff/requests/0199c0de?entry=1"] {
            assert_eq!(own_page(Some(good.into())).as_deref(), Some(good));
        }
        let long = format!("/fr/staff/{}", "a".repeat(600));
        for bad in [
            "",
            "staff",
            "//evil.invalid/staff",
            "/fr//staff/",
            "https://evil.invalid/fr/staff",
            "/fr/staffx",
            "/de/staff",
            "/fr/order/act",
            "/fr/staff/\\evil",
            "/fr/staff/\r\nSet-Cookie: a=b",
            &long,
        ] {
            assert_eq!(own_page(Some(bad.into())), None, "{bad}");
        }
        assert_eq!(own_page(None), None);
    }

    #[test]
    fn begins_with_the_page_of_the_role() {
        let first = |roles: &[Role]| {
            let grants = roles.iter().map(|role| Grant { role: *role, office: None }).collect();
            let who = StaffMember {
                tenant: TenantId::from_uuid(Uuid::nil()),
                id: StaffId::from_uuid(Uuid::nil()),
                name: Bilingual::default(),
                grants,
            };
            first_page(&who)
        };
        assert_eq!(first(&[Role::Registrar]), QUEUE);
        assert_eq!(first(&[Role::PostRoom, Role::Clerk]), QUEUE);
        assert_eq!(first(&[Role::PostRoom, Role::Auditor]), POST);
        assert_eq!(first(&[Role::Auditor]), AUDIT);
        assert_eq!(first(&[Role::Administrator]), AUDIT);
    }
}
