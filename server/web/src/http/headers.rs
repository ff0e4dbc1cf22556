//! Security headers of every answer. The pages hold no inline script or style, so the policy allows none.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");

/// What an answer may load, and who may frame it. A handler that answers with something other than a page
/// inserts its own policy; the middleware adds [`Policy::Page`] where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// A page: own scripts, styles, fonts and images; own PDF previews in frames; forms to itself.
    Page,
    /// The verify page: like a page, but nothing framed and no form sent; the referrer never leaves.
    Verify,
    /// A PDF shown in a frame of our own review page.
    Pdf,
    /// The HTML part of a mail in the demonstration: its styles are inline, it may do nothing.
    MailPart,
    /// Data: JSON, trust and status lists.
    Data,
}

impl Policy {
    /// Value of `Content-Security-Policy`.
    pub const fn value(self) -> &'static str {
        match self {
            Self::Page => {
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                 connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
                 require-trusted-types-for 'script'"
            }
            Self::Verify => {
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                 connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; \
                 require-trusted-types-for 'script'"
            }
            // the browsers' PDF viewers need their own styles and objects; nothing in a PDF of ours runs
            Self::Pdf => "frame-ancestors 'self'",
            Self::MailPart => {
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                 frame-ancestors 'self'; sandbox"
            }
            Self::Data => "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
        }
    }

    /// The header, to insert into an answer.
    pub const fn header(self) -> (HeaderName, HeaderValue) {
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(self.value()))
    }
}

/// What of the headers depends on the installation.
#[derive(Debug, Clone, Copy, Default)]
pub struct SecurityHeaders {
    /// The service is reached over TLS only: browsers may remember it (HSTS).
    pub https_only: bool,
}

/// Middleware for `actix_web::middleware::from_fn`: adds what the handler has not set.
/// Takes [`SecurityHeaders`] from the app's data.
///
/// # Errors
/// Those of the handler.
pub async fn security_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let options = request.app_data::<Data<SecurityHeaders>>().map(|options| *options.get_ref()).unwrap_or_default();
    let mut response = next.call(request).await?;
    complete(response.headers_mut(), options);
    // How a handler keeps its answer from being compressed; it says nothing to browsers (RFC 9110, section 8.4.1).
    if response.headers().get(header::CONTENT_ENCODING).is_some_and(|value| value == "identity") {
        response.headers_mut().remove(header::CONTENT_ENCODING);
    }
    Ok(response)
}

fn complete(headers: &mut HeaderMap, options: SecurityHeaders) {
    let mut add = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    add(header::CONTENT_SECURITY_POLICY, Policy::Page.value());
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // `no-referrer` would make browsers send `Origin: null` with our forms (Fetch, "append a request Origin header")
    add(header::REFERRER_POLICY, "same-origin");
    add(
        PERMISSIONS_POLICY,
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
    );
    add(OPENER_POLICY, "same-origin");
    add(RESOURCE_POLICY, "same-origin");
    add(ROBOTS_TAG, "noindex");
    // an answer holds personal data unless its handler knows better
    add(header::CACHE_CONTROL, "no-store");
    if options.https_only {
        add(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
}

#[cfg(test)]
mod tests {
    use actix_web::middleware::from_fn;
    use actix_web::{App, HttpResponse, test, web};

    use super::*;

    async fn headers_of(path: &str, https_only: bool) -> HeaderMap {
        let app = test::init_service(
            App::new()
                .app_data(Data::new(SecurityHeaders { https_only }))
                .wrap(from_fn(security_headers))
                .route("/page", web::get().to(|| async { HttpResponse::Ok().body("x") }))
                .route(
                    "/pdf",
                    web::get().to(|| async { HttpResponse::Ok().insert_header(Policy::Pdf.header()).finish() }),
                ),
        )
        .await;
        test::call_service(&app, test::TestRequest::get().uri(path).to_request()).await.headers().clone()
    }

    #[actix_web::test]
    async fn every_answer_is_closed_by_default() {
        for path in ["/page", "/nowhere"] {
            let headers = headers_of(path, false).await;
            let policy = headers.get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
            assert!(!policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
            assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        }
        assert!(headers_of("/page", true).await.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }

    #[actix_web::test]
    async fn a_handler_may_choose_another_policy() {
        let headers = headers_of("/pdf", false).await;
        assert_eq!(headers.get(header::CONTENT_SECURITY_POLICY).unwrap(), "frame-ancestors 'self'");
        assert_eq!(headers.get(header::X_CONTENT_TYPE_OPTIONS).unwrap(), "nosniff");
    }
}
