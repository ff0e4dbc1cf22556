//! Addresses that are not in a language: the root, and what machines ask.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde_json::json;
use wathiq_domain::Locale;
use wathiq_service::operations;

use super::fault::Answer;
use super::verify;
use crate::http::{Policy, Problem, preferred};
use crate::routes;
use crate::state::Web;

/// `/`: the start page in the preferred language; at the verify host, the verify page itself.
pub async fn root(request: HttpRequest, web: Data<Web>) -> Answer {
    if web.verify_host.is_some() && host(&request) == web.verify_host {
        return verify::preferring(&request, &web);
    }
    let locale = preferred(&request, Locale::default());
    Ok(HttpResponse::Found()
        .insert_header((header::LOCATION, routes::START.path(locale, &[])?))
        .insert_header((header::VARY, "accept-language"))
        .finish())
}

/// The host asked for, without its port. Not what a proxy says of it: a proxy is set up to hand it on.
fn host(request: &HttpRequest) -> Option<String> {
    let host = request.headers().get(header::HOST)?.to_str().ok()?.to_lowercase();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) | None => &host,
    };
    Some(name.to_owned())
}

/// `/healthz`: the process answers.
pub async fn health() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").insert_header(Policy::Data.header()).body("ok\n")
}

/// `/readyz`: it can serve; 503 while the database or the document store does not answer.
pub async fn ready(web: Data<Web>) -> HttpResponse {
    let found = operations::readiness(&web.app).await;
    let word = |ready| if ready { "ready" } else { "not ready" };
    let (database, documents) = (word(found.database), word(found.documents));
    if found.is_ready() {
        let body = json!({ "status": "ready", "database": database, "documents": documents });
        return HttpResponse::Ok().insert_header(Policy::Data.header()).json(body);
    }
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not-ready", "The service is not ready")
        .with_detail(format!("database: {database}; documents: {documents}"))
        .with_retry_after(5)
        .error_response()
}

/// `/metrics`, in the text format of Prometheus.
pub async fn metrics(web: Data<Web>) -> HttpResponse {
    match operations::queue_depth(&web.app).await {
        Ok(depth) => {
            web.metrics.set_jobs("queued", depth.queued);
            web.metrics.set_jobs("running", depth.running);
            web.metrics.set_jobs("dead", depth.dead);
        }
        // The other counters are worth having all the more.
        Err(error) => tracing::warn!(%error, "the queue could not be counted"),
    }
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .insert_header(Policy::Data.header())
        .body(web.metrics.text())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_host_is_without_port_and_case() {
        let host_of =
            |value: &'static str| host(&TestRequest::default().insert_header(("host", value)).to_http_request());
        assert_eq!(host_of("V.Example.MA:8443").as_deref(), Some("v.example.ma"));
        assert_eq!(host_of("v.example.ma").as_deref(), Some("v.example.ma"));
        assert_eq!(host_of("[::1]:80").as_deref(), Some("[::1]"));
        assert_eq!(host(&TestRequest::default().to_http_request()), None);
    }
}
