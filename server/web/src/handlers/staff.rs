//! The clerk's pages: the queue, and one request against the register.

pub mod desk;
mod list;
mod pane;
mod shown;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use serde::Deserialize;
use wathiq_domain::Locale;
use wathiq_domain::ids::{ActId, RequestId};
use wathiq_domain::order::FieldProblem;
use wathiq_domain::request::RefusalReason;
use wathiq_service::accounts::SignedIn;
use wathiq_service::review::{self as service, Review as Opened};
use wathiq_service::rows::Request;
use wathiq_service::{Error, preview as specimen};

pub use list::Wanted;
use shown::Shown;

use self::desk::{Csrf, Done, Outcome, changed, frame, frame_at, id, pdf, see};
use super::fault::{Answer, Fault};
use super::problems;
use crate::http::Lang;
use crate::routes::REVIEW;
use crate::state::Web;
use crate::views::review::DecisionFields;
use crate::views::{FieldError, Form, Message, Tone};

/// A version that no request has: a decision that names none is refused as one on an older page.
const NO_VERSION: i32 = -1;

/// `GET /{lang}/staff`
pub async fn queue(request: HttpRequest, lang: Lang, web: Data<Web>, query: web::Query<Wanted>) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in(&request, locale).await?;
    let view = list::queue(&web, locale, &who, query.into_inner()).await?;
    web.page(&frame(&web, &request, locale, &who), &view)
}

/// The entry chosen instead of the one with the declared number.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    entry: Option<String>,
}

/// The path of a review's pages.
type Path = web::Path<(String, String)>;

fn shown(path: &Path) -> Result<Shown, Fault> {
    let (_, text) = path.as_ref();
    text.parse().map_err(|_| Error::NotFound.into())
}

/// `GET /{lang}/staff/requests/{id}`
pub async fn review(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    path: Path,
    chosen: web::Query<Chosen>,
    outcome: web::Query<Outcome>,
) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in(&request, locale).await?;
    let shown = shown(&path)?;
    let entry: Option<ActId> = chosen.entry.as_deref().map(id).transpose()?;
    let opened = open(&web, &who, shown.request, entry.or(shown.act)).await?;
    let view = pane::review(&web, locale, &who, &opened, Form::default())?;
    web.page(&outcome.on(frame(&web, &request, locale, &who)), &view)
}

async fn open(web: &Web, who: &SignedIn, id: RequestId, chosen: Option<ActId>) -> Result<Opened, Fault> {
    let member = who.member.clone();
    Ok(web.app.db.tenant(member.tenant).write(move |tx| service::open(tx, &member, id, chosen)).await?)
}

/// A decision, read from its form.
enum Decision {
    Approve(ActId),
    Ask(String),
    Reject(RefusalReason, String),
    Undo,
}

impl Decision {
    /// Where it leads: after an approval or a refusal the page itself offers to take it back.
    const fn done(&self) -> Option<Done> {
        match self {
            Self::Approve(_) | Self::Reject(..) => None,
            Self::Ask(_) => Some(Done::Asked),
            Self::Undo => Some(Done::Undone),
        }
    }
}

/// What every decision carries.
struct Sent {
    request: HttpRequest,
    locale: Locale,
    web: Data<Web>,
    who: SignedIn,
    shown: Shown,
    version: i32,
}

impl Sent {
    async fn read(
        request: HttpRequest,
        lang: Lang,
        web: Data<Web>,
        path: &Path,
        csrf: &str,
        version: Option<i32>,
    ) -> Result<Self, Fault> {
        let Lang(locale) = lang;
        let who = web.signed_in_form(&request, locale, csrf).await?;
        let shown = shown(path)?;
        let version = version.or(shown.version).unwrap_or(NO_VERSION);
        Ok(Self { request, locale, web, who, shown, version })
    }

    async fn decide(self, decision: Decision, typed: DecisionFields) -> Answer {
        let (id, version, member) = (self.shown.request, self.version, self.who.member.clone());
        let done = decision.done();
        let decided = self
            .web
            .app
            .db
            .tenant(member.tenant)
            .write(move |tx| -> Result<Request, Error> {
                match decision {
                    Decision::Approve(act) => service::approve(tx, &member, id, version, act),
                    Decision::Ask(question) => service::ask(tx, &member, id, version, &question),
                    Decision::Reject(reason, words) => service::reject(tx, &member, id, version, reason, &words),
                    Decision::Undo => service::undo(tx, &member, id, version),
                }
            })
            .await;
        match decided {
            Ok(request) => {
                let id = request.id.to_string();
                let parts = [("id", id.as_str()), ("said", done.map_or("", Done::word))];
                Ok(see(REVIEW, self.locale, if done.is_some() { &parts } else { parts.split_at(1).0 }))
            }
            Err(Error::Invalid(problems)) => {
                let errors = problems.0.iter().map(problem).collect();
                self.again(StatusCode::UNPROCESSABLE_ENTITY, None, Form { values: typed, errors }).await
            }
            Err(error) => match changed(&error) {
                Some((status, message)) => self.again(status, Some(message), Form::new(typed)).await,
                None => Err(error.into()),
            },
        }
    }

    /// The review as it is now, with what was typed and what was refused.
    async fn again(self, status: StatusCode, notice: Option<Message>, form: Form<DecisionFields>) -> Answer {
        let Self { request, locale, web, who, shown, .. } = self;
        let opened = open(&web, &who, shown.request, shown.act).await?;
        let view = pane::review(&web, locale, &who, &opened, form)?;
        let mut frame = frame_at(&web, &request, locale, &who, REVIEW, &shown.request.to_string());
        if let Some(message) = notice {
            frame = frame.with_notice(Tone::Warning, message);
        }
        web.page_with(status, &frame, &view)
    }
}

/// A problem of a decision, at its field of the page and in its words.
fn problem(problem: &FieldProblem) -> FieldError {
    let at = |field: &str, key: &str| FieldError { field: field.to_owned(), message: Message::new(key) };
    match (problem.field, problem.code) {
        ("question", "missing") => at("question", "review-question-missing"),
        ("question", "too-long") => at("question", "review-words-long"),
        ("refusal_text", "missing") => at("words", "review-words-missing"),
        ("refusal_text", "too-long") => at("words", "review-words-long"),
        _ => problems::error(problem),
    }
}

/// The form of an approval.
#[derive(Deserialize)]
pub struct ApproveForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    act: String,
    version: Option<i32>,
}

/// `POST /{lang}/staff/requests/{id}/approve`
pub async fn approve(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    path: Path,
    form: web::Form<ApproveForm>,
) -> Answer {
    let sent = Sent::read(request, lang, web, &path, &form.csrf, form.version).await?;
    let act = if form.act.is_empty() { sent.shown.act.ok_or(Error::NotFound)? } else { id(&form.act)? };
    sent.decide(Decision::Approve(act), DecisionFields::default()).await
}

/// The form of a question.
#[derive(Deserialize)]
pub struct AskForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    question: String,
    version: Option<i32>,
}

/// `POST /{lang}/staff/requests/{id}/ask`
pub async fn ask(request: HttpRequest, lang: Lang, web: Data<Web>, path: Path, form: web::Form<AskForm>) -> Answer {
    let sent = Sent::read(request, lang, web, &path, &form.csrf, form.version).await?;
    let question = form.into_inner().question;
    let typed = DecisionFields { question: question.clone(), ..DecisionFields::default() };
    sent.decide(Decision::Ask(question), typed).await
}

/// The form of a refusal.
#[derive(Deserialize)]
pub struct RejectForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    words: String,
    version: Option<i32>,
}

/// `POST /{lang}/staff/requests/{id}/reject`
pub async fn reject(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    path: Path,
    form: web::Form<RejectForm>,
) -> Answer {
    let sent = Sent::read(request, lang, web, &path, &form.csrf, form.version).await?;
    let RejectForm { reason, words, .. } = form.into_inner();
    let typed = DecisionFields { reason: reason.clone(), words: words.clone(), ..DecisionFields::default() };
    let Some(reason) = RefusalReason::parse(&reason) else {
        let missing = words.trim().is_empty();
        let mut form = Form::new(typed).with_error("reason", Message::new("review-reason-missing"));
        if missing {
            form = form.with_error("words", Message::new("review-words-missing"));
        }
        return sent.again(StatusCode::UNPROCESSABLE_ENTITY, None, form).await;
    };
    sent.decide(Decision::Reject(reason, words), typed).await
}

/// The form that takes a decision back.
#[derive(Deserialize)]
pub struct UndoForm {
    #[serde(default)]
    csrf: String,
    version: Option<i32>,
}

/// `POST /{lang}/staff/requests/{id}/undo`
pub async fn undo(request: HttpRequest, lang: Lang, web: Data<Web>, path: Path, form: web::Form<UndoForm>) -> Answer {
    let sent = Sent::read(request, lang, web, &path, &form.csrf, form.version).await?;
    sent.decide(Decision::Undo, DecisionFields::default()).await
}

/// The form that chooses another entry.
#[derive(Deserialize)]
pub struct EntryForm {
    #[serde(flatten)]
    token: Csrf,
    #[serde(default)]
    act: String,
}

/// `POST /{lang}/staff/requests/{id}/entry`: compares with another act; nothing is kept until it is approved.
pub async fn choose_entry(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    path: Path,
    form: web::Form<EntryForm>,
) -> Answer {
    let Lang(locale) = lang;
    web.signed_in_form(&request, locale, &form.token.csrf).await?;
    let (shown, act) = (shown(&path)?, id::<ActId>(&form.act)?);
    Ok(see(REVIEW, locale, &[("id", &shown.request.to_string()), ("entry", &act.to_string())]))
}

/// `GET /{lang}/staff/requests/{id}/preview.pdf`
pub async fn preview(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    path: Path,
    chosen: web::Query<Chosen>,
) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in(&request, locale).await?;
    let shown = shown(&path)?;
    let entry: Option<ActId> = chosen.entry.as_deref().map(id).transpose()?;
    let bytes = specimen::specimen(&web.app, &who.member, shown.request, entry.or(shown.act)).await?;
    Ok(pdf(bytes, "specimen.pdf"))
}
