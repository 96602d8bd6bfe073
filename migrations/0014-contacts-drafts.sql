-- What a municipality is about to show on its page. Nothing is taken away: each time something is saved there is a new
-- line, and the newest that has not been laid aside holds. Publishing lays it aside. The lines before it stay, because
-- two who write at once are told apart by what both began from.
CREATE TABLE municipality_contacts_drafts (
  organisation_id uuid NOT NULL REFERENCES platform_organisations DEFAULT platform_acting_organisation(),
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  version integer NOT NULL CHECK (version > 0),
  contents jsonb NOT NULL,
  -- The version it was written over, so that one press takes it back; below nought: what was published, by its number.
  base integer NOT NULL,
  edited_by text NOT NULL CHECK (btrim(edited_by) <> ''),
  edited_at timestamptz NOT NULL DEFAULT now(),
  laid_aside_at timestamptz,
  PRIMARY KEY (organisation_id, municipality_code, version)
);

ALTER TABLE municipality_contacts_drafts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON municipality_contacts_drafts TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY own_organisation ON municipality_contacts_drafts TO rackhall_app
  USING (organisation_id = platform_acting_organisation());
GRANT SELECT, INSERT, UPDATE (laid_aside_at) ON municipality_contacts_drafts TO rackhall_app;
