-- What a municipality's own site says that its help page could say. Nothing is overwritten: the newest holds.
CREATE TABLE review_proposals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  -- The origin it was read on.
  site text NOT NULL,
  fetched_at timestamptz NOT NULL,
  -- How the visit ended; without lines when it did not end whole.
  ended text NOT NULL,
  lines jsonb NOT NULL,
  asked_by text NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT now(),
  -- When somebody of the municipality went through them, and who.
  confirmed_by text,
  confirmed_at timestamptz
);
CREATE INDEX review_proposals_newest ON review_proposals (municipality_code, id DESC);

ALTER TABLE review_proposals ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON review_proposals TO CURRENT_USER USING (platform_for_everything());
-- It stands on a public website; whoever supports the municipality is told where it differs from what was confirmed.
CREATE POLICY read_by_anybody ON review_proposals FOR SELECT USING (true);
CREATE POLICY its_own ON review_proposals FOR INSERT TO rackhall_app
  WITH CHECK (municipality_code = (SELECT o.municipality_code FROM platform_organisations o WHERE o.id = platform_acting_organisation()));
CREATE POLICY its_own_confirmed ON review_proposals FOR UPDATE TO rackhall_app
  USING (municipality_code = (SELECT o.municipality_code FROM platform_organisations o WHERE o.id = platform_acting_organisation()));
GRANT SELECT, INSERT, UPDATE (confirmed_by, confirmed_at) ON review_proposals TO rackhall_app;
