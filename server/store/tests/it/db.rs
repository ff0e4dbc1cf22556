//! Transactions, pools, outages.

use std::time::Duration;

use wathiq_store::tables::offices;
use wathiq_store::{Db, DbOptions, Page, Reason, StoreError};

use crate::database::{Server, TestDb};
use crate::on_both;
use crate::sample::{office, tenant};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn count(db: &Db, tenant: wathiq_domain::ids::TenantId) -> usize {
    db.tenant(tenant).read_blocking(|tx| offices::list(tx, None, &Page::first(99))).unwrap().rows.len()
}

fn new_office(code: &str) -> offices::NewOffice {
    offices::NewOffice { code: code.into(), name: wathiq_domain::Bilingual::new("نموذج", "Specimen") }
}

on_both! {
    fn an_error_rolls_back(test) {
        let one = tenant(test.db(), 1).id;
        let failed: Result<(), StoreError> = test.db().tenant(one).write_blocking(|tx| {
            offices::insert(tx, new_office("01"))?;
            Err(StoreError::Stale)
        });
        assert!(matches!(failed, Err(StoreError::Stale)));
        assert_eq!(count(test.db(), one), 0);
    }

    fn a_panic_rolls_back_and_the_connection_lives_on(test) {
        let one = tenant(test.db(), 1).id;
        runtime().block_on(async {
            let db = test.db().tenant(one);
            for _ in 0..20 {
                let panicked: Result<(), StoreError> = db.write(|tx| {
                    offices::insert(tx, new_office("01"))?;
                    panic!("as a test")
                }).await;
                assert!(matches!(panicked, Err(StoreError::Panicked)), "{panicked:?}");
            }
            db.write(|tx| offices::insert(tx, new_office("01"))).await.unwrap();
        });
        assert_eq!(count(test.db(), one), 1);
        // on the caller's own thread it goes on
        let db = test.db().tenant(one);
        let unwound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            db.write_blocking::<(), StoreError>(|tx| {
                offices::insert(tx, new_office("02"))?;
                panic!("as a test")
            })
        }));
        assert!(unwound.is_err());
        assert_eq!(count(test.db(), one), 1);
    }

    fn a_part_can_fail_alone(test) {
        let one = tenant(test.db(), 1).id;
        test.db().tenant(one).write_blocking(|tx| {
            offices::insert(tx, new_office("01"))?;
            // on PostgreSQL a conflict would otherwise spoil the whole transaction
            let twice = tx.attempt(|tx| offices::insert(tx, new_office("01")));
            assert!(matches!(twice, Err(StoreError::Conflict { .. })));
            tx.attempt(|tx| offices::insert(tx, new_office("02")))?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
        assert_eq!(count(test.db(), one), 2);
    }

    fn a_reader_cannot_write(test) {
        let one = tenant(test.db(), 1).id;
        let written = test.db().tenant(one).read_blocking(|tx| offices::insert(tx, new_office("01")));
        assert!(matches!(written, Err(StoreError::ReadOnly)), "{written:?}");
        let audited = test.db().tenant(one).read_blocking(|tx| {
            tx.audit(wathiq_store::audit::AuditEvent::new(wathiq_store::audit::Actor::System, "x"));
            Ok::<_, StoreError>(())
        });
        assert!(matches!(audited, Err(StoreError::ReadOnly)), "{audited:?}");
        assert_eq!(count(test.db(), one), 0);
    }

    fn a_reader_sees_one_snapshot(test) {
        let db = test.db();
        let one = tenant(db, 1).id;
        db.tenant(one).read_blocking(|tx| {
            let before = offices::list(tx, None, &Page::first(9))?.rows.len();
            std::thread::scope(|scope| scope.spawn(|| office(db, one, "01").unwrap()).join().unwrap());
            assert_eq!(offices::list(tx, None, &Page::first(9))?.rows.len(), before);
            Ok::<_, StoreError>(())
        })
        .unwrap();
        assert_eq!(count(db, one), 1);
    }

    fn contention_is_retried_a_bounded_number_of_times(test) {
        let one = tenant(test.db(), 1).id;
        let mut runs = 0;
        let spent: Result<(), StoreError> = test.db().tenant(one).write_retrying_blocking(|tx| {
            runs += 1;
            offices::insert(tx, new_office(&runs.to_string()))?;
            Err(StoreError::Busy("as a test".into()))
        });
        assert!(matches!(spent, Err(StoreError::Busy(_))));
        assert_eq!((runs, count(test.db(), one)), (4, 0));

        let mut runs = 0;
        test.db().tenant(one).write_retrying_blocking(|tx| {
            runs += 1;
            offices::insert(tx, new_office("01"))?;
            if runs < 3 { Err(StoreError::Busy("as a test".into())) } else { Ok(()) }
        })
        .unwrap();
        assert_eq!((runs, count(test.db(), one)), (3, 1));

        let mut runs = 0;
        let refused: Result<(), StoreError> = test.db().tenant(one).write_retrying_blocking(|_| {
            runs += 1;
            Err(StoreError::NotFound)
        });
        assert!(refused.is_err());
        assert_eq!(runs, 1, "only contention is tried again");
    }

    fn locks_of_a_name_exclude_each_other(test) {
        use std::sync::atomic::{AtomicU32, Ordering};
        let db = test.db().tenant(tenant(test.db(), 1).id);
        let (inside, most) = (AtomicU32::new(0), AtomicU32::new(0));
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        db.write_blocking(|tx| {
                            tx.lock("delegation", uuid::Uuid::nil())?;
                            most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                            tx.last_number("x")?;
                            inside.fetch_sub(1, Ordering::SeqCst);
                            Ok::<_, StoreError>(())
                        })
                        .unwrap();
                    }
                });
            }
        });
        assert_eq!(most.into_inner(), 1);
    }

    fn more_tasks_than_connections_all_get_their_turn(test) {
        let one = tenant(test.db(), 1).id;
        runtime().block_on(async {
            let tasks: Vec<_> = (0..60)
                .map(|n: u32| {
                    let db = test.db().tenant(one);
                    tokio::spawn(async move {
                        if n.is_multiple_of(2) {
                            db.write(move |tx| offices::insert(tx, new_office(&format!("{n:03}")))).await.map(|_| ())
                        } else {
                            db.read(|tx| offices::list(tx, None, &Page::first(9))).await.map(|_| ())
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap().unwrap();
            }
            let health = test.db().health().await.unwrap();
            assert!((1..=10).contains(&health.connections), "{health:?}");
        });
        assert_eq!(count(test.db(), one), 30);
    }
}

#[test]
fn a_postgresql_outage_is_said_and_never_opens_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let test = TestDb::sqlite();
    let (clock, entropy) = test.sources();
    // the discard port: nobody answers; the database's name is a path that SQLite would gladly make
    let path = folder.path().join("wathiq");
    let url = format!("postgres://wathiq@127.0.0.1:9/{}", path.display().to_string().trim_start_matches('/'));
    let mut options = DbOptions::new(&url).unwrap();
    options.connect_timeout = Duration::from_secs(2);
    let opened = Db::open(&options, clock, entropy);
    assert!(matches!(opened, Err(StoreError::Unavailable(_))), "{:?}", opened.err());
    assert!(matches!(Db::migrate(&options), Err(StoreError::Unavailable(_))));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(!std::path::Path::new("postgres:").exists());
}

#[test]
fn serving_never_makes_a_sqlite_file() {
    let test = TestDb::empty_on(Server::Sqlite);
    let (clock, entropy) = test.sources();
    let opened = Db::open(&test.options, clock, entropy);
    assert!(matches!(opened, Err(StoreError::Unavailable(_))), "{:?}", opened.err());
    assert!(!test.options.url.sqlite_path().unwrap().exists());
}

#[test]
fn sqlite_is_durable_strict_and_not_readable_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let test = TestDb::sqlite();
    let mode = std::fs::metadata(test.options.url.sqlite_path().unwrap()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let mut raw = crate::raw::Raw::owner(&test);
    assert_eq!(raw.words("SELECT journal_mode AS t FROM pragma_journal_mode"), ["wal"]);
}

/// Sessions that an administrator ends are replaced without a use case noticing more than once.
#[test]
fn connections_that_break_are_replaced() {
    let test = TestDb::postgres();
    let db = test.db();
    let one = tenant(db, 1).id;
    let mut owner = crate::raw::Raw::owner(&test);
    for _ in 0..3 {
        owner
            .run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                  WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .unwrap();
        assert_eq!(count(db, one), 0);
    }
    // in the middle of a transaction it is an outage, and said so
    let cut: Result<(), StoreError> = db.tenant(one).write_blocking(|tx| {
        owner
            .run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                  WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .unwrap();
        offices::insert(tx, new_office("01")).map(|_| ())
    });
    assert!(matches!(cut, Err(StoreError::Unavailable(_))), "{cut:?}");
    assert_eq!(count(db, one), 0);
}

#[test]
fn a_statement_that_runs_too_long_is_stopped() {
    let test = TestDb::postgres();
    let (clock, entropy) = test.sources();
    let mut options = test.options.clone();
    options.lock_timeout = Duration::from_millis(200);
    let db = Db::open(&options, clock, entropy).unwrap();
    let one = tenant(&db, 1).id;
    db.tenant(one)
        .write_blocking(|tx| {
            tx.next_number("n")?;
            // another transaction waits for the counter no longer than it may
            let other = std::thread::scope(|scope| {
                scope.spawn(|| db.tenant(one).write_blocking(|tx| tx.next_number("n"))).join().unwrap()
            });
            assert!(matches!(other, Err(StoreError::Busy(_))), "{other:?}");
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn an_exhausted_pool_says_busy() {
    let test = TestDb::postgres();
    let (clock, entropy) = test.sources();
    let mut options = test.options.clone();
    options.max_connections = 1;
    options.acquire_timeout = Duration::from_millis(200);
    let db = Db::open(&options, clock, entropy).unwrap();
    let one = tenant(&db, 1).id;
    db.tenant(one)
        .read_blocking(|_| {
            let second = db.system(Reason::Directory).read_blocking(|tx| tx.tenant(one));
            assert!(matches!(second, Err(StoreError::Busy(_))), "{second:?}");
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
