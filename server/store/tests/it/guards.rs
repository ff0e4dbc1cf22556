//! Rules of this crate that the compiler does not hold.

use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| (path.strip_prefix(&root).unwrap().display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

/// What differs between the databases stands in one file, in at most eight places.
#[test]
fn only_the_dialect_tells_the_databases_apart() {
    for (file, text) in all() {
        if file == "dialect.rs" {
            let places =
                text.lines().filter(|line| line.starts_with("/// ") && line.as_bytes()[4].is_ascii_digit()).count();
            assert!((1..=8).contains(&places), "{places} numbered places");
            let matches = text.matches("match conn {").count() + text.matches("match out.backend()").count();
            assert!(matches < places + 1, "{matches} matches, {places} numbered places");
        } else {
            for word in ["Conn::Pg", "Conn::Sqlite", "MultiBackend::Pg", "MultiBackend::Sqlite"] {
                assert!(!text.contains(word), "{file} tells the databases apart: move it to dialect.rs");
            }
        }
    }
}

/// Tables are reached through `TenantTx`: its connection is not handed out of the crate, nor taken around it.
#[test]
fn table_files_take_a_tenants_transaction() {
    for (file, text) in all().into_iter().filter(|(file, _)| file.starts_with("tables/")) {
        assert!(!text.contains("SystemTx"), "{file}: tenant tables have no platform transaction");
        assert!(!text.contains("sql_query"), "{file}: SQL text names no types");
        assert!(!text.contains("pub fn conn"), "{file}");
    }
}

/// Nothing of a row's values is logged from here.
#[test]
fn storage_logs_only_errors() {
    for (file, text) in all() {
        for line in text.lines().filter(|line| line.contains("tracing::") && line.contains('!')) {
            assert!(line.contains("%error") || line.contains("panicked"), "{file}: {line}");
        }
    }
}
