//! What can go wrong in storage.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};
use thiserror::Error;

/// A failure of storage. Messages carry names of tables and constraints, never values: they may be logged.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such row, or not in this tenant: the two are never told apart.
    #[error("there is no such row")]
    NotFound,
    /// A row with the same unique value exists.
    #[error("a row with the same value exists already ({constraint})")]
    Conflict {
        /// Name of the constraint as PostgreSQL makes it, `offices_tenant_id_code_key`, on both databases.
        constraint: String,
    },
    /// The row changed since it was read, or the lease of a job was lost: read again and decide again.
    #[error("the row was changed by somebody else meanwhile")]
    Stale,
    /// A check, a foreign key or a trigger refused the change: a fault in the program.
    #[error("the database refuses the change: {0}")]
    Refused(String),
    /// Something was written in a transaction opened for reading.
    #[error("the transaction is for reading only")]
    ReadOnly,
    /// Too many at once: worth trying again in a moment.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// A statement ran longer than allowed.
    #[error("a statement ran into its time limit")]
    Timeout,
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// A stored value is not what its column promises.
    #[error("a stored value cannot be read: {0}")]
    Corrupt(String),
    /// The configuration is wrong: a person has to act.
    #[error("{0}")]
    Configuration(String),
    /// Migrations are missing: run `wathiq migrate`.
    #[error("the schema is older than this program: {0} migrations to run (wathiq migrate)")]
    SchemaBehind(usize),
    /// The database was migrated by a newer program.
    #[error("the schema is newer than this program: it holds {0}, unknown here")]
    SchemaAhead(String),
    /// A migration failed and was taken back.
    #[error("a migration failed: {0}")]
    Migration(String),
    /// The closure of a transaction panicked; the transaction was rolled back.
    #[error("the use case panicked; its transaction was rolled back")]
    Panicked,
    /// Anything else.
    #[error("query failed: {0}")]
    Query(String),
}

impl StoreError {
    /// Whether the same transaction may succeed when simply run again.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy(_))
    }

    /// Whether this is the violation of the unique constraint of that name.
    pub fn is_conflict_on(&self, name: &str) -> bool {
        matches!(self, Self::Conflict { constraint } if constraint == name)
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "diesel's errors are open to new kinds")]
impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(kind, information) => from_database(kind, information.as_ref()),
            DieselError::DeserializationError(inner) => Self::Corrupt(inner.to_string()),
            DieselError::BrokenTransactionManager => Self::Unavailable("the connection broke".to_owned()),
            // the commit's own failure says why
            DieselError::RollbackErrorOnCommit { commit_error, .. } => Self::from(*commit_error),
            other => Self::Query(other.to_string()),
        }
    }
}

fn from_database(kind: DatabaseErrorKind, information: &(dyn DatabaseErrorInformation + Send + Sync)) -> StoreError {
    // `details` is left out on purpose: PostgreSQL puts the row's values there
    let message = information.message();
    match kind {
        DatabaseErrorKind::UniqueViolation => StoreError::Conflict {
            constraint: information.constraint_name().map_or_else(|| sqlite_constraint(message), str::to_owned),
        },
        DatabaseErrorKind::SerializationFailure => StoreError::Busy(message.to_owned()),
        DatabaseErrorKind::ReadOnlyTransaction => StoreError::ReadOnly,
        DatabaseErrorKind::ForeignKeyViolation
        | DatabaseErrorKind::NotNullViolation
        | DatabaseErrorKind::CheckViolation
        | DatabaseErrorKind::RestrictViolation
        | DatabaseErrorKind::ExclusionViolation => StoreError::Refused(message.to_owned()),
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            StoreError::Unavailable(message.to_owned())
        }
        _ => from_message(message),
    }
}

/// The kinds that diesel does not tell apart.
fn from_message(message: &str) -> StoreError {
    let owned = || message.to_owned();
    match message {
        "database is locked"
        | "database table is locked"
        | "database schema is locked: main"
        | "deadlock detected"
        | "canceling statement due to lock timeout" => StoreError::Busy(owned()),
        "attempt to write a readonly database" => StoreError::ReadOnly,
        "disk I/O error" | "unable to open database file" | "database or disk is full" => {
            StoreError::Unavailable(owned())
        }
        "database disk image is malformed" | "file is not a database" => StoreError::Corrupt(owned()),
        "canceling statement due to statement timeout" => StoreError::Timeout,
        _ if message.ends_with("is append-only") => StoreError::Refused(owned()),
        _ if message.contains("row-level security") => StoreError::Refused(owned()),
        _ if message.contains("server closed the connection") || message.contains("terminating connection") => {
            StoreError::Unavailable(owned())
        }
        _ => StoreError::Query(owned()),
    }
}

/// `UNIQUE constraint failed: offices.tenant_id, offices.code` → `offices_tenant_id_code_key`: the name that
/// PostgreSQL gives to the same constraint.
fn sqlite_constraint(message: &str) -> String {
    let Some((_, columns)) = message.split_once("constraint failed: ") else {
        return message.to_owned();
    };
    let mut name = String::new();
    for column in columns.split(", ") {
        let (table, column) = column.split_once('.').unwrap_or(("", column));
        if name.is_empty() {
            name.push_str(table);
        }
        name.push('_');
        name.push_str(column);
    }
    name + "_key"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_names_constraints_as_postgresql_does() {
        assert_eq!(
            sqlite_constraint("UNIQUE constraint failed: offices.tenant_id, offices.code"),
            "offices_tenant_id_code_key"
        );
        assert_eq!(sqlite_constraint("UNIQUE constraint failed: tenants.code"), "tenants_code_key");
    }

    #[test]
    fn contention_is_transient_and_nothing_else() {
        assert!(from_message("database is locked").is_transient());
        assert!(from_message("deadlock detected").is_transient());
        assert!(!from_message("canceling statement due to statement timeout").is_transient());
        assert!(!StoreError::Stale.is_transient());
    }
}
