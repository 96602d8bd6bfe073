-- Whose turn it is to ask an origin for something, over every worker on every machine: one request at a time, and a pause
-- between them. A row for each origin that was ever asked; nothing in it says what was asked for.
CREATE TABLE review_turns (
  origin text PRIMARY KEY,
  -- From when it may be asked again. While a request is under way that is when it must be over, whatever became of whoever sent it,
  -- and the pause.
  free_at timestamptz NOT NULL,
  -- It has asked to be left alone until then (Retry-After).
  rest_until timestamptz NOT NULL DEFAULT '-infinity',
  -- Who has the turn; nobody between two.
  token uuid
);
GRANT SELECT, INSERT, UPDATE (free_at, rest_until, token) ON review_turns TO rackhall_app;
