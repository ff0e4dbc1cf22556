//! SQL past the crate's own doors: what somebody with the server's password could do.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::database::{Server, TestDb};

/// A connection that no scope has touched.
pub enum Raw {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    t: String,
}

impl Raw {
    /// With the server's own login.
    pub fn server(test: &TestDb) -> Self {
        Self::open(test, &test.url)
    }

    /// With the owner's login.
    pub fn owner(test: &TestDb) -> Self {
        Self::open(test, test.owner_url())
    }

    fn open(test: &TestDb, url: &str) -> Self {
        match test.server() {
            Server::Postgres => Self::Postgres(PgConnection::establish(url).unwrap()),
            Server::Sqlite => {
                let mut conn = SqliteConnection::establish(url.strip_prefix("sqlite:").unwrap()).unwrap();
                conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON").unwrap();
                Self::Sqlite(conn)
            }
        }
    }

    pub fn run(&mut self, sql: &str) -> QueryResult<()> {
        match self {
            Self::Postgres(conn) => conn.batch_execute(sql),
            Self::Sqlite(conn) => conn.batch_execute(sql),
        }
    }

    /// `SELECT … AS n`.
    pub fn number(&mut self, sql: &str) -> QueryResult<i64> {
        let row: Number = match self {
            Self::Postgres(conn) => diesel::sql_query(sql).get_result(conn)?,
            Self::Sqlite(conn) => diesel::sql_query(sql).get_result(conn)?,
        };
        Ok(row.n)
    }

    /// `SELECT … AS t`.
    pub fn words(&mut self, sql: &str) -> Vec<String> {
        let rows: Vec<Word> = match self {
            Self::Postgres(conn) => diesel::sql_query(sql).load(conn).unwrap(),
            Self::Sqlite(conn) => diesel::sql_query(sql).load(conn).unwrap(),
        };
        rows.into_iter().map(|row| row.t).collect()
    }
}
