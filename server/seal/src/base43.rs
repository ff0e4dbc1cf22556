//! Bytes as characters that a QR code packs tightly and a URL fragment leaves alone.
//!
//! The alphabet is the QR alphanumeric one without space and `%`, which URL parsers rewrite. 43³ ≥ 65 536, so two bytes
//! take three characters, exactly as dense as base45 (RFC 9285): a pair `n` is written as the digits of `n` in base 43,
//! least significant first; a last single byte takes two.

const ALPHABET: &[u8; 43] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-./:+";
const RADIX: u32 = 43;

/// Why a text is not base43.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Base43Error {
    /// A character outside the alphabet (lower case included).
    #[error("a character outside the base43 alphabet")]
    Alphabet,
    /// Three characters above 65 535 or two above 255: no encoder writes them.
    #[error("base43 digits out of range")]
    Range,
    /// One character is left over.
    #[error("a base43 text cannot have this length")]
    Length,
}

fn digit(value: u32) -> char {
    // `value` is a remainder modulo 43, so the look-up always hits.
    let index = usize::try_from(value % RADIX).unwrap_or_default();
    char::from(ALPHABET.get(index).copied().unwrap_or(b'0'))
}

fn value(character: u8) -> Result<u32, Base43Error> {
    let index = ALPHABET.iter().position(|&c| c == character).ok_or(Base43Error::Alphabet)?;
    u32::try_from(index).map_err(|_| Base43Error::Alphabet)
}

/// Encodes bytes.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for chunk in bytes.chunks(2) {
        match *chunk {
            [high, low] => {
                let n = u32::from(high) << 8 | u32::from(low);
                text.extend([digit(n), digit(n / RADIX), digit(n / (RADIX * RADIX))]);
            }
            [last] => text.extend([digit(u32::from(last)), digit(u32::from(last) / RADIX)]),
            _ => {}
        }
    }
    text
}

/// Decodes a text; only what [`encode`] can write is accepted.
pub fn decode(text: &str) -> Result<Vec<u8>, Base43Error> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for chunk in text.as_bytes().chunks(3) {
        match *chunk {
            [a, b, c] => {
                let n = value(a)? + RADIX * value(b)? + RADIX * RADIX * value(c)?;
                let n = u16::try_from(n).map_err(|_| Base43Error::Range)?;
                bytes.extend(n.to_be_bytes());
            }
            [a, b] => bytes.push(u8::try_from(value(a)? + RADIX * value(b)?).map_err(|_| Base43Error::Range)?),
            _ => return Err(Base43Error::Length),
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Base43Error, decode, encode};

    #[test]
    fn known_values() {
        assert_eq!(encode(&[]), "");
        assert_eq!(encode(&[0]), "00");
        assert_eq!(encode(&[255]), "/5"); // 255 = 40 + 5·43
        assert_eq!(encode(&[255, 255]), "3JZ"); // 65 535 = 3 + 19·43 + 35·43²
    }

    #[test]
    fn what_no_encoder_writes_is_refused() {
        assert_eq!(decode("0"), Err(Base43Error::Length));
        assert_eq!(decode("0000"), Err(Base43Error::Length));
        assert_eq!(decode("4JZ"), Err(Base43Error::Range)); // 65 536
        assert_eq!(decode(":5"), Err(Base43Error::Range)); // 256
        assert_eq!(decode("a0"), Err(Base43Error::Alphabet));
        assert_eq!(decode("0 0"), Err(Base43Error::Alphabet));
        assert_eq!(decode("0%0"), Err(Base43Error::Alphabet));
        assert_eq!(decode("é0"), Err(Base43Error::Alphabet));
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            prop_assert_eq!(decode(&encode(&bytes)).unwrap(), bytes);
        }

        #[test]
        fn a_text_that_decodes_is_the_only_spelling(text in "[0-9A-Z$*./:+-]{0,30}") {
            if let Ok(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}
