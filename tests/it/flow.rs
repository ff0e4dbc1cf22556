//! From order to verified document.

use jiff::SignedDuration;
use wathiq_domain::document::DocumentState;
use wathiq_domain::order::Problems;
use wathiq_domain::request::{RefusalReason, RequestState};
use wathiq_seal::{Credential, Status, StatusList, TrustList, UnixTime, verify_pdf};
use wathiq_service::{Error, ordering, review, sealing, verification};
use wathiq_store::tables::{documents, requests};
use wathiq_tests::TestApp;
use wathiq_tests::people::By;

use wathiq_tests::both;

const CITIZEN: By = By::Email("fatima@example.org");

async fn issue_and_verify(t: TestApp) {
    let (request, document, pdf) = t.issue(t.tenant(), CITIZEN).await;
    let tracked = t.tracked(request).await;
    assert_eq!(tracked.request.state, RequestState::Dispatched);
    let row = &tracked.documents[0];
    assert_eq!(
        (row.id, row.state, row.number().to_string().as_str()),
        (document, DocumentState::Sealed, "2026/000001")
    );

    // The seal, by the platform's root alone.
    let seal = verify_pdf(&pdf, &[t.app.platform.certificate()]).expect("an intact seal");
    assert_eq!(seal.sealer.organization_identifier, "MA.01.511.01.0");
    let record: serde_json::Value = serde_json::from_slice(&seal.record.expect("a record")).unwrap();
    assert_eq!(record["person"]["family"]["fr"], "EXEMPLE", "from the act, not from what was typed");

    // The code, by the trust list.
    let now = UnixTime::from_seconds(t.app.clock.now().as_second()).unwrap();
    let bytes = verification::trust_list(&t.app).await.unwrap();
    let trust = TrustList::open(&bytes, &t.app.platform.pinned(), now, 0).expect("a trust list of the pinned root");
    let url = row.credential.clone().expect("a code");
    let opened = Credential::open_url(&url, &trust, now).expect("a genuine code");
    assert!(!opened.specimen);
    assert_eq!(opened.credential.family_name, "EXEMPLE · نموذج");
    assert_eq!(opened.credential.act_reference, "01/129/1982");

    // Its status, before and after it is withdrawn.
    let place = opened.credential.status;
    let status = async |t: &TestApp| {
        let cwt = verification::status_list(&t.app, "MA.01.511.01.0", &place.list.to_string()).await.unwrap();
        let uri = trust.status_uri("MA.01.511.01.0", place.list);
        StatusList::open(&cwt, &uri, "MA.01.511.01.0", &trust, now).unwrap().list.get(place.index).unwrap()
    };
    assert_eq!(status(&t).await, Status::Valid);
    let registrar = t.member(t.tenant(), "registrar@").await;
    let withdrawn = t.app.db.tenant(t.tenant());
    withdrawn.write(move |tx| sealing::withdraw(tx, &registrar, document, "issued by mistake")).await.unwrap();
    assert_eq!(status(&t).await, Status::Withdrawn);
}

async fn mails_tell_each_step_and_never_a_name(t: TestApp) {
    t.issue(t.tenant(), CITIZEN).await;
    let mails = t.mails();
    assert_eq!(mails.len(), 2, "the receipt and the link");
    for mail in &mails {
        let subject = &mail.summary.subject;
        for word in ["Fatima", "EXEMPLE", "Exemple", "نموذج", "129"] {
            assert!(!subject.contains(word), "{subject}");
        }
        assert!(mail.text.contains("http://localhost:8080/fr/"), "{}", mail.text);
        assert!(mail.attachments.is_empty(), "a link by default");
    }
    for mail in &mails {
        assert_eq!(mail.text.matches("http").count(), 1, "one link: {}", mail.text);
    }
}

async fn a_link_gives_the_document_and_notes_that_it_arrived(t: TestApp) {
    let (request, _, pdf) = t.issue(t.tenant(), CITIZEN).await;
    let mail = t.mails().into_iter().find(|mail| mail.text.contains("/documents/")).unwrap();
    let code = mail.text.split("/documents/").nth(1).unwrap().split_whitespace().next().unwrap();
    let code = wathiq_domain::code::Code::parse(code).unwrap();
    let (_, bytes) = ordering::fetch(&t.app, code).await.unwrap();
    assert_eq!(bytes, pdf);
    assert_eq!(t.tracked(request).await.request.state, RequestState::Delivered);
    // Again: the same file, and nothing changes.
    assert!(ordering::fetch(&t.app, code).await.is_ok());

    t.test.clock.advance(SignedDuration::from_hours(24 * 31));
    assert!(matches!(ordering::fetch(&t.app, code).await, Err(Error::NotFound)), "links run out");
}

async fn a_question_is_asked_once_and_stops_the_clock(t: TestApp) {
    let id = t.order(t.tenant(), CITIZEN).await;
    let clerk = t.member(t.tenant(), "clerk@").await;
    let db = t.app.db.tenant(t.tenant());
    let who = clerk.clone();
    let asked = db.write(move |tx| {
        let version = review::open(tx, &who, id, None)?.request.version;
        review::ask(tx, &who, id, version, "Quel est le prénom du grand-père ?")
    });
    let due = asked.await.unwrap().due_on;
    t.drain().await;
    assert_eq!(t.mails().len(), 2);
    t.test.clock.advance(SignedDuration::from_hours(24 * 7));
    let app = std::sync::Arc::clone(&t.app);
    db.write(move |tx| ordering::complete(tx, &app, id, "Omar")).await.unwrap();
    let request = t.tracked(id).await.request;
    assert_eq!(request.state, RequestState::InReview);
    assert!(request.due_on > due, "the promise begins anew");
    let again = db.write(move |tx| review::ask(tx, &clerk, id, request.version, "Encore ?")).await;
    assert!(matches!(again, Err(Error::AskedBefore)));
}

async fn a_refusal_can_be_taken_back_for_ten_minutes_and_is_told_after(t: TestApp) {
    let id = t.order(t.tenant(), CITIZEN).await;
    let clerk = t.member(t.tenant(), "clerk@").await;
    let db = t.app.db.tenant(t.tenant());
    let reject = |who: wathiq_domain::staff::StaffMember| {
        db.write(move |tx| {
            let version = review::open(tx, &who, id, None)?.request.version;
            review::reject(tx, &who, id, version, RefusalReason::ActNotFound, "Le registre s’arrête à 118.")
        })
    };
    let refused = reject(clerk.clone()).await.unwrap();
    t.drain().await;
    assert_eq!(t.mails().len(), 1, "only the receipt so far");
    t.test.clock.advance(SignedDuration::from_mins(9));
    let who = clerk.clone();
    db.write(move |tx| review::undo(tx, &who, id, refused.version)).await.unwrap();
    t.test.clock.advance(SignedDuration::from_mins(2));
    t.drain().await;
    assert_eq!(t.mails().len(), 1, "what was taken back is not told");

    let refused = reject(clerk.clone()).await.unwrap();
    t.test.clock.advance(SignedDuration::from_mins(11));
    t.drain().await;
    assert_eq!(t.mails().len(), 2);
    let late = db.write(move |tx| review::undo(tx, &clerk, id, refused.version)).await;
    assert!(matches!(late, Err(Error::TooLate)));
}

async fn two_people_do_not_decide_one_request(t: TestApp) {
    let id = t.order(t.tenant(), CITIZEN).await;
    let clerk = t.member(t.tenant(), "clerk@").await;
    let db = t.app.db.tenant(t.tenant());
    let who = clerk.clone();
    let shown = db.write(move |tx| review::open(tx, &who, id, None)).await.unwrap();
    t.approve(t.tenant(), id).await;
    let late = db.write(move |tx| review::reject(tx, &clerk, id, shown.request.version, RefusalReason::Other, "Non"));
    assert!(matches!(late.await, Err(Error::Conflict)));
}

async fn handing_in_twice_is_handing_in_once(t: TestApp) {
    let id = t.order(t.tenant(), CITIZEN).await;
    let db = t.app.db.tenant(t.tenant());
    let app = std::sync::Arc::clone(&t.app);
    let again = db.write(move |tx| ordering::submit(tx, &app, id, wathiq_domain::Locale::Fr, true)).await.unwrap();
    assert_eq!(Some(again.due_on), t.tracked(id).await.request.due_on);
    assert_eq!(db.read(move |tx| requests::lines(tx, id)).await.unwrap().len(), 1);
    t.drain().await;
    assert_eq!(t.mails().len(), 1);
}

async fn an_order_that_is_not_confirmed_is_kept(t: TestApp) {
    let office = ordering::open_offices(&t.app, t.tenant()).await.unwrap()[0].id;
    let choice = wathiq_domain::order::Choice::parse("birth-extract", &["ar-fr".into()], "ar-fr", "1", "").unwrap();
    let token = ordering::start(&t.app, t.tenant(), office, wathiq_domain::Locale::Ar, choice).await.unwrap();
    let id = ordering::draft(&t.app, token).await.unwrap().unwrap().request.id;
    let app = std::sync::Arc::clone(&t.app);
    let db = t.app.db.tenant(t.tenant());
    let refused = db.write(move |tx| ordering::submit(tx, &app, id, wathiq_domain::Locale::Ar, false)).await;
    assert!(matches!(refused, Err(Error::Invalid(Problems(_)))));
    assert!(ordering::draft(&t.app, token).await.unwrap().is_some());
    t.test.clock.advance(SignedDuration::from_hours(25));
    assert!(ordering::draft(&t.app, token).await.unwrap().is_none(), "drafts are forgotten after a day");
}

async fn a_job_run_again_makes_the_same_bytes(t: TestApp) {
    let (_, document, pdf) = t.issue(t.tenant(), CITIZEN).await;
    let db = t.app.db.tenant(t.tenant());
    let found = db.read(move |tx| {
        let document = documents::get(tx, document)?;
        let key = wathiq_store::tables::keys::get(tx, document.key_id)?;
        Ok::<_, wathiq_store::StoreError>((document, key, tx.own_tenant()?))
    });
    let (document, key, tenant) = found.await.unwrap();
    t.test.clock.advance(SignedDuration::from_hours(5));
    let made = wathiq_service::jobs::issue::make(&t.app, &document, &key, &tenant).unwrap();
    assert_eq!(made.pdf, pdf);
}

both! {
    issue_and_verify,
    mails_tell_each_step_and_never_a_name,
    a_link_gives_the_document_and_notes_that_it_arrived,
    a_question_is_asked_once_and_stops_the_clock,
    a_refusal_can_be_taken_back_for_ten_minutes_and_is_told_after,
    two_people_do_not_decide_one_request,
    handing_in_twice_is_handing_in_once,
    an_order_that_is_not_confirmed_is_kept,
    a_job_run_again_makes_the_same_bytes,
}
