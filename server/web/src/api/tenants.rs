//! Communes, for the platform's operators: whoever holds a token made by `wathiq operator token`.

use actix_web::http::header;
use actix_web::web::{Data, Json, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wathiq_domain::tenant::TenantCode;
use wathiq_service::onboarding::{self, TenantSpec};
use wathiq_service::rows::Tenant;
use wathiq_service::{Error, operations};

use super::ApiAnswer;
use super::orders::Names;
use crate::handlers::guard::Kind;
use crate::http::Problem;
use crate::state::Web;

/// Communes of one page, when nothing else is asked.
const PAGE: u16 = 50;
/// Most communes of one page.
const PAGE_MAX: u16 = 200;

/// Lets operators in, and nobody else.
async fn operator(request: &HttpRequest, web: &Web) -> Result<(), Problem> {
    web.limit(request, Kind::Api)?;
    let given = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    // The scheme's case does not matter (RFC 9110, section 11.1).
    let token = given.and_then(|text| text.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let token = token.map(|(_, token)| token.trim()).filter(|token| !token.is_empty());
    operations::operator(&web.app, token.ok_or(Error::SignInNeeded)?).await?;
    Ok(())
}

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Listing {
    /// Code of the last commune of the page before.
    after: Option<String>,
    /// Communes at most, 50 if left out and 200 at most.
    limit: Option<u16>,
}

/// A commune.
#[derive(Debug, Serialize, ToSchema)]
pub struct Commune {
    /// Its code.
    #[schema(example = "MA.01.511.01.0")]
    code: String,
    /// Its name.
    name: Names,
    /// `onboarding`, `live` or `suspended`.
    state: String,
    /// When it was created.
    #[schema(value_type = String, format = DateTime)]
    created_at: jiff::Timestamp,
}

/// A page of communes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Communes {
    /// In the order of their codes.
    communes: Vec<Commune>,
    /// What `after` of the next page is; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn shown(tenant: Tenant) -> Commune {
    Commune {
        code: tenant.code.to_string(),
        name: Names { ar: tenant.name_ar, fr: tenant.name_fr },
        state: tenant.state.as_str().to_owned(),
        created_at: tenant.created_at,
    }
}

/// The communes of the platform, in the order of their codes.
#[utoipa::path(get, path = "/api/v1/tenants", tag = "operators", operation_id = "listCommunes", params(Listing),
    security(("operator" = [])), responses(
    (status = 200, description = "A page of communes", body = Communes),
    (status = 401, description = "No token, or one that is not good", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list(request: HttpRequest, web: Data<Web>, query: Query<Listing>) -> ApiAnswer {
    operator(&request, &web).await?;
    let after = match &query.after {
        Some(text) => Some(TenantCode::parse(text).map_err(|error| Error::Specification(error.to_string()))?),
        None => None,
    };
    let limit = query.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let listed = operations::tenants(&web.app, after, limit).await?;
    Ok(HttpResponse::Ok().json(Communes {
        next: listed.next.map(|code| code.to_string()),
        communes: listed.rows.into_iter().map(shown).collect(),
    }))
}

/// Creates a commune with its offices, its first staff and its keys: all of it or nothing. The answer holds first
/// passwords and second-factor secrets, which are shown this once.
#[utoipa::path(post, path = "/api/v1/tenants", tag = "operators", operation_id = "createCommune",
    security(("operator" = [])), request_body = NewCommune, responses(
    (status = 201, description = "Created", body = CreatedCommune),
    (status = 401, description = "No token, or one that is not good", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "The code or an address is taken", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "The specification cannot be used; the title says why", body = Problem, content_type = "application/problem+json"),
))]
pub async fn create(
    request: HttpRequest,
    web: Data<Web>,
    body: Result<Json<TenantSpec>, actix_web::Error>,
) -> ApiAnswer {
    // Before the body is looked at: strangers learn nothing of its form.
    operator(&request, &web).await?;
    let spec = body.map_err(|error| super::refused(&error))?.into_inner();
    let created = onboarding::create(&web.app, spec).await?;
    Ok(HttpResponse::Created().json(created))
}

/// The form of a commune to create, for the description: the service reads it as its own type.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NewCommune)]
pub struct NewCommune {
    /// Code with country.
    #[schema(example = "MA.01.511.01.0")]
    pub code: String,
    /// Name; taken from the country's geography when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Names>,
    /// Whether it takes requests at once.
    pub live: bool,
    /// What differs from the country's settings.
    pub settings: serde_json::Map<String, serde_json::Value>,
    /// Its offices; at least one.
    pub office: Vec<NewOffice>,
    /// Its first staff.
    pub staff: Vec<NewStaff>,
}

/// An office to create.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewOffice {
    /// Code within the commune.
    #[schema(example = "01")]
    pub code: String,
    /// Name.
    pub name: Names,
}

/// Somebody to add.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewStaff {
    /// Address they sign in with.
    pub email: String,
    /// Name, as printed under a seal.
    pub name: Names,
    /// First password, 12 characters or more; made up and answered when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// Any of `clerk`, `registrar`, `post_room`, `administrator`, `auditor`.
    pub roles: Vec<String>,
    /// Codes of the offices where; empty is every office.
    pub offices: Vec<String>,
    /// Power to seal, for a registrar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegation: Option<NewDelegation>,
}

/// A power to seal.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewDelegation {
    /// Code of the office.
    pub office: String,
    /// `president` or `delegate`.
    pub quality: String,
    /// Reference of the decision.
    pub reference: String,
    /// Day of the decision.
    #[schema(format = Date)]
    pub decided_on: String,
    /// First day in force.
    #[schema(format = Date)]
    pub from: String,
    /// Last day in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub to: Option<String>,
}

/// A created commune, for the description.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreatedCommune {
    /// Its identifier.
    pub id: uuid::Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Names,
    /// Key identifier of its sealing key, hexadecimal.
    pub kid: String,
    /// Sign-ins of its staff, shown this once.
    pub staff: Vec<FirstSignIn>,
}

/// How somebody signs in the first time.
#[derive(Debug, Serialize, ToSchema)]
pub struct FirstSignIn {
    /// Address.
    pub email: String,
    /// First password.
    pub password: String,
    /// Second-factor secret, base32.
    pub totp_secret: String,
}

#[cfg(test)]
mod tests {
    use wathiq_service::onboarding::{Created, Credentials};

    use super::*;

    fn names() -> Names {
        Names { ar: "نموذج".into(), fr: "Exemple".into() }
    }

    /// The description and the service's own type say the same.
    #[test]
    fn what_is_described_is_what_is_read_and_answered() {
        let delegation = NewDelegation {
            office: "01".into(),
            quality: "delegate".into(),
            reference: "12/2026".into(),
            decided_on: "2026-01-01".into(),
            from: "2026-01-02".into(),
            to: Some("2026-12-31".into()),
        };
        let staff = NewStaff {
            email: "a@exemple.invalid".into(),
            name: names(),
            password: Some("a long password".into()),
            roles: ["clerk", "registrar", "post_room", "administrator", "auditor"].map(Into::into).into(),
            offices: vec!["01".into()],
            delegation: Some(delegation),
        };
        let described = NewCommune {
            code: "MA.01.511.01.0".into(),
            name: Some(names()),
            live: true,
            settings: serde_json::Map::new(),
            office: vec![NewOffice { code: "01".into(), name: names() }],
            staff: vec![staff],
        };
        let read: TenantSpec = serde_json::from_value(serde_json::to_value(&described).unwrap()).unwrap();
        let mut written = serde_json::to_value(&read).unwrap();
        // the password is read and never written
        written["staff"][0]["password"] = serde_json::json!("a long password");
        assert_eq!(written, serde_json::to_value(&described).unwrap());

        let id = uuid::Uuid::from_u128(1);
        let (email, password, totp_secret) = ("a".to_owned(), "b".to_owned(), "c".to_owned());
        let answered = Created {
            id: wathiq_domain::ids::TenantId::from_uuid(id),
            code: TenantCode::parse("MA.01.511.01.0").unwrap(),
            name: wathiq_domain::Bilingual::new("نموذج", "Exemple"),
            kid: "00".into(),
            staff: vec![Credentials {
                email: email.clone(),
                password: password.clone(),
                totp_secret: totp_secret.clone(),
            }],
        };
        let described = CreatedCommune {
            id,
            code: "MA.01.511.01.0".into(),
            name: names(),
            kid: "00".into(),
            staff: vec![FirstSignIn { email, password, totp_secret }],
        };
        assert_eq!(serde_json::to_value(answered).unwrap(), serde_json::to_value(described).unwrap());
    }
}
