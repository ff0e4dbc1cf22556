//! A request as a page showed it: what a decision must name, so that nobody decides on what they have not seen.

use std::fmt;
use std::str::FromStr;

use wathiq_domain::ids::{ActId, RequestId};

/// The part `{id}` of a review's addresses: the request, and in the links and forms of a page also the version and the
/// act that it showed. Written `<request>`, `<request>.<version>` or `<request>.<version>.<act>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Which request.
    pub request: RequestId,
    /// In which version it was shown.
    pub version: Option<i32>,
    /// The act it was compared with.
    pub act: Option<ActId>,
}

/// The text names no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotShown;

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)?;
        let Some(version) = self.version else { return Ok(()) };
        write!(f, ".{version}")?;
        match self.act {
            Some(act) => write!(f, ".{act}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Shown {
    type Err = NotShown;

    fn from_str(text: &str) -> Result<Self, NotShown> {
        let mut parts = text.split('.');
        let request = parts.next().and_then(|part| part.parse().ok()).ok_or(NotShown)?;
        let version = parts.next().map(str::parse).transpose().map_err(|_| NotShown)?;
        let act = parts.next().map(str::parse).transpose().map_err(|_| NotShown)?;
        if parts.next().is_some() { Err(NotShown) } else { Ok(Self { request, version, act }) }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn reads_back() {
        let request = RequestId::from_uuid(Uuid::from_u128(1));
        let act = Some(ActId::from_uuid(Uuid::from_u128(2)));
        for shown in [
            Shown { request, version: None, act: None },
            Shown { request, version: Some(7), act: None },
            Shown { request, version: Some(7), act },
        ] {
            assert_eq!(shown.to_string().parse(), Ok(shown));
        }
    }

    #[test]
    fn refuses_the_rest() {
        let request = Uuid::from_u128(1);
        for bad in [
            "",
            "1",
            &format!("{request}."),
            &format!("{request}.x"),
            &format!("{request}.1.x"),
            &format!("{request}.1.{request}.1"),
        ] {
            assert_eq!(bad.parse::<Shown>(), Err(NotShown), "{bad}");
        }
    }
}
