//! Who may seal, and that numbers have no gap.

use std::sync::Arc;

use wathiq_domain::staff::NoPower;
use wathiq_service::{Error, sealing};
use wathiq_store::tables::{documents, staff};
use wathiq_tests::TestApp;
use wathiq_tests::people::By;

use wathiq_tests::both;

const CITIZEN: By = By::Email("fatima@example.org");

async fn a_delegation_that_ended_seals_nothing(t: TestApp) {
    let id = t.order(t.tenant(), CITIZEN).await;
    t.approve(t.tenant(), id).await;
    let registrar = t.member(t.tenant(), "registrar@").await;
    let db = t.app.db.tenant(t.tenant());
    let who = registrar.id;
    let today = t.app.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let withdrawn = db.write(move |tx| {
        let delegation = staff::delegations_of(tx, who)?[0].id;
        staff::withdraw_delegation(tx, delegation, today)
    });
    withdrawn.await.unwrap();
    let app = Arc::clone(&t.app);
    let refused = db.write(move |tx| sealing::order(tx, &app, &registrar, &[id])).await;
    assert!(matches!(refused, Err(Error::NoPower(NoPower::Ended))), "{refused:?}");
    assert!(db.read(documents::numbers).await.unwrap().is_empty(), "no number was used up");
}

async fn a_registrar_seals_for_their_own_office_only(t: TestApp) {
    let id = t.order(t.tenant(), CITIZEN).await;
    t.approve(t.tenant(), id).await;
    let db = t.app.db.tenant(t.tenant());
    let order = |who| {
        let app = Arc::clone(&t.app);
        db.write(move |tx| sealing::order(tx, &app, &who, &[id]))
    };
    let other = t.member(t.tenant(), "other-registrar@").await;
    assert!(matches!(order(other).await, Err(Error::NotFound)), "another office's request cannot be told from none");
    let clerk = t.member(t.tenant(), "clerk@").await;
    assert!(matches!(order(clerk).await, Err(Error::Forbidden)));
}

async fn a_run_is_sealed_whole_or_not_at_all(t: TestApp) {
    let good = t.order(t.tenant(), CITIZEN).await;
    t.approve(t.tenant(), good).await;
    let unapproved = t.order(t.tenant(), CITIZEN).await;
    let registrar = t.member(t.tenant(), "registrar@").await;
    let db = t.app.db.tenant(t.tenant());
    let (app, who) = (Arc::clone(&t.app), registrar.clone());
    let refused = db.write(move |tx| sealing::order(tx, &app, &who, &[good, unapproved])).await;
    assert!(matches!(refused, Err(Error::Transition(_))), "{refused:?}");
    assert_eq!(t.drain().await, 2, "only the two receipts");
    assert!(db.read(documents::numbers).await.unwrap().is_empty());

    t.seal(t.tenant(), vec![good]).await;
    let app = Arc::clone(&t.app);
    let twice = db.write(move |tx| sealing::order(tx, &app, &registrar, &[good])).await;
    assert!(twice.is_err(), "one request is sealed once");
    assert_eq!(db.read(documents::numbers).await.unwrap(), [(2026, 1)]);
}

async fn numbers_have_no_gap_and_communes_their_own(t: TestApp) {
    let mut requests = Vec::new();
    for _ in 0..5 {
        let id = t.order(t.tenant(), CITIZEN).await;
        t.approve(t.tenant(), id).await;
        requests.push(id);
    }
    t.seal(t.tenant(), requests[..2].to_vec()).await;
    t.seal(t.tenant(), requests[2..].to_vec()).await;
    let other = t.communes[1].id;
    t.issue(other, CITIZEN).await;
    t.drain().await;
    let numbers = async |tenant| t.app.db.tenant(tenant).read(documents::numbers).await;
    assert_eq!(numbers(t.tenant()).await.unwrap(), [(2026, 1), (2026, 2), (2026, 3), (2026, 4), (2026, 5)]);
    assert_eq!(numbers(other).await.unwrap(), [(2026, 1)]);
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method alone is for one lifetime only")]
    let check = t.app.db.tenant(t.tenant()).read(|tx| tx.verify_audit()).await.unwrap();
    assert!(matches!(check, wathiq_store::audit::AuditCheck::Whole { lines, .. } if lines > 10), "{check:?}");
}

both! {
    a_delegation_that_ended_seals_nothing,
    a_registrar_seals_for_their_own_office_only,
    a_run_is_sealed_whole_or_not_at_all,
    numbers_have_no_gap_and_communes_their_own,
}
