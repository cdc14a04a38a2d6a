-- Which questions somebody is asked until `ends_at`, by the ids of their answers. Kept by subject and not by
-- account, because whoever types a user ID that nobody has is asked questions like anybody else. The draws
-- of before are forgotten: they would have ended within a day.
DROP TABLE question_draw;

CREATE TABLE question_draw (
    subject VARCHAR(64) NOT NULL PRIMARY KEY,
    answers VARCHAR(255) NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX question_draw_end ON question_draw (ends_at);
