//! How a document reaches its addressee.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A way a document takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// E-mail: a secure link, or the PDF where the commune chose so.
    Email,
    /// Post: printed by the post room.
    Post,
}

impl Channel {
    /// The word in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Post => "post",
        }
    }

    /// The channel of a word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Email, Self::Post].into_iter().find(|channel| channel.as_str() == text)
    }
}

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits for the job or the post room.
    Pending,
    /// Printed, not yet handed over (post).
    Printed,
    /// Taken by the mail server or handed over to the post.
    Sent,
    /// The addressee has it.
    Delivered,
    /// Refused for good; somebody must act.
    Failed,
}

impl DeliveryState {
    /// The word in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Printed => "printed",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// To whom.
    pub name: String,
    /// Street, number, building: one to three lines.
    pub lines: Vec<String>,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Country, ISO 3166 two letters.
    pub country: String,
}

/// Why an address was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressError {
    /// The name is missing or cannot be printed.
    #[error("the addressee's name is missing")]
    Name,
    /// The street is missing, or has more than three lines, or a line is too long for an envelope.
    #[error("the address needs one to three lines of at most 38 characters")]
    Lines,
    /// The postcode does not have the country's form.
    #[error("the postcode has another form in that country")]
    Postcode,
    /// The town is missing.
    #[error("the town is missing")]
    Town,
}

/// Characters of one line behind an envelope's window.
pub const LINE_MAX: usize = 38;

impl PostalAddress {
    /// The address, checked. Moroccan postcodes have five digits.
    ///
    /// # Errors
    /// The first part that is missing or has a wrong form.
    pub fn parse(name: &str, street: &str, postcode: &str, town: &str, country: &str) -> Result<Self, AddressError> {
        let clean = |s: &str| crate::names::parse_name(s).ok();
        let name = clean(name).filter(|n| n.chars().count() <= LINE_MAX).ok_or(AddressError::Name)?;
        let lines: Vec<String> = street.lines().filter(|line| !line.trim().is_empty()).filter_map(clean).collect();
        let short = lines.iter().all(|line| line.chars().count() <= LINE_MAX);
        if lines.is_empty() || lines.len() > 3 || !short {
            return Err(AddressError::Lines);
        }
        let postcode: String = postcode.split_whitespace().collect();
        let form_ok = match country {
            "MA" | "FR" | "ES" | "IT" | "DE" => postcode.len() == 5 && postcode.bytes().all(|b| b.is_ascii_digit()),
            _ => postcode.len() <= 10 && postcode.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
        };
        if !form_ok {
            return Err(AddressError::Postcode);
        }
        let town = clean(town).filter(|t| t.chars().count() <= LINE_MAX).ok_or(AddressError::Town)?;
        Ok(Self { name, lines, postcode, town, country: country.to_owned() })
    }
}

/// Whether a text can be an e-mail address; the mail server has the last word.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_ok = (1..=64).contains(&local.len())
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let label_ok = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    local_ok && domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label_ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moroccan_addresses() {
        let a = PostalAddress::parse("Fatima Exemple", "12, rue de l’Exemple\n\nAppt 3", "20 050", "Casablanca", "MA")
            .unwrap();
        assert_eq!((a.lines.len(), a.postcode.as_str()), (2, "20050"));
        let parse = |street, code| PostalAddress::parse("F. Exemple", street, code, "Fès", "MA");
        assert_eq!(parse("12, rue", "2005"), Err(AddressError::Postcode));
        assert_eq!(parse(" \n ", "20050"), Err(AddressError::Lines));
        assert_eq!(parse("a\nb\nc\nd", "20050"), Err(AddressError::Lines));
        assert_eq!(parse(&"x".repeat(39), "20050"), Err(AddressError::Lines));
    }

    #[test]
    fn email_addresses() {
        for good in ["a@b.ma", "fatima.exemple+x@mail.example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in
            ["", "a", "a@b", "@b.ma", "a@.ma", "a@b..ma", ".a@b.ma", "a b@c.ma", "a@b.ma\r\nBcc: c@d.ma", "a@-b.ma"]
        {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
