//! Which database, and how to use it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::StoreError;

/// Address of a database. Shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `postgres://…` or `postgresql://…`, as libpq reads it.
    Postgres(String),
    /// `sqlite:path` or `sqlite:///absolute/path`: a file, never memory, since several connections share it.
    Sqlite(PathBuf),
}

impl DatabaseUrl {
    /// Reads an address. The scheme alone decides which database is meant: a server that cannot be reached is an
    /// error and never turns into a file.
    ///
    /// # Errors
    /// `Configuration` when the scheme is another, or the path is missing.
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        let refuse = |why: &str| Err(StoreError::Configuration(format!("the database address {why}")));
        let Some((scheme, rest)) = url.split_once(':') else {
            return refuse("has no scheme: write postgres://… or sqlite:path");
        };
        match scheme {
            "postgres" | "postgresql" if rest.starts_with("//") => Ok(Self::Postgres(url.to_owned())),
            "sqlite" => match rest.strip_prefix("//").unwrap_or(rest) {
                "" => refuse("names no file"),
                path if path.contains(":memory:") || path.contains('?') => {
                    refuse("must be a plain path: sqlite:data/wathiq.db")
                }
                path => Ok(Self::Sqlite(PathBuf::from(path))),
            },
            // the address may hold a password: it is not repeated
            _ => refuse("has an unknown scheme: write postgres://… or sqlite:path"),
        }
    }

    /// The file of a SQLite database.
    pub fn sqlite_path(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                // no user, no password, no query: both may hold secrets
                let rest = url.split_once("//").map_or("", |(_, rest)| rest);
                let rest = rest.split(['?', '#']).next().unwrap_or_default();
                write!(f, "postgres://{}", rest.rsplit_once('@').map_or(rest, |(_, host)| host))
            }
        }
    }
}

/// How to use a database.
#[derive(Debug, Clone)]
pub struct DbOptions {
    /// Which.
    pub url: DatabaseUrl,
    /// Connections at most; on SQLite, readers at most (there is one writer besides).
    pub max_connections: u32,
    /// How long a use case waits for a connection before it is told to come back.
    pub acquire_timeout: Duration,
    /// How long one statement may run (PostgreSQL).
    pub statement_timeout: Duration,
    /// How long a statement waits for a lock: a row of PostgreSQL, the file of SQLite.
    pub lock_timeout: Duration,
    /// How long connecting may take (PostgreSQL).
    pub connect_timeout: Duration,
    /// A connection is replaced after this time.
    pub max_lifetime: Duration,
    /// A connection unused for this time is closed.
    pub idle_timeout: Duration,
}

impl DbOptions {
    /// Sane values for one process serving one database.
    ///
    /// # Errors
    /// `Configuration` when the address is not one, see [`DatabaseUrl::parse`].
    pub fn new(url: &str) -> Result<Self, StoreError> {
        Ok(Self {
            url: DatabaseUrl::parse(url)?,
            max_connections: 10,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(15),
            lock_timeout: Duration::from_secs(5),
            connect_timeout: Duration::from_secs(5),
            max_lifetime: Duration::from_mins(30),
            idle_timeout: Duration::from_mins(10),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_decides() {
        assert_eq!(DatabaseUrl::parse("sqlite:data/x.db").unwrap(), DatabaseUrl::Sqlite("data/x.db".into()));
        assert_eq!(DatabaseUrl::parse("sqlite:///tmp/x.db").unwrap(), DatabaseUrl::Sqlite("/tmp/x.db".into()));
        assert!(matches!(DatabaseUrl::parse("postgresql://h/d").unwrap(), DatabaseUrl::Postgres(_)));
        for bad in [
            "",
            "x.db",
            "/tmp/x.db",
            "file:x.db",
            "mysql://h/d",
            "postgres:h",
            "POSTGRES://h/d",
            "sqlite:",
            "sqlite://",
            "sqlite::memory:",
            "sqlite:x.db?mode=memory",
            "host=localhost dbname=wathiq",
            "postgres",
        ] {
            assert!(matches!(DatabaseUrl::parse(bad), Err(StoreError::Configuration(_))), "{bad}");
        }
    }

    #[test]
    fn passwords_are_never_shown() {
        let url = DatabaseUrl::parse("postgres://wathiq:s3cr@t@db.example:5432/wathiq?password=s3cret").unwrap();
        assert_eq!(format!("{url:?}"), "postgres://db.example:5432/wathiq");
        let error = DatabaseUrl::parse("mysql://wathiq:s3cret@db/wathiq").unwrap_err();
        assert!(!error.to_string().contains("s3cret"));
    }
}
