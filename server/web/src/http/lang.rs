//! The language of an answer: from the path, or from what the browser prefers.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use wathiq_domain::Locale;

use super::Problem;

/// The language of the page, from `{lang}` in its path. A path in another language does not exist (404).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lang(pub Locale);

impl FromRequest for Lang {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let lang = request.match_info().get("lang").and_then(Locale::from_tag);
        ready(lang.map(Lang).ok_or_else(Problem::not_found))
    }
}

/// The language of an answer whose path names none: what the browser prefers, else `fallback`.
pub fn preferred(request: &HttpRequest, fallback: Locale) -> Locale {
    request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map_or(fallback, |accepted| wathiq_i18n::negotiate(accepted, fallback))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[actix_web::test]
    async fn reads_the_path() {
        let lang = async |tag: &'static str| {
            let request = TestRequest::default().param("lang", tag).to_http_request();
            Lang::extract(&request).await
        };
        assert_eq!(lang("ar").await.unwrap(), Lang(Locale::Ar));
        assert_eq!(lang("de").await.unwrap_err().status, 404);
    }

    #[test]
    fn asks_the_browser() {
        let request = |value: &str| TestRequest::default().insert_header(("accept-language", value)).to_http_request();
        assert_eq!(preferred(&request("fr-MA,fr;q=0.9"), Locale::Ar), Locale::Fr);
        assert_eq!(preferred(&request("de"), Locale::Ar), Locale::Ar);
        assert_eq!(preferred(&TestRequest::default().to_http_request(), Locale::En), Locale::En);
    }
}
