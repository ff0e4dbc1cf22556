//! What verifiers fetch, from any site: the trust list and the status lists. Signed, so it does not matter whence.

use actix_web::http::header::{self, ContentEncoding, EntityTag, HeaderName, HeaderValue, IfNoneMatch};
use actix_web::http::{StatusCode, header::Header as _};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use sha2::{Digest, Sha256};
use wathiq_service::verification;

use crate::handlers::fault::Fault;
use crate::handlers::guard::Kind;
use crate::http::{Policy, Problem};
use crate::state::Web;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
/// Lists are made anew every five minutes: kept no longer, a withdrawal is seen soon.
const KEPT: &str = "public, max-age=300";
/// Media type of the trust list (RFC 9052, section 10.3).
const COSE: &str = "application/cose";
/// Media type of a status list.
const STATUS_LIST: &str = "application/statuslist+cwt";

/// The keys of all communes, sealed by the platform's root.
#[utoipa::path(get, path = "/api/v1/trust-list", tag = "verification", operation_id = "trustList", responses(
    (status = 200, description = "COSE_Sign1 over the list of keys", content_type = "application/cose", body = Vec<u8>,
        headers(("ETag" = String, description = "Changes with the list"))),
    (status = 304, description = "Unchanged since the ETag of If-None-Match"),
))]
pub async fn trust_list(request: HttpRequest, web: Data<Web>) -> HttpResponse {
    let list = match web.limit(&request, Kind::Download) {
        Ok(()) => verification::trust_list(&web.app).await.map_err(Fault::from),
        Err(limited) => Err(limited),
    };
    answer(&request, list, COSE)
}

/// Which documents of a commune are withdrawn or replaced, sealed by the commune.
#[utoipa::path(get, path = "/api/v1/status/{tenant}/{list}", tag = "verification", operation_id = "statusList", params(
    ("tenant" = String, Path, description = "Code of the commune", example = "MA.01.511.01.0"),
    ("list" = u32, Path, description = "Number of the list, from a document's code"),
), responses(
    (status = 200, description = "Token Status List as CWT", content_type = "application/statuslist+cwt", body = Vec<u8>,
        headers(("ETag" = String, description = "Changes with the list"))),
    (status = 304, description = "Unchanged since the ETag of If-None-Match"),
    (status = 404, description = "No such commune", body = Problem, content_type = "application/problem+json"),
))]
pub async fn status_list(request: HttpRequest, web: Data<Web>, path: Path<(String, String)>) -> HttpResponse {
    let (tenant, list) = path.into_inner();
    let list = match web.limit(&request, Kind::Download) {
        Ok(()) => verification::status_list(&web.app, &tenant, &list).await.map_err(Fault::from),
        Err(limited) => Err(limited),
    };
    answer(&request, list, STATUS_LIST)
}

fn answer(request: &HttpRequest, list: Result<Vec<u8>, Fault>, content_type: &'static str) -> HttpResponse {
    let mut response = match list {
        Ok(list) => cached(request, list, content_type),
        Err(fault) => fault.into_problem().error_response(),
    };
    let headers = response.headers_mut();
    // Installed verifiers live at other addresses, and want to read refusals too.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    let (name, value) = Policy::Data.header();
    headers.insert(name, value);
    response
}

fn cached(request: &HttpRequest, list: Vec<u8>, content_type: &'static str) -> HttpResponse {
    let digest = Sha256::digest(&list);
    let tag = EntityTag::new_strong(hex::encode(digest.get(..16).unwrap_or_default()));
    let unchanged = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => request.headers().contains_key(header::IF_NONE_MATCH),
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(&tag)),
        Err(_) => false,
    };
    let status = if unchanged { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let mut response = HttpResponse::build(status);
    response.insert_header(header::ETag(tag)).insert_header((header::CACHE_CONTROL, KEPT));
    if unchanged {
        return response.finish();
    }
    // Signatures do not compress, and the tag is that of these bytes.
    response.insert_header(ContentEncoding::Identity).content_type(content_type).body(list)
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use actix_web::test::TestRequest;
    use wathiq_service::Error;

    use super::*;

    #[actix_web::test]
    async fn is_fetched_once_while_unchanged() {
        let plain = TestRequest::default().to_http_request();
        let first = answer(&plain, Ok(b"list".to_vec()), COSE);
        assert_eq!(first.status(), 200);
        let tag = first.headers().get(header::ETAG).unwrap().clone();
        assert_eq!(first.headers().get(header::CACHE_CONTROL).unwrap(), KEPT);
        assert_eq!(to_bytes(first.into_body()).await.unwrap().as_ref(), b"list");

        let again = TestRequest::default().insert_header((header::IF_NONE_MATCH, tag)).to_http_request();
        let same = answer(&again, Ok(b"list".to_vec()), COSE);
        assert_eq!((same.status().as_u16(), to_bytes(same.into_body()).await.unwrap().len()), (304, 0));
        assert_eq!(answer(&again, Ok(b"other".to_vec()), COSE).status(), 200);
    }

    #[actix_web::test]
    async fn any_site_may_read_it_refusals_too() {
        let request = TestRequest::default().to_http_request();
        for list in [Ok(vec![1]), Err(Fault::from(Error::NotFound))] {
            let response = answer(&request, list, COSE);
            assert_eq!(response.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN).unwrap(), "*");
            assert_eq!(response.headers().get(RESOURCE_POLICY).unwrap(), "cross-origin");
        }
    }
}
