-- What another system calls a person: stays when their login is renamed there.
ALTER TABLE account ADD COLUMN external_id VARCHAR(255);
CREATE UNIQUE INDEX account_external_id ON account (external_id);

-- email, mobile or office. Letters go to e-mail addresses only.
ALTER TABLE contact ADD COLUMN kind VARCHAR(16) NOT NULL DEFAULT 'email';

-- An import on its way. There is one at most: a later one takes its row away, and with it the right to
-- finish.
CREATE TABLE import_run (
    id VARCHAR(26) NOT NULL PRIMARY KEY,
    started_at BIGINT NOT NULL
);

-- What an import is to change: NULL leaves things as they are. Nothing else reads these until the import
-- moves them over in one transaction.
CREATE TABLE import_account (
    import_id VARCHAR(26) NOT NULL,
    account_id VARCHAR(26) NOT NULL,
    is_new SMALLINT NOT NULL,
    login VARCHAR(255),
    login_key VARCHAR(512),
    external_id VARCHAR(255),
    name TEXT,
    language VARCHAR(16),
    role VARCHAR(16),
    managed VARCHAR(16),
    enabled SMALLINT,
    password_hash TEXT,
    -- Whether its directory contacts of a kind, and its groups, are to be those staged here.
    sets_email SMALLINT NOT NULL,
    sets_mobile SMALLINT NOT NULL,
    sets_office SMALLINT NOT NULL,
    sets_groups SMALLINT NOT NULL,
    PRIMARY KEY (import_id, account_id)
);

CREATE TABLE import_contact (
    id VARCHAR(26) NOT NULL PRIMARY KEY,
    import_id VARCHAR(26) NOT NULL,
    account_id VARCHAR(26) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    position SMALLINT NOT NULL,
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE import_group (
    import_id VARCHAR(26) NOT NULL,
    account_id VARCHAR(26) NOT NULL,
    group_name VARCHAR(255) NOT NULL
);
