-- Codes of the sheet that a person keeps: a keyed MAC of each, bound to its account. A sheet is replaced whole.
CREATE TABLE recovery_code (
    account_id VARCHAR(26) NOT NULL,
    mac VARCHAR(64) NOT NULL,
    created_at BIGINT NOT NULL,
    -- NULL until it proved something, once.
    used_at BIGINT,
    PRIMARY KEY (account_id, mac),
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
