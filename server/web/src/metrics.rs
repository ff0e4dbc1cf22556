//! Counters for Prometheus. Labels are route patterns, methods and states: never a path, a code or a name.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use prometheus::{Encoder, HistogramOpts, HistogramVec, IntGaugeVec, Opts, Registry, TextEncoder};

use crate::state::Web;

/// All counters of the process.
pub struct Metrics {
    registry: Registry,
    requests: HistogramVec,
    jobs: IntGaugeVec,
}

impl Metrics {
    /// Counters at zero.
    ///
    /// # Errors
    /// When two counters have one name: a defect.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let requests = HistogramVec::new(
            HistogramOpts::new("wathiq_http_request_seconds", "Time to answer, by route pattern, method and status")
                .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0]),
            &["route", "method", "status"],
        )?;
        let jobs = IntGaugeVec::new(Opts::new("wathiq_jobs", "Jobs by state"), &["state"])?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(jobs.clone()))?;
        Ok(Self { registry, requests, jobs })
    }

    /// Sets how many jobs there are in a state.
    pub fn set_jobs(&self, state: &str, count: i64) {
        self.jobs.with_label_values(&[state]).set(count);
    }

    /// The counters in the text format of Prometheus.
    pub fn text(&self) -> String {
        let mut out = Vec::new();
        // Writing into memory does not fail.
        let _ = TextEncoder::new().encode(&self.registry.gather(), &mut out);
        String::from_utf8(out).unwrap_or_default()
    }
}

/// Measures every answer.
///
/// # Errors
/// Those of the handlers.
pub async fn measure(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let web = request.app_data::<Data<Web>>().cloned();
    let route = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    let method = request.method().to_string();
    let started = std::time::Instant::now();
    let response = next.call(request).await?;
    if let Some(web) = web {
        let status = response.status().as_u16().to_string();
        let seconds = started.elapsed().as_secs_f64();
        web.metrics.requests.with_label_values(&[route.as_str(), method.as_str(), status.as_str()]).observe(seconds);
    }
    Ok(response)
}
