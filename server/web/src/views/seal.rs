//! What is to be sealed, and a sealed document.

use jiff::{Timestamp, civil};
use serde::Serialize;
use wathiq_domain::Bilingual;

use super::{Face, Form, Message, Money, PersonNames, View, samples};

/// The officer's right to seal here, shown before the act.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Authority {
    /// `president` or `delegate`.
    pub quality: String,
    /// Reference and date of the delegation.
    pub delegation: Option<DelegationLine>,
}

/// A delegation in force.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DelegationLine {
    /// Number of the decision.
    pub reference: String,
    /// Date of the decision.
    pub date: civil::Date,
    /// Office it is for (decree 2-99-665, article 1: one person, one office).
    pub office: Bilingual,
    /// Last day, if it has one.
    pub until: Option<civil::Date>,
}

/// An approved request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SealRow {
    /// Identifier of the request.
    pub id: String,
    /// Person of the act, as recorded.
    pub person: PersonNames,
    /// Act reference.
    pub act_reference: String,
    /// Name of the document in the page's language.
    pub kind_name: String,
    /// Number of copies.
    pub copies: u32,
    /// Who approved.
    pub approved_by: Bilingual,
    /// The promised date.
    pub due: Option<civil::Date>,
    /// Ticked before.
    pub selected: bool,
}

/// `/{lang}/staff/seal`: approved requests the officer may seal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ToSeal {
    /// The officer's right; none when no delegation is in force.
    pub authority: Option<Authority>,
    /// What waits.
    pub rows: Vec<SealRow>,
    /// What was refused.
    pub form: Form<()>,
}

impl View for ToSeal {
    const TEMPLATE: &'static str = "staff/seal.html";
    const FACE: Face = Face::Staff;

    fn samples() -> Vec<(&'static str, Self)> {
        let row = |number: u16, person: PersonNames| SealRow {
            id: format!("0199c0de-7a11-7000-8000-00000000c{number:03}"),
            person,
            act_reference: format!("{number}/1982"),
            kind_name: "Extrait d’acte de naissance".into(),
            copies: 1,
            approved_by: Bilingual::new("أمينة المثال", "Amina El Mithal"),
            due: Some(samples::day(26)),
            selected: number == 129,
        };
        let full = Self {
            authority: Some(Authority {
                quality: "delegate".into(),
                delegation: Some(DelegationLine {
                    reference: "12/2026".into(),
                    date: civil::date(2026, 1, 5),
                    office: samples::office().office,
                    until: Some(civil::date(2027, 1, 4)),
                }),
            }),
            rows: vec![row(129, samples::person()), row(402, samples::long_person())],
            form: Form::default(),
        };
        let president = Some(Authority { quality: "president".into(), delegation: None });
        vec![
            ("full", full.clone()),
            ("empty", Self { rows: Vec::new(), authority: president, ..full.clone() }),
            ("no-delegation", Self { authority: None, ..full.clone() }),
            (
                "none-ticked",
                Self { form: Form::default().with_error("select", Message::new("seal-none-ticked")), ..full },
            ),
        ]
    }
}

/// One sending of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeliveryLine {
    /// When.
    pub at: Timestamp,
    /// `email` or `post`.
    pub channel: String,
    /// What became of it.
    pub what: Message,
}

/// A withdrawal as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct WithdrawFields {
    /// Why.
    pub reason: String,
}

/// `/{lang}/staff/documents/{id}`: a sealed document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StaffDocument {
    /// Identifier of the document.
    pub id: String,
    /// Number, `2026/000123`.
    pub number: String,
    /// Name of the document in the page's language.
    pub kind_name: String,
    /// `in_force`, `withdrawn` or `superseded`.
    pub state: String,
    /// Person of the act.
    pub person: PersonNames,
    /// Act reference.
    pub act_reference: String,
    /// When it was sealed.
    pub sealed_at: Timestamp,
    /// By whom.
    pub officer: Bilingual,
    /// What was paid.
    pub fee: Money,
    /// A specimen.
    pub specimen: bool,
    /// Why it was withdrawn.
    pub withdrawn_because: Option<String>,
    /// What was sent.
    pub deliveries: Vec<DeliveryLine>,
    /// The person may withdraw it.
    pub can_withdraw: bool,
    /// What was typed.
    pub form: Form<WithdrawFields>,
}

impl View for StaffDocument {
    const TEMPLATE: &'static str = "staff/document.html";
    const FACE: Face = Face::Staff;

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |hours, channel: &str, key: &str| DeliveryLine {
            at: samples::moment(hours),
            channel: channel.into(),
            what: Message::new(key),
        };
        let valid = Self {
            id: "0199c0de-7a11-7000-8000-00000000d123".into(),
            number: "2026/000123".into(),
            kind_name: "Extrait d’acte de naissance".into(),
            state: "in_force".into(),
            person: samples::person(),
            act_reference: "129/1982".into(),
            sealed_at: samples::moment(0),
            officer: Bilingual::new("يوسف النموذجي", "Youssef Ennamoudaji"),
            fee: 200,
            specimen: false,
            withdrawn_because: None,
            deliveries: vec![line(1, "email", "delivery-sent"), line(2, "email", "delivery-delivered")],
            can_withdraw: true,
            form: Form::default(),
        };
        let withdrawn = Self {
            state: "withdrawn".into(),
            specimen: true,
            withdrawn_because: Some("Acte rectifié par jugement.".into()),
            deliveries: vec![line(1, "post", "delivery-printed"), line(50, "post", "delivery-failed")],
            can_withdraw: false,
            ..valid.clone()
        };
        let refused = Self {
            person: samples::long_person(),
            deliveries: Vec::new(),
            form: Form::default().with_error("reason", Message::new("document-withdraw-reason-missing")),
            ..valid.clone()
        };
        vec![("valid", valid), ("withdrawn", withdrawn), ("refused", refused)]
    }
}
