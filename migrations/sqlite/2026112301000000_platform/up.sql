-- The platform: tenants and what is shared between them, the machinery every tenant has
-- (counters, audit, jobs, locators), and the first tenant table, offices.
-- The same tables and columns as the PostgreSQL migration of this name, which says what they are for.

CREATE TABLE tenants (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    code TEXT NOT NULL UNIQUE CHECK (code GLOB '[A-Z][A-Z].?*'),
    country TEXT NOT NULL CHECK (country GLOB '[A-Z][A-Z]'),
    name_ar TEXT NOT NULL CHECK (name_ar <> ''),
    name_fr TEXT NOT NULL CHECK (name_fr <> ''),
    host TEXT UNIQUE CHECK (host = lower(host) AND host <> ''),
    state TEXT NOT NULL CHECK (state IN ('onboarding', 'live', 'suspended')),
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    created_at TEXT NOT NULL CHECK (length(created_at) = 27)
) STRICT;

CREATE TABLE trust_entries (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    kid BLOB NOT NULL UNIQUE CHECK (length(kid) = 8),
    spki BLOB NOT NULL,
    certificate BLOB NOT NULL,
    kinds TEXT NOT NULL CHECK (json_valid(kinds)),
    not_before TEXT NOT NULL CHECK (length(not_before) = 27),
    not_after TEXT NOT NULL CHECK (length(not_after) = 27 AND not_after > not_before),
    status TEXT NOT NULL CHECK (status IN ('active', 'retired', 'compromised', 'specimen')),
    compromised_at TEXT CHECK ((compromised_at IS NOT NULL) = (status = 'compromised')),
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    PRIMARY KEY (tenant_id, kid)
) STRICT;

CREATE TABLE operator_tokens (
    digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    operator_id BLOB NOT NULL CHECK (length(operator_id) = 16),
    label TEXT NOT NULL CHECK (label <> ''),
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    revoked_at TEXT CHECK (length(revoked_at) = 27)
) STRICT;

CREATE TABLE locators (
    kind TEXT NOT NULL
        CHECK (kind IN ('tracking', 'session', 'download', 'draft', 'sign_in', 'invitation')),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    expires_at TEXT CHECK (length(expires_at) = 27),
    PRIMARY KEY (kind, digest)
) STRICT;
CREATE INDEX locators_subject ON locators (tenant_id, subject);
CREATE INDEX locators_expiry ON locators (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE counters (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL CHECK (name <> ''),
    value INTEGER NOT NULL CHECK (value >= 0),
    PRIMARY KEY (tenant_id, name)
) STRICT;

CREATE TABLE audit_events (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    seq INTEGER NOT NULL CHECK (seq > 0),
    at TEXT NOT NULL CHECK (length(at) = 27),
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('staff', 'citizen', 'operator', 'system')),
    actor_id BLOB CHECK (length(actor_id) = 16),
    action TEXT NOT NULL CHECK (action <> ''),
    subject_kind TEXT,
    subject_id BLOB CHECK (length(subject_id) = 16),
    details TEXT NOT NULL CHECK (json_valid(details) AND json_type(details) = 'object'),
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (tenant_id, seq),
    CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
) STRICT;
CREATE INDEX audit_events_subject ON audit_events (tenant_id, subject_id, seq) WHERE subject_id IS NOT NULL;
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
    BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
    BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;

CREATE TABLE jobs (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL CHECK (kind <> ''),
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
    run_at TEXT NOT NULL CHECK (length(run_at) = 27),
    locked_until TEXT CHECK (length(locked_until) = 27),
    locked_by TEXT,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    max_attempts INTEGER NOT NULL CHECK (max_attempts > 0),
    last_error_code TEXT,
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    done_at TEXT CHECK (length(done_at) = 27),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, subject),
    CHECK ((state = 'running') = (locked_until IS NOT NULL AND locked_by IS NOT NULL)),
    CHECK ((state IN ('done', 'dead')) = (done_at IS NOT NULL))
) STRICT;
CREATE INDEX jobs_due ON jobs (run_at) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_dead ON jobs (tenant_id, done_at) WHERE state = 'dead';

CREATE TABLE offices (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    code TEXT NOT NULL CHECK (code <> ''),
    name_ar TEXT NOT NULL CHECK (name_ar <> ''),
    name_fr TEXT NOT NULL CHECK (name_fr <> ''),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code)
) STRICT;
