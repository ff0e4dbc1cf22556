//! Connections kept between mails.
//!
//! lettre's own pool puts a connection back whatever happened to it, also when the sending was cancelled between
//! a command and its answer; the next mail would then read the answers of the one before. Here a connection
//! comes back only after a whole exchange, and is closed in every other case.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::address::Envelope;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::session::{Cause, Failure, Route, Session, Step};

/// Relays close a silent connection after five minutes (RFC 5321, section 4.5.3.2.7); many do so earlier.
const IDLE: Duration = Duration::from_mins(1);

/// At most so many connections, opened when needed.
pub(super) struct Pool {
    route: Route,
    slots: Semaphore,
    idle: Mutex<Vec<(Session, Instant)>>,
}

impl Pool {
    pub(super) fn new(route: Route, connections: u32) -> Self {
        let slots = Semaphore::new(connections.max(1) as usize);
        Self { route, slots, idle: Mutex::new(vec![]) }
    }

    /// Hands over one message on a connection of the pool, when one is free.
    pub(super) async fn hand_over(&self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Failure> {
        let closed = |_| Failure { step: Step::Connection, cause: Cause::Late };
        let _slot = self.slots.acquire().await.map_err(closed)?;
        let mut session = match self.kept().await {
            Some(session) => session,
            None => Session::open(&self.route).await?,
        };
        let outcome = session.hand_over(envelope, bytes).await;
        let in_order = match &outcome {
            Ok(()) => true,
            Err(failure) => failure.is_answer() && session.start_over().await,
        };
        if in_order {
            self.lock().push((session, Instant::now()));
        }
        outcome
    }

    /// Opens a connection of its own and takes leave.
    pub(super) async fn check(&self) -> Result<(), Failure> {
        Session::open(&self.route).await?.end().await;
        Ok(())
    }

    /// A kept connection that still answers.
    async fn kept(&self) -> Option<Session> {
        loop {
            let (mut session, since) = self.lock().pop()?;
            if since.elapsed() < IDLE && session.is_alive().await {
                return Some(session);
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(Session, Instant)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
