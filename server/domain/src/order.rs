//! What a citizen orders and declares, step by step.
//!
//! Each step is parsed on its own and keeps every problem found, by field, so that a page can show them
//! all at once. What is declared is only compared with the register: it is never printed.

use serde::{Deserialize, Serialize};

use crate::act::ActNumber;
use crate::dates::{DateError, PartialDate};
use crate::delivery::{AddressError, Channel, PostalAddress, is_email};
use crate::names::{NameError, parse_name};

/// Most copies in one order.
pub const COPIES_MAX: u8 = 10;

/// One problem of one field. `code` is the end of a text key: `problem-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    /// Name of the form field.
    pub field: &'static str,
    /// What is wrong.
    pub code: &'static str,
}

/// Every problem of one step; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} field(s) need attention", .0.len())]
pub struct Problems(pub Vec<FieldProblem>);

/// Collects problems while the fields of a step are parsed.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldProblem>);

impl Fields {
    /// Keeps the value, or notes the problem.
    pub fn take<T>(&mut self, field: &'static str, value: Result<T, &'static str>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(code) => {
                self.0.push(FieldProblem { field, code });
                None
            }
        }
    }

    /// Notes a problem.
    pub fn note(&mut self, field: &'static str, code: &'static str) {
        self.0.push(FieldProblem { field, code });
    }

    /// The step's value, if no field had a problem.
    ///
    /// # Errors
    /// The problems noted so far.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Problems> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Problems(self.0)),
        }
    }
}

/// Text key of a name's problem.
const fn name_code(error: NameError) -> &'static str {
    match error {
        NameError::Empty => "missing",
        NameError::TooLong => "too-long",
        NameError::Unsafe => "unprintable",
    }
}

/// Which document, how many, in which languages and what for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Code of the kind, such as `birth-extract`.
    pub kind: String,
    /// Language variant, such as `ar-fr`.
    pub language: String,
    /// How many copies.
    pub copies: u8,
    /// What for; may be empty.
    pub purpose: String,
}

impl Choice {
    /// Reads the step. `languages` are those the kind has.
    ///
    /// # Errors
    /// Every problem, by field.
    pub fn parse(
        kind: &str,
        languages: &[String],
        language: &str,
        copies: &str,
        purpose: &str,
    ) -> Result<Self, Problems> {
        let mut fields = Fields::default();
        if !languages.iter().any(|l| l == language) {
            fields.note("language", "choose");
        }
        let copies = copies.trim().parse::<u8>().ok().filter(|n| (1..=COPIES_MAX).contains(n)).ok_or("copies");
        let copies = fields.take("copies", copies);
        let purpose =
            if purpose.trim().is_empty() { Ok(String::new()) } else { parse_name(purpose).map_err(name_code) };
        let purpose = fields.take("purpose", purpose);
        let value = copies.zip(purpose).map(|(copies, purpose)| Self {
            kind: kind.to_owned(),
            language: language.to_owned(),
            copies,
            purpose,
        });
        fields.finish(value)
    }
}

/// For whom the document is asked; the law lets one ask for oneself or one's minor child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForWhom {
    /// The person the act is about.
    Myself,
    /// Their child under 18.
    MinorChild,
}

impl ForWhom {
    /// The word in data and forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Myself => "myself",
            Self::MinorChild => "minor_child",
        }
    }
}

/// A declared name: in Arabic, in Latin script, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeclaredName {
    /// As typed in Arabic script; empty when not given.
    pub ar: String,
    /// As typed in Latin script; empty when not given.
    pub fr: String,
}

/// Fields of the person step, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonFields {
    /// `myself` or `minor_child`.
    pub for_whom: String,
    /// Family name, Arabic.
    pub family_ar: String,
    /// Family name, Latin.
    pub family_fr: String,
    /// Given name, Arabic.
    pub given_ar: String,
    /// Given name, Latin.
    pub given_fr: String,
    /// Day of birth.
    pub birth_day: String,
    /// Month of birth.
    pub birth_month: String,
    /// Year of birth.
    pub birth_year: String,
    /// Not empty: day and month are not known.
    pub birth_unknown: String,
    /// Father's given name.
    pub father: String,
    /// Mother's given name.
    pub mother: String,
}

/// The person an act is about, as declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// For whom the citizen asks.
    pub for_whom: ForWhom,
    /// Family name.
    pub family: DeclaredName,
    /// Given name.
    pub given: DeclaredName,
    /// Date of birth.
    pub birth_date: PartialDate,
    /// Father's given name; may be empty.
    pub father: String,
    /// Mother's given name; may be empty.
    pub mother: String,
}

impl Person {
    /// Reads the step; `today` bounds the date of birth.
    ///
    /// # Errors
    /// Every problem, by field.
    pub fn parse(typed: &PersonFields, today: jiff::civil::Date) -> Result<Self, Problems> {
        let mut fields = Fields::default();
        let for_whom = match typed.for_whom.as_str() {
            "myself" => Some(ForWhom::Myself),
            "minor_child" => Some(ForWhom::MinorChild),
            _ => fields.take("for_whom", Err("choose")),
        };
        let family = declared(&mut fields, ["family_ar", "family_fr"], &typed.family_ar, &typed.family_fr);
        let given = declared(&mut fields, ["given_ar", "given_fr"], &typed.given_ar, &typed.given_fr);
        let birth_date = birth_date(&mut fields, typed, today);
        let father = optional(&mut fields, "father", &typed.father);
        let mother = optional(&mut fields, "mother", &typed.mother);
        if let (Some(ForWhom::MinorChild), Some(date)) = (for_whom, birth_date)
            && today.year() - date.year() > 18
        {
            fields.note("for_whom", "not-minor");
        }
        let value = (|| {
            Some(Self {
                for_whom: for_whom?,
                family: family?,
                given: given?,
                birth_date: birth_date?,
                father: father?,
                mother: mother?,
            })
        })();
        fields.finish(value)
    }
}

/// A name in at least one script.
fn declared(fields: &mut Fields, names: [&'static str; 2], ar: &str, fr: &str) -> Option<DeclaredName> {
    let [field_ar, field_fr] = names;
    if ar.trim().is_empty() && fr.trim().is_empty() {
        return fields.take(field_fr, Err("one-script"));
    }
    let ar = optional(fields, field_ar, ar);
    let fr = optional(fields, field_fr, fr);
    Some(DeclaredName { ar: ar?, fr: fr? })
}

fn optional(fields: &mut Fields, field: &'static str, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some(String::new());
    }
    fields.take(field, parse_name(text).map_err(name_code))
}

fn birth_date(fields: &mut Fields, typed: &PersonFields, today: jiff::civil::Date) -> Option<PartialDate> {
    let year = typed.birth_year.trim();
    if year.is_empty() {
        return fields.take("birth_year", Err("missing"));
    }
    let Ok(year) = year.parse::<i16>() else { return fields.take("birth_year", Err("year")) };
    let part = |text: &str| text.trim().parse::<i8>().map_err(|_| "date");
    let (month, day) = if typed.birth_unknown.is_empty() {
        if typed.birth_day.trim().is_empty() || typed.birth_month.trim().is_empty() {
            return fields.take("birth_day", Err("day-or-unknown"));
        }
        let month = fields.take("birth_month", part(&typed.birth_month))?;
        let day = fields.take("birth_day", part(&typed.birth_day))?;
        (Some(month), Some(day))
    } else {
        (None, None)
    };
    let date = PartialDate::new(year, month, day).map_err(|error| match error {
        DateError::Year(..) => ("birth_year", "year"),
        DateError::Month(_) => ("birth_month", "date"),
        DateError::Day(_) | DateError::DayWithoutMonth | DateError::Format => ("birth_day", "date"),
    });
    match date {
        Ok(date) if date > PartialDate::from(today) => fields.take("birth_year", Err("future")),
        Ok(date) => Some(date),
        Err((field, code)) => fields.take(field, Err(code)),
    }
}

/// Fields of the recipient step, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RecipientFields {
    /// `email` or `post`.
    pub channel: String,
    /// Contact e-mail; needed for both channels, since news of the order goes there.
    pub email: String,
    /// Addressee.
    pub name: String,
    /// Street, up to three lines.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Country, two letters.
    pub country: String,
}

/// Where the document goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// How.
    pub channel: Channel,
    /// Contact address.
    pub email: String,
    /// Postal address, for post.
    pub address: Option<PostalAddress>,
}

impl Recipient {
    /// Reads the step.
    ///
    /// # Errors
    /// Every problem, by field.
    pub fn parse(typed: &RecipientFields) -> Result<Self, Problems> {
        let mut fields = Fields::default();
        let channel = fields.take("channel", Channel::parse(&typed.channel).ok_or("choose"));
        let email = typed.email.trim();
        let email = if email.is_empty() {
            Err("missing")
        } else if is_email(email) {
            Ok(email.to_owned())
        } else {
            Err("email")
        };
        let email = fields.take("email", email);
        let address = if channel == Some(Channel::Post) {
            let country = if typed.country.trim().is_empty() { "MA" } else { typed.country.trim() };
            let parsed = PostalAddress::parse(&typed.name, &typed.street, &typed.postcode, &typed.town, country);
            match parsed {
                Ok(address) => Some(address),
                Err(AddressError::Name) => fields.take("name", Err("addressee")),
                Err(AddressError::Lines) => fields.take("street", Err("street")),
                Err(AddressError::Postcode) => fields.take("postcode", Err("postcode")),
                Err(AddressError::Town) => fields.take("town", Err("missing")),
            }
        } else {
            None
        };
        let value = channel.zip(email).map(|(channel, email)| Self { channel, email, address });
        fields.finish(value)
    }
}

/// An order while it is filled in, and as handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Which document.
    pub choice: Choice,
    /// Where the act stands.
    pub act: Option<ActNumber>,
    /// Whose act it is.
    pub person: Option<Person>,
    /// Where the document goes.
    pub recipient: Option<Recipient>,
}

/// A step of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The act.
    Act,
    /// The person.
    Person,
    /// The recipient.
    Recipient,
    /// Check and hand in.
    Check,
}

impl Order {
    /// An order of which only the document is chosen.
    pub const fn new(choice: Choice) -> Self {
        Self { choice, act: None, person: None, recipient: None }
    }

    /// The first step that is still open.
    pub const fn next_step(&self) -> Step {
        if self.act.is_none() {
            Step::Act
        } else if self.person.is_none() {
            Step::Person
        } else if self.recipient.is_none() {
            Step::Recipient
        } else {
            Step::Check
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn typed() -> PersonFields {
        PersonFields {
            for_whom: "myself".into(),
            family_fr: "Exemple".into(),
            given_fr: "Fatima".into(),
            given_ar: "فاطمة".into(),
            birth_day: "12".into(),
            birth_month: "3".into(),
            birth_year: "1982".into(),
            ..PersonFields::default()
        }
    }

    fn problems(typed: &PersonFields) -> Vec<(&'static str, &'static str)> {
        let today = date(2026, 11, 22);
        Person::parse(typed, today).map_or_else(|p| p.0.iter().map(|f| (f.field, f.code)).collect(), |_| vec![])
    }

    #[test]
    fn one_script_is_enough() {
        let person = Person::parse(&typed(), date(2026, 11, 22)).unwrap();
        assert_eq!((person.family.fr.as_str(), person.family.ar.as_str()), ("Exemple", ""));
        assert_eq!(person.birth_date.to_string(), "1982-03-12");
    }

    #[test]
    fn day_and_month_may_be_unknown_but_must_be_said() {
        let none = PersonFields { birth_day: String::new(), birth_month: String::new(), ..typed() };
        assert_eq!(problems(&none), [("birth_day", "day-or-unknown")]);
        let said = PersonFields { birth_unknown: "yes".into(), ..none };
        let person = Person::parse(&said, date(2026, 11, 22)).unwrap();
        assert_eq!(person.birth_date.to_string(), "1982");
    }

    #[test]
    fn every_problem_at_once() {
        let bad = PersonFields {
            for_whom: "cousin".into(),
            given_fr: "a\u{202E}b".into(),
            birth_day: "31".into(),
            birth_month: "2".into(),
            family_fr: String::new(),
            ..typed()
        };
        assert_eq!(
            problems(&bad),
            [("for_whom", "choose"), ("family_fr", "one-script"), ("given_fr", "unprintable"), ("birth_day", "date")]
        );
        assert_eq!(problems(&PersonFields { birth_year: "2027".into(), ..typed() }), [("birth_year", "future")]);
        assert_eq!(problems(&PersonFields { for_whom: "minor_child".into(), ..typed() }), [("for_whom", "not-minor")]);
    }

    #[test]
    fn post_needs_an_address_and_mail_none() {
        let mail =
            RecipientFields { channel: "email".into(), email: " a@example.org ".into(), ..RecipientFields::default() };
        assert_eq!(Recipient::parse(&mail).unwrap().email, "a@example.org");
        let post = RecipientFields { channel: "post".into(), ..mail };
        let problems = Recipient::parse(&post).unwrap_err();
        assert_eq!(problems.0, [FieldProblem { field: "name", code: "addressee" }]);
    }

    #[test]
    fn steps_in_order() {
        let choice = Choice::parse("birth-extract", &["ar-fr".into()], "ar-fr", "2", "").unwrap();
        let mut order = Order::new(choice);
        assert_eq!(order.next_step(), Step::Act);
        order.act = ActNumber::parse("129/1982").ok();
        assert_eq!(order.next_step(), Step::Person);
        assert!(Choice::parse("birth-extract", &["ar-fr".into()], "de", "0", "").is_err_and(|p| p.0.len() == 2));
    }
}
