-- Answers to questions. `topic` is one of the program's, `own` the operator's own text, sealed: one of the
-- two is there. `hash` is Argon2id over a keyed MAC of the answer in the form with number `version`.
CREATE TABLE answer (
    id VARCHAR(26) NOT NULL PRIMARY KEY,
    account_id VARCHAR(26) NOT NULL,
    topic VARCHAR(64),
    own TEXT,
    hash TEXT NOT NULL,
    version SMALLINT NOT NULL,
    must_replace SMALLINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (account_id, topic),
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

-- Which questions an account is asked until `ends_at`, by the ids of their answers.
CREATE TABLE question_draw (
    account_id VARCHAR(26) NOT NULL PRIMARY KEY,
    answers VARCHAR(255) NOT NULL,
    ends_at BIGINT NOT NULL,
    FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

-- Which questions a challenge put, so that answers to others are worth nothing.
CREATE TABLE challenge_questions (
    challenge_id VARCHAR(26) NOT NULL PRIMARY KEY,
    answers VARCHAR(255) NOT NULL,
    FOREIGN KEY (challenge_id) REFERENCES challenge (id) ON DELETE CASCADE
);
