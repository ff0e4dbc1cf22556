//! Numbers without gaps and without doubles.

use std::sync::atomic::{AtomicU32, Ordering};

use wathiq_store::StoreError;

use crate::on_both;
use crate::sample::tenant;

on_both! {
    fn numbers_have_no_gap_under_many_threads_and_rollbacks(test) {
        let db = test.db().tenant(tenant(test.db(), 1).id);
        let turns = AtomicU32::new(0);
        let mut numbers: Vec<i64> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        let mut kept = Vec::new();
                        for _ in 0..10 {
                            let rolls_back = turns.fetch_add(1, Ordering::Relaxed).is_multiple_of(3);
                            let number = db.write_blocking(|tx| {
                                let number = tx.next_number("document/2026")?;
                                if rolls_back { Err(StoreError::NotFound) } else { Ok(number) }
                            });
                            match number {
                                Ok(number) => kept.push(number),
                                Err(StoreError::NotFound) => {}
                                Err(other) => panic!("{other}"),
                            }
                        }
                        kept
                    })
                })
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        numbers.sort_unstable();
        let last = i64::try_from(numbers.len()).unwrap();
        assert_eq!(numbers, (1..=last).collect::<Vec<_>>());
        assert_eq!(db.read_blocking(|tx| tx.last_number("document/2026")).unwrap(), last);
    }

    fn counters_of_two_tenants_and_two_names_are_apart(test) {
        let (one, two) = (tenant(test.db(), 1).id, tenant(test.db(), 2).id);
        let next = |tenant, name: &'static str| test.db().tenant(tenant).write_blocking(|tx| tx.next_number(name)).unwrap();
        assert_eq!([next(one, "a"), next(one, "a"), next(two, "a"), next(one, "b")], [1, 2, 1, 1]);
        assert_eq!(test.db().tenant(two).read_blocking(|tx| tx.last_number("b")).unwrap(), 0);
    }
}
