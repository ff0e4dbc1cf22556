//! The chain of what was done.

use wathiq_domain::ids::StaffId;
use wathiq_store::audit::{Actor, AuditCheck, AuditEvent};
use wathiq_store::{Page, StoreError};

use crate::database::{Server, TestDb};
use crate::on_both;
use crate::raw::Raw;
use crate::sample::tenant;

fn event(n: u128) -> AuditEvent {
    AuditEvent::new(Actor::Staff(StaffId::from_uuid(uuid::Uuid::from_u128(n))), "request.approved")
        .about("request", uuid::Uuid::from_u128(n))
        .with("line", i64::try_from(n).unwrap())
        .with("note", "«é» نموذج")
}

fn append(db: &wathiq_store::TenantDb, n: u128) -> Result<(), StoreError> {
    db.write_blocking(|tx| {
        tx.audit(event(n));
        Ok(())
    })
}

/// A chain of so many lines.
fn chain(test: &TestDb, lines: u128) -> wathiq_store::TenantDb {
    let db = test.db().tenant(tenant(test.db(), 1).id);
    for n in 1..=lines {
        append(&db, n).unwrap();
    }
    db
}

fn check(db: &wathiq_store::TenantDb) -> AuditCheck {
    db.read_blocking(|tx| tx.verify_audit()).unwrap()
}

on_both! {
    fn a_chain_verifies_and_lists(test) {
        let db = chain(test, 5);
        let AuditCheck::Whole { lines: 5, head } = check(&db) else { panic!("{:?}", check(&db)) };
        assert_ne!(head, [0; 32]);

        let page = db.read_blocking(|tx| tx.audit_lines(None, &Page::first(2))).unwrap();
        assert_eq!(page.rows.iter().map(|line| line.seq).collect::<Vec<_>>(), [5, 4]);
        let page = db.read_blocking(|tx| tx.audit_lines(None, &Page::after(page.next.unwrap(), 2))).unwrap();
        assert_eq!(page.rows.iter().map(|line| line.seq).collect::<Vec<_>>(), [3, 2]);
        let about = uuid::Uuid::from_u128(3);
        let page = db.read_blocking(|tx| tx.audit_lines(Some(about), &Page::first(9))).unwrap();
        assert_eq!(page.rows.iter().map(|line| line.seq).collect::<Vec<_>>(), [3]);
        assert!(page.rows[0].details.contains("نموذج"));
    }

    fn an_empty_chain_is_whole(test) {
        assert_eq!(check(&chain(test, 0)), AuditCheck::Whole { lines: 0, head: [0; 32] });
    }

    fn events_of_a_transaction_that_fails_are_not_written(test) {
        let db = chain(test, 1);
        let failed = db.write_blocking(|tx| {
            tx.audit(event(2));
            Err::<(), _>(StoreError::NotFound)
        });
        assert!(failed.is_err());
        // nor those of a part of one
        db.write_blocking(|tx| {
            tx.audit(event(3));
            let part = tx.attempt(|tx| {
                tx.audit(event(4));
                Err::<(), _>(StoreError::NotFound)
            });
            assert!(part.is_err());
            Ok::<_, StoreError>(())
        })
        .unwrap();
        assert!(matches!(check(&db), AuditCheck::Whole { lines: 2, .. }));
        let lines = db.read_blocking(|tx| tx.audit_lines(None, &Page::first(9))).unwrap().rows;
        assert_eq!(lines[0].subject_id, Some(uuid::Uuid::from_u128(3)));
    }

    fn the_database_refuses_to_change_or_delete_a_line(test) {
        let _db = chain(test, 2);
        let mut owner = Raw::owner(test);
        for sql in ["UPDATE audit_events SET action = 'other'", "DELETE FROM audit_events WHERE seq = 2"] {
            let refused = owner.run(sql).unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
    }

    fn a_changed_line_breaks_the_chain(test) {
        for (number, sql) in [
            "UPDATE audit_events SET action = 'other' WHERE seq = 2",
            "UPDATE audit_events SET actor_id = NULL WHERE seq = 2",
            "UPDATE audit_events SET details = '{}' WHERE seq = 2",
            "UPDATE audit_events SET subject_kind = 'act' WHERE seq = 2",
            "UPDATE audit_events SET hash = prev_hash WHERE seq = 2",
            "DELETE FROM audit_events WHERE seq = 2",
        ]
        .into_iter()
        .enumerate()
        {
            let db = test.db().tenant(tenant(test.db(), u8::try_from(number).unwrap()).id);
            for n in 1..=3 {
                append(&db, n).unwrap();
            }
            tamper(test, sql);
            assert_eq!(check(&db), AuditCheck::Broken { seq: 2 }, "{sql}");
        }
    }

    fn lines_cut_off_at_the_end_are_missed(test) {
        let db = chain(test, 3);
        tamper(test, "DELETE FROM audit_events WHERE seq = 3");
        assert_eq!(check(&db), AuditCheck::Broken { seq: 3 });
        // and the chain is not continued over the gap
        let appended = append(&db, 4);
        assert!(matches!(appended, Err(StoreError::Corrupt(_))), "{appended:?}");
    }

    fn a_chain_is_one_under_many_writers(test) {
        let db = chain(test, 0);
        std::thread::scope(|scope| {
            for n in 0..8 {
                let db = &db;
                scope.spawn(move || {
                    for m in 0..5 {
                        append(db, n * 10 + m).unwrap();
                    }
                });
            }
        });
        assert!(matches!(check(&db), AuditCheck::Whole { lines: 40, .. }), "{:?}", check(&db));
    }
}

/// Somebody with the owner's rights gets around the triggers.
fn tamper(test: &TestDb, sql: &str) {
    let mut owner = Raw::owner(test);
    match test.server() {
        Server::Postgres => owner
            .run(&format!("BEGIN; ALTER TABLE audit_events DISABLE TRIGGER USER; {sql}; ALTER TABLE audit_events ENABLE TRIGGER USER; COMMIT"))
            .unwrap(),
        Server::Sqlite => owner
            .run(&format!("DROP TRIGGER IF EXISTS audit_events_no_update; DROP TRIGGER IF EXISTS audit_events_no_delete; {sql}"))
            .unwrap(),
    }
}
