//! Tenants, locators, seal keys, operators, offices.

use jiff::SignedDuration;
use uuid::Uuid;
use wathiq_domain::tenant::{TenantSettings, TenantState};
use wathiq_store::locators::{Located, LocatorKind};
use wathiq_store::tables::offices::{self, OfficeState};
use wathiq_store::trust::{KindNumbers, TrustEntry, TrustStatus};
use wathiq_store::types::Tag;
use wathiq_store::{Page, Reason, StoreError};

use crate::database::TestDb;
use crate::on_both;
use crate::sample::{office, tenant};

fn key(test: &TestDb, tag: u8) -> TrustEntry {
    TrustEntry {
        tenant_id: wathiq_domain::ids::TenantId::from_uuid(Uuid::nil()),
        kid: Tag([tag; 8]),
        spki: vec![1, 2, 3],
        certificate: vec![4; 2000],
        kinds: KindNumbers(vec![1, 3]),
        not_before: TestDb::START,
        not_after: TestDb::START + SignedDuration::from_hours(24 * 365),
        status: TrustStatus::Active,
        compromised_at: None,
        created_at: test.sources().0.now(),
    }
}

on_both! {
    fn tenants_are_found_listed_and_changed(test) {
        let db = test.db();
        let (one, two, three) = (tenant(db, 1), tenant(db, 2), tenant(db, 3));
        let directory = db.system(Reason::Directory);
        let first = directory.read_blocking(|tx| tx.tenants(None, &Page::first(2))).unwrap();
        assert_eq!(first.rows, [one.clone(), two.clone()]);
        let rest = directory.read_blocking(|tx| tx.tenants(None, &Page::after(first.next.unwrap(), 2))).unwrap();
        assert_eq!((rest.rows, rest.next), (vec![three.clone()], None));
        let found = directory.read_blocking(|tx| tx.tenant_by_code(&two.code)).unwrap();
        assert_eq!(found, Some(two.clone()));
        assert_eq!(directory.read_blocking(|tx| tx.tenant_by_host("nowhere.example")).unwrap(), None);

        let onboarding = db.system(Reason::Onboarding);
        onboarding.write_blocking(|tx| tx.set_tenant_state(two.id, TenantState::Suspended)).unwrap();
        let live = directory.read_blocking(|tx| tx.tenants(Some(TenantState::Live), &Page::first(9))).unwrap();
        assert_eq!(live.rows.iter().map(|t| t.id).collect::<Vec<_>>(), [one.id, three.id]);

        let settings = TenantSettings { promised_working_days: 9, ..TenantSettings::default() };
        db.tenant(one.id).write_blocking(|tx| tx.set_settings(&settings)).unwrap();
        assert_eq!(db.tenant(one.id).read_blocking(|tx| tx.own_tenant()).unwrap().settings, settings);
        assert_eq!(directory.read_blocking(|tx| tx.tenant(three.id)).unwrap().settings, three.settings);
    }

    fn a_commune_and_its_first_rows_are_made_together(test) {
        let db = test.db();
        let template = tenant(db, 1);
        let made = db.system(Reason::Onboarding).write_blocking(|tx| {
            let two = wathiq_store::tenants::Tenant {
                id: tx.new_id(),
                code: wathiq_domain::tenant::TenantCode::parse("MA.98").unwrap(),
                ..template.clone()
            };
            tx.insert_tenant(&two)?;
            let new = offices::NewOffice { code: "01".into(), name: template.name() };
            let office = tx.enter(two.id, |tx| offices::insert(tx, new))?;
            // and the platform's scope is back
            tx.set_tenant_state(two.id, TenantState::Onboarding)?;
            Ok::<_, StoreError>(office)
        })
        .unwrap();
        let offices = db.tenant(made.tenant_id).read_blocking(|tx| offices::list(tx, None, &Page::first(9))).unwrap();
        assert_eq!(offices.rows, [made]);
    }

    fn a_commune_whose_first_rows_fail_leaves_the_rest_of_the_transaction(test) {
        let db = test.db();
        let one = tenant(db, 1);
        db.system(Reason::Onboarding).write_blocking(|tx| {
            let failed = tx.enter(one.id, |tx| {
                let new = || offices::NewOffice { code: "01".into(), name: one.name() };
                offices::insert(tx, new())?;
                offices::insert(tx, new())
            });
            assert!(matches!(failed, Err(StoreError::Conflict { .. })));
            // the scope is the platform's again, on PostgreSQL too
            tx.set_tenant_state(one.id, TenantState::Suspended)
        })
        .unwrap();
        let offices = db.tenant(one.id).read_blocking(|tx| offices::list(tx, None, &Page::first(9))).unwrap();
        assert_eq!(offices.rows, []);
        let state = db.system(Reason::Directory).read_blocking(|tx| tx.tenant(one.id)).unwrap().state;
        assert_eq!(state, TenantState::Suspended);
    }

    fn tokens_lead_to_their_row_until_they_expire(test) {
        let db = test.db();
        let one = tenant(db, 1);
        let (subject, hour) = (Uuid::from_u128(5), SignedDuration::from_hours(1));
        db.tenant(one.id)
            .write_blocking(|tx| {
                let end = tx.now() + hour;
                tx.add_locator(LocatorKind::Download, b"secret", subject, Some(end))?;
                tx.add_locator(LocatorKind::Tracking, b"for ever", subject, None)
            })
            .unwrap();
        let locate = |kind, token: &'static [u8]| {
            db.system(Reason::Locate).read_blocking(|tx| tx.locate(kind, token)).unwrap()
        };
        let there = Some(Located { tenant: one.id, subject });
        assert_eq!(locate(LocatorKind::Download, b"secret"), there);
        assert_eq!(locate(LocatorKind::Tracking, b"secret"), None, "another kind");
        assert_eq!(locate(LocatorKind::Download, b"Secret"), None);
        test.clock.advance(hour);
        assert_eq!(locate(LocatorKind::Download, b"secret"), None);
        assert_eq!(locate(LocatorKind::Tracking, b"for ever"), there);

        assert_eq!(db.system(Reason::Worker).write_blocking(|tx| tx.purge_locators()).unwrap(), 1);
        let two = tenant(db, 2);
        let removed = |t| db.tenant(t).write_blocking(|tx| tx.remove_locators(LocatorKind::Tracking, subject)).unwrap();
        assert_eq!((removed(two.id), removed(one.id)), (0, 1));
        assert_eq!(locate(LocatorKind::Tracking, b"for ever"), None);
    }

    fn seal_keys_are_listed_with_their_standing(test) {
        let db = test.db();
        let (one, two) = (tenant(db, 1), tenant(db, 2));
        db.tenant(one.id).write_blocking(|tx| tx.insert_trust_entry(&key(test, 9))).unwrap();
        db.tenant(two.id).write_blocking(|tx| tx.insert_trust_entry(&key(test, 7))).unwrap();
        let taken = db.tenant(two.id).write_blocking(|tx| tx.insert_trust_entry(&key(test, 9))).unwrap_err();
        assert!(taken.is_conflict_on("trust_entries_kid_key"), "{taken:?}");

        let list = || db.system(Reason::TrustList).read_blocking(|tx| tx.trust_list()).unwrap();
        let listed: Vec<_> = list().into_iter().map(|line| (line.code, line.entry.kid, line.entry.tenant_id)).collect();
        assert_eq!(listed, [(one.code, Tag([9; 8]), one.id), (two.code, Tag([7; 8]), two.id)]);

        let since = Some(TestDb::START);
        let foreign = db.tenant(two.id).write_blocking(|tx| tx.set_trust_status(Tag([9; 8]), TrustStatus::Retired, None));
        assert!(matches!(foreign, Err(StoreError::NotFound)));
        let undated = db.tenant(one.id).write_blocking(|tx| tx.set_trust_status(Tag([9; 8]), TrustStatus::Compromised, None));
        assert!(matches!(undated, Err(StoreError::Refused(_))));
        db.tenant(one.id).write_blocking(|tx| tx.set_trust_status(Tag([9; 8]), TrustStatus::Compromised, since)).unwrap();
        let own = db.tenant(one.id).read_blocking(|tx| tx.own_trust_entries()).unwrap();
        assert_eq!(own.len(), 1);
        assert_eq!((own[0].status, own[0].compromised_at, &own[0].kinds), (TrustStatus::Compromised, since, &KindNumbers(vec![1, 3])));
    }

    fn operators_have_tokens(test) {
        let db = test.db();
        let onboarding = db.system(Reason::Onboarding);
        let operator = onboarding.write_blocking(|tx| tx.insert_operator_token(b"t", "Specimen")).unwrap();
        let whose = |token: &'static [u8]| db.system(Reason::SignIn).read_blocking(|tx| tx.operator_of(token)).unwrap();
        assert_eq!((whose(b"t"), whose(b"u")), (Some(operator), None));
        onboarding.write_blocking(|tx| tx.revoke_operator(operator)).unwrap();
        assert_eq!(whose(b"t"), None);
    }

    fn offices_page_by_key(test) {
        let db = test.db();
        let one = tenant(db, 1).id;
        for code in ["02", "10", "01", "03"] {
            office(db, one, code).unwrap();
        }
        let codes = |page: Page<String>| {
            let listed = db.tenant(one).read_blocking(|tx| offices::list(tx, None, &page)).unwrap();
            (listed.rows.into_iter().map(|office| office.code).collect::<Vec<_>>(), listed.next)
        };
        assert_eq!(codes(Page::first(3)), (vec!["01".into(), "02".into(), "03".into()], Some("03".into())));
        assert_eq!(codes(Page::after("03".into(), 3)), (vec!["10".to_owned()], None));
        assert_eq!(codes(Page::first(4)).1, None);

        let first = db.tenant(one).read_blocking(|tx| offices::list(tx, None, &Page::first(1))).unwrap().rows.remove(0);
        let closed = db.tenant(one).write_blocking(|tx| offices::set_state(tx, first.id, OfficeState::Closed)).unwrap();
        assert_eq!(closed, offices::Office { state: OfficeState::Closed, ..first });
        let open = db.tenant(one).read_blocking(|tx| offices::list(tx, Some(OfficeState::Open), &Page::first(9))).unwrap();
        assert_eq!(open.rows.len(), 3);
    }
}
