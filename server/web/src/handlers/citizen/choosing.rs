//! Which document, from which office: the step that begins a draft.

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use wathiq_domain::Locale;
use wathiq_domain::order::{COPIES_MAX, Choice, FieldProblem, Problems};
use wathiq_domain::request::RequestState;
use wathiq_service::Error;
use wathiq_service::ordering::{self, Draft};
use wathiq_service::rows::{Office, Tenant};

use super::{draft, office_name};
use crate::handlers::fault::{Answer, Fault, see_other};
use crate::handlers::guard::{Kind, ORDER, own_form};
use crate::handlers::notice::Said;
use crate::handlers::problems;
use crate::http::Lang;
use crate::routes;
use crate::state::Web;
use crate::views::Form;
use crate::views::order::{DocumentChoice, DocumentFields, KindOption};

/// The office chosen on the page before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    office: String,
}

/// The form as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    office: String,
    kind: String,
    copies: String,
    language: String,
    purpose: String,
}

/// `GET /{lang}/order/document?office=`
pub async fn document(request: HttpRequest, lang: Lang, web: Data<Web>, query: Query<Chosen>) -> Answer {
    let held = web.order(&request).await?;
    let asked = query.into_inner().office;
    let (tenant, office) = if asked.is_empty() {
        match held.as_ref().filter(|order| order.request.state == RequestState::Draft) {
            Some(order) => (order.tenant.clone(), order.office.clone()),
            None if web.draft_code(&request).is_some() => return Err(draft::to_office(lang.0, Said::DraftGone)?),
            None => return Err(draft::to_office(lang.0, Said::OfficeMissing)?),
        }
    } else {
        office_of(&web, lang.0, &asked).await?
    };
    let chosen = held.map(|order| order.request.declared.choice);
    let first = web.app.renderer.kinds().iter().find(|kind| kind.number > 0);
    let fields = DocumentFields {
        office: draft::reference(tenant.code.as_str(), &office.code),
        kind: chosen
            .as_ref()
            .map_or_else(|| first.map(|k| k.code.clone()), |c| Some(c.kind.clone()))
            .unwrap_or_default(),
        copies: chosen.as_ref().map_or(1, |c| c.copies).to_string(),
        language: chosen.as_ref().map_or("ar-fr", |c| &c.language).to_owned(),
        purpose: chosen.map(|c| c.purpose).unwrap_or_default(),
    };
    page(&request, lang.0, &web, (&tenant, &office), Form::new(fields))
}

/// `POST /{lang}/order/document`
pub async fn document_chosen(request: HttpRequest, lang: Lang, web: Data<Web>, typed: web::Form<Typed>) -> Answer {
    own_form(&request, &web.app.settings.base_url)?;
    let typed = typed.into_inner();
    let (tenant, office) = office_of(&web, lang.0, &typed.office).await?;
    let choice = match choice(&web, &typed) {
        Ok(choice) => choice,
        Err(found) => {
            let Typed { kind, copies, language, purpose, .. } = typed;
            let office_code = draft::reference(tenant.code.as_str(), &office.code);
            let mut form = Form::new(DocumentFields { office: office_code, kind, copies, language, purpose });
            form.errors = problems::errors(&found);
            return page(&request, lang.0, &web, (&tenant, &office), form);
        }
    };
    let held = web.order(&request).await?.filter(|order| order.request.state == RequestState::Draft);
    let on = routes::ORDER_ACT.path(lang.0, &[])?;
    match held {
        Some(held) if held.office.id == office.id && held.tenant.id == tenant.id => {
            let id = held.request.id;
            let next = held.request.declared.next_step();
            web.app
                .db
                .tenant(tenant.id)
                .write(move |tx| ordering::save(tx, id, lang.0, |order| order.choice = choice))
                .await?;
            Ok(see_other(draft::page_of(next).path(lang.0, &[])?))
        }
        held => {
            web.limit(&request, Kind::Api)?;
            let cookie = begin(&web, lang.0, (&tenant, &office), choice, held).await?;
            Ok(HttpResponse::SeeOther().cookie(cookie).insert_header(("location", on)).finish())
        }
    }
}

/// Begins a draft; what was filled in for another office is not to be typed again.
async fn begin(
    web: &Web,
    locale: Locale,
    (tenant, office): (&Tenant, &Office),
    choice: Choice,
    before: Option<Draft>,
) -> Result<actix_web::cookie::Cookie<'static>, Fault> {
    let token = ordering::start(&web.app, tenant.id, office.id, locale, choice).await?;
    if let (Some(before), Some(new)) = (before, ordering::draft(&web.app, token).await?) {
        let (id, filled) = (new.request.id, before.request.declared);
        let keep = move |order: &mut wathiq_domain::order::Order| {
            order.act = filled.act;
            order.person = filled.person;
            order.recipient = filled.recipient;
        };
        web.app.db.tenant(tenant.id).write(move |tx| ordering::save(tx, id, locale, keep)).await?;
    }
    Ok(web.cookie(ORDER, &token.to_string(), draft::KEPT))
}

/// The office of a reference; elsewhere, to the search, when it takes no requests.
async fn office_of(web: &Web, locale: Locale, reference: &str) -> Result<(Tenant, Office), Fault> {
    let missing = || draft::to_office(locale, Said::OfficeMissing);
    let Some((commune, office)) = draft::codes(reference) else { return Err(missing()?) };
    match ordering::office(&web.app, commune, office).await {
        Err(Error::NotFound | Error::NotLive) => Err(missing()?),
        found => Ok(found?),
    }
}

fn choice(web: &Web, typed: &Typed) -> Result<Choice, Problems> {
    let kinds = web.app.renderer.kinds();
    let kind = kinds.iter().find(|kind| kind.number > 0 && kind.code == typed.kind);
    // Without a kind every language is possible: what is wrong is the kind alone.
    let languages: Vec<String> = match kind {
        Some(kind) => kind.languages.iter().map(|variant| variant.code().to_owned()).collect(),
        None => languages(web),
    };
    let parsed = Choice::parse(&typed.kind, &languages, &typed.language, &typed.copies, &typed.purpose);
    if kind.is_some() {
        return parsed;
    }
    let mut found = parsed.err().map(|problems| problems.0).unwrap_or_default();
    found.push(FieldProblem { field: "kind", code: "choose" });
    Err(Problems(found))
}

/// Languages that any kind has, in the order in which the kinds name them.
fn languages(web: &Web) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for kind in web.app.renderer.kinds().iter().filter(|kind| kind.number > 0) {
        for variant in &kind.languages {
            if !all.iter().any(|known| known == variant.code()) {
                all.push(variant.code().to_owned());
            }
        }
    }
    all
}

fn page(
    request: &HttpRequest,
    locale: Locale,
    web: &Web,
    place: (&Tenant, &Office),
    form: Form<DocumentFields>,
) -> Answer {
    let (tenant, office) = place;
    let ready_by = web.app.due_on(tenant, web.app.clock.now());
    let kinds = web.app.renderer.kinds().iter().filter(|kind| kind.number > 0).map(|kind| KindOption {
        code: kind.code.clone(),
        name: kind.name.get(locale).to_owned(),
        fee: kind.fee_centimes,
        ready_by,
    });
    let status = if form.is_accepted() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut frame = web.public(request, locale).for_tenant(tenant.name());
    // After a form was sent the address has no office: the language switch needs it.
    let query = [("office", form.values.office.as_str())];
    routes::ORDER_DOCUMENT.path(locale, &query)?.get(3..).unwrap_or_default().clone_into(&mut frame.path);
    let view = DocumentChoice {
        office: office_name(tenant, office),
        kinds: kinds.collect(),
        languages: languages(web),
        most_copies: u32::from(COPIES_MAX),
        form,
    };
    web.page_with(status, &frame, &view)
}
