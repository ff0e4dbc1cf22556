//! How Rust values stand in columns, the same on both databases.
//!
//! | SQL type here | PostgreSQL    | SQLite                                           | Rust                          |
//! |---------------|---------------|--------------------------------------------------|-------------------------------|
//! | [`Key`]       | `uuid`        | `BLOB` of 16 bytes                               | typed ids ([`sql_id!`])       |
//! | [`Instant`]   | `timestamptz` | `TEXT`, `2026-11-22T10:00:00.000000Z`            | `jiff::Timestamp`             |
//! | [`Day`]       | `date`        | `TEXT`, `2026-11-22`                             | `jiff::civil::Date`           |
//! | [`Json`]      | `jsonb`       | `TEXT`                                           | serde types ([`sql_json!`])   |
//! | [`Word`]      | `text`        | `TEXT`                                           | enums, codes ([`sql_word!`])  |
//! | [`Octets`]    | `bytea`       | `BLOB`                                           | `[u8; 32]`, `[u8; 16]`, [`Tag`] |
//!
//! Text, integers, booleans and `bytea` of any length are diesel's own `Text`, `SmallInt`, `Integer`, `BigInt`,
//! `Bool` and `Binary`.
//!
//! The types of the domain know nothing of diesel. They are *read* as they are (`FromSql` and `Queryable` on our
//! SQL types are ours to implement), and *written* inside [`Sql`]: `acts::id.eq(Sql(act.id))`, since Rust lets
//! nobody but diesel or the domain say that a domain type is an expression. A nullable column takes
//! `Sql(Some(id))`, or `Sql(&option)`.

mod instant;
mod words;

use diesel::backend::Backend;
use diesel::expression::{AsExpression, TypedExpressionType};
use diesel::internal::derives::as_expression::Bound;
use diesel::query_builder::QueryId;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::SqlType;
use wathiq_domain::ids::{
    ActId, DelegationId, DeliveryId, DocumentId, JobId, KeyId, LineId, MentionId, OfficeId, OperatorId, RequestId,
    SessionId, StaffId, TenantId,
};
use wathiq_domain::tenant::{TenantCode, TenantSettings, TenantState};

pub(crate) use instant::micros;

/// An identifier.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951), sqlite_type(name = "Binary"))]
pub struct Key;

/// A moment, to the microsecond, UTC. Text of one width on SQLite, so that it sorts as time does.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185), sqlite_type(name = "Text"))]
pub struct Instant;

/// A day of the civil calendar.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 1082, array_oid = 1182), sqlite_type(name = "Text"))]
pub struct Day;

/// A structured value that is never searched.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807), sqlite_type(name = "Text"))]
pub struct Json;

/// One word of a closed list, or a code with a form: what serde writes as a string.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 25, array_oid = 1009), sqlite_type(name = "Text"))]
pub struct Word;

/// Bytes of a fixed number: digests, key identifiers.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 17, array_oid = 1001), sqlite_type(name = "Binary"))]
pub struct Octets;

/// Eight bytes that identify a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub [u8; 8]);

impl AsRef<[u8]> for Tag {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<&[u8]> for Tag {
    type Error = std::array::TryFromSliceError;
    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self)
    }
}

/// A value on its way into a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sql<T>(pub T);

impl<T, ST> AsExpression<ST> for Sql<T>
where
    ST: SqlType + TypedExpressionType,
{
    type Expression = Bound<ST, Self>;

    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

impl<T, ST, DB> ToSql<ST, DB> for Sql<T>
where
    DB: Backend,
    T: ToSql<ST, DB>,
    Self: std::fmt::Debug,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

/// Bridges a Rust type to the two databases at once, once it is bridged to each; and lets rows hold it.
macro_rules! bridge {
    ($rust:ty => $sql:ty) => {
        impl diesel::serialize::ToSql<$sql, $crate::dialect::MultiBackend> for $rust {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, $crate::dialect::MultiBackend>,
            ) -> diesel::serialize::Result {
                out.set_value((<$sql>::default(), self));
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::deserialize::FromSql<$sql, $crate::dialect::MultiBackend> for $rust {
            fn from_sql(value: $crate::dialect::MultiRawValue<'_>) -> diesel::deserialize::Result<Self> {
                value.from_sql::<Self, $sql>()
            }
        }
        impl<DB> diesel::deserialize::Queryable<$sql, DB> for $rust
        where
            DB: diesel::backend::Backend,
            $rust: diesel::deserialize::FromSql<$sql, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> diesel::deserialize::Result<Self> {
                Ok(row)
            }
        }
    };
}
pub(crate) use bridge;

/// `HasSqlType` of the pair of databases, for each SQL type above.
macro_rules! known_to_both {
    ($($sql:ty),+) => {$(
        impl diesel::sql_types::HasSqlType<$sql> for crate::dialect::MultiBackend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                Self::lookup_sql_type::<$sql>(lookup)
            }
        }
    )+};
}
known_to_both!(Key, Instant, Day, Json, Word, Octets);

/// Lets typed identifiers of the domain stand in [`Key`] columns.
macro_rules! sql_id {
    ($($rust:ty),+ $(,)?) => {$(
        $crate::types::sql_id!(@key $rust, |id| id.as_uuid(), <$rust>::from_uuid);
    )+};
    (@key $rust:ty, $out:expr, $in:expr) => {
        impl diesel::serialize::ToSql<$crate::types::Key, diesel::pg::Pg> for $rust {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                let uuid: fn(&$rust) -> uuid::Uuid = $out;
                std::io::Write::write_all(out, uuid(self).as_bytes())?;
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::serialize::ToSql<$crate::types::Key, diesel::sqlite::Sqlite> for $rust {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>) -> diesel::serialize::Result {
                let uuid: fn(&$rust) -> uuid::Uuid = $out;
                out.set_value(uuid(self).as_bytes().to_vec());
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::deserialize::FromSql<$crate::types::Key, diesel::pg::Pg> for $rust {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                Ok($in(uuid::Uuid::from_slice(value.as_bytes())?))
            }
        }
        impl diesel::deserialize::FromSql<$crate::types::Key, diesel::sqlite::Sqlite> for $rust {
            fn from_sql(value: <diesel::sqlite::Sqlite as diesel::backend::Backend>::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let bytes = <Vec<u8> as diesel::deserialize::FromSql<diesel::sql_types::Binary, diesel::sqlite::Sqlite>>::from_sql(value)?;
                Ok($in(uuid::Uuid::from_slice(&bytes)?))
            }
        }
        $crate::types::bridge!($rust => $crate::types::Key);
    };
}
pub(crate) use sql_id;

/// Lets enums and codes of the domain stand in [`Word`] columns, written as serde writes them.
macro_rules! sql_word {
    ($($rust:ty),+ $(,)?) => {$(
        $crate::types::sql_serde!($rust => $crate::types::Word, $crate::types::word);
    )+};
}
pub(crate) use sql_word;

/// Lets structured values stand in [`Json`] columns.
macro_rules! sql_json {
    ($($rust:ty),+ $(,)?) => {$(
        $crate::types::sql_serde!($rust => $crate::types::Json, $crate::types::json);
    )+};
}
pub(crate) use sql_json;

/// What [`sql_word!`] and [`sql_json!`] have in common: a module that encodes and decodes.
macro_rules! sql_serde {
    ($rust:ty => $sql:ty, $codec:path) => {
        impl diesel::serialize::ToSql<$sql, diesel::pg::Pg> for $rust {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                use $codec as codec;
                std::io::Write::write_all(out, &codec::to_pg(self)?)?;
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::serialize::ToSql<$sql, diesel::sqlite::Sqlite> for $rust {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>) -> diesel::serialize::Result {
                use $codec as codec;
                out.set_value(codec::to_text(self)?);
                Ok(diesel::serialize::IsNull::No)
            }
        }
        impl diesel::deserialize::FromSql<$sql, diesel::pg::Pg> for $rust {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                use $codec as codec;
                codec::from_pg(value.as_bytes())
            }
        }
        impl diesel::deserialize::FromSql<$sql, diesel::sqlite::Sqlite> for $rust {
            fn from_sql(value: <diesel::sqlite::Sqlite as diesel::backend::Backend>::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                use $codec as codec;
                let text = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::sqlite::Sqlite>>::from_sql(value)?;
                codec::from_text(&text)
            }
        }
        $crate::types::bridge!($rust => $sql);
    };
}
pub(crate) use sql_serde;

// used by the macros
pub(crate) use words::{json, word};

sql_id!(@key uuid::Uuid, |id| *id, std::convert::identity);
sql_id!(
    TenantId,
    OfficeId,
    StaffId,
    DelegationId,
    ActId,
    RequestId,
    LineId,
    DocumentId,
    DeliveryId,
    JobId,
    SessionId,
    KeyId,
    MentionId,
    OperatorId,
);
sql_word!(TenantCode, TenantState);
sql_json!(serde_json::Value, TenantSettings);

/// A row of a table: the struct, how it is read (`Queryable`, `Selectable`) and how it is inserted (`&row`).
///
/// Fields bear the columns' names. Every field goes into the insert: a column that the database fills by itself is
/// not for this macro (we have none: identifiers, instants and numbers come from the transaction).
macro_rules! row {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident in $table:ident {
            $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, diesel::Queryable, diesel::Selectable)]
        #[diesel(table_name = $table, check_for_backend($crate::dialect::MultiBackend))]
        $vis struct $name {
            $($(#[$field_meta])* $field_vis $field: $type,)+
        }

        impl<'row> diesel::Insertable<$table::table> for &'row $name {
            type Values = <(
                $(diesel::dsl::Eq<$table::$field, $crate::types::Sql<&'row $type>>,)+
            ) as diesel::Insertable<$table::table>>::Values;

            fn values(self) -> Self::Values {
                use diesel::ExpressionMethods;
                diesel::Insertable::values(($($table::$field.eq($crate::types::Sql(&self.$field)),)+))
            }
        }
    };
}
pub(crate) use row;

#[cfg(test)]
mod tests;
