-- Whose failures an answer to a challenge counts as, so that an answer asks for nothing but the
-- challenge. Those opened before this have none, and take no answers any more.
ALTER TABLE challenge ADD COLUMN subject VARCHAR(64) NOT NULL DEFAULT '';
