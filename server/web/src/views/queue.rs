//! The queue of requests, oldest deadline first.

use jiff::civil;
use serde::Serialize;
use wathiq_domain::Bilingual;

use super::{Choice, Face, Pager, PersonNames, View, samples};

/// What the list is narrowed to.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct QueueFilter {
    /// State of the request, or empty for what is to be done.
    pub state: String,
    /// Identifier of the office, or empty for all of the person's.
    pub office: String,
    /// Tracking code or act reference.
    pub q: String,
}

/// How many requests are in a state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StateCount {
    /// State of the request.
    pub state: String,
    /// How many.
    pub count: u64,
}

/// One request of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueRow {
    /// Identifier in links.
    pub id: String,
    /// Person of the act, as declared.
    pub person: PersonNames,
    /// Act reference as declared.
    pub act_reference: String,
    /// Name of the document in the page's language.
    pub kind_name: String,
    /// Number of copies.
    pub copies: u32,
    /// Name of the office.
    pub office: Bilingual,
    /// State of the request.
    pub state: String,
    /// `email` or `post`.
    pub channel: String,
    /// The promised date; none while the citizen is asked.
    pub due: Option<civil::Date>,
    /// The promised date has passed.
    pub late: bool,
    /// Who has it open now.
    pub reviewer: Option<Bilingual>,
}

/// `/{lang}/staff`: what is to be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Queue {
    /// What the list is narrowed to.
    pub filter: QueueFilter,
    /// Offices of the person.
    pub offices: Vec<Choice>,
    /// Counts by state.
    pub counts: Vec<StateCount>,
    /// The requests.
    pub rows: Vec<QueueRow>,
    /// Links to the other pages.
    pub pager: Pager,
}

impl View for Queue {
    const TEMPLATE: &'static str = "staff/queue.html";
    const FACE: Face = Face::Staff;

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |number: u32, person: PersonNames, state: &str, day: i8| QueueRow {
            id: format!("0199c0de-7a11-7000-8000-00000000{number:04}"),
            person,
            act_reference: format!("{number}/1982"),
            kind_name: "Extrait d’acte de naissance".into(),
            copies: 1,
            office: samples::office().office,
            state: state.into(),
            channel: "email".into(),
            due: Some(samples::day(day)),
            late: day < 22,
            reviewer: None,
        };
        let mut held = row(118, samples::person(), "in_review", 23);
        held.reviewer = Some(Bilingual::new("أمينة المثال", "Amina El Mithal"));
        let mut asked = row(77, samples::person(), "awaiting_citizen", 24);
        asked.due = None;
        asked.channel = "post".into();
        let full = Self {
            filter: QueueFilter::default(),
            offices: vec![Choice::new("o1", "Centre"), Choice::new("o2", "Beni Makada")],
            counts: vec![
                StateCount { state: "in_review".into(), count: 41 },
                StateCount { state: "awaiting_citizen".into(), count: 3 },
                StateCount { state: "approved".into(), count: 12 },
            ],
            rows: vec![
                row(4021, samples::long_person(), "in_review", 20),
                held,
                row(129, samples::person(), "in_review", 26),
                asked,
            ],
            pager: Pager { first: None, next: Some("after=2026-11-26.129".into()) },
        };
        let empty = Self { counts: Vec::new(), rows: Vec::new(), pager: Pager::default(), ..full.clone() };
        let narrowed = QueueFilter { state: "approved".into(), office: "o2".into(), q: "129/1982".into() };
        vec![
            ("full", full),
            ("empty", empty.clone()),
            (
                "narrowed-empty",
                Self { filter: narrowed, pager: Pager { first: Some("state=approved".into()), next: None }, ..empty },
            ),
        ]
    }
}
