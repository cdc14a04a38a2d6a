-- How often the password had been set when a challenge was put: with another one since, it proves nothing any more.
-- Those put before this, and those that are nobody's, prove nothing either.
ALTER TABLE challenge ADD COLUMN times_set BIGINT NOT NULL DEFAULT -1;
