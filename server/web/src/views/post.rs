//! The post room and the audit log.

use jiff::Timestamp;
use serde::Serialize;
use wathiq_domain::Bilingual;

use super::{Face, Form, Message, Pager, View, samples};

/// One letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letter {
    /// Identifier of the delivery.
    pub id: String,
    /// Number of the document.
    pub number: String,
    /// Name on the envelope.
    pub recipient: String,
    /// Postcode and town.
    pub town: String,
    /// Number of sheets, cover included.
    pub sheets: u32,
    /// Since when it is in this state.
    pub since: Timestamp,
    /// Ticked in the form that was refused.
    pub selected: bool,
    /// Number of a registered item (UPU S10), as typed or as kept.
    pub item_number: String,
}

/// `/{lang}/staff/post`: letters to print, to hand over, handed over.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PostRoom {
    /// Sealed and not printed.
    pub to_print: Vec<Letter>,
    /// Printed and not handed over.
    pub printed: Vec<Letter>,
    /// Handed over lately.
    pub handed_over: Vec<Letter>,
    /// What was refused.
    pub form: Form<()>,
}

impl View for PostRoom {
    const TEMPLATE: &'static str = "staff/post.html";
    const FACE: Face = Face::Staff;

    fn samples() -> Vec<(&'static str, Self)> {
        let letter = |n: u32, recipient: &str| Letter {
            id: format!("0199c0de-7a11-7000-8000-00000000e{n:03}"),
            number: format!("2026/{n:06}"),
            recipient: recipient.into(),
            town: "90000 Tanger".into(),
            sheets: 2,
            since: samples::moment(i64::from(n)),
            selected: n == 2,
            item_number: if n == 4 { "RR473124829MA".into() } else { String::new() },
        };
        let full = Self {
            to_print: vec![
                letter(1, "Fatima Zahra Exemple"),
                letter(2, "Moulay Abderrahmane Mohamed Sidi El Mostafa Ennamoudaji-El Idrissi El Hassani"),
            ],
            printed: vec![letter(3, "Ahmed Specimen")],
            handed_over: vec![letter(4, "Khadija Exemple")],
            form: Form::default(),
        };
        let empty = Self { to_print: vec![], printed: vec![], handed_over: vec![], form: Form::default() };
        let refused = Form::default().with_error("select-print", Message::new("post-none-ticked"));
        vec![("full", full.clone()), ("empty", empty), ("none-ticked", Self { form: refused, ..full })]
    }
}

/// One event of the audit log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditRow {
    /// Number in the commune's log.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who; none for the service itself or a citizen.
    pub actor: Option<Bilingual>,
    /// `staff`, `citizen`, `service` or `operator`.
    pub actor_kind: String,
    /// What was done, as coded (`request.approved`).
    pub action: String,
    /// On what (`request 0199…`).
    pub subject: String,
    /// First characters of the chain's hash.
    pub hash: String,
}

/// `/{lang}/staff/audit`: who did what, newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// The events.
    pub rows: Vec<AuditRow>,
    /// Whether the chain was checked and found whole.
    pub chain_whole: Option<bool>,
    /// Links to the other pages.
    pub pager: Pager,
}

impl View for Audit {
    const TEMPLATE: &'static str = "staff/audit.html";
    const FACE: Face = Face::Staff;

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |seq, actor: Option<Bilingual>, kind: &str, action: &str| AuditRow {
            seq,
            at: samples::moment(0),
            actor,
            actor_kind: kind.into(),
            action: action.into(),
            subject: "request 0199c0de-7a11-7000-8000-000000000129".into(),
            hash: "9f86d081884c".into(),
        };
        let amina = || Some(Bilingual::new("أمينة المثال", "Amina El Mithal"));
        let full = Self {
            rows: vec![
                row(3, amina(), "staff", "request.approved"),
                row(2, amina(), "staff", "request.viewed"),
                row(1, None, "citizen", "request.submitted"),
            ],
            chain_whole: Some(true),
            pager: Pager { first: None, next: Some("before=1".into()) },
        };
        let empty = Self { rows: Vec::new(), chain_whole: None, pager: Pager::default() };
        vec![("full", full.clone()), ("broken", Self { chain_whole: Some(false), ..full }), ("empty", empty)]
    }
}
