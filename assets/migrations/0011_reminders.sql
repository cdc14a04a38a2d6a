-- What people are reminded of when they sign in: when they last said that what they registered is right, since
-- when they are told that something is missing, and how often they put that off.
ALTER TABLE account ADD COLUMN confirmed_at BIGINT;
ALTER TABLE account ADD COLUMN reminded_since BIGINT;
ALTER TABLE account ADD COLUMN skipped BIGINT NOT NULL DEFAULT 0;
