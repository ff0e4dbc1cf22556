//! Regions, provinces, communes and arrondissements of a country, and the search a citizen types into.
//!
//! All of it is data (`config/geography/<country>/*.csv`): this module knows neither names nor spellings of any
//! country. Codes are kept as text; a commune is not an office, it has several.

mod index;
mod spelling;

use std::collections::HashMap;

use serde::Deserialize;
use thiserror::Error;

use crate::names::Bilingual;
pub use index::Closeness;
use index::Index;
use spelling::Spelling;

/// The files of a country, as text.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'s> {
    /// `regions.csv`: code, `name_fr`, `name_ar`.
    pub regions: &'s str,
    /// `provinces.csv`: code, `name_fr`, `name_ar`, type, `region_code`.
    pub provinces: &'s str,
    /// `communes.csv`: code, `name_fr`, `name_ar`, type, `region_code`, `province_code`, `population_2024`.
    pub communes: &'s str,
    /// `arrondissements.csv`: code, `name_fr`, `name_ar`, `commune_code`, `population_2024`.
    pub arrondissements: &'s str,
    /// `aliases.csv`: kind (`letters`, `prefix`, `word`, `name`), variant, canonical.
    pub aliases: &'s str,
}

/// Why the files of a country were refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GeographyError {
    /// A line is not what the file holds.
    #[error("{file}: {message}")]
    Line {
        /// Which file.
        file: &'static str,
        /// What is wrong, with the line.
        message: String,
    },
    /// A code stands twice.
    #[error("{file}: the code {code} stands twice")]
    Twice {
        /// Which file.
        file: &'static str,
        /// The code.
        code: String,
    },
    /// A line names a code that does not exist.
    #[error("{file}: {code} is in {parent}, which does not exist")]
    Orphan {
        /// Which file.
        file: &'static str,
        /// The line's own code.
        code: String,
        /// The code it names.
        parent: String,
    },
    /// An alias leads to no place, or is of no known kind.
    #[error("aliases: {0}")]
    Alias(String),
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Code, such as `01`.
    pub code: String,
    /// Name.
    pub name: Bilingual,
}

/// A province or prefecture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Code, such as `01.511`.
    pub code: String,
    /// Name.
    pub name: Bilingual,
    /// The word of the data: `province`, `prefecture`, …
    pub kind: String,
    /// Code of its region.
    pub region: String,
}

/// A commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// Code, such as `01.511.01.0`.
    pub code: String,
    /// Name.
    pub name: Bilingual,
    /// Whether it is urban.
    pub urban: bool,
    /// Code of its province or prefecture.
    pub province: String,
    /// Code of its region.
    pub region: String,
    /// Inhabitants at the last census.
    pub population: u32,
}

/// A part of a large commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrondissement {
    /// Code, such as `01.511.01.05`.
    pub code: String,
    /// Name.
    pub name: Bilingual,
    /// Code of its commune.
    pub commune: String,
    /// Inhabitants at the last census.
    pub population: u32,
}

/// A place that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit<'g> {
    /// The commune found, or the one the arrondissement is part of.
    pub commune: &'g Commune,
    /// The arrondissement, when that is what was found.
    pub arrondissement: Option<&'g Arrondissement>,
    /// Province of the commune; it tells places of one name apart.
    pub province: &'g Province,
    /// How near the name is to what was typed.
    pub closeness: Closeness,
}

impl Hit<'_> {
    /// The name found: of the arrondissement, else of the commune.
    pub fn name(&self) -> &Bilingual {
        self.arrondissement.map_or(&self.commune.name, |arrondissement| &arrondissement.name)
    }
}

/// The places of one country.
#[derive(Debug, Clone)]
pub struct Geography {
    regions: Vec<Region>,
    provinces: Vec<Province>,
    communes: Vec<Commune>,
    arrondissements: Vec<Arrondissement>,
    by_code: HashMap<String, usize>,
    province_by_code: HashMap<String, usize>,
    index: Index,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name_fr: String,
    name_ar: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    region_code: String,
    #[serde(default)]
    province_code: String,
    #[serde(default)]
    commune_code: String,
    #[serde(default, rename = "population_2024")]
    population: u32,
}

impl Row {
    fn name(&self) -> Bilingual {
        Bilingual::new(self.name_ar.trim(), self.name_fr.trim())
    }
}

impl Geography {
    /// Reads the files of a country and prepares the search.
    ///
    /// # Errors
    /// When a line cannot be read, a code stands twice or names a parent that does not exist, or an alias leads nowhere.
    pub fn parse(sources: &Sources<'_>) -> Result<Self, GeographyError> {
        let regions: Vec<Region> = rows("regions", sources.regions)?
            .into_iter()
            .map(|row| Region { name: row.name(), code: row.code })
            .collect();
        let region_by_code = by_code("regions", regions.iter().map(|region| &region.code))?;
        let provinces: Vec<Province> = rows("provinces", sources.provinces)?
            .into_iter()
            .map(|row| Province { name: row.name(), code: row.code, kind: row.kind, region: row.region_code })
            .collect();
        let province_by_code = by_code("provinces", provinces.iter().map(|province| &province.code))?;
        let communes: Vec<Commune> = rows("communes", sources.communes)?
            .into_iter()
            .map(|row| Commune {
                name: row.name(),
                code: row.code,
                urban: row.kind == "urban",
                province: row.province_code,
                region: row.region_code,
                population: row.population,
            })
            .collect();
        let commune_by_code = by_code("communes", communes.iter().map(|commune| &commune.code))?;
        let arrondissements: Vec<Arrondissement> = rows("arrondissements", sources.arrondissements)?
            .into_iter()
            .map(|row| Arrondissement {
                name: row.name(),
                code: row.code,
                commune: row.commune_code,
                population: row.population,
            })
            .collect();
        by_code("arrondissements", arrondissements.iter().map(|part| &part.code))?;

        known("provinces", &region_by_code, provinces.iter().map(|it| (&it.code, &it.region)))?;
        known("communes", &province_by_code, communes.iter().map(|it| (&it.code, &it.province)))?;
        known("arrondissements", &commune_by_code, arrondissements.iter().map(|it| (&it.code, &it.commune)))?;

        let mut geography = Self {
            regions,
            provinces,
            communes,
            arrondissements,
            by_code: commune_by_code,
            province_by_code,
            index: Index::default(),
        };
        geography.index = Index::build(&geography, Spelling::parse(sources.aliases)?)?;
        Ok(geography)
    }

    /// The places whose name is nearest to what was typed, in either script, best first: the very name, then names that
    /// begin so, then names with such words, then names within a slip of the keyboard; among equals the larger.
    ///
    /// The province may be typed along («sidi ghanem chichaoua»).
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit<'_>> {
        self.index
            .search(query, limit)
            .into_iter()
            .filter_map(|(place, closeness)| {
                let arrondissement =
                    place.checked_sub(self.communes.len()).and_then(|part| self.arrondissements.get(part));
                let commune = match arrondissement {
                    Some(part) => self.commune(&part.commune)?,
                    None => self.communes.get(place)?,
                };
                let province = self.province(&commune.province)?;
                Some(Hit { commune, arrondissement, province, closeness })
            })
            .collect()
    }

    /// The commune of a code.
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.communes.get(*self.by_code.get(code)?)
    }

    /// The province or prefecture of a code.
    pub fn province(&self, code: &str) -> Option<&Province> {
        self.provinces.get(*self.province_by_code.get(code)?)
    }

    /// The region of a code.
    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == code)
    }

    /// All regions, in the order of the data.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// All communes, in the order of the data.
    pub fn communes(&self) -> &[Commune] {
        &self.communes
    }

    /// The provinces and prefectures of a region.
    pub fn provinces_of<'g>(&'g self, region: &str) -> impl Iterator<Item = &'g Province> {
        self.provinces.iter().filter(move |province| province.region == region)
    }

    /// The communes of a province.
    pub fn communes_of<'g>(&'g self, province: &str) -> impl Iterator<Item = &'g Commune> {
        self.communes.iter().filter(move |commune| commune.province == province)
    }

    /// The arrondissements of a commune; most have none.
    pub fn arrondissements_of<'g>(&'g self, commune: &str) -> impl Iterator<Item = &'g Arrondissement> {
        self.arrondissements.iter().filter(move |part| part.commune == commune)
    }
}

fn rows(file: &'static str, source: &str) -> Result<Vec<Row>, GeographyError> {
    csv::Reader::from_reader(source.as_bytes())
        .deserialize()
        .collect::<Result<_, csv::Error>>()
        .map_err(|error| GeographyError::Line { file, message: error.to_string() })
}

fn by_code<'c>(
    file: &'static str,
    codes: impl Iterator<Item = &'c String>,
) -> Result<HashMap<String, usize>, GeographyError> {
    let mut found = HashMap::new();
    for (index, code) in codes.enumerate() {
        if found.insert(code.clone(), index).is_some() {
            return Err(GeographyError::Twice { file, code: code.clone() });
        }
    }
    Ok(found)
}

fn known<'c>(
    file: &'static str,
    parents: &HashMap<String, usize>,
    mut lines: impl Iterator<Item = (&'c String, &'c String)>,
) -> Result<(), GeographyError> {
    match lines.find(|(_, parent)| !parents.contains_key(*parent)) {
        None => Ok(()),
        Some((code, parent)) => Err(GeographyError::Orphan { file, code: code.clone(), parent: parent.clone() }),
    }
}

#[cfg(test)]
mod tests;
