//! One commune never sees another's rows, whoever asks and however.

use wathiq_domain::request::RefusalReason;
use wathiq_service::{Error, review};
use wathiq_store::tables::{acts, documents, requests};
use wathiq_tests::TestApp;
use wathiq_tests::people::By;

use wathiq_tests::both;

async fn rows_of_another_commune_are_not_there(t: TestApp) {
    let (request, document, _) = t.issue(t.tenant(), By::Email("fatima@example.org")).await;
    let act = t.tracked(request).await.request.act_id.unwrap();
    let other = t.app.db.tenant(t.communes[1].id);
    let missing = |error| matches!(error, wathiq_store::StoreError::NotFound);
    assert!(other.read(move |tx| requests::get(tx, request)).await.is_err_and(missing));
    assert!(other.read(move |tx| documents::get(tx, document)).await.is_err_and(missing));
    assert!(other.read(move |tx| acts::get(tx, act)).await.is_err_and(missing));
}

async fn staff_of_another_commune_or_office_find_nothing(t: TestApp) {
    let request = t.order(t.tenant(), By::Email("fatima@example.org")).await;
    let foreign = t.member(t.communes[1].id, "clerk@").await;
    let other = t.app.db.tenant(t.communes[1].id);
    let opened = other.write(move |tx| review::open(tx, &foreign, request, None)).await;
    assert!(matches!(opened, Err(Error::NotFound)));

    let next_door = t.member(t.tenant(), "other-clerk@").await;
    let db = t.app.db.tenant(t.tenant());
    let who = next_door.clone();
    assert!(matches!(db.write(move |tx| review::open(tx, &who, request, None)).await, Err(Error::NotFound)));
    let refused = db.write(move |tx| review::reject(tx, &next_door, request, 2, RefusalReason::Other, "Non")).await;
    assert!(matches!(refused, Err(Error::NotFound)));

    let post = t.member(t.tenant(), "post@").await;
    assert!(matches!(db.write(move |tx| review::open(tx, &post, request, None)).await, Err(Error::Forbidden)));
}

async fn an_act_of_another_office_cannot_be_approved(t: TestApp) {
    let request = t.order(t.tenant(), By::Email("fatima@example.org")).await;
    let offices = t.offices(t.tenant()).await;
    let db = t.app.db.tenant(t.tenant());
    let office = offices[1];
    let entered = db.write(move |tx| {
        let number = wathiq_domain::act::ActNumber { number: 129, year: 1982, part: None };
        let kind = wathiq_domain::act::ActKind::Birth;
        wathiq_service::onboarding::enter_act(tx, office, kind, number.clone(), wathiq_tests::people::content())?;
        Ok::<_, wathiq_store::StoreError>(acts::by_number(tx, office, kind, &number)?[0].id)
    });
    let act = entered.await.unwrap();
    let clerk = t.member(t.tenant(), "clerk@").await;
    let approved = db.write(move |tx| {
        let version = review::open(tx, &clerk, request, None)?.request.version;
        review::approve(tx, &clerk, request, version, act)
    });
    assert!(matches!(approved.await, Err(Error::NotFound)));
}

both! {
    rows_of_another_commune_are_not_there,
    staff_of_another_commune_or_office_find_nothing,
    an_act_of_another_office_cannot_be_approved,
}
