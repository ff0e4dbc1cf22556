//! In debug builds, stops a statement that forgets its tenant.
//!
//! PostgreSQL has row level security besides; SQLite has only the literal `tenant_id = …` of every query, and the tests
//! would have to look for the right row to see it missing. This sees it at once, in whatever test runs the statement.

use std::cell::Cell;

use diesel::connection::{Instrumentation, InstrumentationEvent};

thread_local! {
    /// Whether this thread is in a tenant's transaction.
    static IN_TENANT: Cell<bool> = const { Cell::new(false) };
}

/// Says, for a part of a function, that statements must name their tenant.
pub(crate) struct InTenant(bool);

impl InTenant {
    pub(crate) fn enter() -> Self {
        Self(IN_TENANT.replace(true))
    }
}

impl Drop for InTenant {
    fn drop(&mut self) {
        IN_TENANT.set(self.0);
    }
}

/// Reads every statement before it is sent.
pub(crate) struct Guard;

impl Instrumentation for Guard {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event
            && IN_TENANT.get()
        {
            let sql = query.to_string();
            // values come after the text; they are not shown
            let text = sql.split("-- binds").next().unwrap_or_default();
            assert!(names_tenant(text), "a statement of a tenant names no tenant: {text}");
        }
    }
}

/// Whether a statement that touches rows says whose.
fn names_tenant(sql: &str) -> bool {
    // the two databases quote differently
    let sql = sql.replace('`', "\"");
    let touches_rows = sql.contains(" FROM \"") || sql.starts_with("UPDATE") || sql.starts_with("INSERT");
    if !touches_rows {
        return true;
    }
    if sql.starts_with("INSERT") {
        return sql.contains("\"tenant_id\"") || sql.contains("INTO \"tenants\"");
    }
    sql.contains("\"tenant_id\" = ") || sql.contains("\"tenants\".\"id\" = ")
}

#[cfg(test)]
mod tests {
    use super::names_tenant;

    #[test]
    fn forgotten_tenants_are_seen() {
        for good in [
            "SELECT 1",
            "BEGIN IMMEDIATE",
            r#"SELECT "a"."id" FROM "a" WHERE ("a"."tenant_id" = $1)"#,
            "DELETE FROM `a` WHERE (`a`.`tenant_id` = ?)",
            r#"INSERT INTO "a" ("tenant_id") VALUES ($1)"#,
            r#"SELECT * FROM "tenants" WHERE ("tenants"."id" = $1)"#,
        ] {
            assert!(names_tenant(good), "{good}");
        }
        for bad in [
            r#"SELECT "a"."tenant_id" FROM "a" WHERE ("a"."id" = $1)"#,
            "UPDATE `a` SET `x` = ? WHERE (`a`.`id` = ?)",
            "DELETE FROM `a`",
            r#"INSERT INTO "a" ("id") VALUES ($1)"#,
        ] {
            assert!(!names_tenant(bad), "{bad}");
        }
    }
}
