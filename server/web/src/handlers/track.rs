//! Following a request by its code, and the page behind a mail's link.
//!
//! A code that is malformed, unknown or of a request that was erased gets one answer, in the same words, with the same
//! status, after the same look-up: nothing tells them apart.

mod document;
mod timeline;

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path};
use serde::Deserialize;
use wathiq_domain::Locale;
use wathiq_domain::code::Code;
use wathiq_domain::delivery::{Channel, DeliveryState};
use wathiq_domain::document::DocumentState;
use wathiq_domain::request::{Action, RequestState};
use wathiq_service::Error;
use wathiq_service::ordering::{self, Tracked};
use wathiq_service::secrets::Purpose;

pub use document::{document, document_pdf};

use super::citizen::office_name;
use super::fault::{Answer, Fault, see_other};
use super::guard::{Kind, own_form};
use super::notice::Said;
use super::problems;
use crate::http::Lang;
use crate::routes;
use crate::state::Web;
use crate::views::track::{AnswerFields, DeliveryProblem, Download, Question, Refusal, Track, TrackForm, TrackQuery};
use crate::views::{Form, Message};

/// Days for the answer to a question (law 55-19 leaves them to the administration).
const ANSWER_DAYS: i64 = 30;

/// A code as typed. What is no code becomes one that nobody has, so that it is looked up like any other.
fn code(typed: &str) -> Code {
    Code::parse(typed).unwrap_or_else(|_| Code::from_bytes([0; 16]))
}

impl Web {
    /// The request of a typed code, if there is one.
    pub(crate) async fn tracked(&self, request: &HttpRequest, typed: &str) -> Result<Option<Tracked>, Fault> {
        self.limit(request, Kind::Tracking)?;
        match ordering::track(&self.app, code(typed)).await {
            Ok(found) => Ok(Some(found)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The form again, for a code that leads nowhere: typed (422) or in an address (404).
    fn unknown(&self, locale: Locale, status: StatusCode, typed: &str) -> Answer {
        let form = Form::new(TrackQuery { code: typed.trim().to_owned() })
            .with_error("code", Message::new("track-code-unknown"));
        let frame = self.public_at(locale, "/track");
        self.page_with(status, &frame, &TrackForm { form })
    }
}

/// `GET /{lang}/track`
pub async fn form(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    web.page(&web.public(&request, lang.0), &TrackForm { form: Form::default() })
}

/// The form as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
}

/// `POST /{lang}/track`
pub async fn find(request: HttpRequest, lang: Lang, web: Data<Web>, typed: web::Form<Typed>) -> Answer {
    own_form(&request, &web.app.settings.base_url)?;
    match web.tracked(&request, &typed.code).await? {
        Some(_) => Ok(see_other(place(lang.0, &typed.code)?)),
        None => web.unknown(lang.0, StatusCode::UNPROCESSABLE_ENTITY, &typed.code),
    }
}

fn place(locale: Locale, typed: &str) -> Result<String, Fault> {
    Ok(routes::TRACK_ORDER.path(locale, &[("code", &code(typed).to_string())])?)
}

/// `GET /{lang}/track/{code}`
pub async fn show(request: HttpRequest, lang: Lang, web: Data<Web>, path: Path<(String, String)>) -> Answer {
    let (_, typed) = path.into_inner();
    match web.tracked(&request, &typed).await? {
        Some(tracked) => page(&request, lang.0, &web, &tracked, &typed, Form::default()),
        None => web.unknown(lang.0, StatusCode::NOT_FOUND, &typed),
    }
}

/// The answer as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answered {
    answer: String,
}

/// `POST /{lang}/track/{code}/answer`
pub async fn answer(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    path: Path<(String, String)>,
    form: web::Form<Answered>,
) -> Answer {
    own_form(&request, &web.app.settings.base_url)?;
    let ((_, typed), answer) = (path.into_inner(), form.into_inner().answer);
    let Some(tracked) = web.tracked(&request, &typed).await? else {
        return web.unknown(lang.0, StatusCode::NOT_FOUND, &typed);
    };
    let (app, id, words) = (Arc::clone(&web.app), tracked.request.id, answer.clone());
    let taken = web.app.db.tenant(tracked.tenant.id).write(move |tx| ordering::complete(tx, &app, id, &words)).await;
    let said = match taken {
        Ok(()) => Said::AnswerSent,
        Err(Error::Transition(_)) => Said::QuestionOver,
        Err(Error::Invalid(found)) => {
            let mut form = Form::new(AnswerFields { answer });
            form.errors = problems::errors(&found);
            return page(&request, lang.0, &web, &tracked, &typed, form);
        }
        Err(error) => return Err(error.into()),
    };
    Ok(see_other(said.at(&place(lang.0, &typed)?)))
}

/// `POST /{lang}/track/{code}/cancel`
pub async fn cancel(request: HttpRequest, lang: Lang, web: Data<Web>, path: Path<(String, String)>) -> Answer {
    own_form(&request, &web.app.settings.base_url)?;
    let (_, typed) = path.into_inner();
    let Some(tracked) = web.tracked(&request, &typed).await? else {
        return web.unknown(lang.0, StatusCode::NOT_FOUND, &typed);
    };
    let id = tracked.request.id;
    let cancelled = web.app.db.tenant(tracked.tenant.id).write(move |tx| ordering::cancel(tx, id)).await;
    let said = match cancelled {
        Ok(()) => Said::Cancelled,
        // A second click finds it cancelled.
        Err(Error::Transition(refused)) if refused.from == RequestState::Cancelled => Said::Cancelled,
        Err(Error::Transition(_) | Error::Conflict) => Said::CancelTooLate,
        Err(error) => return Err(error.into()),
    };
    Ok(see_other(said.at(&place(lang.0, &typed)?)))
}

fn page(
    request: &HttpRequest,
    locale: Locale,
    web: &Web,
    tracked: &Tracked,
    typed: &str,
    form: Form<AnswerFields>,
) -> Answer {
    let status = if form.is_accepted() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut frame = web.public(request, locale).for_tenant(tracked.tenant.name());
    // The address of a form that was refused cannot be asked for in another language.
    place(locale, typed)?.get(3..).unwrap_or_default().clone_into(&mut frame.path);
    web.page_with(status, &frame, &view(locale, web, tracked, form))
}

fn view(locale: Locale, web: &Web, tracked: &Tracked, form: Form<AnswerFields>) -> Track {
    let (app, request) = (&web.app, &tracked.request);
    let now = app.clock.now();
    let today = app.today(&tracked.tenant, now);
    let state = tracked.shown_state(now);
    let line = tracked.lines.first();
    let ready_by = request.due_on.filter(|_| state.is_open());
    let question = request.question.clone().filter(|_| state == RequestState::AwaitingCitizen).map(|text| Question {
        text,
        answer_by: app.today(
            &tracked.tenant,
            request.asked_at.unwrap_or(now) + jiff::SignedDuration::from_hours(24 * ANSWER_DAYS),
        ),
        form,
    });
    let refusal = request.refusal_reason.filter(|_| state == RequestState::Rejected).map(|reason| Refusal {
        code: reason.as_str().to_owned(),
        words: request.refusal_text.clone().unwrap_or_default(),
        appeal: Some(tracked.tenant.settings.appeal.get(locale).to_owned()).filter(|text| !text.is_empty()),
    });
    let failed = tracked.deliveries.iter().find(|delivery| delivery.state == DeliveryState::Failed);
    Track {
        code: app.secrets.code(Purpose::Tracking, request.id.as_uuid()).grouped(),
        office: office_name(&tracked.tenant, &tracked.office),
        kind_name: line.map(|line| web.kind_name(&line.kind, locale)).unwrap_or_default(),
        copies: line.map_or(1, |line| u32::try_from(line.copies).unwrap_or(1)),
        state: state.as_str().to_owned(),
        ready_by,
        late: ready_by.is_some_and(|day| day < today),
        timeline: timeline::events(tracked, state),
        question,
        refusal,
        problem: failed
            .map(|delivery| DeliveryProblem { channel: delivery.channel.as_str().to_owned(), at: request.updated_at }),
        download: download(web, tracked),
        postal_number: tracked.deliveries.iter().find_map(|delivery| delivery.tracking_number.clone()),
        can_cancel: request.state.after(Action::Cancel).is_ok(),
    }
}

/// The document, for as long as its link is good: also when the mail with the link did not arrive.
pub(crate) fn download(web: &Web, tracked: &Tracked) -> Option<Download> {
    let now = web.app.clock.now();
    tracked.deliveries.iter().find_map(|delivery| {
        let until = delivery.link_expires_at.filter(|until| delivery.channel == Channel::Email && now < *until)?;
        let document = tracked.documents.iter().find(|document| document.id == delivery.document_id)?;
        (document.state == DocumentState::Sealed).then(|| Download {
            token: web.app.secrets.code(Purpose::Download, delivery.id.as_uuid()).to_string(),
            until: web.app.today(&tracked.tenant, until),
        })
    })
}
