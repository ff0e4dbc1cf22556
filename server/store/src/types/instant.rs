//! Moments, days and fixed bytes.

use std::io::Write;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Binary, Text};
use diesel::sqlite::Sqlite;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Day, Instant, Octets, Tag, bridge};

/// 2000-01-01T00:00:00Z in microseconds since 1970, where PostgreSQL counts from.
const PG_EPOCH: i64 = 946_684_800_000_000;

/// 2000-01-01, where PostgreSQL counts days from.
const PG_DAY: Date = Date::constant(2000, 1, 1);

type SqliteValue<'a> = <Sqlite as Backend>::RawValue<'a>;

/// Cuts an instant to what both databases keep.
pub(crate) fn micros(at: Timestamp) -> Timestamp {
    // only fails outside the years that `Timestamp` spans, where `at` cannot come from
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

impl ToSql<Instant, Pg> for Timestamp {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&(self.as_microsecond() - PG_EPOCH).to_be_bytes())?;
        Ok(IsNull::No)
    }
}

impl FromSql<Instant, Pg> for Timestamp {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let since_2000 = i64::from_be_bytes(value.as_bytes().try_into()?);
        let since_1970 = since_2000.checked_add(PG_EPOCH).ok_or("an instant out of range")?;
        Ok(Timestamp::from_microsecond(since_1970)?)
    }
}

impl ToSql<Instant, Sqlite> for Timestamp {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        let at = micros(*self).to_zoned(jiff::tz::TimeZone::UTC);
        if at.year() < 0 {
            // a sign would make the text wider
            return Err("an instant before the year 0".into());
        }
        out.set_value(at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string());
        Ok(IsNull::No)
    }
}

impl FromSql<Instant, Sqlite> for Timestamp {
    fn from_sql(value: SqliteValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
        text.parse().map_err(|_| "the column does not hold an instant".into())
    }
}

impl ToSql<Day, Pg> for Date {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let days = PG_DAY.until(*self)?.get_days();
        out.write_all(&days.to_be_bytes())?;
        Ok(IsNull::No)
    }
}

impl FromSql<Day, Pg> for Date {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let days = i32::from_be_bytes(value.as_bytes().try_into()?);
        Ok(PG_DAY.checked_add(jiff::Span::new().try_days(days)?)?)
    }
}

impl ToSql<Day, Sqlite> for Date {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        if self.year() < 0 {
            return Err("a day before the year 0".into());
        }
        out.set_value(self.to_string());
        Ok(IsNull::No)
    }
}

impl FromSql<Day, Sqlite> for Date {
    fn from_sql(value: SqliteValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
        text.parse().map_err(|_| "the column does not hold a day".into())
    }
}

/// Bytes of a fixed number: a type that is seen as a slice and made from one of the right length.
macro_rules! octets {
    ($($rust:ty),+) => {$(
        impl ToSql<Octets, Pg> for $rust {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                out.write_all(self.as_ref())?;
                Ok(IsNull::No)
            }
        }
        impl FromSql<Octets, Pg> for $rust {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                Ok(value.as_bytes().try_into()?)
            }
        }
        impl ToSql<Octets, Sqlite> for $rust {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                out.set_value(Vec::from(AsRef::<[u8]>::as_ref(self)));
                Ok(IsNull::No)
            }
        }
        impl FromSql<Octets, Sqlite> for $rust {
            fn from_sql(value: SqliteValue<'_>) -> deserialize::Result<Self> {
                let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(value)?;
                Ok(bytes.as_slice().try_into()?)
            }
        }
        bridge!($rust => Octets);
    )+};
}
// not every length: diesel reads `[u8; 6]` and `[u8; 8]` as MAC addresses, so eight bytes are a `Tag`
octets!([u8; 16], [u8; 32], Tag);

bridge!(Timestamp => Instant);
bridge!(Date => Day);
