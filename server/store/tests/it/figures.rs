//! How long transactions take: `cargo nextest run -p wathiq-store --run-ignored only --no-capture figures`.

use std::time::{Duration, Instant};

use wathiq_store::audit::{Actor, AuditEvent};
use wathiq_store::jobs::NewJob;
use wathiq_store::tables::offices;
use wathiq_store::{Reason, StoreError};

use crate::database::{Server, TestDb};
use crate::sample::{office, tenant};

const RUNS: u32 = 500;

fn measured(what: &str, server: Server, mut run: impl FnMut(u32)) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|n| {
            let start = Instant::now();
            run(n);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let (median, late) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    println!("{server:?} {what}: median {median:?}, p95 {late:?}");
}

#[test]
#[ignore = "prints figures, checks nothing"]
fn transactions() {
    for server in Server::ALL {
        let test = TestDb::on(server);
        let one = tenant(test.db(), 1).id;
        let db = test.db().tenant(one);
        let first = office(test.db(), one, "01").unwrap();
        measured("read, one row by key", server, |_| {
            db.read_blocking(|tx| offices::find(tx, first.id)).unwrap();
        });
        measured("write, nothing", server, |_| {
            db.write_blocking(|_| Ok::<_, StoreError>(())).unwrap();
        });
        measured("write, a row + number + job + audit line", server, |n| {
            db.write_blocking(|tx| {
                let name = wathiq_domain::Bilingual::new("نموذج", "Specimen");
                let office = offices::insert(tx, offices::NewOffice { code: format!("x{n}"), name })?;
                tx.next_number("document/2026")?;
                tx.enqueue(NewJob::new("issue", office.id.as_uuid()))?;
                tx.audit(AuditEvent::new(Actor::System, "x").about("office", office.id.as_uuid()));
                Ok::<_, StoreError>(())
            })
            .unwrap();
        });
        let worker = test.db().system(Reason::Worker);
        measured("lease and complete one job", server, |_| {
            let leases = worker.write_blocking(|tx| tx.lease_jobs("w", jiff::SignedDuration::from_mins(1), 1)).unwrap();
            db.write_blocking(|tx| tx.complete_job(&leases[0])).unwrap();
        });
    }
}
