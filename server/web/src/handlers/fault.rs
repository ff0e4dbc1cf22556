//! A use case's refusal as an answer: a page in the reader's language, or a problem document.

use std::fmt;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::middleware::Next;
use actix_web::{Error as ActixError, HttpResponse, ResponseError, web::Data};
use wathiq_domain::Locale;
use wathiq_service::Error;

use crate::http::{Problem, preferred, request_id};
use crate::pages::PageError;
use crate::routes::RouteError;
use crate::state::Web;
use crate::views::Frame;
use crate::views::info::ErrorPage;

/// What a page handler answers.
pub type Answer = Result<HttpResponse, Fault>;

/// Why there is no page.
#[derive(Debug)]
pub enum Fault {
    /// A use case refused.
    Service(Error),
    /// A template is broken.
    Page(PageError),
    /// Too many requests from one address; come back after so many seconds.
    Limited(u32),
    /// The form came from another site.
    Foreign,
    /// Sign in first: where to come back to.
    SignIn(Locale),
    /// There is nothing to show here, but at this path.
    Elsewhere(String),
}

/// On to another page, with GET: the answer to every form that was accepted.
pub fn see_other(place: String) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, place)).finish()
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Service(error)
    }
}

impl From<RouteError> for Fault {
    fn from(error: RouteError) -> Self {
        Self::Service(Error::Internal(error.into()))
    }
}

impl From<PageError> for Fault {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The cause of an internal fault names files and constraints, never a person.
            Self::Service(Error::Internal(cause)) => write!(f, "internal fault: {cause:#}"),
            Self::Service(error) => error.fmt(f),
            Self::Page(error) => error.fmt(f),
            Self::Limited(_) => f.write_str("too many requests"),
            Self::Foreign => f.write_str("a form of another site"),
            Self::SignIn(_) => f.write_str("sign in first"),
            Self::Elsewhere(_) => f.write_str("elsewhere"),
        }
    }
}

/// Put on an answer for [`error_pages`] to fill.
#[derive(Debug, Clone, Copy)]
struct Unfilled {
    retry_after: Option<u32>,
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        let status = match self {
            Self::Service(error) => error.status(),
            Self::Page(_) => 500,
            Self::Limited(_) => 429,
            Self::Foreign => 403,
            Self::SignIn(_) | Self::Elsewhere(_) => 303,
        };
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::SignIn(locale) = self {
            return see_other(crate::routes::SIGN_IN.path(*locale, &[]).unwrap_or_default());
        }
        if let Self::Elsewhere(place) = self {
            return see_other(place.clone());
        }
        let retry_after = match self {
            Self::Limited(seconds) => Some(*seconds),
            Self::Service(Error::Unavailable | Error::TooManyTries) => Some(30),
            Self::Service(_) | Self::Page(_) | Self::Foreign | Self::SignIn(_) | Self::Elsewhere(_) => None,
        };
        let mut response = HttpResponse::new(self.status_code());
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(Unfilled { retry_after });
        response
    }
}

impl Fault {
    /// The same for the JSON API.
    pub fn into_problem(self) -> Problem {
        let status = self.status_code();
        let (code, title) = match &self {
            Self::Service(error) => (error.code(), error.to_string()),
            Self::Limited(_) => ("too-many-requests", self.to_string()),
            Self::Foreign => ("foreign", self.to_string()),
            Self::Page(_) => ("internal", "internal fault".to_owned()),
            Self::SignIn(_) => ("sign-in-needed", self.to_string()),
            Self::Elsewhere(_) => ("elsewhere", self.to_string()),
        };
        let mut problem = Problem::new(status, code, &title);
        if let Self::Service(Error::Invalid(problems)) = &self {
            let field = |p: &wathiq_domain::order::FieldProblem| crate::http::FieldProblem {
                pointer: format!("/{}", p.field),
                code: p.code.to_owned(),
            };
            problem.errors = problems.0.iter().map(field).collect();
        }
        if let Self::Limited(seconds) = &self {
            problem = problem.with_retry_after(*seconds);
        }
        if status.is_server_error() {
            tracing::error!(fault = %self, "request failed");
        }
        problem
    }
}

/// Whether people read what is at this path; the others are for programs.
fn is_page(path: &str) -> bool {
    !["/api/", "/static/", "/.well-known/", "/healthz", "/readyz", "/metrics"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// Gives every refusal under `/{lang}/` a page in that language, and every other a problem document.
///
/// # Errors
/// Those of the handlers that are no answers.
pub async fn error_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let web = request.app_data::<Data<Web>>().cloned();
    let response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    let unfilled = response.response().extensions().get::<Unfilled>().copied();
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    // What was refused before a handler ran (language, form, query) is a problem document: a person gets a page.
    let refused = content_type == Some("application/problem+json") && is_page(response.request().path());
    let empty = unfilled.is_some() || refused || (status == StatusCode::NOT_FOUND && content_type.is_none());
    let (Some(web), true) = (web, empty) else { return Ok(response) };
    if status.is_server_error() {
        let fault = response.response().error().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%fault, "request failed");
    }
    let (request, response) = response.into_parts();
    let locale = request.path().get(1..3).and_then(Locale::from_tag);
    let is_api = request.path().starts_with("/api/");
    let headers = response.headers().iter().filter(|(name, _)| *name != header::CONTENT_LENGTH);
    let headers: Vec<_> = headers.map(|(n, v)| (n.clone(), v.clone())).collect();
    let mut filled = if is_api {
        Problem::new(status, "not-found", "There is nothing at this address").error_response()
    } else {
        let locale = locale.unwrap_or_else(|| preferred(&request, Locale::Ar));
        let mut page = ErrorPage::new(status.as_u16());
        page.request_id = request_id(&request);
        page.retry_after = unfilled.and_then(|u| u.retry_after);
        // The language switch of an error page leads to the start: the address itself may be the error.
        let frame = Frame::public(locale, "", "").in_demo(web.demo.is_some());
        match web.pages.render(&frame, &page) {
            Ok(body) => HttpResponse::build(status).content_type(ContentType::html()).body(body),
            Err(error) => {
                tracing::error!(%error, "the error page itself is broken");
                HttpResponse::build(status).finish()
            }
        }
    };
    for (name, value) in headers {
        if !filled.headers().contains_key(&name) {
            filled.headers_mut().append(name, value);
        }
    }
    Ok(ServiceResponse::new(request, filled))
}
