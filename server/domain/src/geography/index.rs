//! The prepared search: every name in its one spelling, compared letter by letter.
//!
//! A country has a few thousand names, so each search looks at all of them; what makes it fast is that nothing is folded
//! or allocated per name, and that a name whose letters are too different is left before its distance is counted.

use std::cmp::Reverse;

use super::spelling::Spelling;
use super::{Geography, GeographyError};
use crate::matching::bounded_distance;
use crate::text::{Script, script_of};

/// How near a name is to what was typed, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// The very name, in some spelling.
    Exact,
    /// The name begins so.
    Prefix,
    /// Each word typed begins a word of the name, or of its province.
    Word,
    /// The name, or its words, within a slip of the keyboard.
    Typo,
}

/// Letters, and a set of them to tell quickly that two texts are far apart.
#[derive(Debug, Clone)]
struct Letters {
    letters: Vec<char>,
    set: u64,
}

impl Letters {
    fn new(letters: Vec<char>) -> Self {
        let set = letters.iter().fold(0, |set, letter| set | 1 << (u32::from(*letter) % 64));
        Self { letters, set }
    }

    fn starts_with(&self, beginning: &Self) -> bool {
        self.letters.starts_with(&beginning.letters)
    }

    /// Slips between what was typed and this, if few enough for its length.
    fn slips(&self, typed: &Self) -> Option<usize> {
        let limit = slips_allowed(typed.letters.len());
        let far = |a: u64, b: u64| (a & !b).count_ones() as usize > limit;
        if limit == 0 || far(typed.set, self.set) || far(self.set, typed.set) {
            return None;
        }
        bounded_distance(&typed.letters, &self.letters, limit)
    }

    /// Slips between what was typed and a beginning of this, for a name still being typed.
    fn slips_at_start(&self, typed: &Self) -> Option<usize> {
        let length = typed.letters.len();
        let limit = slips_allowed(length);
        if limit == 0 || (typed.set & !self.set).count_ones() as usize > limit {
            return None;
        }
        let beginning = self.letters.get(..length.min(self.letters.len()))?;
        bounded_distance(&typed.letters, beginning, limit)
    }
}

const fn slips_allowed(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// One name of one place.
#[derive(Debug, Clone)]
struct Entry {
    /// Number among the communes, then the arrondissements.
    place: usize,
    population: u32,
    /// All letters, articles included.
    whole: Letters,
    /// The words below without spaces.
    joined: Letters,
    words: Vec<Letters>,
    /// Number of the context in its table.
    context: usize,
}

/// Names of one script.
#[derive(Debug, Clone, Default)]
struct Names {
    entries: Vec<Entry>,
    /// Words of provinces and regions, by province.
    contexts: Vec<Vec<Letters>>,
}

/// All names, by script.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    spelling: Spelling,
    arabic: Names,
    latin: Names,
}

impl Index {
    pub(super) fn build(geography: &Geography, spelling: Spelling) -> Result<Self, GeographyError> {
        let mut index = Self { spelling, ..Self::default() };
        for province in &geography.provinces {
            let region = geography.region(&province.region);
            let names = |script: fn(&crate::Bilingual) -> &str| {
                let region = region.map_or("", |region| script(&region.name));
                split(index.spelling.words(&format!("{} {region}", script(&province.name))))
            };
            let (arabic, latin) = (names(|name| &name.ar), names(|name| &name.fr));
            index.arabic.contexts.push(arabic);
            index.latin.contexts.push(latin);
        }
        let communes = geography.communes.iter().map(|it| (&it.name, it.population, it.province.as_str()));
        let parts = geography.arrondissements.iter().map(|it| {
            let province = geography.commune(&it.commune).map_or("", |commune| commune.province.as_str());
            (&it.name, it.population, province)
        });
        for (place, (name, population, province)) in communes.chain(parts).enumerate() {
            let context = geography.province_by_code.get(province).copied().unwrap_or(usize::MAX);
            let entry = |text: &str| Entry::new(place, population, context, text, &index.spelling);
            let (arabic, latin) = (entry(&name.ar), entry(&name.fr));
            index.arabic.entries.push(arabic);
            index.latin.entries.push(latin);
        }
        index.add_other_names()?;
        Ok(index)
    }

    /// Gives each place named in the aliases an entry more, under its other name.
    fn add_other_names(&mut self) -> Result<(), GeographyError> {
        for (other, name) in self.spelling.names.clone() {
            let wanted = join(&self.spelling.words(&name));
            let is_named = |entry: &&Entry| entry.joined.letters == wanted;
            let named: Vec<Entry> =
                self.arabic.entries.iter().chain(&self.latin.entries).filter(is_named).cloned().collect();
            if named.is_empty() {
                return Err(GeographyError::Alias(format!("no place is named «{name}»")));
            }
            let more = named
                .iter()
                .map(|entry| Entry::new(entry.place, entry.population, entry.context, &other, &self.spelling))
                .collect::<Vec<_>>();
            self.names_mut(script_of(&other)).entries.extend(more);
        }
        Ok(())
    }

    fn names_mut(&mut self, script: Script) -> &mut Names {
        match script {
            Script::Arabic => &mut self.arabic,
            Script::Latin | Script::Tifinagh | Script::Other => &mut self.latin,
        }
    }

    /// Places by number, best first, each once.
    pub(super) fn search(&self, query: &str, limit: usize) -> Vec<(usize, Closeness)> {
        let words = split(self.spelling.words(query));
        if words.is_empty() || limit == 0 {
            return Vec::new();
        }
        let whole = Letters::new(self.spelling.letters(query));
        let typed = Query { whole, joined: Letters::new(join(words.iter().map(|word| &word.letters))), words };
        let names = match script_of(query) {
            Script::Arabic => &self.arabic,
            Script::Latin | Script::Tifinagh | Script::Other => &self.latin,
        };
        let context = |entry: &Entry| names.contexts.get(entry.context).map_or(&[][..], Vec::as_slice);
        let rank = |entry: &Entry, closeness, slips| (closeness, slips, Reverse(entry.population), entry.place);
        let mut found = Vec::new();
        let mut others = Vec::new();
        for entry in &names.entries {
            match entry.closeness(&typed, context(entry)) {
                Some(closeness) => found.push(rank(entry, closeness, 0)),
                None => others.push(entry),
            }
        }
        // slips are dear to count, and come last
        if found.len() < limit {
            found.extend(others.into_iter().filter_map(|entry| {
                let slips = entry.slips(&typed, context(entry))?;
                Some(rank(entry, Closeness::Typo, slips))
            }));
        }
        found.sort_unstable();
        let mut places = Vec::with_capacity(limit.min(found.len()));
        for (closeness, _, _, place) in found {
            if places.len() == limit {
                break;
            }
            if places.iter().all(|(other, _)| *other != place) {
                places.push((place, closeness));
            }
        }
        places
    }
}

/// What was typed.
struct Query {
    whole: Letters,
    joined: Letters,
    words: Vec<Letters>,
}

impl Entry {
    fn new(place: usize, population: u32, context: usize, name: &str, spelling: &Spelling) -> Self {
        let words = spelling.words(name);
        let (whole, joined) = (Letters::new(spelling.letters(name)), Letters::new(join(&words)));
        Self { place, population, whole, joined, words: split(words), context }
    }

    fn closeness(&self, typed: &Query, context: &[Letters]) -> Option<Closeness> {
        if self.joined.letters == typed.joined.letters {
            Some(Closeness::Exact)
        } else if self.joined.starts_with(&typed.joined) {
            Some(Closeness::Prefix)
        } else {
            self.by_words(typed, context, beginning).map(|_| Closeness::Word)
        }
    }

    /// Slips between what was typed and the name, if few enough.
    fn slips(&self, typed: &Query, context: &[Letters]) -> Option<usize> {
        let near = |word: &Letters, typed: &Letters| beginning(word, typed).or_else(|| word.slips(typed));
        self.joined
            .slips(&typed.joined)
            .or_else(|| self.joined.slips_at_start(&typed.joined))
            .or_else(|| self.whole.slips(&typed.whole))
            .or_else(|| self.by_words(typed, context, near))
    }

    /// Finds for each typed word a word of the name, each taken once, or else of the context; the sum of slips.
    fn by_words(
        &self,
        typed: &Query,
        context: &[Letters],
        matches: impl Fn(&Letters, &Letters) -> Option<usize>,
    ) -> Option<usize> {
        let mut taken = 0_u64;
        let mut slips = 0;
        for wanted in &typed.words {
            let in_name = self
                .words
                .iter()
                .enumerate()
                .take(64)
                .filter(|(number, _)| taken & (1 << number) == 0)
                .filter_map(|(number, word)| Some((matches(word, wanted)?, number)))
                .min();
            match in_name {
                Some((more, number)) => {
                    taken |= 1 << number;
                    slips += more;
                }
                None if context.iter().any(|word| matches(word, wanted).is_some()) => {}
                None => return None,
            }
        }
        (taken != 0).then_some(slips)
    }
}

fn beginning(word: &Letters, typed: &Letters) -> Option<usize> {
    word.starts_with(typed).then_some(0)
}

fn split(words: Vec<Vec<char>>) -> Vec<Letters> {
    words.into_iter().map(Letters::new).collect()
}

fn join<'w>(words: impl IntoIterator<Item = &'w Vec<char>>) -> Vec<char> {
    words.into_iter().flatten().copied().collect()
}
