-- The platform: tenants and what is shared between them, the machinery every tenant has
-- (counters, audit, jobs, locators), and the first tenant table, offices.

-- Who serves. The owner of this database runs the migrations; the server logs in as a member of this group,
-- owns nothing, and is therefore held by row level security. The role belongs to the whole cluster: another
-- database may have made it already, or be making it now.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'wathiq_app') THEN
        CREATE ROLE wathiq_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

-- so that the server can refuse a schema that is not its own
GRANT SELECT ON __diesel_schema_migrations TO wathiq_app;

-- The tenant of the transaction; null, and so no row at all, when none is set.
CREATE FUNCTION wathiq_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('wathiq.tenant', true), '')::uuid $$;

-- Why the transaction has no tenant (`Reason` in server/store/src/scope.rs); null in a tenant's transaction.
CREATE FUNCTION wathiq_system() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('wathiq.system', true), '') $$;

-- Makes a table a tenant table: its rows are seen and written only in a transaction of their tenant, by the
-- owner too, and the server may use it. Every migration that creates a table with a tenant_id calls this.
CREATE FUNCTION wathiq_isolate(tenant_table regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
        'CREATE POLICY tenant ON %s USING (tenant_id = wathiq_tenant()) WITH CHECK (tenant_id = wathiq_tenant())',
        tenant_table
    );
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO wathiq_app', tenant_table);
END
$$;
REVOKE EXECUTE ON FUNCTION wathiq_isolate(regclass) FROM PUBLIC;

-- Tenants: communes. Shared by all, since a request finds its tenant here.
CREATE TABLE tenants (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (code ~ '^[A-Z]{2}\.[A-Za-z0-9.-]{1,24}$'),
    country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    name_ar text NOT NULL CHECK (name_ar <> ''),
    name_fr text NOT NULL CHECK (name_fr <> ''),
    host text UNIQUE CHECK (host = lower(host) AND host <> ''),
    state text NOT NULL CHECK (state IN ('onboarding', 'live', 'suspended')),
    settings jsonb NOT NULL,
    created_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON tenants TO wathiq_app;

-- What the public trust list is made of: every seal key that ever was, with its standing.
CREATE TABLE trust_entries (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    kid bytea NOT NULL UNIQUE CHECK (octet_length(kid) = 8),
    spki bytea NOT NULL,
    certificate bytea NOT NULL,
    kinds jsonb NOT NULL,
    not_before timestamptz NOT NULL,
    not_after timestamptz NOT NULL CHECK (not_after > not_before),
    status text NOT NULL CHECK (status IN ('active', 'retired', 'compromised', 'specimen')),
    compromised_at timestamptz CHECK ((compromised_at IS NOT NULL) = (status = 'compromised')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, kid)
);
SELECT wathiq_isolate('trust_entries');
-- a key is never forgotten: documents sealed with it are still shown to verifiers
REVOKE DELETE ON trust_entries FROM wathiq_app;
CREATE POLICY trust_list ON trust_entries FOR SELECT USING (wathiq_system() = 'trust_list');

-- Operators of the platform, by the digest of their token.
CREATE TABLE operator_tokens (
    digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
    operator_id uuid NOT NULL,
    label text NOT NULL CHECK (label <> ''),
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON operator_tokens TO wathiq_app;

-- From the digest of a secret token to the tenant and the row it opens. No personal data.
CREATE TABLE locators (
    kind text NOT NULL
        CHECK (kind IN ('tracking', 'session', 'download', 'draft', 'sign_in', 'invitation')),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    subject uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    PRIMARY KEY (kind, digest)
);
CREATE INDEX locators_subject ON locators (tenant_id, subject);
CREATE INDEX locators_expiry ON locators (expires_at) WHERE expires_at IS NOT NULL;
SELECT wathiq_isolate('locators');
CREATE POLICY locate ON locators FOR SELECT USING (wathiq_system() = 'locate');
CREATE POLICY expire ON locators FOR DELETE USING (wathiq_system() = 'worker');
-- a DELETE sees only rows that a SELECT policy shows
CREATE POLICY expire_sees ON locators FOR SELECT USING (wathiq_system() = 'worker');

-- Numbers without gaps: act numbers, document numbers, the audit's own sequence.
CREATE TABLE counters (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    name text NOT NULL CHECK (name <> ''),
    value bigint NOT NULL CHECK (value >= 0),
    PRIMARY KEY (tenant_id, name)
);
SELECT wathiq_isolate('counters');
REVOKE DELETE ON counters FROM wathiq_app;

-- What was done, by whom: a chain of hashes per tenant that is only ever added to.
CREATE TABLE audit_events (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    seq bigint NOT NULL CHECK (seq > 0),
    at timestamptz NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('staff', 'citizen', 'operator', 'system')),
    actor_id uuid,
    action text NOT NULL CHECK (action <> ''),
    subject_kind text,
    subject_id uuid,
    -- text, not jsonb: the hash is over these very bytes
    details text NOT NULL CHECK (jsonb_typeof(details::jsonb) = 'object'),
    prev_hash bytea NOT NULL CHECK (octet_length(prev_hash) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (tenant_id, seq),
    CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
);
CREATE INDEX audit_events_subject ON audit_events (tenant_id, subject_id, seq) WHERE subject_id IS NOT NULL;
SELECT wathiq_isolate('audit_events');
REVOKE UPDATE, DELETE ON audit_events FROM wathiq_app;

CREATE FUNCTION wathiq_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION wathiq_append_only();
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION wathiq_append_only();

-- Everything slow or fallible, enqueued with the change that asks for it.
CREATE TABLE jobs (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind <> ''),
    subject uuid NOT NULL,
    payload jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
    run_at timestamptz NOT NULL,
    locked_until timestamptz,
    locked_by text,
    attempts integer NOT NULL CHECK (attempts >= 0),
    max_attempts integer NOT NULL CHECK (max_attempts > 0),
    last_error_code text,
    created_at timestamptz NOT NULL,
    done_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, subject),
    CHECK ((state = 'running') = (locked_until IS NOT NULL AND locked_by IS NOT NULL)),
    CHECK ((state IN ('done', 'dead')) = (done_at IS NOT NULL))
);
CREATE INDEX jobs_due ON jobs (run_at) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_dead ON jobs (tenant_id, done_at) WHERE state = 'dead';
SELECT wathiq_isolate('jobs');
CREATE POLICY worker ON jobs USING (wathiq_system() = 'worker') WITH CHECK (wathiq_system() = 'worker');

-- Civil-status offices (bureaux d'état civil) of a commune.
CREATE TABLE offices (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    code text NOT NULL CHECK (code <> ''),
    name_ar text NOT NULL CHECK (name_ar <> ''),
    name_fr text NOT NULL CHECK (name_fr <> ''),
    state text NOT NULL CHECK (state IN ('open', 'closed')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code)
);
SELECT wathiq_isolate('offices');
