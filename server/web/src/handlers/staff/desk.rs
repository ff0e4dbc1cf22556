//! What every staff page does: who reads it, what surrounds it, where a form leads.

use std::collections::BTreeMap;
use std::str::FromStr;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use wathiq_domain::ids::StaffId;
use wathiq_domain::{Bilingual, Locale};
use wathiq_service::Error;
use wathiq_service::accounts::SignedIn;

use crate::handlers::fault::Fault;
use crate::http::Policy;
use crate::routes::Route;
use crate::state::Web;
use crate::views::{Frame, Message, Tone};

/// A form that carries nothing but its session's token.
#[derive(Deserialize)]
pub struct Csrf {
    /// The token.
    #[serde(default)]
    pub csrf: String,
}

/// What a form did, told by the page it leads to. Travels as a word in the query and says nothing of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// The citizen was asked.
    Asked,
    /// A decision was taken back.
    Undone,
    /// So many seals were ordered.
    Sealed,
    /// A document was withdrawn.
    Withdrawn,
    /// So many letters were printed.
    Printed,
    /// So many letters were handed over.
    HandedOver,
    /// The session was ended.
    SignedOut,
}

impl Done {
    const ALL: [Self; 7] =
        [Self::Asked, Self::Undone, Self::Sealed, Self::Withdrawn, Self::Printed, Self::HandedOver, Self::SignedOut];

    /// The word in the query, and the end of the notice's key.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Undone => "undone",
            Self::Sealed => "sealed",
            Self::Withdrawn => "withdrawn",
            Self::Printed => "printed",
            Self::HandedOver => "handed-over",
            Self::SignedOut => "signed-out",
        }
    }
}

/// The query by which a page learns what was done before it.
#[derive(Debug, Default, Deserialize)]
pub struct Outcome {
    /// Word of a [`Done`].
    pub said: Option<String>,
    /// How many, where it is counted.
    pub count: Option<u32>,
}

impl Outcome {
    /// The frame, with a sentence about what was done.
    pub fn on(&self, frame: Frame) -> Frame {
        let word = self.said.as_deref().unwrap_or_default();
        match Done::ALL.into_iter().find(|done| done.word() == word) {
            Some(done) => {
                let message = Message::new(format!("notice-{}", done.word())).with("count", self.count.unwrap_or(1));
                frame.with_notice(Tone::Success, message)
            }
            None => frame,
        }
    }
}

/// The identifier in a path or form; one of another form names nothing.
///
/// # Errors
/// Not found.
pub fn id<T: FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Error::NotFound.into())
}

/// 303 to a page.
pub fn see(route: Route, locale: Locale, parts: &[(&str, &str)]) -> HttpResponse {
    match route.path(locale, parts) {
        Ok(place) => HttpResponse::SeeOther().insert_header((header::LOCATION, place)).finish(),
        // A part of the path is empty: a defect of the caller.
        Err(error) => {
            tracing::error!(%error, "a redirect that leads nowhere");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// The frame of a staff page; the language switch keeps what a list is narrowed to.
pub fn frame(web: &Web, request: &HttpRequest, locale: Locale, who: &SignedIn) -> Frame {
    let mut frame = web.staff(request, locale, who);
    let kept: Vec<&str> = request.query_string().split('&').filter(|part| !is_outcome(part)).collect();
    if !kept.is_empty() {
        frame.path = format!("{}?{}", frame.path, kept.join("&"));
    }
    frame
}

fn is_outcome(part: &str) -> bool {
    part.is_empty() || part.starts_with("said=") || part.starts_with("count=")
}

/// The frame of a page that answers a form: its language switch leads to `route`, since the form's own address
/// cannot be opened.
pub fn frame_at(web: &Web, request: &HttpRequest, locale: Locale, who: &SignedIn, route: Route, id: &str) -> Frame {
    let mut frame = web.staff(request, locale, who);
    let parts = [("id", id)];
    let path = route.path(locale, if id.is_empty() { &[] } else { &parts });
    frame.path = path.ok().and_then(|path| path.get(3..).map(str::to_owned)).unwrap_or_default();
    frame
}

/// A PDF to look at in the browser, never kept by it.
pub fn pdf(bytes: Vec<u8>, name: &str) -> HttpResponse {
    let safe: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")))
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{safe}\"")))
        .insert_header((header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .insert_header(Policy::Pdf.header())
        .body(bytes)
}

/// The name of a kind of document in the page's language; its code where the kind is no longer installed.
pub fn kind_name(web: &Web, code: &str, locale: Locale) -> String {
    web.app.renderer.kinds().get(code).map_or_else(|| code.to_owned(), |kind| kind.name.get(locale).to_owned())
}

/// What a form's copies cost, in hundredths of the currency.
pub fn fee(web: &Web, code: &str, copies: u32) -> u32 {
    web.app.renderer.kinds().get(code).map_or(0, |kind| kind.fee_centimes.saturating_mul(copies))
}

/// The name of somebody of the commune, or nothing where they are unknown.
pub fn name_of(names: &BTreeMap<StaffId, Bilingual>, id: Option<StaffId>) -> Option<Bilingual> {
    id.and_then(|id| names.get(&id).cloned())
}

/// Whether a use case refused because the thing is no longer as the page showed it, and in which words to say so.
pub fn changed(error: &Error) -> Option<(StatusCode, Message)> {
    let key = if matches!(error, Error::Conflict | Error::Transition(_)) {
        "notice-changed"
    } else if matches!(error, Error::AskedBefore) {
        "review-already-asked"
    } else if matches!(error, Error::TooLate) {
        "notice-undo-too-late"
    } else if matches!(error, Error::NoKey) {
        "seal-no-key"
    } else {
        return None;
    };
    Some((StatusCode::CONFLICT, Message::new(key)))
}

/// The fields of a form whose list can be ticked: `select` once for each line.
pub type Pairs = Vec<(String, String)>;

/// The value of a field.
pub fn value<'f>(pairs: &'f Pairs, field: &str) -> &'f str {
    pairs.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str())
}

/// The identifiers ticked, each once.
///
/// # Errors
/// Not found when one of them is no identifier.
pub fn ticked<T: FromStr + PartialEq>(pairs: &Pairs) -> Result<Vec<T>, Fault> {
    let mut all = Vec::new();
    for (_, value) in pairs.iter().filter(|(name, _)| name == "select") {
        let one: T = id(value)?;
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn says_only_what_it_has_words_for() {
        let frame = || Frame::public(Locale::Fr, "/staff", "");
        let outcome = |done: &str| Outcome { said: Some(done.into()), count: Some(3) }.on(frame());
        let notice = outcome("sealed").notice.unwrap();
        assert_eq!((notice.message.key.as_str(), &notice.message.args["count"]), ("notice-sealed", &3.into()));
        assert!(outcome("<script>").notice.is_none());
        assert!(Outcome::default().on(frame()).notice.is_none());
    }

    #[test]
    fn ticks_count_once() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let pair = |name: &str, value: String| (name.to_owned(), value);
        let mut pairs = vec![pair("select", b.to_string()), pair("x", "y".into()), pair("select", a.to_string())];
        pairs.push(pair("select", b.to_string()));
        assert_eq!(ticked::<Uuid>(&pairs).unwrap(), [b, a]);
        pairs.push(pair("select", "1 or 1".into()));
        assert!(matches!(ticked::<Uuid>(&pairs), Err(Fault::Service(Error::NotFound))));
        assert_eq!(value(&pairs, "x"), "y");
        assert_eq!(value(&pairs, "z"), "");
    }
}
