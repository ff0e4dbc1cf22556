//! The review: request | register entry | preview of the page.

use jiff::{Timestamp, civil};
use serde::Serialize;
use wathiq_domain::{Bilingual, HijriDate, PartialDate, Sex};

use super::{Face, Form, Message, OrderSummary, PersonNames, View, samples};

/// The register entry (act) the document is made from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegisterEntry {
    /// Identifier of the act.
    pub id: String,
    /// Act reference, `129/1982`.
    pub reference: String,
    /// Hijri year of the register.
    pub year_hijri: Option<i16>,
    /// Names as recorded.
    pub person: PersonNames,
    /// Sex as recorded.
    pub sex: Sex,
    /// Gregorian date of birth.
    pub birth: PartialDate,
    /// Hijri date of birth as recorded.
    pub birth_hijri: Option<HijriDate>,
    /// Place of birth.
    pub birth_place: Bilingual,
    /// Father as recorded.
    pub father: Option<Bilingual>,
    /// Mother as recorded.
    pub mother: Option<Bilingual>,
}

/// How a declared value stands to the recorded one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Agreement {
    /// The same after normalisation.
    Same,
    /// A difference of spelling.
    Close,
    /// Another value.
    Different,
    /// Not declared, or not recorded.
    Missing,
}

/// One field compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Which field: `given_fr`, `given_ar`, `family_fr`, `family_ar`, `birth`, `father`, `mother`, `act`.
    pub field: String,
    /// As declared (`birth` as `1982-03-21`, `1982-03` or `1982`); empty when not.
    pub declared: String,
    /// As recorded, written the same way; empty when not.
    pub recorded: String,
    /// What the difference is.
    pub agreement: Agreement,
}

/// Another entry that could be meant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NearestAct {
    /// Identifier of the act.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Names as recorded.
    pub person: PersonNames,
    /// Date of birth.
    pub birth: PartialDate,
}

/// A mention in the margin of the act.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarginalMention {
    /// Date of the mention.
    pub date: civil::Date,
    /// Its words.
    pub text: Bilingual,
    /// Whether this kind of document prints it.
    pub printed: bool,
    /// Why, or why not.
    pub reason: Message,
}

/// A decision that can still be taken back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Undo {
    /// `approved` or `rejected`.
    pub state: String,
    /// Until when.
    pub until: Timestamp,
    /// Whole minutes left when the page was made.
    pub minutes: u32,
}

/// A decision as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct DecisionFields {
    /// The question to the citizen.
    pub question: String,
    /// Coded reason of the refusal.
    pub reason: String,
    /// The officer's words to the citizen.
    pub words: String,
}

/// What the person may do now.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Allowed {
    /// Approve.
    pub approve: bool,
    /// Ask the citizen (law 55-19: once).
    pub ask: bool,
    /// Refuse.
    pub reject: bool,
}

/// `/{lang}/staff/requests/{id}`: everything needed to decide.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Review {
    /// Identifier of the request.
    pub id: String,
    /// State of the request.
    pub state: String,
    /// The promised date.
    pub due: Option<civil::Date>,
    /// The promised date has passed.
    pub late: bool,
    /// The order.
    pub order: OrderSummary,
    /// The entry the reference leads to.
    pub entry: Option<RegisterEntry>,
    /// Fields compared, in the order of the form.
    pub comparisons: Vec<Comparison>,
    /// Other entries that could be meant.
    pub nearest: Vec<NearestAct>,
    /// Mentions in the margin.
    pub mentions: Vec<MarginalMention>,
    /// What was asked and answered.
    pub asked: Option<Asked>,
    /// Whether the page of the document can be shown.
    pub preview: bool,
    /// What may be done.
    pub allowed: Allowed,
    /// Coded reasons of a refusal.
    pub reasons: Vec<String>,
    /// What was typed.
    pub form: Form<DecisionFields>,
    /// A decision that can still be taken back.
    pub undo: Option<Undo>,
    /// Somebody else has it open.
    pub reviewer: Option<Bilingual>,
    /// The documents made from it.
    pub documents: Vec<MadeDocument>,
}

/// A sealed document, by which its own page is reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MadeDocument {
    /// Identifier.
    pub id: String,
    /// Its number, `2026/000123`.
    pub number: String,
}

/// The one question of an order, and its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// The office's question.
    pub question: String,
    /// The citizen's answer.
    pub answer: Option<String>,
}

impl View for Review {
    const TEMPLATE: &'static str = "staff/review.html";
    const FACE: Face = Face::Staff;

    fn samples() -> Vec<(&'static str, Self)> {
        review_samples().unwrap_or_default()
    }
}

fn compared(field: &str, declared: &str, recorded: &str, agreement: Agreement) -> Comparison {
    Comparison { field: field.into(), declared: declared.into(), recorded: recorded.into(), agreement }
}

fn sample_entry() -> Option<RegisterEntry> {
    Some(RegisterEntry {
        id: "0199c0de-7a11-7000-8000-00000000a129".into(),
        reference: "129/1982".into(),
        year_hijri: Some(1402),
        person: samples::person(),
        sex: Sex::Female,
        birth: samples::birth(1982, Some(3), Some(12))?,
        birth_hijri: HijriDate::new(1402, Some(5), Some(16)).ok(),
        birth_place: samples::commune(),
        father: Some(Bilingual::new("أحمد بن علي", "Ahmed ben Ali")),
        mother: Some(Bilingual::new("خديجة بنت محمد", "Khadija bent Mohamed")),
    })
}

fn sample_mentions() -> Vec<MarginalMention> {
    vec![
        MarginalMention {
            date: civil::date(2007, 6, 3),
            text: Bilingual::new("تزوجت بتاريخ 3 يونيو 2007", "Mariée le 3 juin 2007"),
            printed: false,
            reason: Message::new("review-mention-only-death"),
        },
        MarginalMention {
            date: civil::date(2024, 2, 9),
            text: Bilingual::new("توفيت بتاريخ 9 فبراير 2024", "Décédée le 9 février 2024"),
            printed: true,
            reason: Message::new("review-mention-death"),
        },
    ]
}

fn review_samples() -> Option<Vec<(&'static str, Review)>> {
    let ordinary = Review {
        id: "0199c0de-7a11-7000-8000-000000000129".into(),
        state: "in_review".into(),
        due: Some(samples::day(26)),
        late: false,
        order: samples::order()?,
        comparisons: vec![
            compared("given_fr", "Fatima Zahra", "Fatima Zahra", Agreement::Same),
            compared("family_fr", "Exemple", "Exemple", Agreement::Same),
            compared("given_ar", "فاطمه الزهراء", "فاطمة الزهراء", Agreement::Close),
            compared("family_ar", "نموذج", "نموذج", Agreement::Same),
            compared("birth", "1982-03-21", "1982-03-12", Agreement::Different),
            compared("father", "Ahmed", "Ahmed ben Ali", Agreement::Same),
            compared("mother", "", "Khadija bent Mohamed", Agreement::Missing),
        ],
        entry: Some(sample_entry()?),
        nearest: Vec::new(),
        mentions: sample_mentions(),
        asked: None,
        preview: true,
        allowed: Allowed { approve: true, ask: true, reject: true },
        reasons: [
            "act_not_found",
            "not_entitled",
            "identity_mismatch",
            "wrong_office",
            "duplicate",
            "illegible_register",
            "other",
        ]
        .map(Into::into)
        .to_vec(),
        form: Form::default(),
        undo: None,
        reviewer: None,
        documents: Vec::new(),
    };
    let near = |number: u16, person: PersonNames| {
        Some(NearestAct {
            id: format!("0199c0de-7a11-7000-8000-00000000b{number:03}"),
            reference: format!("{number}/1982"),
            person,
            birth: samples::birth(1982, Some(3), None)?,
        })
    };
    let not_found = Review {
        late: true,
        entry: None,
        comparisons: Vec::new(),
        mentions: Vec::new(),
        preview: false,
        allowed: Allowed { approve: false, ask: false, reject: true },
        nearest: [near(192, samples::person()), near(128, samples::long_person())].into_iter().flatten().collect(),
        asked: Some(Asked {
            question: "Quel est le prénom du grand-père paternel ?".into(),
            answer: Some("Ali".into()),
        }),
        form: Form::new(DecisionFields {
            reason: String::new(),
            words: "Introuvable.".into(),
            ..DecisionFields::default()
        })
        .with_error("reason", Message::new("review-reason-missing")),
        reviewer: Some(Bilingual::new("أمينة المثال", "Amina El Mithal")),
        order: samples::long_order()?,
        ..ordinary.clone()
    };
    let approved = Review {
        state: "approved".into(),
        allowed: Allowed::default(),
        undo: Some(Undo { state: "approved".into(), until: samples::moment(1), minutes: 9 }),
        ..ordinary.clone()
    };
    let sealed = Review {
        state: "dispatched".into(),
        allowed: Allowed::default(),
        documents: vec![MadeDocument {
            id: "0199c0de-7a11-7000-8000-000000000123".into(),
            number: "2026/000123".into(),
        }],
        ..ordinary.clone()
    };
    Some(vec![("ordinary", ordinary), ("not-found", not_found), ("approved", approved), ("sealed", sealed)])
}
