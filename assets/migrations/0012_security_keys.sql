-- Security keys that people registered. `public_key` is the line of an OpenSSH key file and `name` its comment, both
-- sealed to their account: a line of somebody else's that is put there opens nothing. `counter` is that of the last
-- signature that was accepted.
CREATE TABLE security_key (
    id VARCHAR(26) NOT NULL PRIMARY KEY,
    account_id VARCHAR(26) NOT NULL,
    public_key TEXT NOT NULL,
    name TEXT NOT NULL,
    counter BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX security_key_account ON security_key (account_id);
