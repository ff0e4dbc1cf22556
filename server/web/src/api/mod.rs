//! The JSON API under `/api/v1`: orders, tracking, trust and status lists, communes for operators.
//!
//! Described by `/api/v1/openapi.json`; errors are problem documents (RFC 9457).

pub mod openapi;
pub mod orders;
pub mod tenants;
pub mod trust;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use wathiq_service::Error;

use crate::handlers::fault::Fault;
use crate::http::Problem;

/// What an endpoint of the API answers.
pub type ApiAnswer = Result<HttpResponse, Problem>;

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        fault.into_problem()
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Fault::from(error).into_problem()
    }
}

/// A body that was refused before the endpoint ran: too large, or not what the endpoint reads.
fn refused(error: &actix_web::Error) -> Problem {
    let known = error.as_error::<Problem>().cloned();
    known.unwrap_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "malformed", "The request was not understood"))
}
