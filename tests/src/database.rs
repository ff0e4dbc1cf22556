//! A fresh, migrated database for one test, on either server, gone afterwards.
//!
//! PostgreSQL: a database of its own and a login role of its own in the cluster that `TEST_DATABASE_URL` names (the
//! owner's address; `tests/postgres.sh start` makes one). The server part of the program logs in as a plain member of
//! `wathiq_app`, as in production, so that row level security holds it.

#![expect(clippy::expect_used, reason = "the harness of tests stops at the first surprise")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use wathiq_domain::{Clock, Entropy};
use wathiq_store::{Db, DbOptions};

/// Which database server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// PostgreSQL.
    Postgres,
    /// SQLite.
    Sqlite,
}

impl Server {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct TestClock(Mutex<Timestamp>);

impl TestClock {
    /// A clock that shows this instant.
    pub const fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        *self.hand() += by;
    }

    fn hand(&self) -> MutexGuard<'_, Timestamp> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.hand()
    }
}

/// Bytes that never repeat within a test and are the same in every run (`SplitMix64`).
#[derive(Debug)]
pub struct TestEntropy(Mutex<u64>);

impl TestEntropy {
    /// Starts from this seed.
    pub const fn seeded(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Entropy for TestEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut word = *state;
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            word ^= word >> 31;
            chunk.iter_mut().zip(word.to_be_bytes()).for_each(|(to, from)| *to = from);
        }
    }
}

/// A database of one test.
pub struct TestDb {
    /// Whose clock it is that the database reads.
    pub clock: Arc<TestClock>,
    entropy: Arc<TestEntropy>,
    server: Server,
    /// How the owner connects: for migrations.
    owner: DbOptions,
    owner_url: String,
    /// How the server part of the program connects.
    pub options: DbOptions,
    /// That, as an address.
    pub url: String,
    db: Option<Db>,
    cluster: Option<Cluster>,
    folder: TempDir,
}

/// Where the test's database lies in a PostgreSQL cluster.
struct Cluster {
    admin_url: String,
    name: String,
}

impl TestDb {
    /// The instant every test starts at: a Sunday morning of November 2026.
    pub const START: Timestamp = Timestamp::constant(1_795_341_600, 0);

    /// A migrated database on this server.
    pub fn on(server: Server) -> Self {
        let mut test = Self::empty_on(server);
        Db::migrate(&test.owner).expect("the migrations run");
        test.grant_login();
        test.db = Some(test.open());
        test
    }

    /// A migrated SQLite file.
    pub fn sqlite() -> Self {
        Self::on(Server::Sqlite)
    }

    /// A migrated PostgreSQL database.
    pub fn postgres() -> Self {
        Self::on(Server::Postgres)
    }

    /// A database without any table; [`Self::db`] is not to be called.
    pub fn empty_on(server: Server) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (owner_url, url, cluster) = match server {
            Server::Sqlite => {
                let url = format!("sqlite:{}", folder.path().join("wathiq.db").display());
                (url.clone(), url, None)
            }
            Server::Postgres => {
                let admin_url = cluster_url();
                let name = format!("wathiq_t_{}", suffix(folder.path()));
                psql(&admin_url, &[format!("CREATE DATABASE {name}")]);
                let url = with_login(&admin_url, Some(&name), &name);
                (with_login(&admin_url, None, &name), url, Some(Cluster { admin_url, name }))
            }
        };
        Self {
            clock: Arc::new(TestClock::at(Self::START)),
            entropy: Arc::new(TestEntropy::seeded(1)),
            server,
            owner: DbOptions::new(&owner_url).expect("an address"),
            owner_url,
            options: DbOptions::new(&url).expect("an address"),
            url,
            db: None,
            cluster,
            folder,
        }
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.db.as_ref().expect("a migrated database")
    }

    /// Opens it once more, as another process would.
    pub fn open(&self) -> Db {
        let (clock, entropy) = (Arc::clone(&self.clock), Arc::clone(&self.entropy));
        Db::open(&self.options, clock, entropy).expect("the server can log in")
    }

    /// The clock, the entropy: for what else a test wires.
    pub fn sources(&self) -> (Arc<dyn Clock>, Arc<dyn Entropy>) {
        (Arc::clone(&self.clock) as _, Arc::clone(&self.entropy) as _)
    }

    /// Which server it lies on.
    pub fn server(&self) -> Server {
        self.server
    }

    /// How the owner connects.
    pub fn owner(&self) -> &DbOptions {
        &self.owner
    }

    /// The owner's address.
    pub fn owner_url(&self) -> &str {
        &self.owner_url
    }

    /// A folder that goes with the test.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Makes the role that the server logs in with, once the migrations have made its group.
    pub fn grant_login(&self) {
        if let Some(Cluster { admin_url, name }) = &self.cluster {
            let create = format!("CREATE ROLE {name} LOGIN PASSWORD 'test' IN ROLE wathiq_app");
            psql(admin_url, &[create]);
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        drop(self.db.take());
        if let Some(Cluster { admin_url, name }) = &self.cluster {
            let database = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            run_psql(admin_url, &[database, format!("DROP ROLE IF EXISTS {name}")]);
        }
    }
}

/// The owner's address of the cluster.
fn cluster_url() -> String {
    #[expect(clippy::disallowed_methods, reason = "the tests are told where the cluster is")]
    if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
        return url;
    }
    let state = workspace().join("target/test-postgres/url");
    std::fs::read_to_string(&state)
        .unwrap_or_else(|_| {
            panic!("no PostgreSQL for the tests: run tests/postgres.sh start, or set TEST_DATABASE_URL")
        })
        .trim()
        .to_owned()
}

/// The root of the workspace, from any of its packages.
fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().find(|folder| folder.join("Cargo.lock").is_file()).unwrap_or(package).to_owned()
}

/// `postgres://owner@host:port/admin?…` with another database, and another login when given.
fn with_login(url: &str, login: Option<&str>, database: &str) -> String {
    let (base, query) = url.split_once('?').map_or((url, ""), |(base, query)| (base, query));
    let (scheme, rest) = base.split_once("://").expect("an address with a scheme");
    let (authority, _) = rest.split_once('/').unwrap_or((rest, ""));
    let (owner, host) = authority.rsplit_once('@').unwrap_or(("postgres", authority));
    let login = login.map_or_else(|| owner.to_owned(), |login| format!("{login}:test"));
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    format!("{scheme}://{login}@{host}/{database}{query}")
}

/// The random part of a temporary folder's name, as an identifier of SQL.
fn suffix(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}_{letters}", std::process::id())
}

fn psql(url: &str, statements: &[String]) {
    assert!(run_psql(url, statements), "psql could not run {statements:?}");
}

fn run_psql(url: &str, statements: &[String]) -> bool {
    let mut psql = Command::new("psql");
    psql.args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", url]);
    // each on its own: databases are not made in a transaction
    psql.args(statements.iter().flat_map(|statement| ["--command", statement]));
    psql.env("PGOPTIONS", "--client-min-messages=warning").stdout(std::process::Stdio::null());
    psql.status().is_ok_and(|status| status.success())
}

/// Writes each test once and runs it on both servers: `on_both! { fn name(test) { … } }` makes `name::sqlite` and
/// `name::postgres`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* fn $name:ident($test:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn run($test: &$crate::database::TestDb) $body

            #[test]
            fn sqlite() {
                run(&$crate::database::TestDb::sqlite());
            }

            #[test]
            fn postgres() {
                run(&$crate::database::TestDb::postgres());
            }
        }
    )+};
}
