//! The order, one question a page: office, document, act, person, recipient, check, receipt.

use jiff::{Timestamp, civil};
use serde::Serialize;
use wathiq_domain::Bilingual;

use super::{Choice, Email, Form, Message, Money, OfficeName, OrderSummary, View, samples};

/// What was typed in the office search.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct OfficeQuery {
    /// Words of the search.
    pub q: String,
}

/// An office, or a commune whose offices are not online yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfficeHit {
    /// What the next page is given; none when not online.
    pub id: Option<String>,
    /// The office, or the commune again when not online.
    pub name: OfficeName,
    /// Province or prefecture.
    pub province: Bilingual,
}

/// `/{lang}/order/office`: where is the act kept?
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfficeSearch {
    /// What was typed.
    pub form: Form<OfficeQuery>,
    /// Whether a search was made.
    pub searched: bool,
    /// What was found, best first.
    pub hits: Vec<OfficeHit>,
    /// Whether more was found than is shown.
    pub more: bool,
}

impl View for OfficeSearch {
    const TEMPLATE: &'static str = "order/office.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let tangier = Bilingual::new("عمالة طنجة أصيلة", "Préfecture de Tanger-Assilah");
        let hit = |id: Option<&str>, office: Bilingual| OfficeHit {
            id: id.map(Into::into),
            name: OfficeName { office, commune: samples::commune() },
            province: tangier.clone(),
        };
        let empty = Self { form: Form::default(), searched: false, hits: Vec::new(), more: false };
        let typed = |q: &str| Form::new(OfficeQuery { q: q.into() });
        vec![
            ("first", empty.clone()),
            (
                "found",
                Self {
                    form: typed("Tanja"),
                    searched: true,
                    hits: vec![
                        hit(Some("MA.01.511.01.0-01"), samples::office().office),
                        hit(Some("MA.01.511.01.0-02"), Bilingual::new("ملحقة بني مكادة", "Annexe Beni Makada")),
                        OfficeHit {
                            id: None,
                            name: OfficeName {
                                office: Bilingual::new("أصيلة", "Assilah"),
                                commune: Bilingual::new("أصيلة", "Assilah"),
                            },
                            province: tangier.clone(),
                        },
                    ],
                    more: true,
                },
            ),
            ("none", Self { form: typed("Xyz"), searched: true, ..empty.clone() }),
            ("short", Self { form: typed("T").with_error("q", Message::new("order-office-too-short")), ..empty }),
        ]
    }
}

/// What was chosen about the document.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct DocumentFields {
    /// The office chosen before.
    pub office: String,
    /// Code of the kind.
    pub kind: String,
    /// Number of copies, as typed.
    pub copies: String,
    /// `ar-fr`, `ar` or `fr`.
    pub language: String,
    /// What for, free words.
    pub purpose: String,
}

/// A kind of document this office issues.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindOption {
    /// Code of the kind.
    pub code: String,
    /// Name in the page's language.
    pub name: String,
    /// Price of one copy.
    pub fee: Money,
    /// Promised date when ordered now, by e-mail.
    pub ready_by: civil::Date,
}

/// `/{lang}/order/document`: which document, how many, in which language?
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentChoice {
    /// What was chosen.
    pub form: Form<DocumentFields>,
    /// The office chosen before.
    pub office: OfficeName,
    /// What it issues.
    pub kinds: Vec<KindOption>,
    /// Variants of language on offer: `ar-fr`, `ar`, `fr`.
    pub languages: Vec<String>,
    /// The most copies one order may have.
    pub most_copies: u32,
}

impl View for DocumentChoice {
    const TEMPLATE: &'static str = "order/document.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let fields = DocumentFields {
            office: "MA.01.511.01.0-01".into(),
            kind: "birth-extract".into(),
            copies: "1".into(),
            language: "ar-fr".into(),
            purpose: String::new(),
        };
        let kind = |code: &str, name: &str, fee| KindOption {
            code: code.into(),
            name: name.into(),
            fee,
            ready_by: samples::day(26),
        };
        let ordinary = Self {
            form: Form::new(fields.clone()),
            office: samples::office(),
            kinds: vec![kind("birth-extract", "Extrait d’acte de naissance", 200)],
            languages: vec!["ar-fr".into(), "ar".into(), "fr".into()],
            most_copies: 5,
        };
        let refused = Form::new(DocumentFields { copies: "90".into(), language: String::new(), ..fields })
            .with_error("copies", Message::new("order-copies-range").with("most", 5))
            .with_error("language", Message::new("order-language-missing"));
        vec![
            ("ordinary", ordinary.clone()),
            (
                "free",
                Self {
                    kinds: vec![
                        kind("birth-extract", "Extrait d’acte de naissance", 0),
                        kind("death-extract", "Extrait d’acte de décès", 0),
                    ],
                    ..ordinary.clone()
                },
            ),
            ("refused", Self { form: refused, ..ordinary }),
        ]
    }
}

/// The act as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ActFields {
    /// Number of the act, or `129/1982` with the year.
    pub number: String,
    /// Year of the register.
    pub year: String,
}

/// `/{lang}/order/act`: what is the number of the act?
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActPage {
    /// What was typed.
    pub form: Form<ActFields>,
    /// The office chosen before.
    pub office: OfficeName,
}

impl View for ActPage {
    const TEMPLATE: &'static str = "order/act.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let office = samples::office();
        let refused = Form::new(ActFields { number: "cent".into(), year: String::new() })
            .with_error("number", Message::new("order-act-number-digits"))
            .with_error("year", Message::new("order-act-year-missing"));
        vec![
            ("ordinary", Self { form: Form::default(), office: office.clone() }),
            ("refused", Self { form: refused, office }),
        ]
    }
}

/// The person of the act as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PersonFields {
    /// `self` or `child`.
    pub relation: String,
    /// Given names in Arabic.
    pub given_ar: String,
    /// Family name in Arabic.
    pub family_ar: String,
    /// Given names in Latin script.
    pub given_fr: String,
    /// Family name in Latin script.
    pub family_fr: String,
    /// Day of birth.
    pub birth_day: String,
    /// Month of birth, 1 to 12.
    pub birth_month: String,
    /// Year of birth.
    pub birth_year: String,
    /// "I do not know the day and month."
    pub birth_unknown: bool,
    /// Father's given name, either script.
    pub father: String,
    /// Mother's given name, either script.
    pub mother: String,
}

/// `/{lang}/order/person`: whose act is it?
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonPage {
    /// What was typed.
    pub form: Form<PersonFields>,
}

impl View for PersonPage {
    const TEMPLATE: &'static str = "order/person.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let person = samples::long_person();
        let refused = PersonFields {
            birth_day: "31".into(),
            birth_month: "2".into(),
            birth_year: "1982".into(),
            ..PersonFields::default()
        };
        vec![
            ("ordinary", Self { form: Form::default() }),
            (
                "long",
                Self {
                    form: Form::new(PersonFields {
                        relation: "child".into(),
                        given_ar: person.given.ar,
                        family_ar: person.family.ar,
                        given_fr: person.given.fr,
                        family_fr: person.family.fr,
                        birth_year: "2012".into(),
                        birth_unknown: true,
                        father: "Ahmed".into(),
                        mother: "Khadija".into(),
                        ..PersonFields::default()
                    }),
                },
            ),
            (
                "refused",
                Self {
                    form: Form::new(refused)
                        .with_error("relation", Message::new("order-relation-missing"))
                        .with_error("given_ar", Message::new("order-given-missing"))
                        .with_error("family_ar", Message::new("order-family-missing"))
                        .with_error("birth_day", Message::new("order-birth-no-such-day"))
                        .with_error("mother", Message::new("order-mother-missing")),
                },
            ),
        ]
    }
}

/// Who receives the document, and how, as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct RecipientFields {
    /// `email` or `post`.
    pub channel: String,
    /// Address the service writes to.
    pub email: String,
    /// Name on the envelope.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Building, flat, district.
    pub extra: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Country code.
    pub country: String,
}

/// A way of receiving the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelOption {
    /// `email` or `post`.
    pub code: String,
    /// What the whole order costs this way.
    pub fee: Money,
    /// Promised date this way.
    pub ready_by: civil::Date,
}

/// `/{lang}/order/recipient`: where do we send it?
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecipientPage {
    /// What was typed.
    pub form: Form<RecipientFields>,
    /// The ways this office delivers.
    pub channels: Vec<ChannelOption>,
    /// Countries mail goes to, in the page's language.
    pub countries: Vec<Choice>,
}

impl View for RecipientPage {
    const TEMPLATE: &'static str = "order/recipient.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let ordinary = Self {
            form: Form::new(RecipientFields {
                channel: "email".into(),
                country: "MA".into(),
                ..RecipientFields::default()
            }),
            channels: vec![
                ChannelOption { code: "email".into(), fee: 200, ready_by: samples::day(26) },
                ChannelOption { code: "post".into(), fee: 2216, ready_by: samples::day(30) },
            ],
            countries: vec![Choice::new("MA", "Maroc"), Choice::new("FR", "France")],
        };
        let refused = Form::new(RecipientFields {
            channel: "post".into(),
            email: "fatima@".into(),
            name: "Fatima Zahra Exemple".into(),
            street: "12, rue du Spécimen".into(),
            postcode: "9000".into(),
            country: "MA".into(),
            ..RecipientFields::default()
        })
        .with_error("email", Message::new("order-email-form"))
        .with_error("postcode", Message::new("order-postcode-form"))
        .with_error("town", Message::new("order-town-missing"));
        let one = Self { channels: ordinary.channels.first().cloned().into_iter().collect(), ..ordinary.clone() };
        vec![("ordinary", ordinary.clone()), ("email-only", one), ("refused", Self { form: refused, ..ordinary })]
    }
}

/// What is confirmed at the end.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CheckFields {
    /// "What I wrote is true" (penal code, article 361).
    pub declare: bool,
    /// "My data may be used for this order."
    pub consent: bool,
}

/// `/{lang}/order/check`: everything once more before it is sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckPage {
    /// What was ticked.
    pub form: Form<CheckFields>,
    /// The order.
    pub order: OrderSummary,
}

impl View for CheckPage {
    const TEMPLATE: &'static str = "order/check.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name, form: Form<CheckFields>, order: Option<OrderSummary>| {
            order.map(|order| (name, Self { form, order }))
        };
        let refused = Form::new(CheckFields { declare: false, consent: true })
            .with_error("declare", Message::new("order-declare-missing"));
        [
            page("ordinary", Form::default(), samples::order()),
            page("long", Form::default(), samples::long_order()),
            page("refused", refused, samples::order()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// `/{lang}/order/receipt`: the order is with the office (law 55-19: a receipt on filing).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Receipt {
    /// Tracking code, as written in groups.
    pub code: String,
    /// Address of the tracking page, in full.
    pub track_url: String,
    /// The office.
    pub office: OfficeName,
    /// Name of the document in the page's language.
    pub kind_name: String,
    /// Number of copies.
    pub copies: u32,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The promised date.
    pub ready_by: civil::Date,
    /// Where the receipt was sent too.
    pub email: Email,
}

impl View for Receipt {
    const TEMPLATE: &'static str = "order/receipt.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![(
            "ordinary",
            Self {
                code: samples::CODE.into(),
                track_url: format!("https://exemple.invalid/fr/track/{}", samples::CODE),
                office: samples::office(),
                kind_name: "Extrait d’acte de naissance".into(),
                copies: 1,
                filed_at: samples::moment(0),
                ready_by: samples::day(26),
                email: "fatima@exemple.invalid".into(),
            },
        )]
    }
}
