-- What a municipality's own site says that its help page could say. A line for each time it was asked for; the newest
-- that has ended holds.
CREATE TABLE review_proposals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  -- The origin it is read on.
  site text NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  -- How the visit ended, and what that is about; nothing while it goes on. Without lines when it did not end whole.
  ended text,
  about text,
  ended_at timestamptz,
  lines jsonb NOT NULL DEFAULT '[]',
  -- When somebody of the municipality had gone through every line, and who.
  confirmed_by text,
  confirmed_at timestamptz
);
CREATE INDEX review_proposals_newest ON review_proposals (municipality_code, id DESC);

ALTER TABLE review_proposals ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON review_proposals TO CURRENT_USER USING (platform_for_everything());
-- It stands on a public website; whoever supports the municipality is told where it differs from what was confirmed.
CREATE POLICY read_by_anybody ON review_proposals FOR SELECT USING (true);
CREATE POLICY its_own ON review_proposals FOR INSERT TO rackhall_app
  WITH CHECK (municipality_may_write(municipality_code));
CREATE POLICY its_own_changed ON review_proposals FOR UPDATE TO rackhall_app
  USING (municipality_may_write(municipality_code));
GRANT SELECT, INSERT, UPDATE (ended, about, ended_at, lines, confirmed_by, confirmed_at) ON review_proposals TO rackhall_app;
