//! The description of the API (OpenAPI 3.1), gathered from the endpoints themselves.
//!
//! `docs/openapi.json` is the same, so that a change of the API shows in a diff; a test compares the two.

use actix_web::HttpResponse;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{orders, tenants, trust};
use crate::http::Policy;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "wathiq",
        description = "Ordering and verifying civil-status documents. Errors are problem documents (RFC 9457). \
                       No answer tells whether an act or a person exists.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(
        orders::offices, orders::place, orders::follow, trust::trust_list, trust::status_list, tenants::list,
        tenants::create, document
    ),
    tags(
        (name = "orders", description = "Find an office, order, follow"),
        (name = "verification", description = "What verifiers fetch, from any site"),
        (name = "operators", description = "Communes of the platform"),
    ),
    modifiers(&Operator),
)]
struct Api;

/// How operators say who they are.
struct Operator;

impl Modify for Operator {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let scheme =
            HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("Token of an operator")).build();
        api.components
            .get_or_insert_with(Default::default)
            .add_security_scheme("operator", SecurityScheme::Http(scheme));
    }
}

/// The description as JSON, indented as it stands in `docs/openapi.json`.
///
/// # Errors
/// When it cannot be written: a defect.
pub fn text() -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(&Api::openapi())?;
    text.push('\n');
    Ok(text)
}

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "orders", operation_id = "description", responses(
    (status = 200, description = "OpenAPI 3.1", content_type = "application/json", body = serde_json::Value),
))]
pub async fn document() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(Policy::Data.header())
        .insert_header(("cache-control", "public, max-age=300"))
        .json(Api::openapi())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::ENDPOINTS;

    #[test]
    fn the_committed_description_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        let now = text().unwrap();
        assert!(now.contains("\"openapi\": \"3.1"), "the version of OpenAPI");
        let how = "cargo run -p wathiq-web --example openapi > docs/openapi.json";
        assert!(committed == now, "the API changed; if that is meant: {how}");
    }

    #[test]
    fn every_endpoint_of_the_api_is_described() {
        let described = serde_json::to_value(Api::openapi()).unwrap();
        for endpoint in ENDPOINTS.iter().filter(|endpoint| endpoint.pattern.starts_with("/api/v1/")) {
            assert!(described["paths"][endpoint.pattern][endpoint.method].is_object(), "{endpoint:?}");
        }
    }
}
