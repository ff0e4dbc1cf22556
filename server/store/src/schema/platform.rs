//! Tables of migration `2026112301000000_platform`.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    /// Communes.
    tenants (id) {
        id -> Key,
        code -> Word,
        country -> Text,
        name_ar -> Text,
        name_fr -> Text,
        host -> Nullable<Text>,
        state -> Word,
        settings -> crate::types::Json,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    /// Seal keys, as the public trust list shows them.
    trust_entries (tenant_id, kid) {
        tenant_id -> Key,
        kid -> Octets,
        spki -> Binary,
        certificate -> Binary,
        kinds -> crate::types::Json,
        not_before -> Instant,
        not_after -> Instant,
        status -> Word,
        compromised_at -> Nullable<Instant>,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    /// Operators of the platform, by the digest of their token.
    operator_tokens (digest) {
        digest -> Octets,
        operator_id -> Key,
        label -> Text,
        created_at -> Instant,
        revoked_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    /// From the digest of a secret token to a tenant and a row.
    locators (kind, digest) {
        kind -> Word,
        digest -> Octets,
        tenant_id -> Key,
        subject -> Key,
        created_at -> Instant,
        expires_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    /// Numbers without gaps.
    counters (tenant_id, name) {
        tenant_id -> Key,
        name -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    /// What was done, by whom.
    audit_events (tenant_id, seq) {
        tenant_id -> Key,
        seq -> BigInt,
        at -> Instant,
        actor_kind -> Word,
        actor_id -> Nullable<Key>,
        action -> Text,
        subject_kind -> Nullable<Text>,
        subject_id -> Nullable<Key>,
        details -> Text,
        prev_hash -> Octets,
        hash -> Octets,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    /// Work to do.
    jobs (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        kind -> Text,
        subject -> Key,
        payload -> crate::types::Json,
        state -> Word,
        run_at -> Instant,
        locked_until -> Nullable<Instant>,
        locked_by -> Nullable<Text>,
        attempts -> Integer,
        max_attempts -> Integer,
        last_error_code -> Nullable<Text>,
        created_at -> Instant,
        done_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::*;

    /// Civil-status offices of a commune.
    offices (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        code -> Text,
        name_ar -> Text,
        name_fr -> Text,
        state -> Word,
        created_at -> Instant,
    }
}

diesel::joinable!(trust_entries -> tenants (tenant_id));
diesel::allow_tables_to_appear_in_same_query!(trust_entries, tenants);
