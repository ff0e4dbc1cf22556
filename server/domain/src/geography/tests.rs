//! The search over the communes of Morocco, as a citizen types.

use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

static MOROCCO: LazyLock<Geography> = LazyLock::new(|| Geography::parse(&files()).unwrap());

const fn files() -> Sources<'static> {
    Sources {
        regions: include_str!("../../../../config/geography/ma/regions.csv"),
        provinces: include_str!("../../../../config/geography/ma/provinces.csv"),
        communes: include_str!("../../../../config/geography/ma/communes.csv"),
        arrondissements: include_str!("../../../../config/geography/ma/arrondissements.csv"),
        aliases: include_str!("../../../../config/geography/ma/aliases.csv"),
    }
}

fn first(query: &str) -> String {
    MOROCCO.search(query, 10).first().map_or_else(String::new, |hit| hit.name().fr.clone())
}

fn names(query: &str, limit: usize) -> Vec<String> {
    MOROCCO.search(query, limit).iter().map(|hit| hit.name().fr.clone()).collect()
}

#[test]
fn the_country_is_whole() {
    assert_eq!(MOROCCO.regions().len(), 12);
    assert_eq!(MOROCCO.provinces.len(), 83);
    assert_eq!(MOROCCO.communes().len(), 1503);
    assert_eq!(MOROCCO.arrondissements.len(), 41);
    assert_eq!(MOROCCO.communes().iter().filter(|commune| commune.urban).count(), 242);
}

#[test]
fn the_tree_hangs_together() {
    let commune = MOROCCO.commune("01.511.01.0").unwrap();
    assert_eq!((commune.name.fr.as_str(), commune.name.ar.as_str()), ("Tanger", "طنجة"));
    let province = MOROCCO.province(&commune.province).unwrap();
    assert_eq!(province.name.fr, "Tanger-Assilah");
    assert_eq!(MOROCCO.region(&province.region).unwrap().name.fr, "Tanger-Tétouan-Al Hoceima");
    assert_eq!(MOROCCO.arrondissements_of("01.511.01.0").count(), 4);
    let communes: usize = MOROCCO
        .regions()
        .iter()
        .flat_map(|region| MOROCCO.provinces_of(&region.code))
        .map(|province| MOROCCO.communes_of(&province.code).count())
        .sum();
    assert_eq!(communes, 1503);
    assert_eq!(MOROCCO.commune("99"), None);
}

#[test]
fn what_is_typed_is_found() {
    for (query, expected) in [
        ("tanger", "Tanger"),
        ("TANGER", "Tanger"),
        ("طنجة", "Tanger"),
        ("طنجه", "Tanger"),
        ("tang", "Tanger"),
        ("tagner", "Tanger"),
        ("Tangier", "Tanger"),
        ("fes", "Fès"),
        ("Fez", "Fès"),
        ("فاس", "Fès"),
        ("casablanca", "Casablanca"),
        ("casa", "Casablanca"),
        ("الدار البيضاء", "Casablanca"),
        ("دار البيضاء", "Casablanca"),
        ("الدارالبيضاء", "Casablanca"),
        ("كازا", "Casablanca"),
        ("marrakesh", "Marrakech"),
        ("marakech", "Marrakech"),
        ("mrrakech", "Marrakech"),
        ("مراكش", "Marrakech"),
        ("hoceima", "Al Hoceima"),
        ("el hoceima", "Al Hoceima"),
        ("حسيمة", "Al Hoceima"),
        ("laayoune", "Laâyoune"),
        ("العيون", "Laâyoune"),
        ("essaouira", "Essaouira"),
        ("mogador", "Essaouira"),
        ("mazagan", "El Jadida"),
        ("jadida", "El Jadida"),
        ("beni mellal", "Béni Mellal"),
        ("benimellal", "Béni Mellal"),
        ("bni mellal", "Béni Mellal"),
        ("بني ملال", "Béni Mellal"),
        ("ait melloul", "Ait Melloul"),
        ("ayt meloul", "Ait Melloul"),
        ("أيت ملول", "Ait Melloul"),
        ("آيت ملول", "Ait Melloul"),
        ("ksar el kebir", "Ksar El Kebir"),
        ("ksar lkbir", "Ksar El Kebir"),
        ("القصر الكبير", "Ksar El Kebir"),
        ("أكادير", "Agadir"),
        ("اڭادير", "Agadir"),
        ("agadir", "Agadir"),
        ("kenitra", "Kénitra"),
        ("qnitra", "Kénitra"),
        ("القنيطرة", "Kénitra"),
        ("sale", "Salé"),
        ("سلا", "Salé"),
        ("tetuan", "Tétouan"),
        ("tetwan", "Tétouan"),
        ("mdiq", "M'diq"),
        ("m’diq", "M'diq"),
        ("meknassa gharbia", "Meknassa Al Gharbia"),
        ("gharbia meknassa", "Meknassa Al Gharbia"),
        ("sidi kacem", "Sidi Kacem"),
        ("sidi kassem", "Sidi Kacem"),
        ("sidi qasem", "Sidi Kacem"),
        ("petitjean", "Sidi Kacem"),
        ("my yacoub", "Moulay Yacoub"),
        ("moulay yaakoub", "Moulay Yacoub"),
        ("مولاي يعقوب", "Moulay Yacoub"),
        ("oued laou", "Oued Laou"),
        ("wad laou", "Oued Laou"),
        ("واد لو", "Oued Laou"),
        ("وادي لو", "Oued Laou"),
        ("bni makada", "Bni Makada"),
        ("beni mekada", "Bni Makada"),
        ("sidi ghaneme essaoiura", "Sidi Ghaneme"),
        ("sidi ghanem chichawa", "Sidi Ghanem"),
        ("sidi ganem chichaoa", "Sidi Ghanem"),
    ] {
        assert_eq!(first(query), expected, "{query}: {:?}", names(query, 5));
    }
}

#[test]
fn oulad_and_ouled_are_one() {
    for query in ["oulad aissa", "ouled aissa", "Oulad-Aïssa", "wlad aissa", "اولاد عيسى", "أولاد عيسي", "ولاد عيسى"]
    {
        let found = names(query, 3);
        assert!(found.iter().all(|name| name == "Oulad Aissa"), "{query}: {found:?}");
        assert_eq!(found.len(), 3, "{query}");
    }
}

#[test]
fn the_province_tells_places_of_one_name_apart() {
    let all = MOROCCO.search("sidi ghanem", 2);
    assert_eq!(all.len(), 2);
    assert_ne!(all[0].commune.province, all[1].commune.province);
    for hit in &all {
        let found = MOROCCO.search(&format!("sidi ghanem {}", hit.province.name.fr), 1);
        assert_eq!(found[0].commune.code, hit.commune.code);
    }
}

#[test]
fn an_arrondissement_leads_to_its_commune() {
    let hits = MOROCCO.search("bni makada", 1);
    assert_eq!(hits[0].commune.name.fr, "Tanger");
    assert_eq!(hits[0].arrondissement.unwrap().code, "01.511.01.03");
}

#[test]
fn nearer_comes_before_larger() {
    let hits = MOROCCO.search("agadir", 20);
    assert!(hits.len() >= 2, "{:?}", names("agadir", 20));
    assert!(hits.windows(2).all(|pair| pair[0].closeness <= pair[1].closeness));
    assert_eq!(hits[0].closeness, Closeness::Exact);
    let prefix: Vec<_> = MOROCCO.search("sidi", 50);
    assert!(prefix.iter().all(|hit| hit.closeness == Closeness::Prefix));
    let population = |hit: &Hit<'_>| hit.arrondissement.map_or(hit.commune.population, |part| part.population);
    assert!(prefix.windows(2).all(|pair| population(&pair[0]) >= population(&pair[1])));
}

#[test]
fn short_text_is_not_stretched() {
    assert!(MOROCCO.search("xyz", 10).is_empty());
    assert!(MOROCCO.search("", 10).is_empty());
    assert!(MOROCCO.search("  -- ", 10).is_empty());
    assert!(MOROCCO.search("bcdfgklm", 10).is_empty());
    assert!(MOROCCO.search("tanger", 0).is_empty());
    assert_eq!(MOROCCO.search("a", 7).len(), 7);
}

#[test]
fn communes_are_found_by_their_own_names() {
    // every one of them in turn would take seconds; the step shares no factor with the order of the data
    let communes = MOROCCO.communes();
    for (number, commune) in communes.iter().enumerate().step_by(7) {
        let name = if number % 2 == 0 { &commune.name.fr } else { &commune.name.ar };
        let hits = MOROCCO.search(name, 8);
        let found = hits.iter().find(|hit| hit.arrondissement.is_none() && hit.commune.code == commune.code);
        let closeness = found.map(|hit| hit.closeness);
        assert_eq!(closeness, Some(Closeness::Exact), "{name} {}", commune.code);
    }
}

#[test]
fn bad_data_is_refused() {
    let whole = files();
    let twice = format!("{}01,01,x,x,0,0,0,0\n", whole.regions);
    assert!(matches!(
        Geography::parse(&Sources { regions: &twice, ..whole }),
        Err(GeographyError::Twice { file: "regions", .. })
    ));
    let regions = "code,name_fr,name_ar\n01,a,b\n";
    assert!(matches!(
        Geography::parse(&Sources { regions, ..whole }),
        Err(GeographyError::Orphan { file: "provinces", .. })
    ));
    assert!(matches!(
        Geography::parse(&Sources { communes: "code,name_fr\n1,a\n", ..whole }),
        Err(GeographyError::Line { file: "communes", .. })
    ));
    for aliases in [
        "kind,variant,canonical\nname,Fez,Nowhere\n",
        "kind,variant,canonical\nwort,a,b\n",
        "kind,variant,canonical\nword,,b\n",
    ] {
        assert!(matches!(Geography::parse(&Sources { aliases, ..whole }), Err(GeographyError::Alias(_))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_text_can_be_searched(query in "\\PC{0,30}", limit in 0usize..5) {
        prop_assert!(MOROCCO.search(&query, limit).len() <= limit);
    }
}

#[test]
fn one_slip_in_a_long_name_is_forgiven() {
    let (mut tried, mut missed) = (0, Vec::new());
    for commune in MOROCCO.communes().iter().step_by(41) {
        let letters: Vec<char> = commune.name.fr.chars().collect();
        if letters.len() < 10 {
            continue;
        }
        for at in (0..letters.len()).filter(|at| letters[*at].is_alphabetic()) {
            let (mut changed, mut shorter, mut longer) = (letters.clone(), letters.clone(), letters.clone());
            changed[at] = 'z';
            shorter.remove(at);
            longer.insert(at, 'z');
            for typed in [changed, shorter, longer] {
                let typed: String = typed.into_iter().collect();
                tried += 1;
                if MOROCCO.search(&typed, 20).iter().all(|hit| hit.commune.name.fr != commune.name.fr) {
                    missed.push(typed);
                }
            }
        }
    }
    // a letter lost between two equal ones counts twice, once they are joined: one in a thousand
    assert!(tried > 400 && missed.len() * 300 < tried, "{} of {tried}: {missed:?}", missed.len());
}
