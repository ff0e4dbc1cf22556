//! Invented acts of birth: short, long, one name only, unknown day, a death mention.

use wathiq_domain::act::{ActContent, ActNumber, Certifiable, Mention, MentionKind};
use wathiq_domain::ids::MentionId;
use wathiq_domain::{Bilingual, HijriDate, PartialDate, Sex};

/// An act to enter into the first office of a commune.
pub struct SampleAct {
    /// Number and year.
    pub number: ActNumber,
    /// What it records.
    pub content: ActContent,
}

struct Line {
    number: u32,
    year: i16,
    hijri: i16,
    family: (&'static str, &'static str),
    given: (&'static str, &'static str),
    sex: Sex,
    born: &'static str,
    born_hijri: &'static str,
    place: (&'static str, &'static str),
    father: (&'static str, &'static str),
    mother: (&'static str, &'static str),
    died: Option<(&'static str, &'static str)>,
}

const LINES: [Line; 8] = [
    Line {
        number: 129,
        year: 1982,
        hijri: 1402,
        family: ("نموذج", "EXEMPLE"),
        given: ("فاطمة الزهراء", "Fatima Zahra"),
        sex: Sex::Female,
        born: "1982-03-12",
        born_hijri: "1402-05-16",
        place: ("طنجة", "Tanger"),
        father: ("أحمد بن علي", "Ahmed ben Ali"),
        mother: ("خديجة بنت محمد", "Khadija bent Mohammed"),
        died: None,
    },
    Line {
        number: 130,
        year: 1982,
        hijri: 1402,
        family: ("نموذج", "EXEMPLE"),
        given: ("فاطمة", "Fatima"),
        sex: Sex::Female,
        born: "1982-03-13",
        born_hijri: "1402-05-17",
        place: ("طنجة", "Tanger"),
        father: ("علي بن عمر", "Ali ben Omar"),
        mother: ("عائشة بنت سعيد", "Aïcha bent Saïd"),
        died: None,
    },
    Line {
        number: 7,
        year: 1990,
        hijri: 1410,
        family: ("العينة", "SPECIMEN"),
        given: ("محمد", "Mohammed"),
        sex: Sex::Male,
        born: "1990-01-05",
        born_hijri: "1410-06-08",
        place: ("أصيلة", "Assilah"),
        father: ("إدريس", "Driss"),
        mother: ("زينب", "Zineb"),
        died: None,
    },
    Line {
        number: 44,
        year: 1956,
        hijri: 1375,
        family: ("المثالي بن عبد السلام", "EL MITALI BEN ABDESSLAM"),
        given: ("عبد الرحمان مولاي الشريف", "Abderrahmane Moulay Cherif"),
        sex: Sex::Male,
        born: "1956",
        born_hijri: "1375",
        place: ("دوار النموذج، جماعة اكزناية", "Douar Exemple, commune de Gueznaia"),
        father: ("عبد السلام بن محمد بن الطاهر", "Abdesslam ben Mohammed ben Taher"),
        mother: ("فاطنة بنت الحاج بوشعيب", "Fatna bent El Haj Bouchaïb"),
        died: Some(("توفي بطنجة في 3 أبريل 2019", "Décédé à Tanger le 3 avril 2019")),
    },
    Line {
        number: 311,
        year: 2011,
        hijri: 1432,
        family: ("التجريبي", "TAJRIBI"),
        given: ("ياسمين", "Yasmine"),
        sex: Sex::Female,
        born: "2011-07-30",
        born_hijri: "1432-08-28",
        place: ("طنجة", "Tanger"),
        father: ("كريم", "Karim"),
        mother: ("سلمى", "Salma"),
        died: None,
    },
    Line {
        number: 312,
        year: 2011,
        hijri: 1432,
        family: ("التجريبي", "TAJRIBI"),
        given: ("آدم", "Adam"),
        sex: Sex::Male,
        born: "2011-07-30",
        born_hijri: "1432-08-28",
        place: ("طنجة", "Tanger"),
        father: ("كريم", "Karim"),
        mother: ("سلمى", "Salma"),
        died: None,
    },
    Line {
        number: 58,
        year: 1974,
        hijri: 1394,
        family: ("بدون", "SANS-NOM"),
        given: ("لالة مليكة", "Lalla Malika"),
        sex: Sex::Female,
        born: "1974-11",
        born_hijri: "1394-11",
        place: ("العرائش", "Larache"),
        father: ("المصطفى", "El Mostafa"),
        mother: ("رقية", "Rkia"),
        died: None,
    },
    Line {
        number: 902,
        year: 1999,
        hijri: 1420,
        family: ("الإدريسي النموذجي", "EL IDRISSI NAMOUDAJI"),
        given: ("نور الهدى", "Nour El Houda"),
        sex: Sex::Female,
        born: "1999-12-31",
        born_hijri: "1420-09-23",
        place: ("تطوان", "Tétouan"),
        father: ("عبد الإله", "Abdelilah"),
        mother: ("حسناء", "Hasnaa"),
        died: None,
    },
];

fn pair((ar, fr): (&str, &str)) -> Bilingual {
    Bilingual::new(ar, fr)
}

fn act(line: &Line) -> anyhow::Result<SampleAct> {
    let nationality = match line.sex {
        Sex::Female => Bilingual::new("مغربية", "Marocaine"),
        Sex::Male => Bilingual::new("مغربي", "Marocain"),
    };
    let mentions = line.died.map(|text| Mention {
        id: MentionId::from_uuid(uuid::Uuid::from_u128(u128::from(line.number))),
        kind: MentionKind::Death,
        on: None,
        text: pair(text),
        certifiable: Certifiable::Yes,
    });
    let content = ActContent {
        year_hijri: Some(line.hijri),
        family: pair(line.family),
        given: pair(line.given),
        tifinagh: None,
        sex: line.sex,
        birth_place: pair(line.place),
        birth_date: PartialDate::parse(line.born)?,
        birth_date_hijri: Some(HijriDate::parse(line.born_hijri)?),
        nationality,
        father: Some(pair(line.father)),
        mother: Some(pair(line.mother)),
        mentions: mentions.into_iter().collect(),
    };
    Ok(SampleAct { number: ActNumber { number: line.number, year: line.year, part: None }, content })
}

/// All acts.
///
/// # Errors
/// Never: the dates are written here, and a test reads them.
pub fn acts() -> anyhow::Result<Vec<SampleAct>> {
    LINES.iter().map(act).collect()
}

/// The act of one benchmark document: different for each `index`.
///
/// # Errors
/// Never, see [`acts`].
pub fn benchmark_record(index: u32) -> anyhow::Result<SampleAct> {
    let lines = u32::try_from(LINES.len())?;
    let line = LINES.get(usize::try_from(index % lines)?).ok_or_else(|| anyhow::anyhow!("no lines"))?;
    let mut made = act(line)?;
    made.number.number = index + 1;
    made.content.given.fr = format!("{} {}", made.content.given.fr, roman(index));
    Ok(made)
}

/// A suffix of letters, so that no two benchmark pages are the same.
fn roman(mut n: u32) -> String {
    let mut out = String::new();
    loop {
        out.push(char::from(b'A' + u8::try_from(n % 26).unwrap_or_default()));
        n /= 26;
        if n == 0 {
            return out;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_can_be_read_and_says_that_it_is_invented() {
        assert_eq!(acts().unwrap().len(), LINES.len());
        assert_ne!(benchmark_record(0).unwrap().content, benchmark_record(8).unwrap().content);
    }
}
