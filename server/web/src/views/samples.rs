//! Invented people and places of the samples; plainly so.

use jiff::{Timestamp, civil};
use wathiq_domain::{Bilingual, PartialDate};

use super::{OfficeName, OrderSummary, PersonNames};

/// Tracking code of the samples.
pub const CODE: &str = "K7QF-2M9D-4XTB-8WRA-6HNE-3CPV-1G";

/// An office of the sample commune.
pub fn office() -> OfficeName {
    OfficeName {
        office: Bilingual::new("مكتب الحالة المدنية المركز", "Bureau de l’état civil du Centre"),
        commune: Bilingual::new("طنجة", "Tanger"),
    }
}

/// The sample person.
pub fn person() -> PersonNames {
    PersonNames {
        family: Bilingual::new("نموذج", "Exemple"), given: Bilingual::new("فاطمة الزهراء", "Fatima Zahra")
    }
}

/// A person whose names are as long as registers hold them.
pub fn long_person() -> PersonNames {
    PersonNames {
        family: Bilingual::new(
            "النموذجي الإدريسي الحسني العلوي بنعبدالرحمان المثالي",
            "Ennamoudaji-El Idrissi El Hassani El Alaoui Benabderrahmane El Mitali",
        ),
        given: Bilingual::new(
            "مولاي عبد الرحمان محمد سيدي المصطفى عبد الله",
            "Moulay Abderrahmane Mohamed Sidi El Mostafa Abdallah",
        ),
    }
}

/// The sample commune.
pub fn commune() -> Bilingual {
    Bilingual::new("طنجة", "Tanger")
}

/// A day of the samples.
pub const fn day(day: i8) -> civil::Date {
    civil::date(2026, 11, day)
}

/// A moment of the samples: ten in the morning UTC, so many hours after 22 November 2026.
pub fn moment(hours: i64) -> Timestamp {
    Timestamp::from_second(1_795_341_600 + hours * 3600).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A birth date; unknown parts allowed.
pub fn birth(year: i16, month: Option<i8>, day: Option<i8>) -> Option<PartialDate> {
    PartialDate::new(year, month, day).ok()
}

/// The sample order, by e-mail.
pub fn order() -> Option<OrderSummary> {
    Some(OrderSummary {
        office: office(),
        kind_name: "Extrait d’acte de naissance".into(),
        copies: 1,
        language: "ar-fr".into(),
        purpose: Some("Inscription à l’école".into()),
        act_reference: "129/1982".into(),
        relation: "self".into(),
        person: person(),
        birth: birth(1982, Some(3), Some(12))?,
        father: "Ahmed".into(),
        mother: "Khadija".into(),
        channel: "email".into(),
        email: "fatima@exemple.invalid".into(),
        address: Vec::new(),
        fee: 200,
        ready_by: day(26),
    })
}

/// The sample order by post for a child, with the longest names and an unknown day of birth.
pub fn long_order() -> Option<OrderSummary> {
    Some(OrderSummary {
        copies: 3,
        language: "fr".into(),
        purpose: None,
        relation: "child".into(),
        person: long_person(),
        birth: birth(2012, None, None)?,
        channel: "post".into(),
        email: "une.adresse.de.courrier.electronique.particulierement.longue@exemple.invalid".into(),
        address: vec![
            "Moulay Abderrahmane Mohamed Sidi El Mostafa Ennamoudaji-El Idrissi El Hassani".into(),
            "Résidence de l’Exemple, immeuble 12, appartement 34".into(),
            "Rue du Spécimen".into(),
            "90000 Tanger".into(),
            "MAROC".into(),
        ],
        fee: 2216,
        ..order()?
    })
}
