-- Who signed in with their password in which visit, until when at most. `proved` says whether the visit also
-- showed one of the methods that the account had registered, as everything asks for that changes those.
CREATE TABLE sign_in (
    visit_id VARCHAR(26) NOT NULL PRIMARY KEY,
    account_id VARCHAR(26) NOT NULL,
    proved SMALLINT NOT NULL,
    -- How often the password had been set by then: who signed in with one that was replaced since is out.
    times_set BIGINT NOT NULL,
    signed_in_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX sign_in_end ON sign_in (ends_at);

ALTER TABLE account ADD COLUMN times_set BIGINT NOT NULL DEFAULT 0;
