//! Readers of numbers in words; they share nothing with the writers.

/// Reads French numbers: adds, multiplies at « cent », « mille » and the nouns, knows « quatre-vingt ».
pub(super) fn french(words: &str) -> Option<u64> {
    let (mut total, mut current) = (0u64, 0u64);
    for word in words.split([' ', '-']) {
        let units = [
            "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
            "treize", "quatorze", "quinze", "seize",
        ];
        match word {
            "et" => {}
            "une" => current += 1,
            "vingt" | "vingts" if current % 100 == 4 => current += 76,
            "vingt" => current += 20,
            "trente" => current += 30,
            "quarante" => current += 40,
            "cinquante" => current += 50,
            "soixante" => current += 60,
            "cent" | "cents" => current = current.max(1) * 100,
            "mil" | "mille" => {
                total += current.max(1) * 1000;
                current = 0;
            }
            "million" | "millions" => {
                total += current * 1_000_000;
                current = 0;
            }
            "milliard" | "milliards" => {
                total += current * 1_000_000_000;
                current = 0;
            }
            _ => current += units.iter().position(|unit| *unit == word)? as u64,
        }
    }
    Some(total + current)
}

/// Reads Arabic numbers below one million: adds the words, multiplies at the thousands.
pub(super) fn arabic(words: &str) -> Option<u64> {
    fn value(word: &str) -> Option<u64> {
        let (stem, ta) = word.strip_suffix('ة').map_or((word, false), |stem| (stem, true));
        Some(match stem {
            "صفر" => 0,
            "واحد" | "أحد" => 1,
            "إحدى" if !ta => 1,
            "اثنان" | "اثنا" | "اثنتان" | "اثنتا" if !ta => 2,
            "ثلاث" => 3,
            "أربع" => 4,
            "خمس" => 5,
            "ست" => 6,
            "سبع" => 7,
            "ثمان" if !ta => 8,
            "ثماني" => 8,
            "تسع" => 9,
            "عشر" => 10,
            "عشرون" if !ta => 20,
            "ثلاثون" if !ta => 30,
            "أربعون" if !ta => 40,
            "خمسون" if !ta => 50,
            "ستون" if !ta => 60,
            "سبعون" if !ta => 70,
            "ثمانون" if !ta => 80,
            "تسعون" if !ta => 90,
            "مائ" => 100,
            "مائتان" | "مائتا" if !ta => 200,
            _ => value(stem.strip_suffix("مائ")?)?.checked_mul(100).filter(|hundreds| *hundreds > 200)?,
        })
    }
    let (mut total, mut current) = (0, 0);
    for word in words.split(' ') {
        // «و» is also the first letter of «واحد»
        let bare = word.strip_prefix('و').filter(|_| !matches!(word, "واحد" | "واحدة")).unwrap_or(word);
        match bare {
            "ألف" | "ألفا" | "آلاف" => {
                // «مائة ألف وألف»: after «و», one more thousand
                total += if bare == word { current.max(1) } else { current + 1 } * 1000;
                current = 0;
            }
            "ألفان" => total += 2000,
            _ => current += value(bare)?,
        }
    }
    Some(total + current)
}
