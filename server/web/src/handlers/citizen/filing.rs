//! Check, hand in, receipt.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use serde::Deserialize;
use wathiq_domain::Locale;
use wathiq_domain::order::{Choice, FieldProblem, Problems, Step};
use wathiq_service::ordering::{self, Draft};
use wathiq_service::secrets::Purpose;
use wathiq_service::{Error, mail};

use super::{draft, office_name, steps};
use crate::handlers::fault::{Answer, Fault, see_other};
use crate::handlers::guard::{Kind, own_form};
use crate::handlers::notice::Said;
use crate::handlers::problems;
use crate::http::Lang;
use crate::routes;
use crate::state::Web;
use crate::views::order::{CheckFields, CheckPage, Receipt};
use crate::views::{Form, Money, OrderSummary, PersonNames};

/// What stands where nothing was written.
const NOTHING: &str = "—";

/// The form as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ticked {
    declare: String,
    consent: String,
}

impl Web {
    /// What an order costs: so many copies of the kind.
    pub(super) fn fee(&self, choice: &Choice) -> Money {
        let one = self.app.renderer.kinds().get(&choice.kind).map_or(0, |kind| kind.fee_centimes);
        one.saturating_mul(u32::from(choice.copies))
    }
}

/// `GET /{lang}/order/check`
pub async fn check(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    let draft = web.draft_at(&request, lang.0, Step::Check).await?;
    check_page(&request, lang.0, &web, &draft, Form::default())
}

/// `POST /{lang}/order/check`: hands the order in. A second click finds it handed in and gets the same receipt.
pub async fn submit(request: HttpRequest, lang: Lang, web: Data<Web>, typed: web::Form<Ticked>) -> Answer {
    own_form(&request, &web.app.settings.base_url)?;
    let draft = web.draft_at(&request, lang.0, Step::Check).await?;
    let ticked = CheckFields { declare: !typed.declare.is_empty(), consent: !typed.consent.is_empty() };
    let unticked = [(ticked.declare, "declare"), (ticked.consent, "consent")];
    let missing =
        unticked.into_iter().filter(|(ticked, _)| !ticked).map(|(_, field)| FieldProblem { field, code: "confirm" });
    let missing = Problems(missing.collect());
    if !missing.0.is_empty() {
        let mut form = Form::new(ticked);
        form.errors = problems::errors(&missing);
        return check_page(&request, lang.0, &web, &draft, form);
    }
    web.limit(&request, Kind::Order)?;
    let (app, id) = (Arc::clone(&web.app), draft.request.id);
    let handed_in =
        web.app.db.tenant(draft.tenant.id).write(move |tx| ordering::submit(tx, &app, id, lang.0, true)).await;
    match handed_in {
        // A second click that came between: the receipt is there for both.
        Ok(_) | Err(Error::Conflict) => Ok(see_other(routes::ORDER_RECEIPT.path(lang.0, &[])?)),
        Err(error) => Err(error.into()),
    }
}

fn check_page(request: &HttpRequest, locale: Locale, web: &Web, draft: &Draft, form: Form<CheckFields>) -> Answer {
    let Some(order) = summary(web, locale, draft) else {
        return Err(draft::to(locale, draft::page_of(draft.request.declared.next_step()))?);
    };
    let status = if form.is_accepted() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    web.page_with(status, &web.of_draft(request, locale, draft), &CheckPage { form, order })
}

/// The order as it was written; none while a step is open.
fn summary(web: &Web, locale: Locale, draft: &Draft) -> Option<OrderSummary> {
    let order = &draft.request.declared;
    let (act, person, recipient) = (order.act.as_ref()?, order.person.as_ref()?, order.recipient.as_ref()?);
    let written = |text: &String| if text.is_empty() { NOTHING.to_owned() } else { text.clone() };
    let both = |name: &wathiq_domain::order::DeclaredName| wathiq_domain::Bilingual::new(&name.ar, &name.fr);
    let address = recipient.address.as_ref().map(|address| {
        let mut lines = vec![address.name.clone()];
        lines.extend(address.lines.iter().cloned());
        lines.push(format!("{} {}", address.postcode, address.town).trim().to_owned());
        lines.push(steps::country_name(web, locale, &address.country));
        lines
    });
    Some(OrderSummary {
        office: office_name(&draft.tenant, &draft.office),
        kind_name: web.kind_name(&order.choice.kind, locale),
        copies: u32::from(order.choice.copies),
        language: order.choice.language.clone(),
        purpose: Some(order.choice.purpose.clone()).filter(|purpose| !purpose.is_empty()),
        act_reference: act.to_string(),
        relation: steps::relation_of(person).to_owned(),
        person: PersonNames { family: both(&person.family), given: both(&person.given) },
        birth: person.birth_date,
        father: written(&person.father),
        mother: written(&person.mother),
        channel: recipient.channel.as_str().to_owned(),
        email: recipient.email.clone(),
        address: address.unwrap_or_default(),
        fee: web.fee(&order.choice),
        ready_by: web.app.due_on(&draft.tenant, web.app.clock.now()),
    })
}

/// `GET /{lang}/order/receipt`: for as long as the cookie lasts.
pub async fn receipt(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    let Some(order) = web.order(&request).await? else { return Err(draft::to_office(lang.0, Said::DraftGone)?) };
    let handed_in = &order.request;
    let (Some(filed_at), Some(ready_by)) = (handed_in.submitted_at, handed_in.due_on) else {
        return Err(Fault::Elsewhere(draft::page_of(handed_in.declared.next_step()).path(lang.0, &[])?));
    };
    let choice = &handed_in.declared.choice;
    let view = Receipt {
        code: web.app.secrets.code(Purpose::Tracking, handed_in.id.as_uuid()).grouped(),
        track_url: mail::tracking_link(&web.app, lang.0, handed_in.id),
        office: office_name(&order.tenant, &order.office),
        kind_name: web.kind_name(&choice.kind, lang.0),
        copies: u32::from(choice.copies),
        filed_at,
        ready_by,
        email: handed_in.contact_email.clone().unwrap_or_default(),
    };
    web.page(&web.of_draft(&request, lang.0, &order), &view)
}
