//! The queue: leases, retries, dead letters.

use std::collections::HashSet;
use std::sync::Mutex;

use jiff::SignedDuration;
use serde_json::json;
use uuid::Uuid;
use wathiq_store::jobs::{Failure, JobState, LEASE_EXPIRED, Lease, NewJob};
use wathiq_store::{Page, Reason, StoreError, TenantDb};

use crate::database::TestDb;
use crate::on_both;
use crate::sample::tenant;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

fn commune(test: &TestDb) -> TenantDb {
    test.db().tenant(tenant(test.db(), 1).id)
}

fn lease(test: &TestDb, worker: &str, limit: u16) -> Vec<Lease> {
    test.db().system(Reason::Worker).write_blocking(|tx| tx.lease_jobs(worker, MINUTE, limit)).unwrap()
}

fn enqueue(db: &TenantDb, subject: u128) -> wathiq_domain::ids::JobId {
    db.write_blocking(|tx| tx.enqueue(NewJob::new("issue", Uuid::from_u128(subject)).payload(json!({"n": 1})))).unwrap()
}

on_both! {
    fn a_job_is_leased_done_and_gone(test) {
        let db = commune(test);
        let id = enqueue(&db, 1);
        let leases = lease(test, "w1", 10);
        let [taken] = leases.as_slice() else { panic!("{leases:?}") };
        assert_eq!((taken.job, taken.kind.as_str(), taken.subject), (id, "issue", Uuid::from_u128(1)));
        assert_eq!((taken.attempt, &taken.payload), (1, &json!({"n": 1})));
        assert_eq!(taken.until, TestDb::START + MINUTE);
        assert_eq!(lease(test, "w2", 10), []);

        db.write_blocking(|tx| tx.complete_job(taken)).unwrap();
        test.clock.advance(MINUTE * 60);
        assert_eq!(lease(test, "w2", 10), []);
        let job = db.read_blocking(|tx| tx.job(id)).unwrap();
        assert_eq!((job.state, job.done_at), (JobState::Done, Some(TestDb::START)));
    }

    fn asking_twice_is_asking_once(test) {
        let db = commune(test);
        let first = enqueue(&db, 1);
        assert_eq!(enqueue(&db, 1), first);
        // in one transaction too, and under a part that failed
        db.write_blocking(|tx| {
            let second = tx.enqueue(NewJob::new("issue", Uuid::from_u128(2)))?;
            assert_eq!(tx.enqueue(NewJob::new("issue", Uuid::from_u128(2)))?, second);
            Ok::<_, StoreError>(())
        })
        .unwrap();
        let other_kind = db.write_blocking(|tx| tx.enqueue(NewJob::new("deliver", Uuid::from_u128(1)))).unwrap();
        assert_ne!(other_kind, first);
        assert_eq!(lease(test, "w", 10).len(), 3);
        // nor does asking again change a running job
        enqueue(&db, 1);
        assert_eq!(lease(test, "w", 10), []);
    }

    fn a_job_goes_with_its_transaction(test) {
        let db = commune(test);
        let failed = db.write_blocking(|tx| {
            tx.enqueue(NewJob::new("issue", Uuid::from_u128(1)))?;
            Err::<(), _>(StoreError::NotFound)
        });
        assert!(failed.is_err());
        assert_eq!(lease(test, "w", 10), []);
    }

    fn leases_are_exclusive_under_many_threads(test) {
        let db = commune(test);
        for subject in 0..40 {
            enqueue(&db, subject);
        }
        let seen = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for worker in 0..8 {
                let seen = &seen;
                scope.spawn(move || {
                    let name = format!("w{worker}");
                    loop {
                        let leases = lease(test, &name, 3);
                        if leases.is_empty() {
                            break;
                        }
                        seen.lock().unwrap().extend(leases.into_iter().map(|lease| (name.clone(), lease.job)));
                    }
                });
            }
        });
        let seen = seen.into_inner().unwrap();
        let jobs: HashSet<_> = seen.iter().map(|(_, job)| job).collect();
        assert_eq!((seen.len(), jobs.len()), (40, 40), "each job once");
    }

    fn an_expired_lease_is_taken_again_and_the_late_worker_told(test) {
        let db = commune(test);
        enqueue(&db, 1);
        let late = lease(test, "w1", 1).remove(0);
        test.clock.advance(MINUTE - SignedDuration::from_micros(1));
        assert_eq!(lease(test, "w2", 1), []);
        test.clock.advance(SignedDuration::from_micros(1));
        let again = lease(test, "w2", 1).remove(0);
        assert_eq!((again.job, again.attempt), (late.job, 2));

        // whatever the late worker did in this transaction is rolled back
        let told = db.write_blocking(|tx| {
            tx.next_number("document/2026")?;
            tx.complete_job(&late)
        });
        assert!(matches!(told, Err(StoreError::Stale)), "{told:?}");
        assert_eq!(db.read_blocking(|tx| tx.last_number("document/2026")).unwrap(), 0);
        let told = db.write_blocking(|tx| tx.fail_job(&late, "x", Failure::Dead));
        assert!(matches!(told, Err(StoreError::Stale)));
        db.write_blocking(|tx| tx.complete_job(&again)).unwrap();
        let twice = db.write_blocking(|tx| tx.complete_job(&again));
        assert!(matches!(twice, Err(StoreError::Stale)));
    }

    fn the_same_worker_cannot_use_its_own_old_lease(test) {
        let db = commune(test);
        enqueue(&db, 1);
        let old = lease(test, "w1", 1).remove(0);
        test.clock.advance(MINUTE);
        let new = lease(test, "w1", 1).remove(0);
        assert!(matches!(db.write_blocking(|tx| tx.complete_job(&old)), Err(StoreError::Stale)));
        db.write_blocking(|tx| tx.complete_job(&new)).unwrap();
    }

    fn a_lease_can_be_kept_longer(test) {
        let db = commune(test);
        enqueue(&db, 1);
        let first = lease(test, "w1", 1).remove(0);
        test.clock.advance(SignedDuration::from_secs(50));
        let longer =
            test.db().system(Reason::Worker).write_blocking(|tx| tx.extend_lease(&first, MINUTE)).unwrap();
        test.clock.advance(SignedDuration::from_secs(50));
        assert_eq!(lease(test, "w2", 1), []);
        db.write_blocking(|tx| tx.complete_job(&longer)).unwrap();
    }

    fn a_failed_job_waits_then_dies_after_its_last_try(test) {
        let db = commune(test);
        let id = db
            .write_blocking(|tx| tx.enqueue(NewJob::new("deliver", Uuid::from_u128(1)).max_attempts(2)))
            .unwrap();
        let worker = test.db().system(Reason::Worker);
        let taken = lease(test, "w", 1).remove(0);
        let later = TestDb::START + MINUTE * 10;
        let state = worker.write_blocking(|tx| tx.fail_job(&taken, "smtp_421", Failure::Retry(later))).unwrap();
        assert_eq!(state, JobState::Queued);
        assert_eq!(lease(test, "w", 1), []);
        test.clock.advance(MINUTE * 10);
        let taken = lease(test, "w", 1).remove(0);
        let state = worker.write_blocking(|tx| tx.fail_job(&taken, "smtp_421", Failure::Retry(later + MINUTE))).unwrap();
        assert_eq!(state, JobState::Dead);

        test.clock.advance(MINUTE * 60);
        assert_eq!(lease(test, "w", 1), []);
        let dead = db.read_blocking(|tx| tx.dead_jobs(&Page::first(9))).unwrap().rows;
        assert_eq!(dead.len(), 1);
        assert_eq!((dead[0].id, dead[0].attempts, dead[0].last_error_code.as_deref()), (id, 2, Some("smtp_421")));
        let depth = worker.read_blocking(|tx| tx.queue_depth()).unwrap();
        assert_eq!((depth.queued, depth.running, depth.dead), (0, 0, 1));

        let letters = worker.read_blocking(|tx| tx.dead_letters(&Page::first(9))).unwrap().rows;
        assert_eq!(letters, dead);

        db.write_blocking(|tx| tx.revive_job(id)).unwrap();
        assert!(matches!(db.write_blocking(|tx| tx.revive_job(id)), Err(StoreError::NotFound)));
        let taken = lease(test, "w", 1).remove(0);
        assert_eq!((taken.job, taken.attempt), (id, 1));
    }

    fn a_job_that_kills_its_workers_is_given_up(test) {
        let db = commune(test);
        let id = db.write_blocking(|tx| tx.enqueue(NewJob::new("issue", Uuid::nil()).max_attempts(2))).unwrap();
        for attempt in 1..=2 {
            assert_eq!(lease(test, "w", 1).remove(0).attempt, attempt);
            test.clock.advance(MINUTE);
        }
        assert_eq!(lease(test, "w", 1), []);
        let job = db.read_blocking(|tx| tx.job(id)).unwrap();
        assert_eq!((job.state, job.last_error_code.as_deref()), (JobState::Dead, Some(LEASE_EXPIRED)));
    }

    fn jobs_run_in_the_order_they_are_due(test) {
        let db = commune(test);
        for (subject, minutes) in [(1, 3), (2, 1), (3, 2), (4, 90)] {
            let at = TestDb::START + MINUTE * minutes;
            db.write_blocking(|tx| tx.enqueue(NewJob::new("issue", Uuid::from_u128(subject)).run_at(at))).unwrap();
        }
        assert_eq!(lease(test, "w", 9), []);
        test.clock.advance(MINUTE * 60);
        let depth = test.db().system(Reason::Worker).read_blocking(|tx| tx.queue_depth()).unwrap();
        assert_eq!((depth.queued, depth.oldest_due), (4, Some(TestDb::START + MINUTE)));
        let order: Vec<_> = lease(test, "w", 2).into_iter().map(|lease| lease.subject.as_u128()).collect();
        assert_eq!(order, [2, 3]);
        assert_eq!(lease(test, "w", 9).len(), 1);
    }

    fn a_lease_is_of_its_own_tenant(test) {
        enqueue(&commune(test), 1);
        let other = test.db().tenant(tenant(test.db(), 2).id);
        let taken = lease(test, "w", 1).remove(0);
        assert!(matches!(other.write_blocking(|tx| tx.complete_job(&taken)), Err(StoreError::NotFound)));
        assert!(matches!(other.read_blocking(|tx| tx.job(taken.job)), Err(StoreError::NotFound)));
    }

    fn a_worker_hears_of_a_new_job(test) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let db = commune(test);
        let heard = test.db().jobs_enqueued();
        runtime.block_on(async {
            db.write(|tx| tx.enqueue(NewJob::new("issue", Uuid::nil()))).await.unwrap();
            tokio::time::timeout(std::time::Duration::from_secs(5), heard.notified()).await.unwrap();
        });
    }
}
