//! What goes into a column comes back, on both servers.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use wathiq_domain::ids::TypedId;
use wathiq_store::locators::LocatorKind;
use wathiq_store::types::{Day, Instant, Key, Octets, Sql, Tag, Word};
use wathiq_store::{Reason, StoreError};

use crate::on_both;
use crate::raw::Raw;
use crate::sample::{office, tenant};

fn same<T: PartialEq + std::fmt::Debug>(sent: &T, received: &T) {
    assert_eq!(sent, received);
}

/// A value sent and received by each server's own protocol.
macro_rules! round_trip {
    ($raw:expr, $sql:ty, $value:expr) => {{
        let sent = $value;
        let query = || diesel::select(Sql(sent).into_sql::<$sql>());
        same(
            &sent,
            &match $raw {
                Raw::Postgres(conn) => query().get_result(conn).unwrap(),
                Raw::Sqlite(conn) => query().get_result(conn).unwrap(),
            },
        );
    }};
}

on_both! {
    fn values_come_back_as_they_went(test) {
        let raw = &mut Raw::owner(test);
        for day in ["0001-01-01", "1582-03-12", "1999-12-31", "2000-01-01", "2000-02-29", "2026-11-22", "9999-12-31"] {
            let day: jiff::civil::Date = day.parse().unwrap();
            round_trip!(raw, Day, day);
        }
        for at in ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "2000-01-01T00:00:00Z", "2026-11-22T10:00:00.000001Z"] {
            let at: Timestamp = at.parse().unwrap();
            round_trip!(raw, Instant, at);
        }
        round_trip!(raw, Octets, [0xff_u8; 32]);
        round_trip!(raw, Octets, [0_u8; 16]);
        round_trip!(raw, Octets, Tag([7; 8]));
        round_trip!(raw, Key, Uuid::max());
        round_trip!(raw, Word, LocatorKind::SignIn);
    }

    fn rows_come_back_as_they_went(test) {
        let db = test.db();
        let one = tenant(db, 1);
        assert_eq!(db.system(Reason::Directory).read_blocking(|tx| tx.tenant(one.id)).unwrap(), one);
        assert_eq!(db.tenant(one.id).read_blocking(|tx| tx.own_tenant()).unwrap(), one);
    }

    fn instants_keep_microseconds_and_order(test) {
        let db = test.db();
        let one = db.tenant(tenant(db, 1).id);
        let moments = ["0001-01-01T00:00:00Z", "1582-03-12T23:59:59.999999Z", "1999-12-31T23:59:59.000001Z",
            "2000-01-01T00:00:00Z", "2026-11-22T10:00:00.1Z", "9999-12-30T22:00:00Z"];
        for (number, text) in moments.iter().enumerate() {
            let at: Timestamp = text.parse().unwrap();
            let token = number.to_be_bytes();
            one.write_blocking(|tx| tx.add_locator(LocatorKind::Draft, &token, Uuid::from_u128(number as u128), Some(at)))
                .unwrap();
        }
        let stored = Raw::owner(test).words("SELECT CAST(subject AS text) AS t FROM (SELECT expires_at, \
            row_number() OVER (ORDER BY expires_at) AS subject FROM locators ORDER BY created_at) x ORDER BY expires_at");
        assert_eq!(stored, ["1", "2", "3", "4", "5", "6"]);
        // read back through the comparison: only those later than now are good
        let locate = db.system(Reason::Locate);
        let good: Vec<bool> = (0..moments.len())
            .map(|n: usize| locate.read_blocking(|tx| tx.locate(LocatorKind::Draft, &n.to_be_bytes())).unwrap().is_some())
            .collect();
        // the test's now is 2026-11-22T10:00:00Z
        assert_eq!(good, [false, false, false, false, true, true]);
    }

    fn one_instant_and_fresh_identifiers_in_a_transaction(test) {
        let db = test.db().tenant(tenant(test.db(), 1).id);
        test.clock.advance(SignedDuration::new(1, 123_456_789));
        db.write_blocking(|tx| {
            assert_eq!(tx.now().to_string(), "2026-11-22T10:00:01.123456Z");
            let (a, b): (wathiq_domain::ids::ActId, wathiq_domain::ids::ActId) = (tx.new_id(), tx.new_id());
            assert_ne!(a, b);
            let uuid = TypedId::as_uuid(&a);
            assert_eq!(uuid.get_version_num(), 7);
            assert_eq!(uuid.get_timestamp().unwrap().to_unix(), (1_795_341_601, 123_000_000));
            Ok::<_, StoreError>(())
        })
        .unwrap();
    }

    fn a_value_that_is_not_its_types_is_corrupt(test) {
        let db = test.db();
        let one = tenant(db, 1);
        Raw::owner(test).run("UPDATE tenants SET settings = '{\"promised_working_days\": \"Fatima\"}'").unwrap();
        let read = db.tenant(one.id).read_blocking(|tx| tx.own_tenant());
        let Err(StoreError::Corrupt(why)) = read else { panic!("{read:?}") };
        assert!(why.contains("settings") && !why.contains("Fatima"), "{why}");
    }

    fn conflicts_have_the_same_name_on_both(test) {
        let db = test.db();
        let one = tenant(db, 1);
        office(db, one.id, "01").unwrap();
        let twice = office(db, one.id, "01").unwrap_err();
        assert!(twice.is_conflict_on("offices_tenant_id_code_key"), "{twice:?}");
        assert!(!twice.to_string().contains("01"), "{twice}");
        // another commune may have the same code
        office(db, tenant(db, 2).id, "01").unwrap();
        let same_code = db.system(Reason::Onboarding).write_blocking(|tx| {
            let again = wathiq_store::tenants::Tenant { id: tx.new_id(), ..one.clone() };
            tx.insert_tenant(&again)
        });
        assert!(same_code.unwrap_err().is_conflict_on("tenants_code_key"));
    }

    fn checks_of_columns_hold(test) {
        let one = tenant(test.db(), 1);
        let empty = office(test.db(), one.id, "").unwrap_err();
        assert!(matches!(empty, StoreError::Refused(_)), "{empty:?}");
    }
}
