-- People who work for a commune. The second-factor secret is sealed under the master key.
CREATE TABLE staff (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    email text NOT NULL,
    name_ar text NOT NULL,
    name_fr text NOT NULL,
    password_hash text NOT NULL,
    totp_secret bytea NOT NULL,
    totp_last_step bigint NOT NULL DEFAULT 0,
    failed_attempts integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active','disabled')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email)
);
SELECT wathiq_isolate('staff');

-- Roles; no office means every office of the commune.
CREATE TABLE staff_grants (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    role text NOT NULL CHECK (role IN ('clerk','registrar','post_room','administrator','auditor')),
    office_id uuid,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES staff (tenant_id, id),
    FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id)
);
CREATE INDEX staff_grants_staff ON staff_grants (tenant_id, staff_id);
SELECT wathiq_isolate('staff_grants');

-- Powers to seal, the president's own included.
CREATE TABLE delegations (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    office_id uuid NOT NULL,
    quality text NOT NULL CHECK (quality IN ('president','delegate')),
    reference text NOT NULL,
    decided_on text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    withdrawn_on date,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES staff (tenant_id, id),
    FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id)
);
CREATE INDEX delegations_staff ON delegations (tenant_id, staff_id, office_id);
SELECT wathiq_isolate('delegations');

-- Signed-in staff. Only the SHA-256 of the cookie is kept.
CREATE TABLE sessions (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    digest bytea NOT NULL,
    csrf bytea NOT NULL,
    second_factor_at timestamptz,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES staff (tenant_id, id)
);
CREATE INDEX sessions_staff ON sessions (tenant_id, staff_id, created_at);
SELECT wathiq_isolate('sessions');

-- Register entries. `search` holds the names of both scripts, normalised in Rust.
CREATE TABLE acts (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    office_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('birth','death')),
    year integer NOT NULL,
    part text NOT NULL DEFAULT '',
    number integer NOT NULL,
    content jsonb NOT NULL,
    search text NOT NULL,
    birth_date text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, office_id, kind, year, part, number),
    FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id)
);
CREATE INDEX acts_birth_date ON acts (tenant_id, office_id, birth_date);
SELECT wathiq_isolate('acts');

-- Requests of citizens; what was declared, never what a document prints.
CREATE TABLE requests (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    office_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('draft','submitted','in_review','awaiting_citizen','approved','sealing','sealed','dispatched','delivered','undeliverable','rejected','cancelled','expired')),
    locale text NOT NULL CHECK (locale IN ('ar','fr','en')),
    declared jsonb NOT NULL,
    contact_email text,
    channel text CHECK (channel IN ('email','post')),
    address jsonb,
    submitted_at timestamptz,
    due_on date,
    reviewer_id uuid,
    act_id uuid,
    decided_at timestamptz,
    decided_by uuid,
    refusal_reason text,
    refusal_text text,
    question text,
    asked_at timestamptz,
    answer text,
    answered_at timestamptz,
    delivery_note text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id),
    FOREIGN KEY (tenant_id, act_id) REFERENCES acts (tenant_id, id),
    FOREIGN KEY (tenant_id, reviewer_id) REFERENCES staff (tenant_id, id),
    FOREIGN KEY (tenant_id, decided_by) REFERENCES staff (tenant_id, id)
);
CREATE INDEX requests_queue ON requests (tenant_id, state, due_on, id);
CREATE INDEX requests_act ON requests (tenant_id, act_id);
SELECT wathiq_isolate('requests');

-- What a request asks for.
CREATE TABLE request_lines (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    kind text NOT NULL,
    language text NOT NULL,
    copies integer NOT NULL CHECK (copies BETWEEN 1 AND 10),
    purpose text NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES requests (tenant_id, id)
);
CREATE INDEX request_lines_request ON request_lines (tenant_id, request_id);
SELECT wathiq_isolate('request_lines');

-- Sealing keys of the commune, sealed under the master key.
CREATE TABLE seal_keys (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    kid bytea NOT NULL,
    specimen boolean NOT NULL,
    state text NOT NULL CHECK (state IN ('active','retired','compromised')),
    secret bytea NOT NULL,
    spki bytea NOT NULL,
    certificate bytea NOT NULL,
    not_before timestamptz NOT NULL,
    not_after timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kid)
);
SELECT wathiq_isolate('seal_keys');

-- Issued documents. Numbers have no gap within commune and year; the record holds all that the page prints.
CREATE TABLE documents (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    line_id uuid NOT NULL,
    office_id uuid NOT NULL,
    act_id uuid NOT NULL,
    act_version integer NOT NULL,
    kind text NOT NULL,
    language text NOT NULL,
    number_year integer NOT NULL,
    number_serial integer NOT NULL,
    state text NOT NULL CHECK (state IN ('sealing','sealed','withdrawn','superseded')),
    specimen boolean NOT NULL,
    record jsonb NOT NULL,
    nonce bytea NOT NULL,
    key_id uuid NOT NULL,
    status_list integer NOT NULL,
    status_index integer NOT NULL,
    officer_id uuid NOT NULL,
    delegation_id uuid NOT NULL,
    ordered_at timestamptz NOT NULL,
    credential text,
    sha256 bytea,
    size bigint,
    sealed_at timestamptz,
    state_reason text,
    state_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number_year, number_serial, specimen),
    UNIQUE (tenant_id, status_list, status_index),
    UNIQUE (tenant_id, line_id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES requests (tenant_id, id),
    FOREIGN KEY (tenant_id, line_id) REFERENCES request_lines (tenant_id, id),
    FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id),
    FOREIGN KEY (tenant_id, act_id) REFERENCES acts (tenant_id, id),
    FOREIGN KEY (tenant_id, key_id) REFERENCES seal_keys (tenant_id, id),
    FOREIGN KEY (tenant_id, officer_id) REFERENCES staff (tenant_id, id),
    FOREIGN KEY (tenant_id, delegation_id) REFERENCES delegations (tenant_id, id)
);
CREATE INDEX documents_request ON documents (tenant_id, request_id);
CREATE INDEX documents_act ON documents (tenant_id, act_id);
SELECT wathiq_isolate('documents');

-- One sending of one document.
CREATE TABLE deliveries (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    request_id uuid NOT NULL,
    channel text NOT NULL CHECK (channel IN ('email','post')),
    state text NOT NULL CHECK (state IN ('pending','printed','sent','delivered','failed')),
    link_expires_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    last_code text,
    printed_at timestamptz,
    sent_at timestamptz,
    delivered_at timestamptz,
    tracking_number text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, document_id),
    FOREIGN KEY (tenant_id, document_id) REFERENCES documents (tenant_id, id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES requests (tenant_id, id)
);
CREATE INDEX deliveries_channel ON deliveries (tenant_id, channel, state, id);
CREATE INDEX deliveries_request ON deliveries (tenant_id, request_id);
SELECT wathiq_isolate('deliveries');
