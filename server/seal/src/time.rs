//! Moments, as whole seconds: the only form the formats of this crate use.

use std::time::Duration;

use der::DateTime;
use der::asn1::{GeneralizedTime, UtcTime};
use x509_cert::time::Time;

const LAST: u64 = 253_402_300_799; // 9999-12-31T23:59:59Z, the last moment a certificate or a PDF date can name
const DAY: u64 = 86_400;

/// A moment in whole seconds since 1970-01-01T00:00:00Z, between 1970 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(u64);

impl UnixTime {
    /// The moment so many seconds after 1970, or nothing if it lies before 1970 or after 9999.
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        u64::try_from(seconds).ok().and_then(Self::from_unsigned)
    }

    pub(crate) fn from_unsigned(seconds: u64) -> Option<Self> {
        (seconds <= LAST).then_some(Self(seconds))
    }

    /// Seconds since 1970.
    pub fn as_seconds(self) -> u64 {
        self.0
    }

    /// The moment so many seconds later (at most the end of 9999).
    pub fn plus_seconds(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds).min(LAST))
    }

    /// The moment so many days of 24 hours later (at most the end of 9999).
    pub fn plus_days(self, days: u32) -> Self {
        self.plus_seconds(u64::from(days) * DAY)
    }

    pub(crate) fn to_civil(self) -> der::Result<DateTime> {
        DateTime::from_unix_duration(Duration::from_secs(self.0))
    }

    /// As a certificate writes it: `UTCTime` until 2049, `GeneralizedTime` from 2050 (RFC 5280, 4.1.2.5).
    pub(crate) fn to_x509(self) -> der::Result<Time> {
        let civil = self.to_civil()?;
        Ok(if civil.year() < 2050 {
            Time::UtcTime(UtcTime::from_date_time(civil)?)
        } else {
            Time::GeneralTime(GeneralizedTime::from_date_time(civil))
        })
    }

    pub(crate) fn from_x509(time: Time) -> Self {
        Self(time.to_unix_duration().as_secs().min(LAST))
    }

    /// As a PDF writes it, in UTC: `D:20261122100000Z` (ISO 32000-1, 7.9.4).
    pub(crate) fn to_pdf_date(self) -> der::Result<String> {
        let t = self.to_civil()?;
        Ok(format!(
            "D:{:04}{:02}{:02}{:02}{:02}{:02}Z",
            t.year(),
            t.month(),
            t.day(),
            t.hour(),
            t.minutes(),
            t.seconds()
        ))
    }

    /// Reads back exactly what [`Self::to_pdf_date`] writes, and no other form of PDF date.
    pub(crate) fn from_pdf_date(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let digits = text.strip_prefix("D:")?.strip_suffix('Z')?;
        if digits.len() != 14 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u8>().ok();
        let civil = DateTime::new(
            digits.get(0..4)?.parse().ok()?,
            part(4..6)?,
            part(6..8)?,
            part(8..10)?,
            part(10..12)?,
            part(12..14)?,
        )
        .ok()?;
        Self::from_unsigned(civil.unix_duration().as_secs())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LAST, UnixTime};

    #[test]
    fn bounds_are_1970_and_9999() {
        assert!(UnixTime::from_seconds(-1).is_none());
        assert!(UnixTime::from_unsigned(LAST).is_some());
        assert!(UnixTime::from_unsigned(LAST + 1).is_none());
    }

    #[test]
    fn a_pdf_date_is_written_one_way_and_read_only_that_way() {
        let noon = UnixTime::from_seconds(1_795_341_600).unwrap();
        assert_eq!(noon.to_pdf_date().unwrap(), "D:20261122100000Z");
        for other in
            ["20261122100000Z", "D:20261122100000", "D:20261122100000+00'00'", "D:20261322100000Z", "D:2026112210000+Z"]
        {
            assert!(UnixTime::from_pdf_date(other.as_bytes()).is_none(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_survives_a_pdf_date(seconds in 0..=LAST) {
            let moment = UnixTime::from_unsigned(seconds).unwrap();
            let text = moment.to_pdf_date().unwrap();
            prop_assert_eq!(UnixTime::from_pdf_date(text.as_bytes()), Some(moment));
        }
    }
}
