-- A full counter starts a block; each is longer than the last. Failures in a row and those of the last
-- ten minutes are counted beside them.
ALTER TABLE counter ADD COLUMN blocked_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE counter ADD COLUMN blocks BIGINT NOT NULL DEFAULT 0;
ALTER TABLE counter ADD COLUMN in_a_row BIGINT NOT NULL DEFAULT 0;
ALTER TABLE counter ADD COLUMN recent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE counter ADD COLUMN recent_ends BIGINT NOT NULL DEFAULT 0;
CREATE INDEX counter_end ON counter (ends_at);

-- Whether the code is the usual few digits, or the long one that is not guessed.
ALTER TABLE challenge ADD COLUMN form VARCHAR(8) NOT NULL DEFAULT 'short';
CREATE INDEX challenge_end ON challenge (expires_at);
