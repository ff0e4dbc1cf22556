//! Which language to answer in when the address does not say: `Accept-Language` (RFC 9110, section 12.5.4).

use wathiq_domain::Locale;

/// Most ranges looked at; a longer header is somebody playing.
const RANGES_MAX: usize = 32;

/// The language the reader likes best among ours, or `fallback` when none is liked.
///
/// A range matches by its primary subtag (`fr-CA` is French); `*` means the fallback.
pub fn negotiate(accept_language: &str, fallback: Locale) -> Locale {
    let mut best: Option<(u16, Locale)> = None;
    for range in accept_language.split(',').take(RANGES_MAX) {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let Some(locale) = (if primary == "*" { Some(fallback) } else { Locale::from_tag(primary) }) else {
            continue;
        };
        let quality = parts.find_map(|part| part.trim().strip_prefix("q=").map(thousandths)).unwrap_or(1000);
        // the first of equals wins, so strictly better only
        if quality > 0 && best.is_none_or(|(other, _)| quality > other) {
            best = Some((quality, locale));
        }
    }
    best.map_or(fallback, |(_, locale)| locale)
}

/// A weight such as `0.8` in thousandths; what is no weight counts as nothing.
fn thousandths(weight: &str) -> u16 {
    let (whole, decimals) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    if decimals.len() > 3 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return 0;
    }
    let decimals: u16 = format!("{decimals:0<3}").parse().unwrap_or(0);
    match whole {
        "1" => 1000,
        "0" => decimals,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_best_liked_of_ours() {
        for (header, expected) in [
            ("fr-FR,fr;q=0.9,en;q=0.8", Locale::Fr),
            ("de,en-GB;q=0.7,ar;q=0.6", Locale::En),
            ("en;q=0.5, ar-MA;q=0.9", Locale::Ar),
            ("en;q=0, fr;q=0.1", Locale::Fr),
            ("de;q=1, *;q=0.5", Locale::Ar),
            ("", Locale::Ar),
            ("zgh, ber", Locale::Ar),
            ("FR", Locale::Fr),
            ("en;q=abc, fr;q=0.2", Locale::Fr),
            (";;;,,,q=1", Locale::Ar),
        ] {
            assert_eq!(negotiate(header, Locale::Ar), expected, "{header}");
        }
    }

    #[test]
    fn the_first_of_equals_wins() {
        assert_eq!(negotiate("fr, en", Locale::Ar), Locale::Fr);
        assert_eq!(negotiate("en, fr", Locale::Ar), Locale::En);
    }
}
