//! The queue of everything slow or fallible.
//!
//! A job is enqueued in the transaction that asks for it, and so exists exactly when the change does. A worker takes
//! a job on a *lease*: for a time it alone may finish it. A worker that dies lets its lease run out, and another takes
//! the job again; so a job may run twice and must be idempotent, taking identifiers, numbers and dates from the
//! database only. A worker that comes back late is told [`StoreError::Stale`], and its transaction rolls back.
//!
//! `(tenant, kind, subject)` is unique: asking twice is asking once.

use diesel::prelude::*;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wathiq_domain::ids::{JobId, TenantId};

use crate::page::{Listed, Page};
use crate::schema::platform::jobs;
use crate::sql::IfAbsent;
use crate::types::{Sql, micros, row, sql_word};
use crate::{StoreError, TenantTx};

mod lease;

/// How often a job is tried unless it says otherwise.
pub const MAX_ATTEMPTS: i32 = 12;

/// Error code of a job whose last worker never answered.
pub const LEASE_EXPIRED: &str = "lease_expired";

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// Waits for its time and a worker.
    Queued,
    /// Is on lease.
    Running,
    /// Is finished.
    Done,
    /// Was given up: a person has to look.
    Dead,
}
sql_word!(JobState);

/// A job to enqueue.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    kind: String,
    subject: Uuid,
    payload: serde_json::Value,
    run_at: Option<Timestamp>,
    max_attempts: i32,
}

impl NewJob {
    /// A job of this kind about this row: `NewJob::new("issue", document.as_uuid())`.
    pub fn new(kind: impl Into<String>, subject: Uuid) -> Self {
        Self { kind: kind.into(), subject, payload: serde_json::Value::Null, run_at: None, max_attempts: MAX_ATTEMPTS }
    }

    /// What else the job must know. Identifiers and codes, no personal data.
    pub fn payload(mut self, payload: serde_json::Value) -> Self {
        self.payload = payload;
        self
    }

    /// Not before this instant.
    pub fn run_at(mut self, at: Timestamp) -> Self {
        self.run_at = Some(at);
        self
    }

    /// Tries before it is given up.
    pub fn max_attempts(mut self, attempts: i32) -> Self {
        self.max_attempts = attempts;
        self
    }
}

row! {
    /// A job, as stored.
    pub struct Job in jobs {
        /// Whose.
        pub tenant_id: TenantId,
        /// Which.
        pub id: JobId,
        /// What to do.
        pub kind: String,
        /// To which row.
        pub subject: Uuid,
        /// What else to know.
        pub payload: serde_json::Value,
        /// Where it stands.
        pub state: JobState,
        /// Not before.
        pub run_at: Timestamp,
        /// End of the lease.
        pub locked_until: Option<Timestamp>,
        /// Who has the lease.
        pub locked_by: Option<String>,
        /// Times it was taken.
        pub attempts: i32,
        /// Times it may be taken.
        pub max_attempts: i32,
        /// Why it last failed: a code.
        pub last_error_code: Option<String>,
        /// When it was enqueued.
        pub created_at: Timestamp,
        /// When it ended, well or not.
        pub done_at: Option<Timestamp>,
    }
}

/// A job taken: the right to finish it, until `until`.
#[derive(Debug, Clone, PartialEq)]
pub struct Lease {
    /// Whose job.
    pub tenant: TenantId,
    /// Which job.
    pub job: JobId,
    /// What to do.
    pub kind: String,
    /// To which row.
    pub subject: Uuid,
    /// What else to know.
    pub payload: serde_json::Value,
    /// The how-manieth try this is, from 1.
    pub attempt: i32,
    /// Tries in all.
    pub max_attempts: i32,
    /// End of the lease.
    pub until: Timestamp,
    pub(crate) worker: String,
}

/// How a try of a job failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Try again at this instant, unless it was the last try.
    Retry(Timestamp),
    /// Never again: no try can succeed.
    Dead,
}

/// How much there is to do, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueDepth {
    /// Waiting.
    pub queued: i64,
    /// On lease.
    pub running: i64,
    /// Given up.
    pub dead: i64,
    /// Since when the oldest job that is due waits.
    pub oldest_due: Option<Timestamp>,
}

impl TenantTx<'_> {
    /// Enqueues a job with this transaction. Asked again for the same kind and subject, answers the same job and
    /// changes nothing.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn enqueue(&mut self, job: NewJob) -> Result<JobId, StoreError> {
        let now = self.now();
        let job = Job {
            tenant_id: self.tenant(),
            id: self.new_id(),
            kind: job.kind,
            subject: job.subject,
            payload: job.payload,
            state: JobState::Queued,
            run_at: job.run_at.map_or(now, micros),
            locked_until: None,
            locked_by: None,
            attempts: 0,
            max_attempts: job.max_attempts,
            last_error_code: None,
            created_at: now,
            done_at: None,
        };
        let written = IfAbsent(diesel::insert_into(jobs::table).values(&job)).execute(self.conn())?;
        if written == 1 {
            self.note_enqueued();
            return Ok(job.id);
        }
        let existing = jobs::table
            .filter(jobs::tenant_id.eq(self.key()))
            .filter(jobs::kind.eq(&job.kind))
            .filter(jobs::subject.eq(Sql(job.subject)))
            .select(jobs::id)
            .first(self.conn())?;
        Ok(existing)
    }

    /// Says that a job is done, in the transaction of what it did.
    ///
    /// # Errors
    /// `Stale` when the lease ran out and another worker took the job: this transaction must roll back.
    pub fn complete_job(&mut self, lease: &Lease) -> Result<(), StoreError> {
        own(self, lease)?;
        let now = self.now();
        lease::complete(self.conn(), lease, now)
    }

    /// Says that a job failed, in the transaction that records it. Answers where the job stands now.
    ///
    /// # Errors
    /// `Stale` when the lease ran out and another worker took the job.
    pub fn fail_job(&mut self, lease: &Lease, code: &str, failure: Failure) -> Result<JobState, StoreError> {
        own(self, lease)?;
        let now = self.now();
        lease::fail(self.conn(), lease, code, failure, now)
    }

    /// A job of this tenant.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn job(&mut self, id: JobId) -> Result<Job, StoreError> {
        let job = jobs::table
            .filter(jobs::tenant_id.eq(self.key()))
            .filter(jobs::id.eq(Sql(id)))
            .select(Job::as_select())
            .first(self.conn())?;
        Ok(job)
    }

    /// Jobs that were given up, oldest identifier first.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn dead_jobs(&mut self, page: &Page<JobId>) -> Result<Listed<Job, JobId>, StoreError> {
        let mut query = jobs::table
            .filter(jobs::tenant_id.eq(self.key()))
            .filter(jobs::state.eq(Sql(JobState::Dead)))
            .into_boxed::<crate::dialect::MultiBackend>();
        if let Some(after) = page.after {
            query = query.filter(jobs::id.gt(Sql(after)));
        }
        let rows = query.order(jobs::id.asc()).limit(page.fetch()).select(Job::as_select()).load(self.conn())?;
        Ok(page.of(rows, |job: &Job| job.id))
    }

    /// Gives a dead job all its tries again, now.
    ///
    /// # Errors
    /// `NotFound` when there is no such dead job.
    pub fn revive_job(&mut self, id: JobId) -> Result<(), StoreError> {
        let now = self.now();
        let dead = jobs::table
            .filter(jobs::tenant_id.eq(self.key()))
            .filter(jobs::id.eq(Sql(id)))
            .filter(jobs::state.eq(Sql(JobState::Dead)));
        let changed = diesel::update(dead)
            .set((
                jobs::state.eq(Sql(JobState::Queued)),
                jobs::run_at.eq(Sql(now)),
                jobs::attempts.eq(0),
                jobs::done_at.eq(Sql(None::<Timestamp>)),
            ))
            .execute(self.conn())?;
        if changed == 0 {
            return Err(StoreError::NotFound);
        }
        self.note_enqueued();
        Ok(())
    }
}

/// A lease of another tenant's job is a fault of the program.
fn own(tx: &TenantTx<'_>, lease: &Lease) -> Result<(), StoreError> {
    if lease.tenant == tx.tenant() { Ok(()) } else { Err(StoreError::NotFound) }
}
