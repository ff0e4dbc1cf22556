//! Tables of the communes: people, registers, requests, documents. Every one is a tenant table.

diesel::table! {
    use crate::types::{Instant, Key, Word};
    use diesel::sql_types::{BigInt, Binary, Integer, Nullable, Text};

    /// People who work for a commune. The second-factor secret is sealed under the master key.
    staff (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        email -> Text,
        name_ar -> Text,
        name_fr -> Text,
        password_hash -> Text,
        totp_secret -> Binary,
        totp_last_step -> BigInt,
        failed_attempts -> Integer,
        locked_until -> Nullable<Instant>,
        state -> Word,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::types::{Key, Word};
    use diesel::sql_types::Nullable;

    /// Roles; no office means every office of the commune.
    staff_grants (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        staff_id -> Key,
        role -> Word,
        office_id -> Nullable<Key>,
    }
}

diesel::table! {
    use crate::types::{Day, Instant, Key, Word};
    use diesel::sql_types::{Nullable, Text};

    /// Powers to seal, the president's own included.
    delegations (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        staff_id -> Key,
        office_id -> Key,
        quality -> Word,
        reference -> Text,
        decided_on -> Text,
        valid_from -> Day,
        valid_to -> Nullable<Day>,
        withdrawn_on -> Nullable<Day>,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::types::{Instant, Key, Octets};
    use diesel::sql_types::Nullable;

    /// Signed-in staff. Only the SHA-256 of the cookie is kept.
    sessions (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        staff_id -> Key,
        digest -> Octets,
        csrf -> Octets,
        second_factor_at -> Nullable<Instant>,
        created_at -> Instant,
        last_seen_at -> Instant,
        expires_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::types::{Instant, Json, Key, Word};
    use diesel::sql_types::{Integer, Text};

    /// Register entries. `search` holds the names of both scripts, normalised in Rust.
    acts (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        office_id -> Key,
        kind -> Word,
        year -> Integer,
        part -> Text,
        number -> Integer,
        content -> Json,
        search -> Text,
        birth_date -> Text,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use crate::types::{Day, Instant, Json, Key, Word};
    use diesel::sql_types::{Integer, Nullable, Text};

    /// Requests of citizens; what was declared, never what a document prints.
    requests (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        office_id -> Key,
        state -> Word,
        locale -> Word,
        declared -> Json,
        contact_email -> Nullable<Text>,
        channel -> Nullable<Word>,
        address -> Nullable<Json>,
        submitted_at -> Nullable<Instant>,
        due_on -> Nullable<Day>,
        reviewer_id -> Nullable<Key>,
        act_id -> Nullable<Key>,
        decided_at -> Nullable<Instant>,
        decided_by -> Nullable<Key>,
        refusal_reason -> Nullable<Word>,
        refusal_text -> Nullable<Text>,
        question -> Nullable<Text>,
        asked_at -> Nullable<Instant>,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Instant>,
        delivery_note -> Nullable<Text>,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use crate::types::Key;
    use diesel::sql_types::{Integer, Text};

    /// What a request asks for.
    request_lines (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        request_id -> Key,
        kind -> Text,
        language -> Text,
        copies -> Integer,
        purpose -> Text,
    }
}

diesel::table! {
    use crate::types::{Instant, Key, Octets, Word};
    use diesel::sql_types::{Binary, Bool};

    /// Sealing keys of the commune, sealed under the master key.
    seal_keys (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        kid -> Octets,
        specimen -> Bool,
        state -> Word,
        secret -> Binary,
        spki -> Binary,
        certificate -> Binary,
        not_before -> Instant,
        not_after -> Instant,
        created_at -> Instant,
    }
}

diesel::table! {
    use crate::types::{Instant, Json, Key, Octets, Word};
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};

    /// Issued documents. Numbers have no gap within commune and year; the record holds all that the page prints.
    documents (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        request_id -> Key,
        line_id -> Key,
        office_id -> Key,
        act_id -> Key,
        act_version -> Integer,
        kind -> Text,
        language -> Text,
        number_year -> Integer,
        number_serial -> Integer,
        state -> Word,
        specimen -> Bool,
        record -> Json,
        nonce -> Octets,
        key_id -> Key,
        status_list -> Integer,
        status_index -> Integer,
        officer_id -> Key,
        delegation_id -> Key,
        ordered_at -> Instant,
        credential -> Nullable<Text>,
        sha256 -> Nullable<Octets>,
        size -> Nullable<BigInt>,
        sealed_at -> Nullable<Instant>,
        state_reason -> Nullable<Text>,
        state_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use crate::types::{Instant, Key, Word};
    use diesel::sql_types::{Integer, Nullable, Text};

    /// One sending of one document.
    deliveries (tenant_id, id) {
        tenant_id -> Key,
        id -> Key,
        document_id -> Key,
        request_id -> Key,
        channel -> Word,
        state -> Word,
        link_expires_at -> Nullable<Instant>,
        attempts -> Integer,
        last_code -> Nullable<Text>,
        printed_at -> Nullable<Instant>,
        sent_at -> Nullable<Instant>,
        delivered_at -> Nullable<Instant>,
        tracking_number -> Nullable<Text>,
        created_at -> Instant,
    }
}
