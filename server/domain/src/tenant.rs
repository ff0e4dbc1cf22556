//! Tenants: communes, and what they decide for themselves.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::names::Bilingual;

/// Where a commune stands with the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TenantState {
    /// Being set up: issues specimens only.
    Onboarding,
    /// Serves citizens.
    Live,
    /// Takes no new request; what it issued can still be verified.
    Suspended,
}

impl TenantState {
    /// The word in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Onboarding => "onboarding",
            Self::Live => "live",
            Self::Suspended => "suspended",
        }
    }
}

/// The text is not a tenant code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a tenant code is a country (two capitals), a dot and the commune's code, such as MA.01.511.01.0")]
pub struct TenantCodeError;

/// Code of a commune: ISO 3166 country, dot, the country's own code of the commune.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TenantCode(String);

impl TenantCode {
    /// Reads a code.
    ///
    /// # Errors
    /// When it has another form.
    pub fn parse(text: &str) -> Result<Self, TenantCodeError> {
        let (country, rest) = text.split_once('.').ok_or(TenantCodeError)?;
        let country_ok = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        let rest_ok = (1..=24).contains(&rest.len())
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
            && rest.split('.').all(|part| !part.is_empty());
        if country_ok && rest_ok { Ok(Self(text.to_owned())) } else { Err(TenantCodeError) }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country part.
    pub fn country(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }

    /// The commune's code within its country.
    pub fn commune(&self) -> &str {
        self.0.split_once('.').map_or("", |(_, rest)| rest)
    }
}

impl TryFrom<String> for TenantCode {
    type Error = TenantCodeError;
    fn try_from(text: String) -> Result<Self, TenantCodeError> {
        Self::parse(&text)
    }
}

impl From<TenantCode> for String {
    fn from(code: TenantCode) -> Self {
        code.0
    }
}

impl std::fmt::Display for TenantCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the finished document reaches a citizen who chose e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailForm {
    /// A link that only the addressee has; the document never sits in a mailbox.
    #[default]
    Link,
    /// The PDF itself.
    Attachment,
}

/// What a commune decides for itself. Every key has a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TenantSettings {
    /// Name of the province or prefecture, for the letterhead.
    pub province: Bilingual,
    /// Name of the state, first line of the letterhead.
    pub country: Bilingual,
    /// Name of the ministry, second line of the letterhead.
    pub ministry: Bilingual,
    /// Legal basis printed on extracts; the regimes of laws 37-99 and 36-21 coexist.
    pub legal_basis: Bilingual,
    /// Link or attachment.
    pub mail_form: MailForm,
    /// Address citizens may answer to, and see as sender.
    pub contact_email: Option<String>,
    /// Working days in which the commune promises an answer.
    pub promised_working_days: u16,
    /// Days a download link stays good.
    pub link_days: u16,
    /// Where to appeal a refusal.
    pub appeal: Bilingual,
    /// Which holidays apply: the name of a calendar under `config/holidays`.
    pub holidays: String,
    /// Time zone of the offices (IANA).
    pub time_zone: String,
}

impl Default for TenantSettings {
    /// Neutral values; a country's own come from `config/countries/<cc>.toml`.
    fn default() -> Self {
        Self {
            province: Bilingual::default(),
            country: Bilingual::default(),
            ministry: Bilingual::default(),
            legal_basis: Bilingual::default(),
            mail_form: MailForm::Link,
            contact_email: None,
            promised_working_days: 3,
            link_days: 30,
            appeal: Bilingual::default(),
            holidays: String::new(),
            time_zone: "UTC".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenant_codes() {
        let code = TenantCode::parse("MA.01.511.01.0").unwrap();
        assert_eq!((code.country(), code.commune()), ("MA", "01.511.01.0"));
        for bad in ["", "MA", "MA.", "ma.01", "MAR.01", "MA.01..2", "MA.01/2", "MA.01 2"] {
            assert!(TenantCode::parse(bad).is_err(), "{bad}");
        }
    }
}
