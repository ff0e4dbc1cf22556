//! The verify page. The code stays in the address's fragment, which a browser never sends: these handlers know nothing
//! of what is verified.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wathiq_domain::Locale;

use super::fault::{Answer, Fault};
use crate::http::{Lang, Policy, preferred};
use crate::routes;
use crate::state::Web;
use crate::views::verify::{KindName, VerifyPage};

/// `/{lang}/verify`
pub async fn page(_: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    answer(&web, lang.0)
}

/// `/v` and `/V`, where codes lead: the page in the preferred language, without a redirect that could lose the fragment.
pub async fn short(request: HttpRequest, web: Data<Web>) -> Answer {
    preferring(&request, &web)
}

/// The page in the language the browser prefers.
pub fn preferring(request: &HttpRequest, web: &Web) -> Answer {
    let mut response = answer(web, preferred(request, Locale::default()))?;
    response.headers_mut().insert(header::VARY, header::HeaderValue::from_static("accept-language"));
    Ok(response)
}

fn answer(web: &Web, locale: Locale) -> Result<HttpResponse, Fault> {
    let kinds = web.app.renderer.kinds().iter().filter(|kind| kind.number > 0).map(|kind| KindName {
        number: u32::from(kind.number),
        ar: kind.name.ar.clone(),
        fr: kind.name.fr.clone(),
        en: kind.name.en.clone(),
    });
    let view = VerifyPage {
        address: web.app.settings.verify_address.clone(),
        trust_list: routes::TRUST_LIST_WELL_KNOWN.path(locale, &[])?,
        roots: web.app.platform.pinned().iter().map(|root| STANDARD.encode(root.to_spki_der())).collect(),
        kinds: kinds.collect(),
    };
    let path = routes::VERIFY.path(locale, &[])?;
    let mut response = web.page(&web.public_at(locale, path.get(3..).unwrap_or_default()), &view)?;
    let (name, value) = Policy::Verify.header();
    response.headers_mut().insert(name, value);
    Ok(response)
}
