//! Every address of the service, by name: pages and redirects never hold a written URL.
//!
//! `{lang}` is the language, `{…}` a part of the path. Handlers are registered on [`Route::pattern`];
//! [`Route::path`] fills it. The test of the route table and the authorization matrix walk [`ALL`].

use std::fmt::Write as _;

use thiserror::Error;
use wathiq_domain::Locale;

/// Who a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Anybody.
    Public,
    /// The browser that holds the draft or knows the unguessable code.
    Bearer,
    /// Staff signed in.
    Staff,
    /// An operator of the platform, with a token.
    Operator,
    /// The demonstration only.
    Demo,
}

/// One address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Name in templates and tests.
    pub name: &'static str,
    /// Pattern as actix-web reads it; also what logs and metrics say instead of the path.
    pub pattern: &'static str,
    /// Who it is for.
    pub audience: Audience,
}

/// A route was asked for a path it cannot have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RouteError {
    /// There is no such route.
    #[error("there is no route `{0}`")]
    Unknown(String),
    /// A part of the path was not given, or is empty.
    #[error("route `{route}` needs `{part}`")]
    Missing {
        /// Name of the route.
        route: &'static str,
        /// Name of the part.
        part: String,
    },
}

macro_rules! routes {
    ($($constant:ident $name:literal $pattern:literal $audience:ident;)+) => {
        $(
            #[doc = concat!("`", $pattern, "`")]
            pub const $constant: Route =
                Route { name: $name, pattern: $pattern, audience: Audience::$audience };
        )+
        /// All routes.
        pub const ALL: &[Route] = &[$($constant),+];
    };
}

routes! {
    ROOT "root" "/" Public;
    VERIFY_SHORT "verify-short" "/v" Public;
    VERIFY_SHORT_UPPER "verify-short-upper" "/V" Public;
    HEALTH "health" "/healthz" Public;
    READY "ready" "/readyz" Public;
    METRICS "metrics" "/metrics" Public;
    TRUST_LIST_WELL_KNOWN "trust-list-well-known" "/.well-known/extract-trust.cwt" Public;
    API_TRUST_LIST "api-trust-list" "/api/v1/trust-list" Public;
    API_STATUS_LIST "api-status-list" "/api/v1/status/{tenant}/{list}" Public;
    API_OFFICES "api-offices" "/api/v1/offices" Public;
    API_ORDERS "api-orders" "/api/v1/orders" Public;
    API_ORDER "api-order" "/api/v1/orders/{code}" Bearer;
    API_TENANTS "api-tenants" "/api/v1/tenants" Operator;
    API_OPENAPI "api-openapi" "/api/v1/openapi.json" Public;
    START "start" "/{lang}" Public;
    HELP "help" "/{lang}/help" Public;
    ORDER_OFFICE "order-office" "/{lang}/order/office" Public;
    ORDER_DOCUMENT "order-document" "/{lang}/order/document" Public;
    ORDER_ACT "order-act" "/{lang}/order/act" Bearer;
    ORDER_PERSON "order-person" "/{lang}/order/person" Bearer;
    ORDER_RECIPIENT "order-recipient" "/{lang}/order/recipient" Bearer;
    ORDER_CHECK "order-check" "/{lang}/order/check" Bearer;
    ORDER_RECEIPT "order-receipt" "/{lang}/order/receipt" Bearer;
    TRACK "track" "/{lang}/track" Public;
    TRACK_ORDER "track-order" "/{lang}/track/{code}" Bearer;
    TRACK_ANSWER "track-answer" "/{lang}/track/{code}/answer" Bearer;
    TRACK_CANCEL "track-cancel" "/{lang}/track/{code}/cancel" Bearer;
    DOCUMENT "document" "/{lang}/documents/{token}" Bearer;
    DOCUMENT_PDF "document-pdf" "/{lang}/documents/{token}/document.pdf" Bearer;
    VERIFY "verify" "/{lang}/verify" Public;
    SIGN_IN "sign-in" "/{lang}/staff/sign-in" Public;
    SECOND_FACTOR "second-factor" "/{lang}/staff/second-factor" Public;
    SIGN_OUT "sign-out" "/{lang}/staff/sign-out" Staff;
    QUEUE "queue" "/{lang}/staff" Staff;
    REVIEW "review" "/{lang}/staff/requests/{id}" Staff;
    REVIEW_APPROVE "review-approve" "/{lang}/staff/requests/{id}/approve" Staff;
    REVIEW_ASK "review-ask" "/{lang}/staff/requests/{id}/ask" Staff;
    REVIEW_REJECT "review-reject" "/{lang}/staff/requests/{id}/reject" Staff;
    REVIEW_UNDO "review-undo" "/{lang}/staff/requests/{id}/undo" Staff;
    REVIEW_ENTRY "review-entry" "/{lang}/staff/requests/{id}/entry" Staff;
    REVIEW_PREVIEW "review-preview" "/{lang}/staff/requests/{id}/preview.pdf" Staff;
    SEAL "seal" "/{lang}/staff/seal" Staff;
    STAFF_DOCUMENT "staff-document" "/{lang}/staff/documents/{id}" Staff;
    STAFF_DOCUMENT_PDF "staff-document-pdf" "/{lang}/staff/documents/{id}/document.pdf" Staff;
    STAFF_DOCUMENT_WITHDRAW "staff-document-withdraw" "/{lang}/staff/documents/{id}/withdraw" Staff;
    POST "post" "/{lang}/staff/post" Staff;
    POST_LETTER "post-letter" "/{lang}/staff/post/{id}/letter.pdf" Staff;
    POST_PRINTED "post-printed" "/{lang}/staff/post/printed" Staff;
    POST_HANDED_OVER "post-handed-over" "/{lang}/staff/post/handed-over" Staff;
    AUDIT "audit" "/{lang}/staff/audit" Staff;
    DEMO "demo" "/{lang}/demo" Demo;
    DEMO_MAIL "demo-mail" "/{lang}/demo/mail" Demo;
    DEMO_MESSAGE "demo-message" "/{lang}/demo/mail/{id}" Demo;
    DEMO_HTML "demo-html" "/{lang}/demo/mail/{id}/html" Demo;
    DEMO_ATTACHMENT "demo-attachment" "/{lang}/demo/mail/{id}/{place}" Demo;
}

impl Route {
    /// The route of a name.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<Self, RouteError> {
        ALL.iter().find(|route| route.name == name).copied().ok_or_else(|| RouteError::Unknown(name.into()))
    }

    /// The path in `locale`. `parts` fill the pattern; those it has no place for become the query string.
    ///
    /// # Errors
    /// When a part of the pattern is missing or empty.
    pub fn path(self, locale: Locale, parts: &[(&str, &str)]) -> Result<String, RouteError> {
        let mut path = String::with_capacity(self.pattern.len() + 40);
        let mut used = Vec::new();
        for segment in self.pattern.split('/').skip(1) {
            path.push('/');
            let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
                path.push_str(segment);
                continue;
            };
            if name == "lang" {
                path.push_str(locale.tag());
                continue;
            }
            let value = parts
                .iter()
                .find(|(part, value)| *part == name && !value.is_empty())
                .map(|(_, value)| *value)
                .ok_or_else(|| RouteError::Missing { route: self.name, part: name.into() })?;
            escape(value, &mut path);
            used.push(name);
        }
        let mut mark = '?';
        for (name, value) in parts.iter().filter(|(name, _)| !used.contains(name)) {
            path.push(mark);
            escape(name, &mut path);
            path.push('=');
            escape(value, &mut path);
            mark = '&';
        }
        Ok(path)
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986, section 2.3.
fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_and_patterns_are_unique() {
        assert_eq!(ALL.iter().map(|route| route.name).collect::<BTreeSet<_>>().len(), ALL.len());
        assert_eq!(ALL.iter().map(|route| route.pattern).collect::<BTreeSet<_>>().len(), ALL.len());
    }

    #[test]
    fn fills_path_and_query() {
        let path = TRACK_ORDER.path(Locale::Ar, &[("code", "A/B C")]).unwrap();
        assert_eq!(path, "/ar/track/A%2FB%20C");
        let path = ORDER_DOCUMENT.path(Locale::Fr, &[("office", "MA.01-é")]).unwrap();
        assert_eq!(path, "/fr/order/document?office=MA.01-%C3%A9");
    }

    #[test]
    fn refuses_a_path_with_a_hole() {
        let missing = RouteError::Missing { route: "track-order", part: "code".into() };
        assert_eq!(TRACK_ORDER.path(Locale::En, &[]), Err(missing.clone()));
        assert_eq!(TRACK_ORDER.path(Locale::En, &[("code", "")]), Err(missing));
        assert_eq!(Route::named("no"), Err(RouteError::Unknown("no".into())));
    }
}
