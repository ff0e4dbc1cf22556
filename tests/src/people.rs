//! Invented people: two communes, their staff, a register, and what citizens type.

use std::sync::Arc;

use wathiq_domain::act::{ActContent, ActKind, ActNumber};
use wathiq_domain::geography::{Geography, Sources};
use wathiq_domain::ids::{RequestId, TenantId};
use wathiq_domain::order::{Choice, Person, PersonFields, Recipient, RecipientFields};
use wathiq_domain::staff::{Quality, Role};
use wathiq_domain::tenant::TenantCode;
use wathiq_domain::{Bilingual, HijriDate, Locale, PartialDate, Sex};
use wathiq_service::app::Country;
use wathiq_service::onboarding::{self, DelegationSpec, OfficeSpec, StaffSpec, TenantSpec};
use wathiq_service::{App, ordering};
use wathiq_store::tables::offices;

use crate::Countries;

/// Password of everybody.
pub const PASSWORD: &str = "correct horse battery";

/// How a citizen wants the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By e-mail, to this address.
    Email(&'static str),
    /// By post.
    Post,
}

/// The files of Morocco.
pub fn countries() -> Countries {
    macro_rules! file {
        ($name:literal) => {
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../config/", $name))
        };
    }
    let geography = Geography::parse(&Sources {
        regions: file!("geography/ma/regions.csv"),
        provinces: file!("geography/ma/provinces.csv"),
        communes: file!("geography/ma/communes.csv"),
        arrondissements: file!("geography/ma/arrondissements.csv"),
        aliases: file!("geography/ma/aliases.csv"),
    });
    let calendar = toml::from_str(file!("holidays/ma.toml")).expect("the holidays");
    let settings = toml::from_str(file!("countries/ma.toml")).expect("the settings");
    let country = Country { settings, calendars: [("ma".to_owned(), calendar)].into() };
    ([("MA".to_owned(), geography.expect("the geography"))].into(), [("MA".to_owned(), country)].into())
}

/// Two communes, the first with three offices.
pub fn communes() -> Vec<TenantSpec> {
    let office = |code: &str| OfficeSpec {
        code: code.to_owned(),
        name: Bilingual::new(format!("مكتب {code}"), format!("Bureau {code}")),
    };
    let commune = |code: &str, host: &str, offices: Vec<OfficeSpec>| TenantSpec {
        code: TenantCode::parse(code).expect("a code"),
        name: None,
        live: true,
        settings: serde_json::Map::new(),
        offices,
        staff: vec![
            person("clerk", host, &[Role::Clerk], &["01"]),
            person("post", host, &[Role::PostRoom], &[]),
            person("auditor", host, &[Role::Auditor], &[]),
            person("administrator", host, &[Role::Administrator], &[]),
            registrar(host),
        ],
    };
    let mut first = commune("MA.01.511.01.0", "tanger.example.org", vec![office("01"), office("02"), office("03")]);
    first.staff.push(person("other-clerk", "tanger.example.org", &[Role::Clerk], &["02"]));
    first.staff.push(person("other-registrar", "tanger.example.org", &[Role::Registrar], &["02"]));
    vec![first, commune("MA.01.511.01.01", "assilah.example.org", vec![office("01")])]
}

fn person(name: &str, host: &str, roles: &[Role], offices: &[&str]) -> StaffSpec {
    StaffSpec {
        email: format!("{name}@{host}"),
        name: Bilingual::new("شخص نموذجي", format!("{name} Exemple")),
        password: Some(PASSWORD.to_owned()),
        roles: roles.to_vec(),
        offices: offices.iter().map(|code| (*code).to_owned()).collect(),
        delegation: None,
    }
}

fn registrar(host: &str) -> StaffSpec {
    let delegation = DelegationSpec {
        office: "01".to_owned(),
        quality: Quality::Delegate,
        reference: "12/2026".to_owned(),
        decided_on: jiff::civil::date(2026, 1, 5),
        from: jiff::civil::date(2026, 1, 10),
        to: Some(jiff::civil::date(2030, 12, 31)),
    };
    StaffSpec { delegation: Some(delegation), ..person("registrar", host, &[Role::Registrar], &["01"]) }
}

/// What the act `129/1982` records.
pub fn content() -> ActContent {
    ActContent {
        year_hijri: Some(1402),
        family: Bilingual::new("نموذج", "EXEMPLE"),
        given: Bilingual::new("فاطمة الزهراء", "Fatima Zahra"),
        tifinagh: None,
        sex: Sex::Female,
        birth_place: Bilingual::new("طنجة", "Tanger"),
        birth_date: PartialDate::parse("1982-03-12").expect("a date"),
        birth_date_hijri: Some(HijriDate::parse("1402-05-16").expect("a date")),
        nationality: Bilingual::new("مغربية", "Marocaine"),
        father: Some(Bilingual::new("أحمد", "Ahmed")),
        mother: Some(Bilingual::new("خديجة", "Khadija")),
        mentions: Vec::new(),
    }
}

/// Enters `129/1982` and a neighbour into the first office.
pub async fn enter_acts(app: &App, tenant: TenantId) {
    let entered = app
        .db
        .tenant(tenant)
        .write(|tx| {
            let page = wathiq_store::Page::first(1);
            let office = offices::list(tx, None, &page)?.rows[0].id;
            let number = |number| ActNumber { number, year: 1982, part: None };
            onboarding::enter_act(tx, office, ActKind::Birth, number(129), content())?;
            let neighbour = ActContent { given: Bilingual::new("سلمى", "Salma"), ..content() };
            onboarding::enter_act(tx, office, ActKind::Birth, number(130), neighbour)
        })
        .await;
    entered.expect("acts");
}

/// What the citizen types of the person.
pub fn typed() -> PersonFields {
    PersonFields {
        for_whom: "myself".to_owned(),
        family_fr: "Exemple".to_owned(),
        given_fr: "Fatima-Zahra".to_owned(),
        family_ar: "نموذج".to_owned(),
        given_ar: "فاطمة الزهراء".to_owned(),
        birth_day: "12".to_owned(),
        birth_month: "3".to_owned(),
        birth_year: "1982".to_owned(),
        ..PersonFields::default()
    }
}

/// Hands in a request for `129/1982` of the first office.
pub async fn order(app: &Arc<App>, tenant: TenantId, by: By) -> RequestId {
    let office = ordering::open_offices(app, tenant).await.expect("offices")[0].id;
    let choice = Choice::parse("birth-extract", &["ar-fr".to_owned()], "ar-fr", "1", "").expect("a choice");
    let draft = ordering::start(app, tenant, office, Locale::Fr, choice).await.expect("a draft");
    let id = ordering::draft(app, draft).await.expect("the draft").expect("the draft").request.id;
    let person = Person::parse(&typed(), jiff::civil::date(2026, 11, 22)).expect("a person");
    let (channel, email) = match by {
        By::Email(email) => ("email", email),
        By::Post => ("post", "fatima@example.org"),
    };
    let recipient = Recipient::parse(&RecipientFields {
        channel: channel.to_owned(),
        email: email.to_owned(),
        name: "Fatima EXEMPLE".to_owned(),
        street: "12, rue de l’Exemple".to_owned(),
        postcode: "90000".to_owned(),
        town: "Tanger".to_owned(),
        country: "MA".to_owned(),
    });
    let recipient = recipient.expect("a recipient");
    let submitting = Arc::clone(app);
    let handed = app
        .db
        .tenant(tenant)
        .write(move |tx| {
            ordering::save(tx, id, Locale::Fr, |order| {
                order.act = ActNumber::parse("129/1982").ok();
                order.person = Some(person);
                order.recipient = Some(recipient);
            })?;
            ordering::submit(tx, &submitting, id, Locale::Fr, true)
        })
        .await;
    handed.expect("handed in");
    id
}
