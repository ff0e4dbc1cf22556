//! One commune never reaches another's rows.

use wathiq_domain::ids::TenantId;
use wathiq_store::tables::offices::{self, OfficeState};
use wathiq_store::{Page, Reason, StoreError};

use crate::database::{Server, TestDb};
use crate::on_both;
use crate::raw::Raw;
use crate::sample::{office, tenant};

/// Tables with a `tenant_id`, as the PostgreSQL catalogue knows them.
const TENANT_TABLES: &str = "SELECT table_name::text AS t FROM information_schema.columns \
     WHERE table_schema = 'public' AND column_name = 'tenant_id' ORDER BY 1";

on_both! {
    fn a_row_of_another_tenant_is_not_there(test) {
        let db = test.db();
        let (one, two) = (tenant(db, 1), tenant(db, 2));
        let office = office(db, one.id, "01").unwrap();

        let seen = db.tenant(two.id).read_blocking(|tx| offices::find(tx, office.id));
        assert!(matches!(seen, Err(StoreError::NotFound)), "{seen:?}");
        let listed = db.tenant(two.id).read_blocking(|tx| offices::list(tx, None, &Page::first(10))).unwrap();
        assert_eq!(listed.rows, []);
        let changed = db.tenant(two.id).write_blocking(|tx| offices::set_state(tx, office.id, OfficeState::Closed));
        assert!(matches!(changed, Err(StoreError::NotFound)), "{changed:?}");

        let still = db.tenant(one.id).read_blocking(|tx| offices::find(tx, office.id)).unwrap();
        assert_eq!(still, office);
    }

    fn a_tenant_that_does_not_exist_has_no_rows_and_gets_none(test) {
        let db = test.db();
        office(db, tenant(db, 1).id, "01").unwrap();
        let nobody = TenantId::from_uuid(uuid::Uuid::from_u128(7));
        let listed = db.tenant(nobody).read_blocking(|tx| offices::list(tx, None, &Page::first(10))).unwrap();
        assert_eq!(listed.rows, []);
        assert!(matches!(office(db, nobody, "01"), Err(StoreError::Refused(_))));
    }
}

/// The server's connection, without any scope set, sees nothing and changes nothing.
#[test]
fn without_a_tenant_the_servers_role_sees_no_row() {
    let test = TestDb::postgres();
    let db = test.db();
    let one = tenant(db, 1);
    fill(&test, one.id);

    let mut owner = Raw::owner(&test);
    let mut server = Raw::server(&test);
    let tables = owner.words(TENANT_TABLES);
    assert!(tables.len() >= 6, "{tables:?}");
    for table in &tables {
        for setting in ["", "SET wathiq.tenant = ''", "SET wathiq.system = ''", "SET wathiq.system = 'directory'"] {
            server.run("RESET ALL").unwrap();
            if !setting.is_empty() {
                server.run(setting).unwrap();
            }
            let rows = server.number(&format!("SELECT count(*) AS n FROM {table}")).unwrap();
            assert_eq!(rows, 0, "{table} after {setting:?}");
        }
    }
    // there were rows to see
    let with_tenant = format!("SET wathiq.tenant = '{}'", one.id);
    server.run(&with_tenant).unwrap();
    for table in ["offices", "counters", "audit_events", "jobs", "locators"] {
        assert!(server.number(&format!("SELECT count(*) AS n FROM {table}")).unwrap() > 0, "{table}");
    }
}

#[test]
fn the_servers_role_cannot_write_for_another_tenant() {
    let test = TestDb::postgres();
    let db = test.db();
    let (one, two) = (tenant(db, 1), tenant(db, 2));
    office(db, one.id, "01").unwrap();

    let mut server = Raw::server(&test);
    server.run(&format!("SET wathiq.tenant = '{}'", two.id)).unwrap();
    let insert = format!("INSERT INTO offices VALUES ('{}', gen_random_uuid(), '02', 'x', 'x', 'open', now())", one.id);
    assert!(server.run(&insert).unwrap_err().to_string().contains("row-level security"));
    let steal = server.run(&format!("UPDATE offices SET tenant_id = '{}'", two.id));
    assert!(steal.is_ok(), "an update of no visible row is no error");
    server.run("DELETE FROM offices").unwrap();
    let left = db.tenant(one.id).read_blocking(|tx| offices::list(tx, None, &Page::first(9))).unwrap();
    assert_eq!(left.rows.len(), 1);
    // nor move a row of its own away
    office(db, two.id, "01").unwrap();
    let give = server.run(&format!("UPDATE offices SET tenant_id = '{}'", one.id)).unwrap_err();
    assert!(give.to_string().contains("row-level security"), "{give}");
}

/// Every table with a `tenant_id` is isolated by force, so that even its owner is held, and nothing else is granted.
#[test]
fn every_tenant_table_has_forced_row_level_security() {
    let test = TestDb::postgres();
    let mut owner = Raw::owner(&test);
    let open = owner.words(
        "SELECT c.relname::text AS t FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
         WHERE a.attname = 'tenant_id' AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace \
           AND NOT (c.relrowsecurity AND c.relforcerowsecurity)",
    );
    assert_eq!(open, [""; 0], "tables without forced row level security: call wathiq_isolate in their migration");
    let without_policy = owner.words(
        "SELECT t.table_name::text AS t FROM information_schema.columns t \
         WHERE t.table_schema = 'public' AND t.column_name = 'tenant_id' \
           AND NOT EXISTS (SELECT FROM pg_policies p WHERE p.tablename = t.table_name AND p.policyname = 'tenant' \
                             AND p.qual LIKE '%wathiq_tenant()%' AND p.with_check LIKE '%wathiq_tenant()%')",
    );
    assert_eq!(without_policy, [""; 0]);
    // every other policy names a reason of the program: a new one shows here
    let others = owner.words(
        "SELECT tablename || '.' || policyname || ' ' || cmd || ' ' || coalesce(qual, '') AS t FROM pg_policies \
         WHERE policyname <> 'tenant' ORDER BY 1",
    );
    assert_eq!(
        others,
        [
            "jobs.worker ALL (wathiq_system() = 'worker'::text)",
            "locators.expire DELETE (wathiq_system() = 'worker'::text)",
            "locators.expire_sees SELECT (wathiq_system() = 'worker'::text)",
            "locators.locate SELECT (wathiq_system() = 'locate'::text)",
            "trust_entries.trust_list SELECT (wathiq_system() = 'trust_list'::text)",
        ]
    );
}

/// Tables without a tenant are few, and each is known.
#[test]
fn tables_without_a_tenant_are_known() {
    let test = TestDb::postgres();
    let tables = Raw::owner(&test).words(
        "SELECT c.relname::text AS t FROM pg_class c WHERE c.relkind IN ('r', 'p') \
           AND c.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_attribute a \
             WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') ORDER BY 1",
    );
    assert_eq!(tables, ["__diesel_schema_migrations", "operator_tokens", "tenants"]);
}

/// Composite keys: a row can refer only to rows of its own tenant.
#[test]
fn keys_start_with_the_tenant() {
    let test = TestDb::postgres();
    let mut owner = Raw::owner(&test);
    let primary = owner.words(
        "SELECT c.conrelid::regclass::text AS t FROM pg_constraint c \
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'tenant_id' \
         WHERE c.contype = 'p' AND c.conkey[1] <> a.attnum ORDER BY 1",
    );
    // found by a digest, before the tenant is known
    assert_eq!(primary, ["locators"]);
    let foreign = owner.words(
        "SELECT c.conrelid::regclass::text || ' ' || c.conname AS t FROM pg_constraint c \
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'tenant_id' \
         WHERE c.contype = 'f' AND c.confrelid <> 'tenants'::regclass AND c.conkey[1] <> a.attnum ORDER BY 1",
    );
    assert_eq!(foreign, [""; 0]);
    let unique = owner.words(
        "SELECT c.conname::text AS t FROM pg_constraint c \
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'tenant_id' \
         WHERE c.contype = 'u' AND c.conkey[1] <> a.attnum ORDER BY 1",
    );
    assert_eq!(unique, ["trust_entries_kid_key"], "a key's identifier is unique on the whole platform");
    let long =
        owner.words("SELECT conname::text AS t FROM pg_constraint WHERE contype = 'u' AND length(conname) >= 63");
    assert_eq!(long, [""; 0], "PostgreSQL cuts such names, and SQLite would give another");
}

#[test]
fn the_server_refuses_a_role_that_could_bypass_isolation() {
    let test = TestDb::postgres();
    let (clock, entropy) = test.sources();
    // the cluster's owner is a superuser
    let opened = wathiq_store::Db::open(test.owner(), clock, entropy);
    assert!(
        matches!(opened, Err(StoreError::Configuration(ref why)) if why.contains("superuser")),
        "{:?}",
        opened.err()
    );

    // nor may it own a table, by itself or through a group
    let mut owner = Raw::owner(&test);
    owner.run("ALTER TABLE offices OWNER TO wathiq_app").unwrap();
    let (clock, entropy) = test.sources();
    let opened = wathiq_store::Db::open(&test.options, clock, entropy);
    assert!(
        matches!(opened, Err(StoreError::Configuration(ref why)) if why.contains("owns the table offices")),
        "{:?}",
        opened.err()
    );
    owner.run("ALTER TABLE offices OWNER TO postgres").unwrap();

    let mut server = Raw::server(&test);
    let powers = server
        .number("SELECT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)::int::bigint AS n FROM pg_roles WHERE rolname = current_user")
        .unwrap();
    assert_eq!(powers, 0);
    let owned = server
        .number("SELECT count(*) AS n FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)")
        .unwrap();
    assert_eq!(owned, 0);
    for forbidden in [
        "SET ROLE postgres",
        "ALTER TABLE offices NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON offices",
        "SELECT wathiq_isolate('offices')",
        "CREATE TABLE mine (x int)",
        "TRUNCATE audit_events",
        "DELETE FROM audit_events",
        "UPDATE audit_events SET action = 'x'",
        "DELETE FROM trust_entries",
        "DELETE FROM tenants",
        "INSERT INTO __diesel_schema_migrations VALUES ('9')",
    ] {
        assert!(server.run(forbidden).is_err(), "{forbidden}");
    }
}

#[test]
fn a_scope_ends_with_its_transaction() {
    let test = TestDb::postgres();
    let db = test.db();
    let one = tenant(db, 1);
    fill(&test, one.id);
    let mut server = Raw::server(&test);
    server.run(&format!("BEGIN; SELECT set_config('wathiq.tenant', '{}', true)", one.id)).unwrap();
    assert_eq!(server.number("SELECT count(*) AS n FROM offices").unwrap(), 1);
    server.run("COMMIT").unwrap();
    // the setting now exists, empty: that must not be read as a tenant, nor fail
    assert_eq!(server.number("SELECT count(*) AS n FROM offices").unwrap(), 0);
}

#[test]
fn reasons_open_what_they_name_and_no_more() {
    for server in Server::ALL {
        let test = TestDb::on(server);
        let db = test.db();
        let leased =
            db.system(Reason::Directory).write_blocking(|tx| tx.lease_jobs("w", jiff::SignedDuration::from_secs(1), 1));
        assert!(matches!(leased, Err(StoreError::Refused(_))), "{server:?}");
        let created = db.system(Reason::Worker).read_blocking(|tx| tx.trust_list());
        assert!(matches!(created, Err(StoreError::Refused(_))), "{server:?}");
    }
}

/// A row in each of the machinery's tables.
fn fill(test: &TestDb, tenant: TenantId) {
    use wathiq_store::audit::{Actor, AuditEvent};
    use wathiq_store::jobs::NewJob;
    use wathiq_store::locators::LocatorKind;
    office(test.db(), tenant, "01").unwrap();
    test.db()
        .tenant(tenant)
        .write_blocking(|tx| {
            tx.next_number("document/2026")?;
            tx.audit(AuditEvent::new(Actor::System, "test.filled"));
            tx.enqueue(NewJob::new("test", uuid::Uuid::nil()))?;
            tx.add_locator(LocatorKind::Tracking, b"token", uuid::Uuid::nil(), None)
        })
        .unwrap();
}
