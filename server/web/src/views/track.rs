//! Where an order is, and the page a mail's link opens.

use jiff::{Timestamp, civil};
use serde::Serialize;

use super::{Form, Message, OfficeName, View, samples};

/// What was typed in the tracking form.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct TrackQuery {
    /// Tracking code as typed.
    pub code: String,
}

/// `/{lang}/track`: which order?
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrackForm {
    /// What was typed. An unknown code is an error of the field, in the same words as a malformed one.
    pub form: Form<TrackQuery>,
}

impl View for TrackForm {
    const TEMPLATE: &'static str = "track/form.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let typed = Form::new(TrackQuery { code: "K7QF".into() });
        vec![
            ("ordinary", Self { form: Form::default() }),
            ("refused", Self { form: typed.with_error("code", Message::new("track-code-unknown")) }),
        ]
    }
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TimelineEvent {
    /// When; none for what is still to come.
    pub at: Option<Timestamp>,
    /// What happened.
    pub what: Message,
}

/// What the office asked, and what the citizen answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    /// The office's words.
    pub text: String,
    /// Last day of the answer.
    pub answer_by: civil::Date,
    /// The answer as typed.
    pub form: Form<AnswerFields>,
}

/// The citizen's answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct AnswerFields {
    /// Free words.
    pub answer: String,
}

/// A refusal with its reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Refusal {
    /// Coded reason (`act_not_found`, …): its words come from the texts.
    pub code: String,
    /// The officer's own words.
    pub words: String,
    /// Where to appeal, in the commune's words; none shows the general text.
    pub appeal: Option<String>,
}

/// A document that did not arrive.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeliveryProblem {
    /// `email` or `post`.
    pub channel: String,
    /// When it came back.
    pub at: Timestamp,
}

/// A document to fetch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Download {
    /// Token of the secure link.
    pub token: String,
    /// Last day of the link.
    pub until: civil::Date,
}

/// `/{lang}/track/{code}`: where the order is, and what can be done now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Track {
    /// Tracking code, as written in groups.
    pub code: String,
    /// The office.
    pub office: OfficeName,
    /// Name of the document in the page's language.
    pub kind_name: String,
    /// Number of copies.
    pub copies: u32,
    /// State of the request (`in_review`, …).
    pub state: String,
    /// The promised date; none when the order ended or waits for the citizen.
    pub ready_by: Option<civil::Date>,
    /// The promised date has passed.
    pub late: bool,
    /// What happened, oldest first, then what is to come.
    pub timeline: Vec<TimelineEvent>,
    /// What the office asked.
    pub question: Option<Question>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// Why it did not arrive.
    pub problem: Option<DeliveryProblem>,
    /// The document.
    pub download: Option<Download>,
    /// Number under which the post follows it.
    pub postal_number: Option<String>,
    /// The order may be cancelled.
    pub can_cancel: bool,
}

fn event(hours: i64, key: &str) -> TimelineEvent {
    TimelineEvent { at: Some(samples::moment(hours)), what: Message::new(key) }
}

fn ahead(key: &str) -> TimelineEvent {
    TimelineEvent { at: None, what: Message::new(key) }
}

impl Track {
    /// The sample order, under review.
    fn sample() -> Self {
        Self {
            code: samples::CODE.into(),
            office: samples::office(),
            kind_name: "Extrait d’acte de naissance".into(),
            copies: 1,
            state: "in_review".into(),
            ready_by: Some(samples::day(26)),
            late: false,
            timeline: vec![
                event(0, "track-event-submitted"),
                event(1, "track-event-in-review"),
                ahead("track-event-sealed"),
                ahead("track-event-sent"),
            ],
            question: None,
            refusal: None,
            problem: None,
            download: None,
            postal_number: None,
            can_cancel: true,
        }
    }
}

impl View for Track {
    const TEMPLATE: &'static str = "track/order.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let base = Self::sample();
        let asked = |form: Form<AnswerFields>| Self {
            state: "awaiting_citizen".into(),
            ready_by: None,
            timeline: vec![event(0, "track-event-submitted"), event(4, "track-event-asked")],
            question: Some(Question {
                text: "Quel est le prénom du grand-père paternel ?".into(),
                answer_by: samples::day(30),
                form,
            }),
            ..base.clone()
        };
        let done = Self {
            state: "delivered".into(),
            ready_by: None,
            can_cancel: false,
            timeline: vec![
                event(0, "track-event-submitted"),
                event(20, "track-event-approved"),
                event(21, "track-event-sealed"),
                event(22, "track-event-sent"),
                event(23, "track-event-delivered"),
            ],
            download: Some(Download { token: "D0WN10AD".into(), until: civil::date(2026, 12, 22) }),
            ..base.clone()
        };
        let refused = Self {
            state: "rejected".into(),
            ready_by: None,
            can_cancel: false,
            timeline: vec![event(0, "track-event-submitted"), event(20, "track-event-rejected")],
            refusal: Some(Refusal {
                code: "act_not_found".into(),
                words: "Le registre de 1982 s’arrête au numéro 118.".into(),
                appeal: None,
            }),
            ..base.clone()
        };
        vec![
            ("in-review", base.clone()),
            ("late", Self { late: true, ..base.clone() }),
            ("asked", asked(Form::default())),
            ("asked-empty", asked(Form::default().with_error("answer", Message::new("track-answer-missing")))),
            ("delivered", done.clone()),
            ("refused", refused),
            (
                "undeliverable",
                Self {
                    state: "undeliverable".into(),
                    problem: Some(DeliveryProblem { channel: "email".into(), at: samples::moment(25) }),
                    ..done.clone()
                },
            ),
            (
                "posted",
                Self {
                    state: "dispatched".into(),
                    download: None,
                    postal_number: Some("RR473124829MA".into()),
                    ..done.clone()
                },
            ),
            ("cancelled", Self { state: "cancelled".into(), download: None, ..done }),
        ]
    }
}

/// Whether a secure link still opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkState {
    /// The document can be fetched.
    Open,
    /// The link ended; a new one can be asked on the tracking page.
    Expired,
    /// The document was withdrawn by the commune.
    Withdrawn,
}

/// `/{lang}/documents/{token}`: the document behind a mail's link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentLink {
    /// Token of the link.
    pub token: String,
    /// Whether it opens.
    pub state: LinkState,
    /// The office.
    pub office: OfficeName,
    /// Name of the document in the page's language.
    pub kind_name: String,
    /// Last day of the link.
    pub until: civil::Date,
    /// Size of the file in bytes.
    pub bytes: u64,
}

impl View for DocumentLink {
    const TEMPLATE: &'static str = "track/document.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |state| Self {
            token: "D0WN10AD".into(),
            state,
            office: samples::office(),
            kind_name: "Extrait d’acte de naissance".into(),
            until: civil::date(2026, 12, 22),
            bytes: 48_213,
        };
        vec![
            ("open", view(LinkState::Open)),
            ("expired", view(LinkState::Expired)),
            ("withdrawn", view(LinkState::Withdrawn)),
        ]
    }
}
