-- One text for SQLite, PostgreSQL and MariaDB. Ids are ULIDs, times Unix milliseconds (UTC), booleans
-- 0 or 1, sealed values and MACs text. Never edited once landed: a change is a new file.

CREATE TABLE store_key (
    key_id VARCHAR(32) NOT NULL PRIMARY KEY,
    -- 1 for the key that the store began with: two hosts that set it up at once cannot both win.
    ordinal SMALLINT NOT NULL UNIQUE,
    check_value VARCHAR(64) NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE account (
    id VARCHAR(26) NOT NULL PRIMARY KEY,
    login VARCHAR(255) NOT NULL,
    login_key VARCHAR(512) NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language VARCHAR(16),
    role VARCHAR(16) NOT NULL,
    managed VARCHAR(16) NOT NULL,
    enabled SMALLINT NOT NULL,
    password_hash TEXT,
    must_change SMALLINT NOT NULL,
    must_register SMALLINT NOT NULL,
    failed_sign_ins BIGINT NOT NULL,
    locked_until BIGINT,
    changed_at BIGINT,
    created_at BIGINT NOT NULL,
    revision BIGINT NOT NULL
);

CREATE TABLE account_group (
    account_id VARCHAR(26) NOT NULL,
    group_name VARCHAR(255) NOT NULL,
    PRIMARY KEY (account_id, group_name),
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

CREATE TABLE contact (
    id VARCHAR(26) NOT NULL PRIMARY KEY,
    account_id VARCHAR(26) NOT NULL,
    origin VARCHAR(16) NOT NULL,
    position SMALLINT NOT NULL,
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX contact_of_account ON contact (account_id);

CREATE TABLE totp (
    id VARCHAR(26) NOT NULL PRIMARY KEY,
    account_id VARCHAR(26) NOT NULL,
    seed TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX totp_of_account ON totp (account_id);

CREATE TABLE password_history (
    account_id VARCHAR(26) NOT NULL,
    ordinal BIGINT NOT NULL,
    password_hash TEXT NOT NULL,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, ordinal),
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

-- Challenges and letters outlive the account they were made for, so they do not reference it.
CREATE TABLE challenge (
    id VARCHAR(26) NOT NULL PRIMARY KEY,
    visit_id VARCHAR(26) NOT NULL,
    account_id VARCHAR(26),
    contact_id VARCHAR(26),
    gate SMALLINT NOT NULL,
    method VARCHAR(16) NOT NULL,
    state VARCHAR(16) NOT NULL,
    tag SMALLINT NOT NULL,
    code_mac VARCHAR(64),
    tries SMALLINT NOT NULL,
    max_tries SMALLINT NOT NULL,
    opened_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    proof_until BIGINT
);
CREATE INDEX challenge_of_visit ON challenge (visit_id);

CREATE TABLE counter (
    subject VARCHAR(64) NOT NULL,
    standing VARCHAR(16) NOT NULL,
    scope VARCHAR(32) NOT NULL,
    failures BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (subject, standing, scope)
);

CREATE TABLE letter (
    id VARCHAR(26) NOT NULL PRIMARY KEY,
    account_id VARCHAR(26),
    contact_id VARCHAR(26),
    challenge_id VARCHAR(26),
    state VARCHAR(16) NOT NULL,
    payload TEXT,
    attempts BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    -- The next attempt; while a courier holds the letter, the end of its hold.
    due_at BIGINT NOT NULL,
    give_up_at BIGINT NOT NULL,
    holder VARCHAR(255),
    done_at BIGINT
);
CREATE INDEX letter_due ON letter (state, due_at);

CREATE TABLE audit (
    node VARCHAR(255) NOT NULL,
    seq BIGINT NOT NULL,
    at_time BIGINT NOT NULL,
    account_id VARCHAR(26),
    visit_id VARCHAR(26),
    place TEXT NOT NULL,
    fact VARCHAR(48) NOT NULL,
    body TEXT NOT NULL,
    mac VARCHAR(64) NOT NULL,
    PRIMARY KEY (node, seq)
);
CREATE INDEX audit_of_account ON audit (account_id);

CREATE TABLE audit_head (
    node VARCHAR(255) NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    mac VARCHAR(64) NOT NULL,
    seal VARCHAR(64) NOT NULL
);

-- A stable interface: other programs sign people in with it. Accounts without a password here are not
-- in it, because some of those programs take a NULL password for "none needed".
CREATE VIEW login_credential AS
    SELECT login, password_hash, enabled, locked_until, must_change, must_register, changed_at
    FROM account
    WHERE password_hash IS NOT NULL AND managed = 'here';
