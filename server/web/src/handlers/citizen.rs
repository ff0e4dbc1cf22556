//! The citizen's pages: start, help, office search, and the steps of an order in the files beside.
//!
//! A draft is held by the cookie `order`; the pages say nothing about acts or persons, whatever is typed.

mod choosing;
mod draft;
mod filing;
mod steps;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use serde::Deserialize;
use wathiq_domain::Locale;
use wathiq_service::ordering::{self, FoundCommune};
use wathiq_service::rows::{Office, Tenant};

pub use choosing::{document, document_chosen};
pub use filing::{check, receipt, submit};
pub use steps::{act, act_given, person, person_given, recipient, recipient_given};

use super::fault::Answer;
use crate::http::Lang;
use crate::state::Web;
use crate::views::info::{Help, KindOffer, Start};
use crate::views::order::{OfficeHit, OfficeQuery, OfficeSearch};
use crate::views::{Form, Message, OfficeName};

/// Working days the administration has by law (law 55-19, article 18); communes promise less.
const LEGAL_DAYS: u32 = 60;
/// Days after which an order that ended is erased.
const RETENTION_DAYS: u32 = 90;
/// Fewest letters of a search.
const QUERY_MIN: usize = 2;

/// `/{lang}`
pub async fn start(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    let offered = ordering::any_live(&web.app).await?;
    let promised = web.app.countries.values().map(|country| country.settings.promised_working_days).max();
    let offers = web.app.renderer.kinds().iter().filter(|kind| offered && kind.number > 0).map(|kind| KindOffer {
        name: kind.name.get(lang.0).to_owned(),
        fee: kind.fee_centimes,
        working_days: promised.map_or(u32::from(kind.promised_working_days), u32::from),
    });
    web.page(&web.public(&request, lang.0), &Start { kinds: offers.collect() })
}

/// `/{lang}/help`
pub async fn help(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    let view = Help { contact: None, legal_days: LEGAL_DAYS, retention_days: RETENTION_DAYS };
    web.page(&web.public(&request, lang.0), &view)
}

/// What is searched.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
}

/// `/{lang}/order/office`
pub async fn office(request: HttpRequest, lang: Lang, web: Data<Web>, query: Query<Search>) -> Answer {
    let typed = query.into_inner().q;
    let words = typed.trim().to_owned();
    let mut view =
        OfficeSearch { form: Form::new(OfficeQuery { q: typed }), searched: false, hits: Vec::new(), more: false };
    if words.chars().count() >= QUERY_MIN {
        let found = ordering::find_communes(&web.app, &words).await?;
        view.searched = true;
        view.more = found.len() >= ordering::COMMUNES;
        view.hits = found.into_iter().flat_map(hits).collect();
    } else if !words.is_empty() {
        view.form = view.form.with_error("q", Message::new("order-office-too-short"));
    }
    let status = if view.form.is_accepted() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    web.page_with(status, &web.public(&request, lang.0), &view)
}

/// The offices of a commune, or the commune itself when it is not online.
fn hits(commune: FoundCommune) -> Vec<OfficeHit> {
    let FoundCommune { code, name, province, offices } = commune;
    if offices.is_empty() {
        let name = OfficeName { office: name.clone(), commune: name };
        return vec![OfficeHit { id: None, name, province }];
    }
    let hit = |office: &Office| OfficeHit {
        id: Some(draft::reference(code.as_str(), &office.code)),
        name: OfficeName { office: office.name(), commune: name.clone() },
        province: province.clone(),
    };
    offices.iter().map(hit).collect()
}

/// An office and its commune, by name.
pub fn office_name(tenant: &Tenant, office: &Office) -> OfficeName {
    OfficeName { office: office.name(), commune: tenant.name() }
}

impl Web {
    /// The name of a kind of document; its code when it is no longer installed.
    pub fn kind_name(&self, code: &str, locale: Locale) -> String {
        self.app.renderer.kinds().get(code).map_or(code, |kind| kind.name.get(locale)).to_owned()
    }
}
