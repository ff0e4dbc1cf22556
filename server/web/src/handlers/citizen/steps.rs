//! The act, the person, the recipient: each step is kept as soon as it is right.

use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use wathiq_domain::Locale;
use wathiq_domain::order::{
    Order, Person, PersonFields as PersonTyped, Problems, Recipient, RecipientFields as RecipientTyped, Step,
};
use wathiq_i18n::Args;
use wathiq_service::ordering::{self, Draft};

use super::{draft, office_name};
use crate::handlers::fault::{Answer, Fault, see_other};
use crate::handlers::guard::own_form;
use crate::handlers::problems;
use crate::http::Lang;
use crate::state::Web;
use crate::views::order::{
    ActFields, ActPage, ChannelOption, PersonFields, PersonPage, RecipientFields, RecipientPage,
};
use crate::views::{Choice, FieldError, Form};

/// Countries offered for letters, by their code: their names are texts (`country-ma`). The commune's own comes first.
const COUNTRIES: [&str; 16] =
    ["AE", "BE", "CA", "CH", "DE", "DZ", "ES", "FR", "GB", "IT", "MA", "NL", "PT", "SA", "TN", "US"];

impl Web {
    /// Keeps a step of a draft and goes on to the first one still open.
    async fn keep(
        &self,
        locale: Locale,
        draft: Draft,
        change: impl FnOnce(&mut Order) + Send + 'static,
    ) -> Result<HttpResponse, Fault> {
        let (tenant, id) = (draft.tenant.id, draft.request.id);
        let mut order = draft.request.declared;
        change(&mut order);
        let next = order.next_step();
        self.app.db.tenant(tenant).write(move |tx| ordering::save(tx, id, locale, |kept| *kept = order)).await?;
        Ok(see_other(draft::page_of(next).path(locale, &[])?))
    }

    /// Today, where the draft's commune is.
    fn today_of(&self, draft: &Draft) -> jiff::civil::Date {
        self.app.today(&draft.tenant, self.app.clock.now())
    }
}

/// The status of a form's page.
const fn status(accepted: bool) -> StatusCode {
    if accepted { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// The form of the act as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ActTyped {
    number: String,
    year: String,
}

/// `GET /{lang}/order/act`
pub async fn act(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    let draft = web.draft_at(&request, lang.0, Step::Act).await?;
    let fields = draft
        .request
        .declared
        .act
        .as_ref()
        .map(|act| ActFields { number: act.number.to_string(), year: act.year.to_string() });
    act_page(&request, lang.0, &web, &draft, Form::new(fields.unwrap_or_default()))
}

/// `POST /{lang}/order/act`
pub async fn act_given(request: HttpRequest, lang: Lang, web: Data<Web>, typed: web::Form<ActTyped>) -> Answer {
    own_form(&request, &web.app.settings.base_url)?;
    let draft = web.draft_at(&request, lang.0, Step::Act).await?;
    let ActTyped { number, year } = typed.into_inner();
    let this_year = web.today_of(&draft).year();
    match ordering::act_number(&number, &year, this_year) {
        Ok(act) => web.keep(lang.0, draft, |order| order.act = Some(act)).await,
        Err(found) => {
            let mut form = Form::new(ActFields { number, year });
            form.errors = act_errors(&found, this_year);
            act_page(&request, lang.0, &web, &draft, form)
        }
    }
}

fn act_errors(found: &Problems, this_year: i16) -> Vec<FieldError> {
    let mut errors = problems::errors(found);
    let out_of_range = found.0.iter().any(|problem| (problem.field, problem.code) == ("year", "range"));
    if let Some(error) = errors.iter_mut().find(|error| out_of_range && error.field == "year") {
        error.message = problems::year_range(this_year);
    }
    errors
}

fn act_page(request: &HttpRequest, locale: Locale, web: &Web, draft: &Draft, form: Form<ActFields>) -> Answer {
    let status = status(form.is_accepted());
    let view = ActPage { form, office: office_name(&draft.tenant, &draft.office) };
    web.page_with(status, &web.of_draft(request, locale, draft), &view)
}

/// The form of the person as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    relation: String,
    given_ar: String,
    family_ar: String,
    given_fr: String,
    family_fr: String,
    birth_day: String,
    birth_month: String,
    birth_year: String,
    birth_unknown: String,
    father: String,
    mother: String,
}

/// `GET /{lang}/order/person`
pub async fn person(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    let draft = web.draft_at(&request, lang.0, Step::Person).await?;
    let fields = draft.request.declared.person.as_ref().map(person_fields).unwrap_or_default();
    web.page(&web.of_draft(&request, lang.0, &draft), &PersonPage { form: Form::new(fields) })
}

/// `POST /{lang}/order/person`
pub async fn person_given(request: HttpRequest, lang: Lang, web: Data<Web>, typed: web::Form<PersonForm>) -> Answer {
    own_form(&request, &web.app.settings.base_url)?;
    let draft = web.draft_at(&request, lang.0, Step::Person).await?;
    let form = typed.into_inner();
    let for_whom = relation_to_word(&form.relation).to_owned();
    let typed = PersonTyped {
        for_whom,
        family_ar: form.family_ar,
        family_fr: form.family_fr,
        given_ar: form.given_ar,
        given_fr: form.given_fr,
        birth_day: form.birth_day,
        birth_month: form.birth_month,
        birth_year: form.birth_year,
        birth_unknown: form.birth_unknown,
        father: form.father,
        mother: form.mother,
    };
    match Person::parse(&typed, web.today_of(&draft)) {
        Ok(person) => web.keep(lang.0, draft, |order| order.person = Some(person)).await,
        Err(found) => {
            let mut form = Form::new(PersonFields {
                relation: form.relation,
                given_ar: typed.given_ar,
                family_ar: typed.family_ar,
                given_fr: typed.given_fr,
                family_fr: typed.family_fr,
                birth_day: typed.birth_day,
                birth_month: typed.birth_month,
                birth_year: typed.birth_year,
                birth_unknown: !typed.birth_unknown.is_empty(),
                father: typed.father,
                mother: typed.mother,
            });
            form.errors = problems::errors(&found);
            let frame = web.of_draft(&request, lang.0, &draft);
            web.page_with(StatusCode::UNPROCESSABLE_ENTITY, &frame, &PersonPage { form })
        }
    }
}

/// The word of the rules for the word of the page.
fn relation_to_word(relation: &str) -> &'static str {
    match relation {
        "self" => "myself",
        "child" => "minor_child",
        _ => "",
    }
}

/// The word of the page for whom it is.
pub(super) const fn relation_of(person: &Person) -> &'static str {
    match person.for_whom {
        wathiq_domain::order::ForWhom::Myself => "self",
        wathiq_domain::order::ForWhom::MinorChild => "child",
    }
}

fn person_fields(person: &Person) -> PersonFields {
    let part = |part: Option<i8>| part.map(|number| number.to_string()).unwrap_or_default();
    let birth = person.birth_date;
    PersonFields {
        relation: relation_of(person).to_owned(),
        given_ar: person.given.ar.clone(),
        family_ar: person.family.ar.clone(),
        given_fr: person.given.fr.clone(),
        family_fr: person.family.fr.clone(),
        birth_day: part(birth.day()),
        birth_month: part(birth.month()),
        birth_year: birth.year().to_string(),
        birth_unknown: birth.day().is_none(),
        father: person.father.clone(),
        mother: person.mother.clone(),
    }
}

/// The form of the recipient as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RecipientForm {
    channel: String,
    email: String,
    name: String,
    street: String,
    extra: String,
    postcode: String,
    town: String,
    country: String,
}

/// `GET /{lang}/order/recipient`
pub async fn recipient(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    let draft = web.draft_at(&request, lang.0, Step::Recipient).await?;
    let fields = recipient_fields(&draft);
    recipient_page(&request, lang.0, &web, &draft, Form::new(fields))
}

/// `POST /{lang}/order/recipient`
pub async fn recipient_given(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    typed: web::Form<RecipientForm>,
) -> Answer {
    own_form(&request, &web.app.settings.base_url)?;
    let draft = web.draft_at(&request, lang.0, Step::Recipient).await?;
    let form = typed.into_inner();
    let known = COUNTRIES.contains(&form.country.as_str()) || form.country == draft.tenant.country;
    let typed = RecipientTyped {
        channel: form.channel.clone(),
        email: form.email.clone(),
        name: form.name.clone(),
        street: format!("{}\n{}", form.street, form.extra),
        postcode: form.postcode.clone(),
        town: form.town.clone(),
        country: if known { form.country.clone() } else { draft.tenant.country.clone() },
    };
    match Recipient::parse(&typed) {
        Ok(recipient) => web.keep(lang.0, draft, |order| order.recipient = Some(recipient)).await,
        Err(found) => {
            let RecipientForm { channel, email, name, street, extra, postcode, town, country } = form;
            let mut form = Form::new(RecipientFields { channel, email, name, street, extra, postcode, town, country });
            form.errors = problems::errors(&found);
            recipient_page(&request, lang.0, &web, &draft, form)
        }
    }
}

fn recipient_fields(draft: &Draft) -> RecipientFields {
    let country = draft.tenant.country.clone();
    let Some(recipient) = &draft.request.declared.recipient else {
        return RecipientFields { channel: "email".to_owned(), country, ..RecipientFields::default() };
    };
    let mut fields = RecipientFields {
        channel: recipient.channel.as_str().to_owned(),
        email: recipient.email.clone(),
        country,
        ..RecipientFields::default()
    };
    if let Some(address) = &recipient.address {
        let mut lines = address.lines.iter();
        fields.name.clone_from(&address.name);
        fields.street = lines.next().cloned().unwrap_or_default();
        fields.extra = lines.cloned().collect::<Vec<_>>().join(", ");
        fields.postcode.clone_from(&address.postcode);
        fields.town.clone_from(&address.town);
        fields.country.clone_from(&address.country);
    }
    fields
}

fn recipient_page(
    request: &HttpRequest,
    locale: Locale,
    web: &Web,
    draft: &Draft,
    form: Form<RecipientFields>,
) -> Answer {
    let ready_by = web.app.due_on(&draft.tenant, web.app.clock.now());
    let fee = web.fee(&draft.request.declared.choice);
    let channel = |code: &str| ChannelOption { code: code.to_owned(), fee, ready_by };
    let status = status(form.is_accepted());
    let view = RecipientPage {
        channels: vec![channel("email"), channel("post")],
        countries: countries(web, locale, &draft.tenant.country),
        form,
    };
    web.page_with(status, &web.of_draft(request, locale, draft), &view)
}

/// The countries letters go to, `home` first, then by name.
fn countries(web: &Web, locale: Locale, home: &str) -> Vec<Choice> {
    let choice = |code: &str| Choice::new(code, country_name(web, locale, code));
    let mut all: Vec<Choice> = COUNTRIES.into_iter().filter(|code| *code != home).map(choice).collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all.insert(0, choice(home));
    all
}

/// The name of a country; its code when it is none of those letters go to.
pub(super) fn country_name(web: &Web, locale: Locale, code: &str) -> String {
    let key = format!("country-{}", code.to_lowercase());
    web.app.texts.try_format(locale, &key, &Args::new()).unwrap_or_else(|_| code.to_owned())
}
