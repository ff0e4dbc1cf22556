//! The two trees of migrations.

use std::collections::BTreeMap;
use std::path::PathBuf;

use wathiq_store::{Db, StoreError, migrate};

use crate::database::{Server, TestDb};
use crate::raw::Raw;

fn tree(server: &str) -> BTreeMap<String, Vec<String>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(server);
    std::fs::read_dir(root)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let mut files: Vec<_> = std::fs::read_dir(entry.path())
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            files.sort();
            (entry.file_name().into_string().unwrap(), files)
        })
        .collect()
}

#[test]
fn both_trees_hold_the_same_names() {
    let (postgres, sqlite) = (tree("postgres"), tree("sqlite"));
    assert_eq!(postgres, sqlite);
    for (name, files) in postgres {
        assert_eq!(files, ["down.sql", "up.sql"], "{name}");
        let (stamp, words) = name.split_once('_').unwrap();
        assert!(stamp.len() == 16 && stamp.bytes().all(|b| b.is_ascii_digit()), "{name}");
        assert!(words.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{name}");
    }
}

/// Every object of the schema, as text.
fn schema(test: &TestDb) -> Vec<String> {
    let mut owner = Raw::owner(test);
    match test.server() {
        Server::Sqlite => owner.words(
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS t FROM sqlite_schema \
             WHERE name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' AND tbl_name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' ORDER BY 1",
        ),
        Server::Postgres => {
            let mut all = owner.words(
                "SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS t \
                 FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_diesel%' ORDER BY 1",
            );
            for more in [
                "SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS t \
                 FROM pg_constraint WHERE connamespace = 'public'::regnamespace \
                   AND conrelid::regclass::text NOT LIKE '\\_\\_diesel%' ORDER BY 1",
                "SELECT 'index ' || indexdef AS t FROM pg_indexes WHERE schemaname = 'public' \
                   AND tablename NOT LIKE '\\_\\_diesel%' ORDER BY 1",
                "SELECT 'policy ' || tablename || ' ' || policyname || ' ' || coalesce(qual, '') AS t FROM pg_policies ORDER BY 1",
                "SELECT 'trigger ' || pg_get_triggerdef(oid) AS t FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
                "SELECT 'function ' || oid::regprocedure AS t FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
                "SELECT 'grant ' || table_name || ' ' || privilege_type AS t FROM information_schema.role_table_grants \
                 WHERE grantee = 'wathiq_app' AND table_name NOT LIKE '\\_\\_diesel%' ORDER BY 1",
            ] {
                all.extend(owner.words(more));
            }
            all
        }
    }
}

#[test]
fn down_undoes_up_each_and_all() {
    for server in Server::ALL {
        let test = TestDb::empty_on(server);
        let count = tree("sqlite").len();
        let empty = schema(&test);
        assert_eq!(empty, [""; 0]);
        assert_eq!(Db::migrate(test.owner()).unwrap().len(), count);
        let full = schema(&test);
        assert!(full.len() > 20, "{full:?}");

        // the last one down and up again, then the last two, and so on
        for depth in 1..=count {
            assert_eq!(migrate::down(test.owner(), depth).unwrap().len(), depth, "{server:?}");
            if depth == count {
                assert_eq!(schema(&test), empty, "{server:?}: what is left when all is taken back");
            }
            assert_eq!(Db::migrate(test.owner()).unwrap().len(), depth, "{server:?}");
            assert_eq!(schema(&test), full, "{server:?} after {depth} down and up");
        }
        assert_eq!(Db::migrate(test.owner()).unwrap(), [""; 0], "nothing is left to do");
    }
}

#[test]
fn both_servers_have_the_same_tables_and_columns() {
    let columns = |server| {
        let test = TestDb::on(server);
        let mut owner = Raw::owner(&test);
        match server {
            Server::Postgres => owner.words(
                "SELECT table_name || '.' || column_name || ' ' || CASE is_nullable WHEN 'YES' THEN 'null' ELSE 'not null' END AS t \
                 FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_diesel%' \
                 ORDER BY table_name COLLATE \"C\", ordinal_position",
            ),
            Server::Sqlite => owner.words(
                "SELECT s.name || '.' || c.name || ' ' || CASE c.\"notnull\" WHEN 0 THEN 'null' ELSE 'not null' END AS t \
                 FROM sqlite_schema s JOIN pragma_table_info(s.name) c \
                 WHERE s.type = 'table' AND s.name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' ORDER BY s.name, c.cid",
            ),
        }
    };
    assert_eq!(columns(Server::Postgres), columns(Server::Sqlite));
}

#[test]
fn sqlite_tables_are_strict() {
    let test = TestDb::sqlite();
    let loose = Raw::owner(&test).words(
        "SELECT name AS t FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict \
           AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_\\_diesel%' ESCAPE '\\'",
    );
    assert_eq!(loose, [""; 0]);
}

#[test]
fn a_schema_that_is_not_ours_is_refused() {
    for server in Server::ALL {
        let (behind, ahead) = (TestDb::on(server), TestDb::on(server));
        let open = |test: &TestDb| {
            let (clock, entropy) = test.sources();
            Db::open(&test.options, clock, entropy).err()
        };

        Raw::owner(&behind).run("DELETE FROM __diesel_schema_migrations").unwrap();
        let refused = open(&behind);
        assert!(matches!(refused, Some(StoreError::SchemaBehind(n)) if n == tree("sqlite").len()), "{refused:?}");

        Raw::owner(&ahead).run("INSERT INTO __diesel_schema_migrations (version) VALUES ('9999123100000000')").unwrap();
        let refused = open(&ahead);
        assert!(matches!(refused, Some(StoreError::SchemaAhead(ref v)) if v == "9999123100000000"), "{refused:?}");
        let refused = Db::migrate(ahead.owner());
        assert!(matches!(refused, Err(StoreError::SchemaAhead(_))), "{refused:?}");
    }
}

#[test]
fn a_database_never_migrated_is_refused() {
    let test = TestDb::empty_on(Server::Sqlite);
    std::fs::File::create(test.options.url.sqlite_path().unwrap()).unwrap();
    let (clock, entropy) = test.sources();
    let refused = Db::open(&test.options, clock, entropy).err();
    assert!(matches!(refused, Some(StoreError::SchemaBehind(_))), "{refused:?}");

    let test = TestDb::empty_on(Server::Postgres);
    let (clock, entropy) = test.sources();
    let refused = Db::open(test.owner(), clock, entropy).err();
    assert!(matches!(refused, Some(StoreError::SchemaBehind(_))), "{refused:?}");
}

/// Servers of one service that start together migrate one after the other.
#[test]
fn migrations_of_several_processes_take_turns() {
    let test = TestDb::empty_on(Server::Postgres);
    let runs: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| Db::migrate(test.owner()).unwrap().len())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(runs.iter().sum::<usize>(), tree("postgres").len(), "{runs:?}");
}
