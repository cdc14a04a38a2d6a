-- What visitors asked administrators for. `typed` and `words` are theirs, sealed; `number` is what they
-- can say on the telephone, drawn by chance so that it tells nothing of others.
CREATE TABLE help_request (
    number BIGINT NOT NULL PRIMARY KEY,
    state VARCHAR(16) NOT NULL,
    account_id VARCHAR(26),
    subject VARCHAR(64) NOT NULL,
    standing VARCHAR(16) NOT NULL,
    place TEXT NOT NULL,
    language VARCHAR(16) NOT NULL,
    page VARCHAR(32) NOT NULL,
    support VARCHAR(16) NOT NULL,
    typed TEXT NOT NULL,
    words TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE INDEX help_request_time ON help_request (created_at);

-- A keyed MAC of an e-mail address, by which a contact is found without opening any. Only the program can
-- make one, so those of earlier rows are filled in by `kiosk store migrate`, and by the courier on its rounds.
ALTER TABLE contact ADD COLUMN blind VARCHAR(64);
CREATE INDEX contact_blind ON contact (blind);
ALTER TABLE import_contact ADD COLUMN blind VARCHAR(64);

-- A letter without a contact goes nowhere, unless it goes to the help desk that kiosk.toml names.
ALTER TABLE letter ADD COLUMN to_desk SMALLINT NOT NULL DEFAULT 0;
