//! Orders by program: offices, a whole order in one call, following it. The same rules as the pages, and the same
//! silence about acts and persons.

mod body;

use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wathiq_domain::request::RequestState;
use wathiq_domain::{Bilingual, Locale};
use wathiq_service::ordering::{self, FoundCommune, Tracked};
use wathiq_service::{Error, mail};

use super::ApiAnswer;
use crate::handlers::fault::Fault;
use crate::handlers::guard::Kind;
use crate::handlers::track;
use crate::http::Problem;
use crate::routes;
use crate::state::Web;

pub use body::NewOrder;

/// Header that makes a call repeatable.
const KEY: &str = "idempotency-key";
/// Shortest and longest key taken, in characters: long enough that nobody meets another's by chance.
const KEY_LENGTH: std::ops::RangeInclusive<usize> = 16..=128;

/// A name in both scripts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Names {
    /// Arabic script.
    #[schema(example = "طنجة")]
    pub ar: String,
    /// Latin script.
    #[schema(example = "Tanger")]
    pub fr: String,
}

impl From<Bilingual> for Names {
    fn from(name: Bilingual) -> Self {
        Self { ar: name.ar, fr: name.fr }
    }
}

/// What is searched.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// Name of a commune in either script, two letters or more.
    #[param(example = "tanja")]
    q: String,
}

/// A commune and its offices that take orders.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundOffices {
    /// Code of the commune.
    #[schema(example = "MA.01.511.01.0")]
    commune: String,
    /// Name of the commune.
    name: Names,
    /// Name of its province.
    province: Names,
    /// Its offices; none while it is not online.
    offices: Vec<FoundOffice>,
}

/// An office.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundOffice {
    /// Its code within the commune.
    #[schema(example = "01")]
    office: String,
    /// Its name.
    name: Names,
}

/// A kind of document that can be ordered.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferedKind {
    /// Its code.
    #[schema(example = "birth-extract")]
    kind: String,
    /// Its name.
    name: Names,
    /// Languages it is made in, the usual one first.
    #[schema(example = json!(["ar-fr", "ar", "fr"]))]
    languages: Vec<String>,
    /// Price of one copy in hundredths of the currency.
    fee_centimes: u32,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Offices {
    /// Communes, best match first.
    communes: Vec<FoundOffices>,
    /// What can be ordered from each of their offices.
    kinds: Vec<OfferedKind>,
}

fn found(commune: FoundCommune) -> FoundOffices {
    let office =
        |office: &wathiq_service::rows::Office| FoundOffice { office: office.code.clone(), name: office.name().into() };
    FoundOffices {
        commune: commune.code.to_string(),
        offices: commune.offices.iter().map(office).collect(),
        name: commune.name.into(),
        province: commune.province.into(),
    }
}

/// Offices by the name of their commune, and what they issue.
#[utoipa::path(get, path = "/api/v1/offices", tag = "orders", operation_id = "findOffices", params(Search), responses(
    (status = 200, description = "Communes found, and what can be ordered", body = Offices),
    (status = 422, description = "The search is too short", body = Problem, content_type = "application/problem+json"),
))]
pub async fn offices(request: HttpRequest, web: Data<Web>, query: Query<Search>) -> ApiAnswer {
    web.limit(&request, Kind::Api)?;
    let words = query.q.trim();
    if words.chars().count() < 2 {
        return Err(body::problem("/q", "too-short"));
    }
    let communes = ordering::find_communes(&web.app, words).await?.into_iter().map(found).collect();
    let kinds = web.app.renderer.kinds().iter().filter(|kind| kind.number > 0).map(|kind| OfferedKind {
        kind: kind.code.clone(),
        name: Names { ar: kind.name.ar.clone(), fr: kind.name.fr.clone() },
        languages: kind.languages.iter().map(|variant| variant.code().to_owned()).collect(),
        fee_centimes: kind.fee_centimes,
    });
    Ok(HttpResponse::Ok().json(Offices { communes, kinds: kinds.collect() }))
}

/// An order that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct Placed {
    /// Code by which it is followed. Whoever has it sees the order and its document.
    #[schema(example = "0ABCDEFGHJKMNPQRSTVWXYZ012")]
    code: String,
    /// Page on which the citizen follows it.
    follow: String,
    /// Day by which the commune answers.
    #[schema(value_type = String, format = Date)]
    due_on: jiff::civil::Date,
}

/// A whole order in one call. Send it again with the same `Idempotency-Key` and the same body, within a day, and the
/// answer is the same and nothing is ordered twice.
#[utoipa::path(post, path = "/api/v1/orders", tag = "orders", operation_id = "placeOrder", params(
    ("Idempotency-Key" = String, Header, min_length = 16, max_length = 128,
        description = "Made up by the caller for this order, such as a random UUID: 16 to 128 printable ASCII characters"),
), request_body = NewOrder, responses(
    (status = 201, description = "Taken, now or by an earlier call with this key", body = Placed,
        headers(("Location" = String, description = "Where the order is followed"))),
    (status = 400, description = "No key, or a body that is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "No such commune or office", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "The commune takes no orders, or the key was used long ago", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "Fields to correct, or the key was used for another order", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "Too many orders from one address", body = Problem, content_type = "application/problem+json"),
))]
pub async fn place(request: HttpRequest, web: Data<Web>, body: Result<Json<NewOrder>, actix_web::Error>) -> ApiAnswer {
    web.limit(&request, Kind::Api)?;
    let key = key(&request).ok_or_else(|| {
        let title = "Send an Idempotency-Key of 16 to 128 printable characters";
        Problem::new(StatusCode::BAD_REQUEST, "idempotency-key", title)
    })?;
    let new = body.map_err(|error| super::refused(&error))?.into_inner();
    let locale = Locale::from_tag(&new.locale).ok_or_else(|| body::problem("/locale", "choose"))?;
    let (tenant, office) = ordering::office(&web.app, &new.commune, &new.office).await?;
    let languages = body::languages(&web, &new.kind);
    let today = web.app.today(&tenant, web.app.clock.now());
    let order = new.parse(languages.as_deref(), today).map_err(|problems| body::problem_of(&problems))?;
    // What has to be corrected is not an order yet.
    web.limit(&request, Kind::Order)?;
    let Some(receipt) = ordering::place(&web.app, key.as_bytes(), tenant.id, office.id, locale, order).await? else {
        let title = "The key was used for another order";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused", title));
    };
    let code = receipt.tracking.to_string();
    let at = routes::API_ORDER.path(locale, &[("code", &code)]).map_err(Fault::from)?;
    let follow = routes::TRACK_ORDER.path(locale, &[("code", &code)]).map_err(Fault::from)?;
    let follow = format!("{}{follow}", web.app.settings.base_url);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, at)).json(Placed {
        code,
        follow,
        due_on: receipt.due_on,
    }))
}

/// The caller's key. Quotes around it, as in the draft of the header's standard, are let pass.
fn key(request: &HttpRequest) -> Option<String> {
    let given = request.headers().get(KEY).and_then(|value| value.to_str().ok()).unwrap_or_default().trim();
    let key = given.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(given);
    let printable = key.bytes().all(|byte| byte.is_ascii_graphic());
    (KEY_LENGTH.contains(&key.len()) && printable).then(|| key.to_owned())
}

/// Why an order was refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedBecause {
    /// `act_not_found`, `not_entitled`, `identity_mismatch`, `wrong_office`, `duplicate`, `illegible_register` or `other`.
    reason: String,
    /// The officer's words.
    words: String,
    /// Where to appeal.
    appeal: Names,
}

/// A document to fetch.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fetchable {
    /// Page from which it is fetched; whoever has its address has the document.
    page: String,
    /// Last day on which it can be.
    #[schema(value_type = String, format = Date)]
    until: jiff::civil::Date,
}

/// Where an order is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Followed {
    /// `submitted`, `in_review`, `awaiting_citizen`, `approved`, `sealing`, `sealed`, `dispatched`, `delivered`,
    /// `undeliverable`, `rejected`, `cancelled` or `expired`.
    state: String,
    /// Code of the commune.
    commune: String,
    /// Code of the office.
    office: String,
    /// Kind of document.
    kind: Option<String>,
    /// When it was handed in.
    #[schema(value_type = Option<String>, format = DateTime)]
    submitted_at: Option<jiff::Timestamp>,
    /// Day by which the commune answers, while it owes an answer.
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<jiff::civil::Date>,
    /// What the office asks; it is answered on the page.
    question: Option<String>,
    /// Why it was refused.
    refusal: Option<RefusedBecause>,
    /// The document.
    document: Option<Fetchable>,
    /// Number under which the post follows it.
    postal_number: Option<String>,
    /// Page on which the citizen follows it.
    follow: String,
}

/// Where an order is.
#[utoipa::path(get, path = "/api/v1/orders/{code}", tag = "orders", operation_id = "followOrder", params(
    ("code" = String, Path, description = "Tracking code; hyphens and case do not matter"),
), responses(
    (status = 200, description = "Where it is", body = Followed),
    (status = 404, description = "No order has this code", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "Too many codes tried from one address", body = Problem, content_type = "application/problem+json"),
))]
pub async fn follow(request: HttpRequest, web: Data<Web>, path: Path<String>) -> ApiAnswer {
    let tracked = web.tracked(&request, &path).await?.ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok().json(shown(&web, tracked)))
}

fn shown(web: &Data<Web>, tracked: Tracked) -> Followed {
    let app = Arc::clone(&web.app);
    let state = tracked.shown_state(app.clock.now());
    let document = track::download(web, &tracked);
    let request = tracked.request;
    let appeal = tracked.tenant.settings.appeal;
    let words = request.refusal_text.unwrap_or_default();
    Followed {
        state: state.as_str().to_owned(),
        commune: tracked.tenant.code.to_string(),
        office: tracked.office.code,
        kind: tracked.lines.into_iter().next().map(|line| line.kind),
        submitted_at: request.submitted_at,
        due_on: request.due_on.filter(|_| state.is_open()),
        question: request.question.filter(|_| state == RequestState::AwaitingCitizen),
        refusal: request.refusal_reason.filter(|_| state == RequestState::Rejected).map(|reason| RefusedBecause {
            reason: reason.as_str().to_owned(),
            words,
            appeal: appeal.into(),
        }),
        document: document.map(|link| Fetchable {
            page: format!("{}/{}/documents/{}", app.settings.base_url, request.locale.tag(), link.token),
            until: link.until,
        }),
        postal_number: tracked.deliveries.into_iter().find_map(|delivery| delivery.tracking_number),
        follow: mail::tracking_link(&app, request.locale, request.id),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_key_is_long_and_printable() {
        let read = |value: &'static str| key(&TestRequest::default().insert_header((KEY, value)).to_http_request());
        let uuid = "8e03978e-40d5-43e8-bc93-6894a57f9324";
        assert_eq!(read(uuid).unwrap(), uuid);
        assert_eq!(read("\"8e03978e-40d5-43e8-bc93-6894a57f9324\"").unwrap(), uuid, "a quoted string is the same key");
        for bad in ["", "1", "short", "with space in the middle", "\"\""] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(key(&TestRequest::default().to_http_request()), None);
    }
}
