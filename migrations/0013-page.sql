-- Facts that public pages show are read by anybody and written by the municipality they are about. While nobody acts it
-- is the operator's command that writes.
CREATE FUNCTION municipality_may_write(code text) RETURNS boolean LANGUAGE sql STABLE
  RETURN platform_acting_organisation() IS NULL OR EXISTS (
    SELECT FROM platform_organisations own
    WHERE own.id = platform_acting_organisation() AND own.municipality_code = code);

ALTER TABLE municipality_local_help ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE municipality_crisis_notices ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY everything ON municipality_local_help TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON municipality_crisis_notices TO CURRENT_USER USING (platform_for_everything());

CREATE POLICY read_by_anybody ON municipality_local_help FOR SELECT USING (true);
CREATE POLICY read_by_anybody ON municipality_crisis_notices FOR SELECT USING (true);

CREATE POLICY its_own ON municipality_local_help FOR INSERT TO rackhall_app
  WITH CHECK (municipality_may_write(municipality_code));
CREATE POLICY its_own ON municipality_crisis_notices FOR INSERT TO rackhall_app
  WITH CHECK (municipality_may_write(municipality_code));
CREATE POLICY its_own_ended ON municipality_crisis_notices FOR UPDATE TO rackhall_app
  USING (municipality_may_write(municipality_code));

-- A link that shows a draft to somebody who does not work here, as the draft stood when the link was made. Once, and for
-- a week. Nothing of it lets anybody in.
CREATE TABLE municipality_preview_links (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  contents jsonb NOT NULL,
  made_by uuid NOT NULL REFERENCES platform_people,
  -- Who asks, as whoever opens the link is told it: her row is not hers to read.
  asked_by text NOT NULL CHECK (btrim(asked_by) <> ''),
  organisation_name text NOT NULL,
  -- Whom it was mailed to; nothing when it was handed over.
  recipient text CHECK (recipient ~ '^[^@\s<>]+@[^@\s<>]+$'),
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  withdrawn_at timestamptz,
  CHECK (made_at < expires_at)
);
CREATE INDEX municipality_preview_links_organisation ON municipality_preview_links (organisation_id, made_at DESC);

ALTER TABLE municipality_preview_links ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON municipality_preview_links TO CURRENT_USER USING (platform_for_everything());
GRANT SELECT, INSERT, UPDATE ON municipality_preview_links TO rackhall_app;
CREATE POLICY presented ON municipality_preview_links FOR SELECT TO rackhall_app USING (token_hash = platform_presented());
CREATE POLICY used ON municipality_preview_links FOR UPDATE TO rackhall_app USING (token_hash = platform_presented());
CREATE POLICY own_organisation ON municipality_preview_links TO rackhall_app
  USING (organisation_id = platform_acting_organisation());
