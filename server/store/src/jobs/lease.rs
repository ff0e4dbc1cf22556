//! The worker's side of the queue: taking jobs of all tenants, and ending them.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use wathiq_domain::ids::{JobId, TenantId};

use super::{Failure, Job, JobState, LEASE_EXPIRED, Lease, QueueDepth};
use crate::dialect::{Conn, SkipLocked};
use crate::page::{Listed, Page};
use crate::schema::platform::jobs;
use crate::scope::Reason;
use crate::types::{Sql, micros};
use crate::{StoreError, SystemTx};

impl SystemTx<'_> {
    /// Takes up to `limit` jobs that are due, of all tenants, oldest first, for `lease_for`. For [`Reason::Worker`].
    ///
    /// Jobs whose lease ran out are taken again, or given up when that was their last try.
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn lease_jobs(
        &mut self,
        worker: &str,
        lease_for: SignedDuration,
        limit: u16,
    ) -> Result<Vec<Lease>, StoreError> {
        self.require(Reason::Worker)?;
        let now = self.now();
        // an overflow would be a lease of millennia
        let until = now.checked_add(lease_for).unwrap_or(now);
        self.bury_expired()?;

        let expired = jobs::state.eq(Sql(JobState::Running)).and(jobs::locked_until.le(Sql(Some(now))));
        let waiting = jobs::state.eq(Sql(JobState::Queued)).and(jobs::run_at.le(Sql(now)));
        // two lists of states so that PostgreSQL sees the condition of the index `jobs_due`
        let due = jobs::table
            .filter(jobs::state.eq_any([Sql(JobState::Queued), Sql(JobState::Running)]))
            .filter(waiting.or(expired.assume_not_null()))
            .order(jobs::run_at.asc())
            .limit(i64::from(limit))
            .select((jobs::tenant_id, jobs::id));
        let due: Vec<(TenantId, JobId)> = SkipLocked(due).load(self.conn())?;

        let mut leases = Vec::with_capacity(due.len());
        for (tenant, id) in due {
            let job = jobs::table.filter(jobs::tenant_id.eq(Sql(tenant))).filter(jobs::id.eq(Sql(id)));
            let job: Job = diesel::update(job)
                .set((
                    jobs::state.eq(Sql(JobState::Running)),
                    jobs::locked_until.eq(Sql(Some(until))),
                    jobs::locked_by.eq(Some(worker)),
                    jobs::attempts.eq(jobs::attempts + 1),
                ))
                .returning(jobs::all_columns)
                .get_result(self.conn())?;
            leases.push(Lease {
                tenant: job.tenant_id,
                job: job.id,
                kind: job.kind,
                subject: job.subject,
                payload: job.payload,
                attempt: job.attempts,
                max_attempts: job.max_attempts,
                until,
                worker: worker.to_owned(),
            });
        }
        Ok(leases)
    }

    /// Keeps a job for longer. For [`Reason::Worker`].
    ///
    /// # Errors
    /// `Stale` when the lease ran out and another worker took the job.
    pub fn extend_lease(&mut self, lease: &Lease, lease_for: SignedDuration) -> Result<Lease, StoreError> {
        self.require(Reason::Worker)?;
        let now = self.now();
        let until = now.checked_add(lease_for).unwrap_or(now);
        let job = held(lease);
        changed(diesel::update(job).set(jobs::locked_until.eq(Sql(Some(until)))).execute(self.conn())?)?;
        Ok(Lease { until, ..lease.clone() })
    }

    /// Says that a job is done when it changed nothing else. For [`Reason::Worker`].
    ///
    /// # Errors
    /// See [`TenantTx::complete_job`].
    pub fn complete_job(&mut self, lease: &Lease) -> Result<(), StoreError> {
        self.require(Reason::Worker)?;
        let now = self.now();
        complete(self.conn(), lease, now)
    }

    /// Says that a job failed. For [`Reason::Worker`].
    ///
    /// # Errors
    /// See [`TenantTx::fail_job`].
    pub fn fail_job(&mut self, lease: &Lease, code: &str, failure: Failure) -> Result<JobState, StoreError> {
        self.require(Reason::Worker)?;
        let now = self.now();
        fail(self.conn(), lease, code, failure, now)
    }

    /// How much there is to do, in all tenants. For [`Reason::Worker`].
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn queue_depth(&mut self) -> Result<QueueDepth, StoreError> {
        self.require(Reason::Worker)?;
        let now = self.now();
        let conn = self.conn();
        let mut count = |state: JobState| -> QueryResult<i64> {
            jobs::table.filter(jobs::state.eq(Sql(state))).count().get_result(conn)
        };
        let (queued, running, dead) = (count(JobState::Queued)?, count(JobState::Running)?, count(JobState::Dead)?);
        let oldest_due = jobs::table
            .filter(jobs::state.eq(Sql(JobState::Queued)))
            .filter(jobs::run_at.le(Sql(now)))
            .order(jobs::run_at.asc())
            .select(jobs::run_at)
            .first(self.conn())
            .optional()?;
        Ok(QueueDepth { queued, running, dead, oldest_due })
    }

    /// Jobs that were given up, of all tenants, oldest identifier first. For [`Reason::Worker`].
    ///
    /// # Errors
    /// Those of reaching the database.
    pub fn dead_letters(&mut self, page: &Page<JobId>) -> Result<Listed<Job, JobId>, StoreError> {
        self.require(Reason::Worker)?;
        let mut query =
            jobs::table.filter(jobs::state.eq(Sql(JobState::Dead))).into_boxed::<crate::dialect::MultiBackend>();
        if let Some(after) = page.after {
            query = query.filter(jobs::id.gt(Sql(after)));
        }
        let rows = query.order(jobs::id.asc()).limit(page.fetch()).select(Job::as_select()).load(self.conn())?;
        Ok(page.of(rows, |job: &Job| job.id))
    }

    /// Gives up the jobs whose last try never answered: a job that kills its worker must not kill them all.
    fn bury_expired(&mut self) -> Result<(), StoreError> {
        let now = self.now();
        let spent = jobs::table
            .filter(jobs::state.eq(Sql(JobState::Running)))
            .filter(jobs::locked_until.le(Sql(Some(now))))
            .filter(jobs::attempts.ge(jobs::max_attempts))
            .select((jobs::tenant_id, jobs::id));
        let spent: Vec<(TenantId, JobId)> = SkipLocked(spent).load(self.conn())?;
        for (tenant, id) in spent {
            let job = jobs::table.filter(jobs::tenant_id.eq(Sql(tenant))).filter(jobs::id.eq(Sql(id)));
            diesel::update(job)
                .set((
                    jobs::state.eq(Sql(JobState::Dead)),
                    jobs::locked_until.eq(Sql(None::<Timestamp>)),
                    jobs::locked_by.eq(None::<String>),
                    jobs::last_error_code.eq(Some(LEASE_EXPIRED)),
                    jobs::done_at.eq(Sql(Some(now))),
                ))
                .execute(self.conn())?;
        }
        Ok(())
    }
}

/// The job, while this lease of it holds: attempts tell apart two leases of the same worker.
#[diesel::dsl::auto_type(no_type_alias)]
fn held<'a>(lease: &'a Lease) -> _ {
    let tenant: Sql<TenantId> = Sql(lease.tenant);
    let id: Sql<JobId> = Sql(lease.job);
    let running: Sql<JobState> = Sql(JobState::Running);
    let worker: Sql<Option<&'a String>> = Sql(Some(&lease.worker));
    let attempt: Sql<i32> = Sql(lease.attempt);
    jobs::table
        .filter(jobs::tenant_id.eq(tenant))
        .filter(jobs::id.eq(id))
        .filter(jobs::state.eq(running))
        .filter(jobs::locked_by.eq(worker))
        .filter(jobs::attempts.eq(attempt))
}

pub(super) fn complete(conn: &mut Conn, lease: &Lease, now: Timestamp) -> Result<(), StoreError> {
    let update = diesel::update(held(lease)).set((
        jobs::state.eq(Sql(JobState::Done)),
        jobs::locked_until.eq(Sql(None::<Timestamp>)),
        jobs::locked_by.eq(None::<String>),
        jobs::last_error_code.eq(None::<String>),
        jobs::done_at.eq(Sql(Some(now))),
    ));
    changed(update.execute(conn)?)
}

pub(super) fn fail(
    conn: &mut Conn,
    lease: &Lease,
    code: &str,
    failure: Failure,
    now: Timestamp,
) -> Result<JobState, StoreError> {
    let (state, run_at, done_at) = match failure {
        Failure::Retry(at) if lease.attempt < lease.max_attempts => (JobState::Queued, micros(at), None),
        Failure::Retry(_) | Failure::Dead => (JobState::Dead, now, Some(now)),
    };
    let update = diesel::update(held(lease)).set((
        jobs::state.eq(Sql(state)),
        jobs::run_at.eq(Sql(run_at)),
        jobs::locked_until.eq(Sql(None::<Timestamp>)),
        jobs::locked_by.eq(None::<String>),
        jobs::last_error_code.eq(Some(code)),
        jobs::done_at.eq(Sql(done_at)),
    ));
    changed(update.execute(conn)?)?;
    Ok(state)
}

/// A lease that changed no row is no lease any more.
fn changed(rows: usize) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::Stale) } else { Ok(()) }
}
