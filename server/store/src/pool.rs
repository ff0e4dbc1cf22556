//! Connections kept open.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{HandleError, ManageConnection, Pool, PooledConnection, R2D2Connection};

use crate::dialect::{self, Access, Conn};
use crate::{DbOptions, StoreError};

/// A connection on loan.
pub(crate) type Pooled = PooledConnection<Manager>;

/// Opens connections for a pool.
#[derive(Debug, Clone)]
pub(crate) struct Manager {
    options: DbOptions,
    access: Access,
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = StoreError;

    fn connect(&self) -> Result<Conn, StoreError> {
        #[cfg_attr(not(debug_assertions), expect(unused_mut, reason = "only the guard changes it"))]
        let mut conn = dialect::connect(&self.options, self.access)?;
        #[cfg(debug_assertions)]
        diesel::Connection::set_instrumentation(&mut conn, crate::guard::Guard);
        Ok(conn)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), StoreError> {
        Ok(conn.batch_execute("SELECT 1")?)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        // also true when a transaction was left open
        conn.is_broken()
    }
}

/// Says in the log why connections cannot be opened.
#[derive(Debug)]
struct Log;

impl HandleError<StoreError> for Log {
    fn handle_error(&self, error: StoreError) {
        tracing::warn!(%error, "no connection to the database");
    }
}

/// A pool that opens connections when first needed.
pub(crate) fn pool(options: &DbOptions, access: Access, size: u32) -> Pool<Manager> {
    let size = size.max(1);
    Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .max_lifetime(Some(options.max_lifetime))
        .idle_timeout(Some(options.idle_timeout))
        .connection_timeout(options.acquire_timeout.max(Duration::from_millis(1)))
        // a server that was restarted must not fail the first use cases after; a file needs no such care
        .test_on_check_out(options.url.sqlite_path().is_none())
        .error_handler(Box::new(Log))
        .build_unchecked(Manager { options: options.clone(), access })
}

/// Takes a connection, or says whether the database is away or all connections are busy.
pub(crate) fn take(pool: &Pool<Manager>) -> Result<Pooled, StoreError> {
    pool.get().map_err(|error| {
        let state = pool.state();
        if state.connections == 0 {
            StoreError::Unavailable(error.to_string())
        } else {
            StoreError::Busy("all connections are in use".to_owned())
        }
    })
}
