//! All that differs between the two databases, and nothing else does: at most eight places.
//!
//! A `match` on the connection anywhere else fails the test `tests/guards.rs`. Before adding a ninth, look for SQL
//! that both understand: `INSERT … ON CONFLICT DO NOTHING` is one text (see [`crate::sql::IfAbsent`]), numbers come from
//! `UPDATE … RETURNING`, search columns are computed in Rust.

use diesel::connection::{AnsiTransactionManager, SimpleConnection};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use uuid::Uuid;

use crate::options::{DatabaseUrl, DbOptions};
use crate::scope::{Reason, Scope};
use crate::{StoreError, migrate};

const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");

/// A connection to either database: queries written once run on both.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL, the reference, for production.
    Pg(PgConnection),
    /// SQLite, for evaluation and one small commune.
    Sqlite(SqliteConnection),
}

/// What a transaction, or a connection, may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// One snapshot, no change.
    Read,
    /// Changes.
    Write,
    /// Changes, and the file is made when it is missing (SQLite).
    Create,
}

/// 1. Opens a connection and prepares it for use.
pub fn connect(options: &DbOptions, access: Access) -> Result<Conn, StoreError> {
    let milliseconds = |duration: std::time::Duration| duration.as_millis().max(1);
    match &options.url {
        DatabaseUrl::Postgres(url) => {
            let mut conn = PgConnection::establish(&with_timeout(url, options))
                .map_err(|error| StoreError::Unavailable(error.to_string()))?;
            conn.batch_execute(&format!(
                "SET application_name = 'wathiq'; SET TimeZone = 'UTC'; SET client_min_messages = warning; \
                 SET statement_timeout = {}; SET lock_timeout = {}; SET idle_in_transaction_session_timeout = '60s'",
                milliseconds(options.statement_timeout),
                milliseconds(options.lock_timeout),
            ))?;
            Ok(Conn::Pg(conn))
        }
        DatabaseUrl::Sqlite(path) => {
            let mode = if access == Access::Create { "rwc" } else { "rw" };
            if access == Access::Create {
                private_file(path)?;
            }
            let mut conn = SqliteConnection::establish(&sqlite_uri(path, mode))
                .map_err(|error| StoreError::Unavailable(format!("{}: {error}", path.display())))?;
            // FULL, not NORMAL: what a citizen was told is stored must survive a power cut
            conn.batch_execute(&format!(
                "PRAGMA busy_timeout = {}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                 PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA query_only = {}",
                milliseconds(options.lock_timeout),
                if access == Access::Read { "ON" } else { "OFF" },
            ))?;
            Ok(Conn::Sqlite(conn))
        }
    }
}

/// libpq would wait for minutes on a host that does not answer.
fn with_timeout(url: &str, options: &DbOptions) -> String {
    if url.contains("connect_timeout=") {
        return url.to_owned();
    }
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}connect_timeout={}", options.connect_timeout.as_secs().max(2))
}

/// Makes the file, and its folder, for this user alone: it will hold a register. SQLite gives its journals the mode
/// of the file.
fn private_file(path: &std::path::Path) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::Unavailable(format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut open = std::fs::OpenOptions::new();
    open.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    open.open(path).map(drop).map_err(failed)
}

/// A path as a SQLite URI (<https://www.sqlite.org/uri.html>): only these characters mean something else.
fn sqlite_uri(path: &std::path::Path, mode: &str) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?mode={mode}")
}

/// 2. Opens a transaction and says whose it is.
///
/// PostgreSQL reads under one snapshot, as SQLite does by nature, and learns the tenant for its row level security.
/// SQLite takes the write lock at once, so that a transaction that has read never fails to write.
pub fn begin(conn: &mut Conn, access: Access, scope: &Scope) -> QueryResult<()> {
    match conn {
        Conn::Pg(conn) => {
            let mode = if access == Access::Read { "ISOLATION LEVEL REPEATABLE READ READ ONLY" } else { "READ WRITE" };
            // one round trip; the values are a UUID and a word of ours
            let sql = format!("BEGIN {mode}; {}", set_scope(scope));
            AnsiTransactionManager::begin_transaction_sql(conn, &sql)
        }
        Conn::Sqlite(conn) => {
            let sql = if access == Access::Read { "BEGIN" } else { "BEGIN IMMEDIATE" };
            AnsiTransactionManager::begin_transaction_sql(conn, sql)
        }
    }
}

/// 3. Says whose the open transaction is from now on.
pub fn enter(conn: &mut Conn, scope: &Scope) -> QueryResult<()> {
    match conn {
        Conn::Pg(conn) => conn.batch_execute(&set_scope(scope)),
        // no row level security: the literal `tenant_id` in every query does it
        Conn::Sqlite(_) => Ok(()),
    }
}

fn set_scope(scope: &Scope) -> String {
    format!(
        "SELECT set_config('wathiq.tenant', '{}', true), set_config('wathiq.system', '{}', true)",
        scope.tenant().map(|tenant| tenant.to_string()).unwrap_or_default(),
        scope.reason().map(Reason::as_str).unwrap_or_default(),
    )
}

/// 4. Waits until no other transaction holds the lock of this name; it is let go at the end of the transaction.
pub fn lock(conn: &mut Conn, name: &str, id: Uuid) -> QueryResult<()> {
    match conn {
        Conn::Pg(conn) => {
            let key = lock_number(name, id);
            conn.batch_execute(&format!("SELECT pg_advisory_xact_lock({key})"))
        }
        // the writer is alone
        Conn::Sqlite(_) => Ok(()),
    }
}

/// The first eight bytes of a digest: two names that share a number only wait for each other.
pub(crate) fn lock_number(name: &str, id: Uuid) -> i64 {
    use sha2::{Digest, Sha256};
    let digest = Sha256::new().chain_update(name).chain_update(id.as_bytes()).finalize();
    digest.iter().take(8).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte))
}

/// 5. Locks the rows of a `SELECT` and passes over those that another transaction holds.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct SkipLocked<Q>(pub Q);

impl<Q: Query> Query for SkipLocked<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> diesel::RunQueryDsl<Conn> for SkipLocked<Q> {}

impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for SkipLocked<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        match out.backend() {
            MultiBackend::Pg(_) => out.push_sql(" FOR UPDATE SKIP LOCKED"),
            // the writer is alone
            MultiBackend::Sqlite(_) => {}
        }
        Ok(())
    }
}

/// 6. Runs migrations. Only one process at a time does, since PostgreSQL's would otherwise race.
pub fn migrate(conn: &mut Conn, step: migrate::Step) -> Result<Vec<String>, StoreError> {
    match conn {
        Conn::Pg(conn) => {
            let key = lock_number("wathiq/migrate", Uuid::nil());
            // a migration may take longer than a statement of the server, and wait longer for another process
            conn.batch_execute("SET statement_timeout = 0; SET lock_timeout = 0")?;
            conn.batch_execute(&format!("SELECT pg_advisory_lock({key})"))?;
            let result = migrate::run(conn, &POSTGRES, step);
            let unlocked = conn.batch_execute(&format!("SELECT pg_advisory_unlock({key})"));
            let names = result?;
            unlocked?;
            Ok(names)
        }
        Conn::Sqlite(conn) => migrate::run(conn, &SQLITE, step),
    }
}

/// Versions of the migrations in the program, oldest first. Both trees hold the same (tests/migrations.rs).
pub fn known_migrations() -> Result<Vec<String>, StoreError> {
    migrate::versions::<diesel::pg::Pg>(&POSTGRES)
}

/// 7. What the server's own role could do that it must not be able to: empty when all is well.
pub fn excess_privileges(conn: &mut Conn) -> QueryResult<Vec<String>> {
    /// One finding.
    #[derive(QueryableByName)]
    struct Finding {
        /// In words.
        #[diesel(sql_type = diesel::sql_types::Text)]
        finding: String,
    }
    match conn {
        Conn::Pg(conn) => {
            let findings: Vec<Finding> = diesel::sql_query(
                "SELECT 'is a superuser' AS finding FROM pg_roles WHERE rolname = current_user AND rolsuper \
                 UNION ALL \
                 SELECT 'bypasses row level security' FROM pg_roles WHERE rolname = current_user AND rolbypassrls \
                 UNION ALL \
                 SELECT 'owns the table ' || c.relname FROM pg_class c \
                 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') \
                   AND pg_has_role(current_user, c.relowner, 'MEMBER')",
            )
            .load(conn)?;
            Ok(findings.into_iter().map(|row| row.finding).collect())
        }
        Conn::Sqlite(_) => Ok(Vec::new()),
    }
}
