//! All fields of a request against one register entry, and the order of near entries.

use crate::act::{ActContent, ActNumber};
use crate::order::Person;

use super::{Difference, compare_act_number, compare_date, compare_name, compare_parent};

/// A field that was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Number and year of the act.
    ActNumber,
    /// Family name in Arabic.
    FamilyAr,
    /// Family name in Latin script.
    FamilyFr,
    /// Given name in Arabic.
    GivenAr,
    /// Given name in Latin script.
    GivenFr,
    /// Date of birth.
    BirthDate,
    /// Father's name.
    Father,
    /// Mother's name.
    Mother,
}

impl Field {
    /// All fields, in the order of the review screen.
    pub const ALL: [Self; 8] = [
        Self::ActNumber,
        Self::FamilyAr,
        Self::FamilyFr,
        Self::GivenAr,
        Self::GivenFr,
        Self::BirthDate,
        Self::Father,
        Self::Mother,
    ];

    /// The word in data and in the keys of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ActNumber => "act-number",
            Self::FamilyAr => "family-ar",
            Self::FamilyFr => "family-fr",
            Self::GivenAr => "given-ar",
            Self::GivenFr => "given-fr",
            Self::BirthDate => "birth-date",
            Self::Father => "father",
            Self::Mother => "mother",
        }
    }

    /// How much the field says about who is meant.
    const fn weight(self) -> u32 {
        match self {
            Self::BirthDate => 30,
            Self::FamilyAr | Self::FamilyFr | Self::GivenAr | Self::GivenFr => 20,
            Self::ActNumber => 15,
            Self::Father | Self::Mother => 10,
        }
    }
}

/// What the review screen says first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Something is plainly different: probably another person or another act.
    Conflict,
    /// Something is only similar, or too little was given to tell.
    Look,
    /// All that was given is the same but for the way it is written.
    SameButForm,
    /// All that was given is the same.
    Same,
}

/// A request against one register entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison([(Field, Difference); 8]);

impl Comparison {
    /// Compares what a citizen declared with an entry.
    pub fn of(person: &Person, number: &ActNumber, content: &ActContent, registered_as: &ActNumber) -> Self {
        let [family_ar, family_fr] = compare_name(&person.family, &content.family);
        let [given_ar, given_fr] = compare_name(&person.given, &content.given);
        Self([
            (Field::ActNumber, compare_act_number(number, registered_as)),
            (Field::FamilyAr, family_ar),
            (Field::FamilyFr, family_fr),
            (Field::GivenAr, given_ar),
            (Field::GivenFr, given_fr),
            (Field::BirthDate, compare_date(&person.birth_date, &content.birth_date)),
            (Field::Father, compare_parent(&person.father, content.father.as_ref())),
            (Field::Mother, compare_parent(&person.mother, content.mother.as_ref())),
        ])
    }

    /// Each field with its difference, in the order of the review screen.
    pub fn fields(&self) -> &[(Field, Difference)] {
        &self.0
    }

    /// The difference of one field.
    pub fn get(&self, field: Field) -> &Difference {
        const MISSING: &Difference = &Difference::NotGiven;
        self.0.iter().find(|(other, _)| *other == field).map_or(MISSING, |(_, difference)| difference)
    }

    /// The whole in one word.
    pub fn verdict(&self) -> Verdict {
        let mut verdict = Verdict::Same;
        for (_, difference) in &self.0 {
            verdict = verdict.min(match difference {
                Difference::Same | Difference::NotGiven | Difference::NotRegistered => Verdict::Same,
                Difference::SameButForm(_) => Verdict::SameButForm,
                Difference::Similar(_) => Verdict::Look,
                Difference::Different => Verdict::Conflict,
            });
        }
        // a name counts as compared when one of its scripts was
        let compared = |fields: [Field; 2]| fields.iter().any(|field| self.get(*field).score().is_some());
        if compared([Field::FamilyAr, Field::FamilyFr]) && compared([Field::GivenAr, Field::GivenFr]) {
            verdict
        } else {
            verdict.min(Verdict::Look)
        }
    }

    /// How well the whole agrees, in hundredths; fields that one side lacks are left out.
    pub fn score(&self) -> u8 {
        let (mut sum, mut weights) = (0, 0);
        for (field, difference) in &self.0 {
            if let Some(score) = difference.score() {
                sum += u32::from(score) * field.weight();
                weights += field.weight();
            }
        }
        sum.checked_div(weights).and_then(|mean| u8::try_from(mean).ok()).unwrap_or(0)
    }
}

/// The entries nearest to what was declared, best first, those under `minimum` hundredths left out; equals keep their order.
pub fn rank<T>(entries: impl IntoIterator<Item = (T, Comparison)>, minimum: u8, limit: usize) -> Vec<(T, Comparison)> {
    let mut near: Vec<_> = entries.into_iter().filter(|(_, comparison)| comparison.score() >= minimum).collect();
    near.sort_by_key(|(_, comparison)| std::cmp::Reverse(comparison.score()));
    near.truncate(limit);
    near
}
