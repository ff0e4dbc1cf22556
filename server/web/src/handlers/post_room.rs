//! The post room's pages: letters to print, to hand over, handed over.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use jiff::{SignedDuration, Timestamp};
use wathiq_domain::delivery::DeliveryState;
use wathiq_domain::ids::DeliveryId;
use wathiq_service::accounts::SignedIn;
use wathiq_service::{Error, post};

use super::fault::{Answer, Fault};
use super::problems;
use super::staff::desk::{Done, Outcome, Pairs, changed, frame, frame_at, id, pdf, see, ticked, value};
use crate::http::Lang;
use crate::routes::POST;
use crate::state::Web;
use crate::views::post::{Letter, PostRoom};
use crate::views::{FieldError, Form, Message, Tone};

/// Letters of one heap shown at once; the oldest come first, so nothing is left lying.
const LETTERS: u16 = 200;
/// How far back "handed over lately" looks.
const LATELY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Longest time from a letter's beginning to its handing over for which it still shows there.
const ON_THE_WAY: SignedDuration = SignedDuration::from_hours(14 * 24);

/// An identifier that comes before those of every delivery begun at `at` or later: they are in the order of time.
fn first_at(at: Timestamp) -> DeliveryId {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    DeliveryId::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid())
}

async fn room(web: &Web, who: &SignedIn, form: Form<()>) -> Result<PostRoom, Fault> {
    let member = who.member.clone();
    let now = web.app.clock.now();
    let read = web
        .app
        .db
        .tenant(member.tenant)
        .read(move |tx| {
            let to_print = post::list(tx, &member, &[DeliveryState::Pending], None, LETTERS)?;
            let printed = post::list(tx, &member, &[DeliveryState::Printed], None, LETTERS)?;
            let gone = [DeliveryState::Sent, DeliveryState::Delivered, DeliveryState::Failed];
            let since = first_at(now - LATELY - ON_THE_WAY);
            let mut handed_over = post::list(tx, &member, &gone, Some(since), LETTERS)?;
            handed_over.retain(|letter| letter.delivery.sent_at.is_some_and(|at| at >= now - LATELY));
            handed_over.sort_by_key(|letter| std::cmp::Reverse(letter.delivery.sent_at));
            Ok::<_, Error>((to_print, printed, handed_over))
        })
        .await;
    let (to_print, printed, handed_over) = read?;
    let rows = |letters: &[post::Letter]| letters.iter().map(row).collect();
    Ok(PostRoom { to_print: rows(&to_print), printed: rows(&printed), handed_over: rows(&handed_over), form })
}

fn row(letter: &post::Letter) -> Letter {
    let delivery = &letter.delivery;
    let address = letter.request.address.as_ref();
    Letter {
        id: delivery.id.to_string(),
        number: letter.document.number().to_string(),
        recipient: address.map(|address| address.name.clone()).unwrap_or_default(),
        town: address.map(|address| format!("{} {}", address.postcode, address.town)).unwrap_or_default(),
        // The cover, then each copy on a sheet of its own.
        sheets: u32::try_from(letter.copies).unwrap_or_default().saturating_add(1),
        since: delivery.sent_at.or(delivery.printed_at).unwrap_or(delivery.created_at),
        selected: false,
        item_number: delivery.tracking_number.clone().unwrap_or_default(),
    }
}

/// `GET /{lang}/staff/post`
pub async fn list(request: HttpRequest, lang: Lang, web: Data<Web>, outcome: web::Query<Outcome>) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in(&request, locale).await?;
    let view = room(&web, &who, Form::default()).await?;
    web.page(&outcome.on(frame(&web, &request, locale, &who)), &view)
}

/// `GET /{lang}/staff/post/{id}/letter.pdf`
pub async fn letter(request: HttpRequest, lang: Lang, web: Data<Web>, path: web::Path<(String, String)>) -> Answer {
    let Lang(locale) = lang;
    let who = web.signed_in(&request, locale).await?;
    let (_, text) = path.into_inner();
    let (member, delivery) = (who.member.clone(), id::<DeliveryId>(&text)?);
    let letter = web.app.db.tenant(member.tenant).read(move |tx| post::letter(tx, &member, delivery)).await?;
    let bytes = post::print_file(&web.app, &letter).await?;
    Ok(pdf(bytes, &format!("{}.pdf", letter.document.number())))
}

/// A step that the post room takes with the ticked letters, all of them or none.
#[derive(Debug, Clone, Copy)]
enum Step {
    Print,
    HandOver,
}

impl Step {
    const fn done(self) -> Done {
        match self {
            Self::Print => Done::Printed,
            Self::HandOver => Done::HandedOver,
        }
    }

    /// The first box of the list, where a problem of the whole list is shown.
    const fn first_box(self) -> &'static str {
        match self {
            Self::Print => "select-print",
            Self::HandOver => "select-hand-over",
        }
    }

    async fn take(self, request: HttpRequest, lang: Lang, web: Data<Web>, sent: Pairs) -> Answer {
        let Lang(locale) = lang;
        let who = web.signed_in_form(&request, locale, value(&sent, "csrf")).await?;
        let letters: Vec<DeliveryId> = ticked(&sent)?;
        let refused = if letters.is_empty() {
            let form = Form::default().with_error(self.first_box(), Message::new("post-none-ticked"));
            (StatusCode::UNPROCESSABLE_ENTITY, form, None)
        } else {
            let count = letters.len().to_string();
            let numbered: Vec<_> = letters.iter().map(|id| (*id, item_number(&sent, *id, letters.len()))).collect();
            let member = who.member.clone();
            let taken = web
                .app
                .db
                .tenant(member.tenant)
                .write(move |tx| {
                    for (id, number) in &numbered {
                        match self {
                            Self::Print => post::printed(tx, &member, *id)?,
                            Self::HandOver => post::handed_over(tx, &member, *id, number)?,
                        }
                    }
                    Ok::<_, Error>(())
                })
                .await;
            match taken {
                Ok(()) => return Ok(see(POST, locale, &[("said", self.done().word()), ("count", &count)])),
                Err(Error::Invalid(found)) => {
                    let at_list = |error: FieldError| FieldError { field: self.first_box().to_owned(), ..error };
                    let errors = found.0.iter().map(problems::error).map(at_list).collect();
                    (StatusCode::UNPROCESSABLE_ENTITY, Form { values: (), errors }, None)
                }
                Err(error) => match changed(&error) {
                    Some((status, message)) => (status, Form::default(), Some(message)),
                    None => return Err(error.into()),
                },
            }
        };
        let (status, form, notice) = refused;
        let mut view = room(&web, &who, form).await?;
        keep_typed(&mut view, &sent, &letters);
        let mut frame = frame_at(&web, &request, locale, &who, POST, "");
        if let Some(message) = notice {
            frame = frame.with_notice(Tone::Warning, message);
        }
        web.page_with(status, &frame, &view)
    }
}

/// Ticks and numbers stand as they were typed, when the form is refused.
fn keep_typed(view: &mut PostRoom, form: &Pairs, letters: &[DeliveryId]) {
    for row in view.to_print.iter_mut().chain(&mut view.printed) {
        row.selected = letters.iter().any(|id| id.to_string() == row.id);
        value(form, &format!("number-{}", row.id)).clone_into(&mut row.item_number);
    }
}

/// The number of a registered letter: in `number-<letter>`, or in `number` where one letter is ticked.
fn item_number(form: &Pairs, letter: DeliveryId, ticked: usize) -> String {
    let own = value(form, &format!("number-{letter}"));
    if own.is_empty() && ticked == 1 { value(form, "number") } else { own }.to_owned()
}

/// `POST /{lang}/staff/post/printed`
pub async fn printed(request: HttpRequest, lang: Lang, web: Data<Web>, form: web::Form<Pairs>) -> Answer {
    Step::Print.take(request, lang, web, form.into_inner()).await
}

/// `POST /{lang}/staff/post/handed-over`
pub async fn handed_over(request: HttpRequest, lang: Lang, web: Data<Web>, form: web::Form<Pairs>) -> Answer {
    Step::HandOver.take(request, lang, web, form.into_inner()).await
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_item_number_belongs_to_its_letter() {
        let letter = DeliveryId::from_uuid(Uuid::from_u128(1));
        let other = DeliveryId::from_uuid(Uuid::from_u128(2));
        let pair = |name: String, value: &str| (name, value.to_owned());
        let form = vec![pair(format!("number-{letter}"), "RR473124829MA"), pair("number".into(), "X")];
        assert_eq!(item_number(&form, letter, 2), "RR473124829MA");
        assert_eq!(item_number(&form, other, 2), "", "a number without a letter goes to none of several");
        assert_eq!(item_number(&form, other, 1), "X");
    }

    #[test]
    fn identifiers_begin_where_their_instant_does() {
        let at: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let of = |millis: i64, random: u8| {
            let millis = u64::try_from(at.as_millisecond() + millis).unwrap();
            DeliveryId::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &[random; 10]).into_uuid())
        };
        assert!(of(-1, 0xFF) < first_at(at) && first_at(at) < of(0, 1));
    }
}
