//! The database as the rest of the program holds it: one way to read, one way to write.

use std::sync::Arc;

use diesel::connection::SimpleConnection;
use diesel::r2d2::Pool;
use tokio::sync::{Notify, Semaphore};
use wathiq_domain::ids::TenantId;
use wathiq_domain::{Clock, Entropy};

use crate::dialect::{self, Access};
use crate::options::DatabaseUrl;
use crate::pool::{self, Manager};
use crate::scope::{Core, Reason, Scope, SystemTx, TenantTx};
use crate::types::micros;
use crate::{DbOptions, StoreError, migrate};

/// How often a transaction that met contention is run, in all.
const TRIES: u32 = 4;

/// The database. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    url: DatabaseUrl,
    /// The same pool twice on PostgreSQL; on SQLite many readers, and one writer.
    readers: Lane,
    writers: Lane,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    jobs: Arc<Notify>,
    acquire_timeout: std::time::Duration,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Db").field(&self.inner.url).finish()
    }
}

/// A pool, and the queue before it: tasks wait here, not threads.
#[derive(Clone)]
struct Lane {
    pool: Pool<Manager>,
    queue: Arc<Semaphore>,
}

impl Lane {
    fn new(options: &DbOptions, access: Access, size: u32) -> Self {
        let permits = usize::try_from(size.max(1)).unwrap_or(1);
        Self { pool: pool::pool(options, access, size), queue: Arc::new(Semaphore::new(permits)) }
    }
}

/// What is known of a database that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Where it is, without secrets.
    pub database: String,
    /// Connections open.
    pub connections: u32,
    /// Of which unused.
    pub idle: u32,
}

impl Db {
    /// Opens a migrated database for serving.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be reached; `SchemaBehind` or `SchemaAhead` when it is not this program's;
    /// `Configuration` when the PostgreSQL role could bypass row level security.
    pub fn open(options: &DbOptions, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Result<Self, StoreError> {
        // tried once here, for an error that says what is wrong; a pool would only say that it waited
        let mut conn = dialect::connect(options, Access::Write)?;
        migrate::check(&mut conn)?;
        let excess = dialect::excess_privileges(&mut conn)?;
        if let Some(first) = excess.first() {
            return Err(StoreError::Configuration(format!(
                "the database role of the server {first}: row level security would not hold it. \
                 Log in as a member of wathiq_app (see migrations/README.md)"
            )));
        }

        let (readers, writers) = match options.url {
            DatabaseUrl::Postgres(_) => {
                let lane = Lane::new(options, Access::Write, options.max_connections);
                (lane.clone(), lane)
            }
            DatabaseUrl::Sqlite(_) => {
                (Lane::new(options, Access::Read, options.max_connections), Lane::new(options, Access::Write, 1))
            }
        };
        Ok(Self {
            inner: Arc::new(Inner {
                url: options.url.clone(),
                readers,
                writers,
                clock,
                entropy,
                jobs: Arc::new(Notify::new()),
                acquire_timeout: options.acquire_timeout,
            }),
        })
    }

    /// Brings the schema up to this program; see [`migrate::up`].
    ///
    /// # Errors
    /// See [`migrate::up`].
    pub fn migrate(options: &DbOptions) -> Result<Vec<String>, StoreError> {
        migrate::up(options)
    }

    /// One commune's rows.
    pub fn tenant(&self, tenant: TenantId) -> TenantDb {
        TenantDb { db: self.clone(), tenant }
    }

    /// What has no commune, for a stated reason.
    pub fn system(&self, reason: Reason) -> SystemDb {
        SystemDb { db: self.clone(), reason }
    }

    /// Signalled after every commit that enqueued a job, so that a worker of this process need not wait for its poll.
    pub fn jobs_enqueued(&self) -> Arc<Notify> {
        Arc::clone(&self.inner.jobs)
    }

    /// Where the database is, without secrets.
    pub fn url(&self) -> &DatabaseUrl {
        &self.inner.url
    }

    /// Asks the database something small, for `/readyz`. Says nothing of the schema: while a newer program takes
    /// over, this one goes on serving.
    ///
    /// # Errors
    /// `Unavailable` or `Busy`.
    pub async fn health(&self) -> Result<Health, StoreError> {
        self.system(Reason::Health)
            .read(|tx| Ok::<_, StoreError>(tx.conn().batch_execute("SELECT 1 FROM tenants LIMIT 1")?))
            .await?;
        let state = self.inner.readers.pool.state();
        Ok(Health {
            database: self.inner.url.to_string(),
            connections: state.connections,
            idle: state.idle_connections,
        })
    }

    /// One transaction, on this thread.
    fn transact<T, E>(&self, access: Access, scope: Scope, f: impl FnOnce(&mut Core) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        let conn = pool::take(&self.lane(access).pool)?;
        // after the wait for a connection: what is stored later is dated later
        let now = micros(self.inner.clock.now());
        let mut core = Core::begin(conn, access, &scope, now, Arc::clone(&self.inner.entropy))?;
        let value = f(&mut core)?;
        let enqueued = core.enqueued;
        core.commit()?;
        if enqueued {
            self.inner.jobs.notify_one();
        }
        Ok(value)
    }

    fn lane(&self, access: Access) -> &Lane {
        match access {
            Access::Read => &self.inner.readers,
            Access::Write | Access::Create => &self.inner.writers,
        }
    }

    /// Runs blocking work on its own thread, once a connection is free for it.
    async fn off_thread<T, E>(
        &self,
        access: Access,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let queue = Arc::clone(&self.lane(access).queue);
        let turn = tokio::time::timeout(self.inner.acquire_timeout, queue.acquire_owned()).await;
        let Ok(Ok(permit)) = turn else {
            return Err(StoreError::Busy("all connections are in use".to_owned()).into());
        };
        let db = self.clone();
        let span = tracing::Span::current();
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            span.in_scope(|| work(&db))
        });
        match task.await {
            Ok(result) => result,
            Err(error) if error.is_panic() => {
                tracing::error!("a use case panicked; its transaction was rolled back");
                Err(StoreError::Panicked.into())
            }
            Err(_) => Err(StoreError::Unavailable("the program is stopping".to_owned()).into()),
        }
    }
}

/// Runs a closure again while it meets contention.
fn retrying<T, E>(mut run: impl FnMut() -> Result<T, E>, is_transient: impl Fn(&E) -> bool) -> Result<T, E> {
    let mut tries = 1;
    loop {
        match run() {
            Err(error) if tries < TRIES && is_transient(&error) => tries += 1,
            result => return result,
        }
    }
}

/// Errors that can tell whether their transaction is worth running again.
pub trait Transient {
    /// Whether the same transaction may succeed when simply run again.
    fn is_transient(&self) -> bool;
}

impl Transient for StoreError {
    fn is_transient(&self) -> bool {
        StoreError::is_transient(self)
    }
}

macro_rules! handle {
    ($(#[$meta:meta])* $name:ident, $tx:ident, $field:ident: $whose:ty, $scope:path, |$core:ident, $owner:ident, $f:ident| $run:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name {
            db: Db,
            $field: $whose,
        }

        impl $name {
            /// Reads, under one snapshot.
            ///
            /// # Errors
            /// Those of `f`, and those of reaching the database.
            pub async fn read<T, E, F>(&self, f: F) -> Result<T, E>
            where
                F: FnOnce(&mut $tx<'_>) -> Result<T, E> + Send + 'static,
                T: Send + 'static,
                E: From<StoreError> + Send + 'static,
            {
                let $owner = self.$field;
                self.db.off_thread(Access::Read, move |db| Self::run(db, Access::Read, $owner, f)).await
            }

            /// Changes, all of it or nothing: an error or a panic rolls back. A use case runs in one of these.
            ///
            /// # Errors
            /// Those of `f`, and those of reaching the database.
            pub async fn write<T, E, F>(&self, f: F) -> Result<T, E>
            where
                F: FnOnce(&mut $tx<'_>) -> Result<T, E> + Send + 'static,
                T: Send + 'static,
                E: From<StoreError> + Send + 'static,
            {
                let $owner = self.$field;
                self.db.off_thread(Access::Write, move |db| Self::run(db, Access::Write, $owner, f)).await
            }

            /// [`Self::write`] that runs the closure again, a bounded number of times, when it met contention.
            ///
            /// # Errors
            /// Those of `f`, and those of reaching the database.
            pub async fn write_retrying<T, E, F>(&self, f: F) -> Result<T, E>
            where
                F: FnMut(&mut $tx<'_>) -> Result<T, E> + Send + 'static,
                T: Send + 'static,
                E: From<StoreError> + Transient + Send + 'static,
            {
                let $owner = self.$field;
                self.db.off_thread(Access::Write, move |db| Self::run_retrying(db, $owner, f)).await
            }

            /// [`Self::read`] on this thread.
            ///
            /// # Errors
            /// Those of `f`, and those of reaching the database.
            pub fn read_blocking<T, E: From<StoreError>>(
                &self,
                f: impl FnOnce(&mut $tx<'_>) -> Result<T, E>,
            ) -> Result<T, E> {
                Self::run(&self.db, Access::Read, self.$field, f)
            }

            /// [`Self::write`] on this thread. A panic of `f` rolls back and goes on.
            ///
            /// # Errors
            /// Those of `f`, and those of reaching the database.
            pub fn write_blocking<T, E: From<StoreError>>(
                &self,
                f: impl FnOnce(&mut $tx<'_>) -> Result<T, E>,
            ) -> Result<T, E> {
                Self::run(&self.db, Access::Write, self.$field, f)
            }

            /// [`Self::write_retrying`] on this thread.
            ///
            /// # Errors
            /// Those of `f`, and those of reaching the database.
            pub fn write_retrying_blocking<T, E: From<StoreError> + Transient>(
                &self,
                f: impl FnMut(&mut $tx<'_>) -> Result<T, E>,
            ) -> Result<T, E> {
                Self::run_retrying(&self.db, self.$field, f)
            }

            fn run<T, E: From<StoreError>>(
                db: &Db,
                access: Access,
                $owner: $whose,
                $f: impl FnOnce(&mut $tx<'_>) -> Result<T, E>,
            ) -> Result<T, E> {
                db.transact(access, $scope($owner), |$core| $run)
            }

            fn run_retrying<T, E: From<StoreError> + Transient>(
                db: &Db,
                owner: $whose,
                mut f: impl FnMut(&mut $tx<'_>) -> Result<T, E>,
            ) -> Result<T, E> {
                retrying(|| Self::run(db, Access::Write, owner, &mut f), Transient::is_transient)
            }
        }
    };
}

handle!(
    /// The rows of one commune.
    TenantDb, TenantTx, tenant: TenantId, Scope::Tenant,
    |core, tenant, f| {
        let mut tx = TenantTx::new(core, tenant);
        let value = f(&mut tx)?;
        tx.finish()?;
        Ok(value)
    }
);

handle!(
    /// What has no commune, for a stated reason.
    SystemDb, SystemTx, reason: Reason, Scope::System,
    |core, reason, f| f(&mut SystemTx::new(core, reason))
);
