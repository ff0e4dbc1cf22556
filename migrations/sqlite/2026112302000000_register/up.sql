-- People who work for a commune. The second-factor secret is sealed under the master key.
CREATE TABLE staff (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    email TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    name_fr TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_secret BLOB NOT NULL,
    totp_last_step INTEGER NOT NULL DEFAULT 0,
    failed_attempts INTEGER NOT NULL DEFAULT 0,
    locked_until TEXT CHECK (length(locked_until) = 27),
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active','disabled')),
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email)
) STRICT;

-- Roles; no office means every office of the commune.
CREATE TABLE staff_grants (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
    role TEXT NOT NULL CHECK (role IN ('clerk','registrar','post_room','administrator','auditor')),
    office_id BLOB CHECK (length(office_id) = 16),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES staff (tenant_id, id),
    FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id)
) STRICT;
CREATE INDEX staff_grants_staff ON staff_grants (tenant_id, staff_id);

-- Powers to seal, the president's own included.
CREATE TABLE delegations (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
    office_id BLOB NOT NULL CHECK (length(office_id) = 16),
    quality TEXT NOT NULL CHECK (quality IN ('president','delegate')),
    reference TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
    valid_to TEXT CHECK (length(valid_to) = 10),
    withdrawn_on TEXT CHECK (length(withdrawn_on) = 10),
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES staff (tenant_id, id),
    FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id)
) STRICT;
CREATE INDEX delegations_staff ON delegations (tenant_id, staff_id, office_id);

-- Signed-in staff. Only the SHA-256 of the cookie is kept.
CREATE TABLE sessions (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    staff_id BLOB NOT NULL CHECK (length(staff_id) = 16),
    digest BLOB NOT NULL,
    csrf BLOB NOT NULL,
    second_factor_at TEXT CHECK (length(second_factor_at) = 27),
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    last_seen_at TEXT NOT NULL CHECK (length(last_seen_at) = 27),
    expires_at TEXT NOT NULL CHECK (length(expires_at) = 27),
    ended_at TEXT CHECK (length(ended_at) = 27),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, staff_id) REFERENCES staff (tenant_id, id)
) STRICT;
CREATE INDEX sessions_staff ON sessions (tenant_id, staff_id, created_at);

-- Register entries. `search` holds the names of both scripts, normalised in Rust.
CREATE TABLE acts (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    office_id BLOB NOT NULL CHECK (length(office_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('birth','death')),
    year INTEGER NOT NULL,
    part TEXT NOT NULL DEFAULT '',
    number INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    search TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    updated_at TEXT NOT NULL CHECK (length(updated_at) = 27),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, office_id, kind, year, part, number),
    FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id)
) STRICT;
CREATE INDEX acts_birth_date ON acts (tenant_id, office_id, birth_date);

-- Requests of citizens; what was declared, never what a document prints.
CREATE TABLE requests (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    office_id BLOB NOT NULL CHECK (length(office_id) = 16),
    state TEXT NOT NULL CHECK (state IN ('draft','submitted','in_review','awaiting_citizen','approved','sealing','sealed','dispatched','delivered','undeliverable','rejected','cancelled','expired')),
    locale TEXT NOT NULL CHECK (locale IN ('ar','fr','en')),
    declared TEXT NOT NULL CHECK (json_valid(declared)),
    contact_email TEXT,
    channel TEXT CHECK (channel IN ('email','post')),
    address TEXT CHECK (json_valid(address)),
    submitted_at TEXT CHECK (length(submitted_at) = 27),
    due_on TEXT CHECK (length(due_on) = 10),
    reviewer_id BLOB CHECK (length(reviewer_id) = 16),
    act_id BLOB CHECK (length(act_id) = 16),
    decided_at TEXT CHECK (length(decided_at) = 27),
    decided_by BLOB CHECK (length(decided_by) = 16),
    refusal_reason TEXT,
    refusal_text TEXT,
    question TEXT,
    asked_at TEXT CHECK (length(asked_at) = 27),
    answer TEXT,
    answered_at TEXT CHECK (length(answered_at) = 27),
    delivery_note TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    updated_at TEXT NOT NULL CHECK (length(updated_at) = 27),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, office_id) REFERENCES offices (tenant_id, id),
    FOREIGN KEY (tenant_id, act_id) REFERENCES acts (tenant_id, id),
    FOREIGN KEY (tenant_id, reviewer_id) REFERENCES staff (tenant_id, id),
    FOREIGN KEY (tenant_id, decided_by) REFERENCES staff (tenant_id, id)
) STRICT;
CREATE INDEX requests_queue ON requests (tenant_id, state, due_on, id);
CREATE INDEX requests_act ON requests (tenant_id, act_id);

-- What a request asks for.
CREATE TABLE request_lines (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    request_id BLOB NOT NULL CHECK (length(request_id) = 16),
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    copies INTEGER NOT NULL CHECK (copies BETWEEN 1 AND 10),
    purpose TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES requests (tenant_id, id)
) STRICT;
CREATE INDEX request_lines_request ON request_lines (tenant_id, request_id);

-- Sealing keys of the commune, sealed under the master key.
CREATE TABLE seal_keys (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    kid BLOB NOT NULL,
    specimen INTEGER NOT NULL CHECK (specimen IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('active','retired','compromised')),
    secret BLOB NOT NULL,
    spki BLOB NOT NULL,
    certificate BLOB NOT NULL,
    not_before TEXT NOT NULL CHECK (length(not_before) = 27),
    not_after TEXT NOT NULL CHECK (length(not_after) = 27),
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kid)
) STRICT;

-- Issued documents. Numbers have no gap within commune and year; the record holds all that the page prints.
CREATE TABLE documents (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    request_id BLOB NOT NULL CHECK (length(request_id) = 16),
    line_id BLOB NOT NULL CHECK (length(line_id) = 16),
    office_id BLOB NOT NULL CHECK (length(office_id) = 16),
    act_id BLOB NOT NULL CHECK (length(act_id) = 16),
    act_version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    number_year INTEGER NOT NULL,
    number_serial INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sealing','sealed','withdrawn','superseded')),
    specimen INTEGER NOT NULL CHECK (specimen IN (0, 1)),
    record TEXT NOT NULL CHECK (json_valid(record)),
    nonce BLOB NOT NULL,
    key_id BLOB NOT NULL CHECK (length(key_id) = 16),
    status_list INTEGER NOT NULL,
    status_index INTEGER NOT NULL,
    officer_id BLOB NOT NULL CHECK (length(officer_id) = 16),
    delegation_id BLOB NOT NULL CHECK (length(delegation_id) = 16),
    ordered_at TEXT NOT NULL CHECK (length(ordered_at) = 27),
    credential TEXT,
    sha256 BLOB,
    size INTEGER,
    sealed_at TEXT CHECK (length(sealed_at) = 27),
    state_reason TEXT,
    state_at TEXT CHECK (length(state_at) = 27),
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
) STRICT;
CREATE INDEX documents_request ON documents (tenant_id, request_id);
CREATE INDEX documents_act ON documents (tenant_id, act_id);

-- One sending of one document.
CREATE TABLE deliveries (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    document_id BLOB NOT NULL CHECK (length(document_id) = 16),
    request_id BLOB NOT NULL CHECK (length(request_id) = 16),
    channel TEXT NOT NULL CHECK (channel IN ('email','post')),
    state TEXT NOT NULL CHECK (state IN ('pending','printed','sent','delivered','failed')),
    link_expires_at TEXT CHECK (length(link_expires_at) = 27),
    attempts INTEGER NOT NULL DEFAULT 0,
    last_code TEXT,
    printed_at TEXT CHECK (length(printed_at) = 27),
    sent_at TEXT CHECK (length(sent_at) = 27),
    delivered_at TEXT CHECK (length(delivered_at) = 27),
    tracking_number TEXT,
    created_at TEXT NOT NULL CHECK (length(created_at) = 27),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, document_id),
    FOREIGN KEY (tenant_id, document_id) REFERENCES documents (tenant_id, id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES requests (tenant_id, id)
) STRICT;
CREATE INDEX deliveries_channel ON deliveries (tenant_id, channel, state, id);
CREATE INDEX deliveries_request ON deliveries (tenant_id, request_id);
