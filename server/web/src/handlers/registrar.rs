//! The registrar's pages: what is to be sealed, a sealed document, the audit log.

use std::collections::BTreeMap;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use jiff::civil::Date;
use serde::Deserialize;
use wathiq_domain::act::Act;
use wathiq_domain::delivery::{Channel, DeliveryState};
use wathiq_domain::document::DocumentState;
use wathiq_domain::ids::{DocumentId, RequestId, StaffId};
use wathiq_domain::request::RequestState;
use wathiq_domain::staff::{Delegation, NoPower, Quality, Role};
use wathiq_domain::{Bilingual, Locale};
use wathiq_service::accounts::SignedIn;
use wathiq_service::blobs::BlobError;
use wathiq_service::rows::{ActorKind, AuditLine, Delivery, Document, Office, Page, Request};
use wathiq_service::sealing::Waiting;
use wathiq_service::{Error, audit as log, preview, review, sealing};

use super::fault::{Answer, Fault};
use super::staff::desk::{
    Done, Outcome, Pairs, changed, fee, frame, frame_at, id, kind_name, name_of, pdf, see, ticked, value,
};
use crate::http::Lang;
use crate::routes::{SEAL, STAFF_DOCUMENT};
use crate::state::Web;
use crate::views::post::{Audit, AuditRow};
use crate::views::seal::{Authority, DelegationLine, DeliveryLine, SealRow, StaffDocument, ToSeal, WithdrawFields};
use crate::views::{Form, Frame, Message, Pager, PersonNames, Tone};

/// Lines of the log on one page.
const LINES: u16 = 50;
/// Characters of a hash shown in the log.
const HASH_SHOWN: usize = 12;

/// Everything the seal page shows.
struct Desk {
    waiting: Vec<Waiting>,
    acts: BTreeMap<RequestId, Act>,
    power: Result<(Delegation, Office), NoPower>,
    names: BTreeMap<StaffId, Bilingual>,
}

async fn desk(web: &Web, who: &SignedIn) -> Result<Desk, Fault> {
    let (app, member) = (std::sync::Arc::clone(&web.app), who.member.clone());
    let read = web
        .app
        .db
        .tenant(member.tenant)
        .read(move |tx| {
            let mut waiting = sealing::waiting(tx, &app, &member)?;
            // Those whose seal is ordered are no longer for this page.
            waiting.retain(|waiting| waiting.request.state == RequestState::Approved);
            Ok::<_, Error>(Desk {
                acts: review::matched(tx, waiting.iter().map(|waiting| &waiting.request))?,
                power: preview::power_today(tx, &app, &member)?,
                names: review::colleagues(tx)?,
                waiting,
            })
        })
        .await;
    Ok(read?)
}

/// Why somebody cannot seal, in words.
fn no_power(reason: NoPower) -> Message {
    Message::new(match reason {
        NoPower::None => "seal-no-delegation",
        NoPower::NotYet => "seal-delegation-not-yet",
        NoPower::Ended => "seal-delegation-ended",
    })
}

fn authority(power: &Delegation, office: &Office) -> Authority {
    let decided = power.decided_on;
    let decided = decided.month().zip(decided.day()).and_then(|(m, d)| Date::new(decided.year(), m, d).ok());
    let line = DelegationLine {
        reference: power.reference.clone(),
        date: decided.unwrap_or(power.from),
        office: office.name(),
        until: power.to,
    };
    Authority {
        quality: power.quality.as_str().to_owned(),
        delegation: (power.quality == Quality::Delegate).then_some(line),
    }
}

fn to_seal_view(web: &Web, locale: Locale, desk: &Desk, selected: &[RequestId], form: Form<()>) -> ToSeal {
    let row = |waiting: &Waiting| {
        let request = &waiting.request;
        let act = desk.acts.get(&request.id);
        let choice = &request.declared.choice;
        let person =
            act.map(|act| PersonNames { family: act.content.family.clone(), given: act.content.given.clone() });
        SealRow {
            id: request.id.to_string(),
            person: person.unwrap_or_default(),
            act_reference: act.map(|act| act.number.to_string()).unwrap_or_default(),
            kind_name: kind_name(web, &choice.kind, locale),
            copies: u32::from(choice.copies),
            approved_by: name_of(&desk.names, request.decided_by).unwrap_or_default(),
            due: request.due_on,
            selected: selected.contains(&request.id),
        }
    };
    ToSeal {
        authority: desk.power.as_ref().ok().map(|(power, office)| authority(power, office)),
        rows: desk.waiting.iter().map(row).collect(),
        form,
    }
}

/// `GET /{lang}/staff/seal`
pub async fn to_seal(request: HttpRequest, lang: Lang, web: Data<Web>, outcome: web::Query<Outcome>) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in(&request, locale).await?;
    let desk = desk(&web, &who).await?;
    let mut frame = outcome.on(frame(&web, &request, locale, &who));
    if let (None, Err(reason @ (NoPower::NotYet | NoPower::Ended))) = (&frame.notice, &desk.power) {
        frame = frame.with_notice(Tone::Warning, no_power(*reason));
    }
    web.page(&frame, &to_seal_view(&web, locale, &desk, &[], Form::default()))
}

/// `POST /{lang}/staff/seal`: orders the seals of the ticked requests, all or none.
pub async fn seal(request: HttpRequest, lang: Lang, web: Data<Web>, form: web::Form<Pairs>) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in_form(&request, locale, value(&form, "csrf")).await?;
    let selected: Vec<RequestId> = ticked(&form)?;
    let refused = if selected.is_empty() {
        let form = Form::default().with_error("select", Message::new("seal-none-ticked"));
        (StatusCode::UNPROCESSABLE_ENTITY, form, None)
    } else {
        let (app, member, ids) = (std::sync::Arc::clone(&web.app), who.member.clone(), selected.clone());
        match web.app.db.tenant(member.tenant).write(move |tx| sealing::order(tx, &app, &member, &ids)).await {
            Ok(made) => {
                let parts = [("said", Done::Sealed.word()), ("count", &made.len().to_string())];
                return Ok(see(SEAL, locale, &parts));
            }
            Err(Error::NoPower(reason)) => {
                (StatusCode::FORBIDDEN, Form::default().with_error("select", no_power(reason)), None)
            }
            Err(error) => match changed(&error) {
                Some((status, message)) => (status, Form::default(), Some(message)),
                None => return Err(error.into()),
            },
        }
    };
    let (status, form, notice) = refused;
    let desk = desk(&web, &who).await?;
    let frame = noticed(frame_at(&web, &request, locale, &who, SEAL, ""), notice);
    web.page_with(status, &frame, &to_seal_view(&web, locale, &desk, &selected, form))
}

fn noticed(frame: Frame, notice: Option<Message>) -> Frame {
    match notice {
        Some(message) => frame.with_notice(Tone::Warning, message),
        None => frame,
    }
}

/// A sealed document with how it travelled.
async fn read_document(web: &Web, who: &SignedIn, id: DocumentId) -> Result<(Document, Request, Vec<Delivery>), Fault> {
    let member = who.member.clone();
    // Written, not only read: the log says who looked.
    let read = web
        .app
        .db
        .tenant(member.tenant)
        .write(move |tx| {
            let (document, request, _) = sealing::document(tx, &member, id)?;
            let sent = review::sendings(tx, &document)?;
            Ok::<_, Error>((document, request, sent))
        })
        .await;
    let (document, request, sent) = read?;
    // While its seal is being made there is nothing to show.
    if document.state == DocumentState::Sealing { Err(Error::NotFound.into()) } else { Ok((document, request, sent)) }
}

/// A bilingual value of the record.
fn printed(document: &Document, pointer: &str) -> Bilingual {
    let value = document.record.0.pointer(pointer).cloned();
    value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
}

fn document_view(
    web: &Web,
    locale: Locale,
    who: &SignedIn,
    (document, request, sent): (Document, Request, Vec<Delivery>),
    form: Form<WithdrawFields>,
) -> StaffDocument {
    let reference = document.record.0.pointer("/act/reference").and_then(serde_json::Value::as_str);
    let in_force = document.state == DocumentState::Sealed;
    StaffDocument {
        id: document.id.to_string(),
        number: document.number().to_string(),
        kind_name: kind_name(web, &document.kind, locale),
        state: if in_force { "in_force" } else { document.state.as_str() }.to_owned(),
        person: PersonNames {
            family: printed(&document, "/person/family"),
            given: printed(&document, "/person/given"),
        },
        act_reference: reference.unwrap_or_default().to_owned(),
        sealed_at: document.ordered_at,
        officer: printed(&document, "/officer/name"),
        fee: fee(web, &document.kind, u32::from(request.declared.choice.copies)),
        specimen: document.specimen,
        withdrawn_because: document.state_reason.clone(),
        deliveries: sent.iter().flat_map(steps).collect(),
        can_withdraw: in_force && who.member.may(Role::Registrar, document.office_id),
        form,
    }
}

/// What a delivery went through, in order.
fn steps(delivery: &Delivery) -> Vec<DeliveryLine> {
    let post = delivery.channel == Channel::Post;
    let left = if post { "delivery-handed-over" } else { "delivery-sent" };
    let dated = [
        (Some(delivery.created_at), "delivery-queued"),
        (delivery.printed_at, "delivery-printed"),
        (delivery.sent_at, left),
        (delivery.delivered_at, "delivery-delivered"),
    ];
    let line = |(at, key): (Option<jiff::Timestamp>, &str)| {
        Some(DeliveryLine { at: at?, channel: delivery.channel.as_str().to_owned(), what: Message::new(key) })
    };
    let mut lines: Vec<DeliveryLine> = dated.into_iter().filter_map(line).collect();
    if delivery.state == DeliveryState::Failed {
        // When it failed is not kept: it stands after the last step that is.
        let last = lines.last().map(|line| line.at);
        lines.extend(line((last, "delivery-failed")));
    }
    lines
}

/// The path of a document's pages.
type Path = web::Path<(String, String)>;

fn named(path: &Path) -> Result<DocumentId, Fault> {
    let (_, text) = path.as_ref();
    id(text)
}

/// `GET /{lang}/staff/documents/{id}`
pub async fn document(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    path: Path,
    outcome: web::Query<Outcome>,
) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in(&request, locale).await?;
    let found = read_document(&web, &who, named(&path)?).await?;
    let view = document_view(&web, locale, &who, found, Form::default());
    web.page(&outcome.on(frame(&web, &request, locale, &who)), &view)
}

/// `GET /{lang}/staff/documents/{id}/document.pdf`
pub async fn document_pdf(request: HttpRequest, lang: Lang, web: Data<Web>, path: Path) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in(&request, locale).await?;
    let (document, ..) = read_document(&web, &who, named(&path)?).await?;
    match web.app.blobs.get(document.tenant_id, document.id).await {
        Ok(bytes) => Ok(pdf(bytes, &format!("{}.pdf", document.number()))),
        Err(BlobError::NotFound) => Err(Error::NotFound.into()),
        Err(error @ (BlobError::Occupied | BlobError::Store(_))) => {
            tracing::error!(%error, "a sealed document cannot be read");
            Err(Error::Unavailable.into())
        }
    }
}

/// The form of a withdrawal.
#[derive(Deserialize)]
pub struct WithdrawForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    reason: String,
}

/// `POST /{lang}/staff/documents/{id}/withdraw`
pub async fn withdraw(
    request: HttpRequest,
    lang: Lang,
    web: Data<Web>,
    path: Path,
    form: web::Form<WithdrawForm>,
) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in_form(&request, locale, &form.csrf).await?;
    let (id, member, reason) = (named(&path)?, who.member.clone(), form.into_inner().reason);
    let typed = WithdrawFields { reason: reason.clone() };
    let done = web.app.db.tenant(member.tenant).write(move |tx| sealing::withdraw(tx, &member, id, &reason)).await;
    let (status, form, notice) = match done {
        Ok(()) => {
            let parts = [("id", &*id.to_string()), ("said", Done::Withdrawn.word())];
            return Ok(see(STAFF_DOCUMENT, locale, &parts));
        }
        Err(Error::Invalid(_)) => {
            let form = Form::new(typed).with_error("reason", Message::new("document-withdraw-reason-missing"));
            (StatusCode::UNPROCESSABLE_ENTITY, form, None)
        }
        Err(error) => match changed(&error) {
            Some((status, message)) => (status, Form::new(typed), Some(message)),
            None => return Err(error.into()),
        },
    };
    let found = read_document(&web, &who, id).await?;
    let frame = noticed(frame_at(&web, &request, locale, &who, STAFF_DOCUMENT, &id.to_string()), notice);
    web.page_with(status, &frame, &document_view(&web, locale, &who, found, form))
}

/// Where a page of the log begins.
#[derive(Debug, Default, Deserialize)]
pub struct Before {
    before: Option<i64>,
}

/// `GET /{lang}/staff/audit`
pub async fn audit(request: HttpRequest, lang: Lang, web: Data<Web>, query: web::Query<Before>) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in(&request, locale).await?;
    let member = who.member.clone();
    let page = query.before.map_or(Page::first(LINES), |before| Page::after(before, LINES));
    let read = web
        .app
        .db
        .tenant(member.tenant)
        .read(move |tx| {
            let listed = log::list(tx, &member, &page)?;
            Ok::<_, Error>((listed, review::colleagues(tx)?))
        })
        .await;
    let (listed, names) = read?;
    let pager =
        Pager { first: query.before.map(|_| String::new()), next: listed.next.map(|seq| format!("before={seq}")) };
    let rows = listed.rows.iter().map(|line| audit_row(line, &names)).collect();
    // The whole chain is walked by `wathiq doctor`, not at every look at a page.
    web.page(&frame(&web, &request, locale, &who), &Audit { rows, chain_whole: None, pager })
}

fn audit_row(line: &AuditLine, names: &BTreeMap<StaffId, Bilingual>) -> AuditRow {
    let staff = line.actor_id.filter(|_| line.actor_kind == ActorKind::Staff).map(StaffId::from_uuid);
    let kind = line.subject_kind.clone().unwrap_or_default();
    let subject = line.subject_id.map(|id| id.to_string()).unwrap_or_default();
    let mut hash = hex::encode(line.hash);
    hash.truncate(HASH_SHOWN);
    AuditRow {
        seq: u64::try_from(line.seq).unwrap_or_default(),
        at: line.at,
        actor: name_of(names, staff),
        actor_kind: match line.actor_kind {
            ActorKind::System => "service",
            ActorKind::Staff | ActorKind::Citizen | ActorKind::Operator => line.actor_kind.as_str(),
        }
        .to_owned(),
        action: line.action.clone(),
        subject: format!("{kind} {subject}").trim().to_owned(),
        hash,
    }
}
