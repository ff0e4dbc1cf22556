//! How much a browser may send. A form of ours is a few kilobytes.

use actix_web::{Error, web};

use super::Problem;

/// Largest form, in bytes.
pub const FORM_MAX: usize = 64 * 1024;
/// Largest JSON body, in bytes.
pub const JSON_MAX: usize = 256 * 1024;

/// Registers the limits; too large is 413, malformed is 400, both as problems. Pages catch them and show theirs.
pub fn limits(config: &mut web::ServiceConfig) {
    config
        .app_data(web::PayloadConfig::new(JSON_MAX))
        .app_data(web::FormConfig::default().limit(FORM_MAX).error_handler(|error, _| refused(&error.into())))
        .app_data(web::JsonConfig::default().limit(JSON_MAX).error_handler(|error, _| refused(&error.into())))
        .app_data(web::QueryConfig::default().error_handler(|error, _| refused(&error.into())))
        .app_data(web::PathConfig::default().error_handler(|_, _| Problem::not_found().into()));
}

/// The parser's words may quote what was sent, so only the status is kept.
fn refused(error: &Error) -> Error {
    let status = error.as_response_error().status_code();
    let problem = if status == 413 {
        Problem::new(status, "too_large", "The body is too large")
    } else {
        Problem::new(actix_web::http::StatusCode::BAD_REQUEST, "malformed", "The request was not understood")
    };
    problem.into()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use actix_web::{App, HttpResponse, test};

    use super::*;

    #[actix_web::test]
    async fn refuses_what_is_too_large_or_malformed() {
        async fn accept(_: web::Form<HashMap<String, String>>) -> HttpResponse {
            HttpResponse::Ok().finish()
        }
        let app = test::init_service(App::new().configure(limits).route("/", web::post().to(accept))).await;
        let post = async |body: String, kind: &'static str| {
            let request = test::TestRequest::post().uri("/").insert_header(("content-type", kind)).set_payload(body);
            test::call_service(&app, request.to_request()).await.status().as_u16()
        };
        let form = "application/x-www-form-urlencoded";
        assert_eq!(post("a=b".into(), form).await, 200);
        assert_eq!(post("a=".to_owned() + &"b".repeat(FORM_MAX), form).await, 413);
        assert_eq!(post("a=b".into(), "text/plain").await, 400);
    }
}
