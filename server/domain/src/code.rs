//! Codes people hold: 128 random bits in Crockford base32, written in groups.
//!
//! They tell neither sequence nor time. Only their SHA-256 is used to look them up.

use std::fmt;

use thiserror::Error;

use crate::clock::Entropy;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code without its separators: 130 bits hold 128.
const LENGTH: usize = 26;

/// The text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a code has {LENGTH} letters and digits")]
pub struct CodeError;

/// A public code, such as the tracking code of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code(u128);

impl Code {
    /// A new code.
    pub fn random(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        Self(u128::from_be_bytes(bytes))
    }

    /// The code of 16 bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// The 16 bytes; hash them before looking anything up.
    pub const fn to_bytes(&self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// Reads a code as people type it: either case, spaces and hyphens anywhere, O for 0, I and L for 1.
    ///
    /// # Errors
    /// When it is not a code.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let mut value: u128 = 0;
        let mut count = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            let digit = ALPHABET.iter().position(|a| char::from(*a) == c).ok_or(CodeError)?;
            if count == 0 && digit > 7 {
                return Err(CodeError);
            }
            value = (value << 5) | u128::try_from(digit).map_err(|_| CodeError)?;
            count += 1;
            if count > LENGTH {
                return Err(CodeError);
            }
        }
        if count == LENGTH { Ok(Self(value)) } else { Err(CodeError) }
    }

    /// The code in groups, as printed: `0ABCD-EFGHJ-…`.
    pub fn grouped(&self) -> String {
        let plain = self.to_string();
        let (head, tail) = plain.split_at(6);
        let mut out = head.to_owned();
        for (i, c) in tail.chars().enumerate() {
            if i % 5 == 0 {
                out.push('-');
            }
            out.push(c);
        }
        out
    }
}

impl fmt::Display for Code {
    /// Without separators, as in a link.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for i in (0..LENGTH).rev() {
            let digit = usize::try_from((self.0 >> (5 * i)) & 31).unwrap_or_default();
            let c = ALPHABET.get(digit).copied().unwrap_or(b'0');
            write!(f, "{}", char::from(c))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Code {
    /// A code is a secret: it never reaches a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        let code = Code::from_bytes([0xA5; 16]);
        let text = code.to_string();
        assert_eq!(text.len(), LENGTH);
        assert!(Code::parse(&text) == Ok(code));
        assert!(Code::parse(&code.grouped().to_lowercase()) == Ok(code));
        assert!(Code::parse(&text.replace('1', "l").replace('0', "o")) == Ok(code));
        assert!(Code::parse(&Code::from_bytes([0xFF; 16]).to_string()) == Ok(Code::from_bytes([0xFF; 16])));
    }

    #[test]
    fn refuses_the_rest() {
        let text = Code::from_bytes([0xA5; 16]).to_string();
        assert!(Code::parse(&text[1..]).is_err());
        assert!(Code::parse(&format!("{text}0")).is_err());
        assert!(Code::parse(&text.replace('5', "U")).is_err());
        assert!(Code::parse(&"Z".repeat(LENGTH)).is_err(), "130 bits are too many");
        assert!(Code::parse("").is_err());
    }

    #[test]
    fn stays_out_of_logs() {
        assert_eq!(format!("{:?}", Code::from_bytes([1; 16])), "Code(…)");
    }
}
