//! The record: everything a document prints, decided when its seal was ordered and never changed after.
//!
//! It is stored with the document, given to the renderer, and attached to the PDF as `record.json`, so that a
//! repeated job makes the same bytes and a machine reads the same facts as a person.

use serde::Serialize;
use wathiq_domain::act::{Act, ActContent, ActKind, Mention};
use wathiq_domain::document::DocumentNumber;
use wathiq_domain::staff::{Delegation, Quality};
use wathiq_domain::tenant::{TenantCode, TenantSettings};
use wathiq_domain::{Bilingual, HijriDate, PartialDate, Sex};

/// Form of the record; grows when a field changes its meaning.
pub const SCHEMA: &str = "wathiq/record/1";

/// See the module.
#[derive(Debug, Clone, Serialize)]
pub struct Record {
    schema: &'static str,
    kind: String,
    language: String,
    specimen: bool,
    document: Issue,
    tenant: Tenant,
    office: Office,
    officer: Officer,
    act: ActPart,
    person: PersonPart,
    father: Option<Bilingual>,
    mother: Option<Bilingual>,
    death_mention: Option<Bilingual>,
}

#[derive(Debug, Clone, Serialize)]
struct Issue {
    number: String,
    issued_on: PartialDate,
    sealed_at: String,
}

#[derive(Debug, Clone, Serialize)]
struct Tenant {
    code: String,
    country: Bilingual,
    ministry: Bilingual,
    province: Bilingual,
    name: Bilingual,
    legal_basis: Bilingual,
}

#[derive(Debug, Clone, Serialize)]
struct Office {
    code: String,
    name: Bilingual,
}

#[derive(Debug, Clone, Serialize)]
struct Officer {
    name: Bilingual,
    quality: Quality,
    delegation: Option<Decision>,
}

#[derive(Debug, Clone, Serialize)]
struct Decision {
    reference: String,
    date: PartialDate,
}

#[derive(Debug, Clone, Serialize)]
struct ActPart {
    kind: ActKind,
    number: u32,
    year: i16,
    year_hijri: Option<i16>,
    part: Option<String>,
    reference: String,
}

#[derive(Debug, Clone, Serialize)]
struct PersonPart {
    family: Bilingual,
    given: Bilingual,
    tifinagh: Option<String>,
    sex: Sex,
    birth_place: Bilingual,
    birth_date: PartialDate,
    birth_date_hijri: Option<HijriDate>,
    nationality: Bilingual,
}

/// What a record is made from.
pub struct Source<'a> {
    /// Code of the kind.
    pub kind: &'a str,
    /// Language variant.
    pub language: &'a str,
    /// Whether it is a specimen.
    pub specimen: bool,
    /// Number of the document.
    pub number: DocumentNumber,
    /// Day of issue, where the office is.
    pub issued_on: jiff::civil::Date,
    /// Instant the seal bears.
    pub sealed_at: jiff::Timestamp,
    /// Code of the commune.
    pub tenant: &'a TenantCode,
    /// Its name.
    pub tenant_name: &'a Bilingual,
    /// Its settings.
    pub settings: &'a TenantSettings,
    /// Code of the office.
    pub office_code: &'a str,
    /// Its name.
    pub office_name: &'a Bilingual,
    /// Name of the officer.
    pub officer: &'a Bilingual,
    /// Power by which the officer seals.
    pub delegation: &'a Delegation,
    /// The act.
    pub act: &'a Act,
}

impl Record {
    /// Decides what a document prints: values come from the act, never from what a citizen typed.
    pub fn new(source: &Source<'_>) -> Self {
        let ActContent {
            family,
            given,
            tifinagh,
            sex,
            birth_place,
            birth_date,
            birth_date_hijri,
            nationality,
            father,
            mother,
            ..
        } = source.act.content.clone();
        let delegation = (source.delegation.quality == Quality::Delegate)
            .then(|| Decision { reference: source.delegation.reference.clone(), date: source.delegation.decided_on });
        Self {
            schema: SCHEMA,
            kind: source.kind.to_owned(),
            language: source.language.to_owned(),
            specimen: source.specimen,
            document: Issue {
                number: source.number.to_string(),
                issued_on: source.issued_on.into(),
                sealed_at: source.sealed_at.to_string(),
            },
            tenant: Tenant {
                code: source.tenant.to_string(),
                country: source.settings.country.clone(),
                ministry: source.settings.ministry.clone(),
                province: source.settings.province.clone(),
                name: source.tenant_name.clone(),
                legal_basis: source.settings.legal_basis.clone(),
            },
            office: Office { code: source.office_code.to_owned(), name: source.office_name.clone() },
            officer: Officer { name: source.officer.clone(), quality: source.delegation.quality, delegation },
            act: ActPart {
                kind: source.act.kind,
                number: source.act.number.number,
                year: source.act.number.year,
                year_hijri: source.act.content.year_hijri,
                part: source.act.number.part.clone(),
                reference: source.act.number.to_string(),
            },
            person: PersonPart { family, given, tifinagh, sex, birth_place, birth_date, birth_date_hijri, nationality },
            father,
            mother,
            death_mention: source.act.content.death_mention().map(|Mention { text, .. }| text.clone()),
        }
    }

    /// As JSON.
    ///
    /// # Errors
    /// Never for these types; serde asks for it.
    pub fn to_json(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self)
    }
}

/// A name as the credential carries it: Latin, then Arabic, or the one there is.
pub fn both_scripts(name: &Bilingual) -> String {
    match (name.fr.is_empty(), name.ar.is_empty()) {
        (false, false) => format!("{} · {}", name.fr, name.ar),
        (true, _) => name.ar.clone(),
        (_, true) => name.fr.clone(),
    }
}
