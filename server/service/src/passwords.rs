//! Passwords (Argon2id, RFC 9106) and second factors (TOTP, RFC 6238).

use anyhow::anyhow;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use wathiq_domain::Entropy;

/// Shortest password taken, in characters (ASVS 2.1.1).
pub const PASSWORD_MIN: usize = 12;
/// Seconds of one TOTP step.
pub const TOTP_STEP: u64 = 30;

/// OWASP's second recommendation for Argon2id: 19 MiB, two passes, one lane.
fn hasher() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password into the PHC string that is stored.
///
/// # Errors
/// When the password is longer than Argon2 takes.
pub fn hash(password: &str, entropy: &dyn Entropy) -> anyhow::Result<String> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    let hash = hasher().hash_password_with_salt(password.as_bytes(), &salt).map_err(|e| anyhow!("argon2: {e}"))?;
    Ok(hash.to_string())
}

/// Whether a password fits a stored hash. A hash that cannot be read fits nothing.
pub fn verify(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
}

/// A hash of no password: verified when there is no such person, so that both answers take as long.
pub const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The generator of one person's codes: six digits, SHA-1, 30 seconds, as authenticator apps expect.
fn generator(secret: &[u8]) -> totp_rs::Totp {
    totp_rs::Builder::new().with_secret(secret).with_step_duration(TOTP_STEP).build_noncompliant()
}

/// The six digits of an instant.
pub fn totp(secret: &[u8], now: jiff::Timestamp) -> String {
    generator(secret).generate(u64::try_from(now.as_second()).unwrap_or_default()).to_string()
}

/// The step a typed code belongs to, if it is one of the last, the present or the next step and newer than
/// `last_used`: a code is good once (RFC 6238, section 5.2).
pub fn accept_totp(secret: &[u8], typed: &str, now: jiff::Timestamp, last_used: u64) -> Option<u64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let now = u64::try_from(now.as_second()).unwrap_or_default();
    generator(secret).check(&typed, now).filter(|step| *step > last_used)
}

/// The secret as authenticator apps take it: base32 without padding (RFC 4648).
pub fn base32(secret: &[u8]) -> String {
    totp_rs::Secret::from(secret).to_base32()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed;
    impl Entropy for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0x5A);
        }
    }

    #[test]
    fn passwords() {
        let stored = hash("correct horse battery", &Fixed).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("correct horse battery", &stored));
        assert!(!verify("correct horse batterz", &stored));
        assert!(!verify("", NOBODY) && PasswordHash::new(NOBODY).is_ok(), "as slow as a real one");
    }

    #[test]
    fn totp_vectors_of_rfc_6238() {
        let secret = b"12345678901234567890";
        for (seconds, digits) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(totp(secret, jiff::Timestamp::from_second(seconds).unwrap()), digits);
        }
        assert_eq!(base32(b"12345678901234567890"), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_is_good_once_and_for_three_steps() {
        let secret = b"12345678901234567890";
        let now = jiff::Timestamp::from_second(59).unwrap();
        assert_eq!(accept_totp(secret, "287 082", now, 0), Some(1));
        assert_eq!(accept_totp(secret, "287082", now, 1), None, "used before");
        let late = jiff::Timestamp::from_second(59 + 61).unwrap();
        assert_eq!(accept_totp(secret, "287082", late, 0), None, "too old");
    }
}
