//! The document behind a mail's link. Opening the page fetches nothing, so that a mail filter that opens every link
//! does not count as the addressee.

use actix_web::http::header::{self, ContentEncoding};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use wathiq_service::ordering;

use super::code;
use crate::handlers::citizen::office_name;
use crate::handlers::fault::Answer;
use crate::handlers::guard::{Kind, own_form};
use crate::http::{Lang, Policy};
use crate::state::Web;
use crate::views::track::{DocumentLink, LinkState};

/// `GET /{lang}/documents/{token}`
pub async fn document(request: HttpRequest, lang: Lang, web: Data<Web>, path: Path<(String, String)>) -> Answer {
    web.limit(&request, Kind::Tracking)?;
    let (_, token) = path.into_inner();
    let found = ordering::download(&web.app, code(&token)).await?;
    let state = match (found.in_force(), found.expired) {
        (false, _) => LinkState::Withdrawn,
        (true, true) => LinkState::Expired,
        (true, false) => LinkState::Open,
    };
    let until = found.delivery.link_expires_at.unwrap_or(found.delivery.created_at);
    let view = DocumentLink {
        token: code(&token).to_string(),
        state,
        office: office_name(&found.tenant, &found.office),
        kind_name: web.kind_name(&found.document.kind, lang.0),
        until: web.app.today(&found.tenant, until),
        bytes: found.document.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default(),
    };
    web.page(&web.public(&request, lang.0).for_tenant(found.tenant.name()), &view)
}

/// `POST` and `GET /{lang}/documents/{token}/document.pdf`: browsers' viewers ask for the same address once more, by GET.
pub async fn document_pdf(request: HttpRequest, _: Lang, web: Data<Web>, path: Path<(String, String)>) -> Answer {
    own_form(&request, &web.app.settings.base_url)?;
    web.limit(&request, Kind::Download)?;
    let (_, token) = path.into_inner();
    let (document, bytes) = ordering::fetch(&web.app, code(&token)).await?;
    // The number names the file, never a person.
    let name = format!("{}-{:04}-{:06}.pdf", document.kind, document.number_year, document.number_serial);
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(ContentEncoding::Identity)
        .insert_header(Policy::Pdf.header())
        .body(bytes))
}
