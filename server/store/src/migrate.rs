//! Running the embedded migrations, and refusing a schema that is not ours.

use diesel::backend::Backend;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness};

use crate::dialect::{self, Access, Conn};
use crate::{DbOptions, StoreError};

/// What to do with the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Run what is missing.
    Up,
    /// Take back the last so many migrations.
    Down(usize),
}

/// Brings the database up to this program. Connects as its owner (PostgreSQL) or makes the file (SQLite).
/// Answers the names of the migrations run.
///
/// # Errors
/// `SchemaAhead` when a newer program was here; `Migration` when one fails, which is then taken back whole.
pub fn up(options: &DbOptions) -> Result<Vec<String>, StoreError> {
    step(options, Step::Up)
}

/// Takes back the last so many migrations, with their data: for development and tests.
///
/// # Errors
/// As [`up`].
pub fn down(options: &DbOptions, count: usize) -> Result<Vec<String>, StoreError> {
    step(options, Step::Down(count))
}

fn step(options: &DbOptions, step: Step) -> Result<Vec<String>, StoreError> {
    let mut conn = dialect::connect(options, Access::Create)?;
    dialect::migrate(&mut conn, step)
}

/// Works on one database, whichever.
pub(crate) fn run<C, DB>(conn: &mut C, source: &EmbeddedMigrations, step: Step) -> Result<Vec<String>, StoreError>
where
    DB: Backend,
    C: MigrationHarness<DB>,
{
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Migration(error.to_string());
    let all = migrations::<DB>(source)?;
    let applied: Vec<String> = conn.applied_migrations().map_err(failed)?.iter().map(ToString::to_string).collect();
    if let Some(unknown) =
        applied.iter().find(|version| all.iter().all(|known| version_of(known.as_ref()) != **version))
    {
        return Err(StoreError::SchemaAhead(unknown.clone()));
    }

    let mut names = Vec::new();
    match step {
        Step::Up => {
            for migration in all.iter().filter(|known| !applied.contains(&version_of(known.as_ref()))) {
                conn.run_migration(migration).map_err(failed)?;
                names.push(migration.name().to_string());
            }
        }
        Step::Down(count) => {
            for migration in all.iter().rev().filter(|known| applied.contains(&version_of(known.as_ref()))).take(count)
            {
                conn.revert_migration(migration).map_err(failed)?;
                names.push(migration.name().to_string());
            }
        }
    }
    Ok(names)
}

/// The migrations of a tree, oldest first.
fn migrations<DB: Backend>(source: &EmbeddedMigrations) -> Result<Vec<Box<dyn Migration<DB>>>, StoreError> {
    let mut all =
        MigrationSource::<DB>::migrations(source).map_err(|error| StoreError::Migration(error.to_string()))?;
    all.sort_by_key(|migration| version_of(migration.as_ref()));
    Ok(all)
}

fn version_of<DB: Backend>(migration: &dyn Migration<DB>) -> String {
    migration.name().version().to_string()
}

/// Versions of a tree, oldest first.
pub(crate) fn versions<DB: Backend>(source: &EmbeddedMigrations) -> Result<Vec<String>, StoreError> {
    Ok(migrations::<DB>(source)?.iter().map(|migration| version_of(migration.as_ref())).collect())
}

diesel::table! {
    /// Kept by `diesel_migrations`; the server only reads it.
    __diesel_schema_migrations (version) {
        /// Stamp of a migration.
        version -> Text,
    }
}

/// Nothing was ever migrated: there is not even the list of migrations.
fn is_unmigrated(error: &StoreError) -> bool {
    matches!(error, StoreError::Query(message) if message.contains("__diesel_schema_migrations"))
}

/// Refuses a schema that is older or newer than this program.
pub(crate) fn check(conn: &mut Conn) -> Result<(), StoreError> {
    let known = dialect::known_migrations()?;
    let applied: Vec<String> = __diesel_schema_migrations::table
        .select(__diesel_schema_migrations::version)
        .load(conn)
        .map_err(StoreError::from)
        .or_else(|error| if is_unmigrated(&error) { Ok(Vec::new()) } else { Err(error) })?;
    if let Some(unknown) = applied.iter().find(|version| !known.contains(version)) {
        return Err(StoreError::SchemaAhead(unknown.clone()));
    }
    match known.iter().filter(|version| !applied.contains(version)).count() {
        0 => Ok(()),
        missing => Err(StoreError::SchemaBehind(missing)),
    }
}
