//! The body of an order, and where in it a problem is.

use serde::Deserialize;
use utoipa::ToSchema;
use wathiq_domain::PartialDate;
use wathiq_domain::order::{Choice, FieldProblem, Order, Person, PersonFields, Problems, Recipient, RecipientFields};
use wathiq_service::ordering;

use crate::http::{FieldProblem as AtPointer, Problem};
use crate::state::Web;

/// An order.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// Code of the commune.
    #[schema(example = "MA.01.511.01.0")]
    pub commune: String,
    /// Code of its office.
    #[schema(example = "01")]
    pub office: String,
    /// Kind of document.
    #[schema(example = "birth-extract")]
    pub kind: String,
    /// Language of the document; the kind's usual one when left out.
    #[schema(example = "ar-fr")]
    pub language: Option<String>,
    /// Copies, 1 to 10.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 10, default = 1)]
    pub copies: u8,
    /// What it is for, 120 characters at most.
    #[serde(default)]
    pub purpose: String,
    /// Language the citizen reads: `ar`, `fr` or `en`.
    #[schema(example = "fr")]
    pub locale: String,
    /// Where the act stands in the register.
    pub act: NewAct,
    /// Whose act it is.
    pub person: NewPerson,
    /// Where the document goes.
    pub recipient: NewRecipient,
    /// The citizen declares that this is true and that they may ask for it (penal code, article 361).
    pub declared: bool,
    /// The citizen agrees to the use of these data for this order (law 09-08).
    pub consented: bool,
}

const fn one() -> u8 {
    1
}

/// Number and year of an act.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAct {
    /// Number within the year.
    #[schema(example = 129, minimum = 1, maximum = 9_999_999)]
    pub number: u32,
    /// Year of the register.
    #[schema(example = 1982)]
    pub year: u16,
}

/// A name in Arabic, in Latin script, or both.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewName {
    /// Arabic script; empty when not known.
    pub ar: String,
    /// Latin script; empty when not known.
    #[schema(example = "Exemple")]
    pub fr: String,
}

/// The person of the act.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// `myself`, or `minor_child`: the citizen's child under 18.
    #[schema(example = "myself")]
    pub for_whom: String,
    /// Family name.
    pub family: NewName,
    /// Given names.
    pub given: NewName,
    /// Date of birth: `1982-03-12`, or the year alone.
    #[schema(example = "1982-03-12")]
    pub birth_date: String,
    /// Father's given name.
    #[serde(default)]
    pub father: String,
    /// Mother's given name.
    #[serde(default)]
    pub mother: String,
}

/// Where the document goes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRecipient {
    /// `email` or `post`.
    #[schema(example = "email")]
    pub channel: String,
    /// Where news of the order goes, and the document by e-mail.
    #[schema(example = "fatima@exemple.invalid")]
    pub email: String,
    /// Postal address, for `post`.
    pub address: Option<NewAddress>,
}

/// A postal address. Each line has 38 characters at most.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAddress {
    /// Addressee.
    pub name: String,
    /// Street, number, building: one to three lines.
    pub lines: Vec<String>,
    /// Postcode.
    #[serde(default)]
    #[schema(example = "90000")]
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Country, two letters.
    #[schema(example = "MA")]
    pub country: String,
}

impl NewOrder {
    /// The order, read by the same rules as the pages. `languages` are those of its kind, the usual one first; none when
    /// there is no such kind.
    ///
    /// # Errors
    /// Every problem, by field; [`problem_of`] says where in the body each is.
    pub fn parse(self, languages: Option<&[String]>, today: jiff::civil::Date) -> Result<Order, Problems> {
        let mut problems: Vec<FieldProblem> = Vec::new();
        let mut note = |found: Problems| problems.extend(found.0);
        if languages.is_none() {
            note(Problems(vec![FieldProblem { field: "kind", code: "choose" }]));
        }
        let languages = languages.unwrap_or_default();
        let usual = languages.first().cloned().unwrap_or_default();
        let language = self.language.unwrap_or(usual);
        let choice = Choice::parse(&self.kind, languages, &language, &self.copies.to_string(), &self.purpose);
        let choice = choice.map_err(&mut note).ok();
        let (number, year) = (self.act.number.to_string(), self.act.year.to_string());
        let act = ordering::act_number(&number, &year, today.year()).map_err(&mut note).ok();
        let person = self.person.parse(today).map_err(&mut note).ok();
        let recipient = self.recipient.parse().map_err(&mut note).ok();
        for (agreed, field) in [(self.declared, "confirmed"), (self.consented, "consent")] {
            if !agreed {
                note(Problems(vec![FieldProblem { field, code: "confirm" }]));
            }
        }
        match choice {
            Some(choice) if problems.is_empty() => Ok(Order { choice, act, person, recipient }),
            _ => Err(Problems(problems)),
        }
    }
}

impl NewPerson {
    fn parse(self, today: jiff::civil::Date) -> Result<Person, Problems> {
        let date = PartialDate::parse(&self.birth_date);
        let part = |part: Option<i8>| part.map(|number| number.to_string()).unwrap_or_default();
        let known = date.ok().filter(|date| date.day().is_some());
        let fields = PersonFields {
            for_whom: self.for_whom,
            family_ar: self.family.ar,
            family_fr: self.family.fr,
            given_ar: self.given.ar,
            given_fr: self.given.fr,
            birth_day: known.map(|date| part(date.day())).unwrap_or_default(),
            birth_month: known.map(|date| part(date.month())).unwrap_or_default(),
            // A date that cannot be read is a year that is none.
            birth_year: date.map_or_else(|_| "?".to_owned(), |date| date.year().to_string()),
            birth_unknown: if known.is_some() { String::new() } else { "yes".to_owned() },
            father: self.father,
            mother: self.mother,
        };
        let mut person = Person::parse(&fields, today)?;
        if let Ok(date) = date {
            // The month too, where it is known without the day.
            person.birth_date = date;
        }
        Ok(person)
    }
}

impl NewRecipient {
    fn parse(self) -> Result<Recipient, Problems> {
        let address = self.address.unwrap_or_default();
        Recipient::parse(&RecipientFields {
            channel: self.channel,
            email: self.email,
            name: address.name,
            street: address.lines.join("\n"),
            postcode: address.postcode,
            town: address.town,
            country: address.country,
        })
    }
}

/// The languages of a kind that can be ordered.
pub(super) fn languages(web: &Web, kind: &str) -> Option<Vec<String>> {
    let kind = web.app.renderer.kinds().iter().find(|known| known.number > 0 && known.code == kind)?;
    Some(kind.languages.iter().map(|variant| variant.code().to_owned()).collect())
}

/// One problem of one place.
pub(super) fn problem(pointer: &str, code: &str) -> Problem {
    Problem::invalid(vec![AtPointer { pointer: pointer.to_owned(), code: code.to_owned() }])
}

/// The problems of a body, each at its place.
pub(super) fn problem_of(problems: &Problems) -> Problem {
    Problem::invalid(problems.0.iter().map(at_pointer).collect())
}

fn at_pointer(problem: &FieldProblem) -> AtPointer {
    let pointer = match problem.field {
        "number" | "year" => format!("/act/{}", problem.field),
        "for_whom" | "father" | "mother" => format!("/person/{}", problem.field),
        "family_ar" => "/person/family/ar".to_owned(),
        "family_fr" => "/person/family/fr".to_owned(),
        "given_ar" => "/person/given/ar".to_owned(),
        "given_fr" => "/person/given/fr".to_owned(),
        "birth_day" | "birth_month" | "birth_year" => "/person/birth_date".to_owned(),
        "channel" | "email" => format!("/recipient/{}", problem.field),
        "name" | "postcode" | "town" | "country" => format!("/recipient/address/{}", problem.field),
        "street" => "/recipient/address/lines".to_owned(),
        "confirmed" => "/declared".to_owned(),
        "consent" => "/consented".to_owned(),
        field => format!("/{field}"),
    };
    AtPointer { pointer, code: problem.code.to_owned() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;

    fn body() -> Value {
        json!({
            "commune": "MA.01.511.01.0", "office": "01", "kind": "birth-extract", "locale": "fr",
            "act": { "number": 129, "year": 1982 },
            "person": {
                "for_whom": "myself", "family": { "fr": "Exemple" }, "given": { "ar": "فاطمة", "fr": "Fatima" },
                "birth_date": "1982-03-12",
            },
            "recipient": { "channel": "email", "email": "fatima@exemple.invalid" },
            "declared": true, "consented": true,
        })
    }

    fn parsed(body: Value) -> Result<Order, Vec<(String, String)>> {
        let languages = ["ar-fr".to_owned(), "fr".to_owned()];
        let new: NewOrder = serde_json::from_value(body).unwrap();
        let places = |problem: Problem| problem.errors.into_iter().map(|e| (e.pointer, e.code)).collect();
        new.parse(Some(&languages), date(2026, 11, 22)).map_err(|problems| places(problem_of(&problems)))
    }

    #[test]
    fn an_order_is_read_as_on_the_pages() {
        let order = parsed(body()).unwrap();
        assert_eq!((order.choice.language.as_str(), order.choice.copies), ("ar-fr", 1));
        assert_eq!(order.act.unwrap().to_string(), "129/1982");
        assert_eq!(order.person.unwrap().birth_date.to_string(), "1982-03-12");
        assert!(order.recipient.unwrap().address.is_none());
    }

    #[test]
    fn dates_may_lack_day_or_month() {
        for text in ["1982", "1982-03"] {
            let mut body = body();
            body["person"]["birth_date"] = json!(text);
            assert_eq!(parsed(body).unwrap().person.unwrap().birth_date.to_string(), text);
        }
    }

    #[test]
    fn problems_say_where_they_are() {
        let mut bad = body();
        bad["act"]["year"] = json!(1850);
        bad["copies"] = json!(11);
        bad["language"] = json!("de");
        bad["person"]["given"] = json!({});
        bad["person"]["birth_date"] = json!("12/3/1982");
        bad["recipient"] = json!({ "channel": "post", "email": "x", "address": { "name": "F. Exemple", "lines": [], "town": "Fès", "country": "MA" } });
        bad["declared"] = json!(false);
        let found = parsed(bad).unwrap_err();
        let found: Vec<(&str, &str)> = found.iter().map(|(p, c)| (p.as_str(), c.as_str())).collect();
        assert_eq!(
            found,
            [
                ("/language", "choose"),
                ("/copies", "copies"),
                ("/act/year", "range"),
                ("/person/given/fr", "one-script"),
                ("/person/birth_date", "year"),
                ("/recipient/email", "email"),
                ("/recipient/address/lines", "street"),
                ("/declared", "confirm"),
            ]
        );
    }

    #[test]
    fn unknown_fields_and_kinds_are_refused() {
        let mut unknown = body();
        unknown["colour"] = json!("red");
        assert!(serde_json::from_value::<NewOrder>(unknown).is_err());
        let new: NewOrder = serde_json::from_value(body()).unwrap();
        let problem = problem_of(&new.parse(None, date(2026, 11, 22)).unwrap_err());
        assert_eq!(problem.errors[0].pointer, "/kind");
    }
}
