//! The span of a request. It names the route's pattern, never the path: paths hold tracking codes and tokens,
//! queries hold names. No address and no browser name either.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage, HttpRequest};
use tracing::{Span, field};
use tracing_actix_web::{RequestId, RootSpanBuilder};

/// For `tracing_actix_web::TracingLogger::<RedactedSpan>::new()`.
#[derive(Debug, Clone, Copy)]
pub struct RedactedSpan;

impl RootSpanBuilder for RedactedSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
        let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        tracing::info_span!(
            "http",
            method = %request.method(),
            route = %route,
            request_id = %id,
            status = field::Empty,
            error = field::Empty,
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        match outcome {
            Ok(response) => {
                span.record("status", response.status().as_u16());
                if response.status().is_server_error() {
                    // errors of ours say a code, not what was sent
                    span.record("error", response.response().error().map(ToString::to_string));
                }
            }
            Err(error) => {
                span.record("status", error.as_response_error().status_code().as_u16());
                span.record("error", error.to_string());
            }
        }
    }
}

/// The identifier of a request, which error pages and problems quote.
pub fn request_id(request: &HttpRequest) -> Option<String> {
    request.extensions().get::<RequestId>().map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use actix_web::{App, HttpResponse, test, web};
    use tracing_actix_web::TracingLogger;
    use tracing_subscriber::fmt::format::FmtSpan;

    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[actix_web::test]
    async fn logs_the_pattern_and_nothing_typed() {
        let sink = Sink::default();
        let writer = sink.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .with_span_events(FmtSpan::CLOSE)
            .with_ansi(false)
            .finish();
        let guard = tracing::subscriber::set_default(subscriber);
        let app = test::init_service(
            App::new()
                .wrap(TracingLogger::<RedactedSpan>::new())
                .route("/{lang}/track/{code}", web::get().to(|| async { HttpResponse::Ok().finish() })),
        )
        .await;
        let request =
            test::TestRequest::get().uri("/fr/track/SECRETCODE?q=Exemple").insert_header(("user-agent", "Agent"));
        test::call_service(&app, request.to_request()).await;
        drop(guard);
        let log = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        assert!(log.contains("/{lang}/track/{code}"), "{log}");
        for secret in ["SECRETCODE", "Exemple", "Agent", "127.0.0.1"] {
            assert!(!log.contains(secret), "{secret} in {log}");
        }
    }
}
