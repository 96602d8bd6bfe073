-- What a county, a regional support structure and the agency may know of the municipalities they support: that, and
-- nothing else of another organisation. Everything here asks one question of the database, so that a route which forgot
-- to ask it shows nothing.

-- Which of these municipalities whoever acts supports: a county by the code, a structure by its list, the agency all.
-- Asked with the rights of whoever acts: the directory is all it needs.
CREATE FUNCTION platform_supported_among(codes text[]) RETURNS SETOF text LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT c.code FROM unnest(codes) c (code) CROSS JOIN platform_organisations own
    WHERE own.id = platform_acting_organisation() AND CASE own.kind
      WHEN 'agency' THEN true
      WHEN 'county' THEN left(c.code, 2) = own.county_code
      WHEN 'rss' THEN EXISTS (SELECT FROM platform_rss_municipalities s
        WHERE s.organisation_id = own.id AND s.municipality_code = c.code)
      ELSE false END;
END;

CREATE FUNCTION platform_supports_municipality(code text) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM platform_supported_among(ARRAY[code]));

-- Support that was given to a municipality, noted by who gave it. Seen by the organisation that wrote it and by no
-- other, the municipality neither: it is a working note, not a judgement that is shared.
CREATE TABLE municipality_support_notes (
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  given_on date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('call', 'visit', 'meeting', 'mail', 'training', 'other')),
  text text NOT NULL CHECK (btrim(text) <> '' AND length(text) <= 1000),
  person_id uuid NOT NULL REFERENCES platform_people,
  written_by text NOT NULL CHECK (written_by <> ''),
  written_at timestamptz NOT NULL,
  changed_at timestamptz,
  -- Kept for a day, so that it can be undone; then the text goes for good.
  removed_at timestamptz
);
CREATE INDEX municipality_support_notes_newest
  ON municipality_support_notes (organisation_id, municipality_code, given_on DESC, id DESC) WHERE removed_at IS NULL;
ALTER TABLE municipality_support_notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON municipality_support_notes TO CURRENT_USER USING (platform_for_everything());
GRANT SELECT, INSERT, DELETE, UPDATE (given_on, kind, text, changed_at, removed_at) ON municipality_support_notes TO rackhall_app;
CREATE POLICY own ON municipality_support_notes FOR SELECT TO rackhall_app
  USING (organisation_id = platform_acting_organisation());
CREATE POLICY written ON municipality_support_notes FOR INSERT TO rackhall_app
  WITH CHECK (organisation_id = platform_acting_organisation() AND person_id = platform_acting_person()
    AND platform_supports_municipality(municipality_code));
-- Whoever wrote it changes it; a colleague reads it.
CREATE POLICY corrected ON municipality_support_notes FOR UPDATE TO rackhall_app
  USING (organisation_id = platform_acting_organisation() AND person_id = platform_acting_person());
CREATE POLICY forgotten ON municipality_support_notes FOR DELETE TO rackhall_app
  USING (organisation_id = platform_acting_organisation() AND removed_at IS NOT NULL);

-- A reminder to several municipalities, sent by one press. `press` is the number of the form that was shown: the same
-- form sent twice is one reminder. Written by functions alone (migration 19).
CREATE TABLE municipality_reminders (
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  press uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES platform_people,
  sent_by text NOT NULL CHECK (sent_by <> ''),
  queued_at timestamptz NOT NULL,
  -- Until then it waits in the outbox and can be undone.
  due_at timestamptz NOT NULL CHECK (due_at >= queued_at),
  -- Which mails they are; to whom they go stands in the outbox alone.
  mails bigint[] NOT NULL DEFAULT '{}',
  undone_at timestamptz,
  UNIQUE (organisation_id, press)
);
CREATE TABLE municipality_reminded (
  reminder_id bigint NOT NULL REFERENCES municipality_reminders,
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  people integer NOT NULL CHECK (people > 0),
  PRIMARY KEY (reminder_id, municipality_code)
);
CREATE INDEX municipality_reminded_newest ON municipality_reminded (municipality_code, reminder_id DESC);
ALTER TABLE municipality_reminders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE municipality_reminded ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON municipality_reminders TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON municipality_reminded TO CURRENT_USER USING (platform_for_everything());
GRANT SELECT ON municipality_reminders, municipality_reminded TO rackhall_app;
CREATE POLICY own ON municipality_reminders FOR SELECT TO rackhall_app
  USING (organisation_id = platform_acting_organisation());
CREATE POLICY own ON municipality_reminded FOR SELECT TO rackhall_app
  USING (organisation_id = platform_acting_organisation());
