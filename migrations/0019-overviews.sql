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

-- Who has come in to each organisation, asked for hundreds at once.
CREATE INDEX platform_sessions_organisation ON platform_sessions (organisation_id, person_id);

-- How many people there are in each supported municipality, never who they are; for the agency in each county, too.
-- The functions below work as the one who owns the tables, and say that they are for everything while they do; that
-- opens nothing to the program's own role, whose rules do not ask for it.
CREATE FUNCTION platform_supported_staff(at timestamptz)
RETURNS TABLE (kind text, code text, founded_at timestamptz, left_at timestamptz,
  members bigint, come_in bigint, invited bigint, reached bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE before text := current_setting('rackhall.everything', true);
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  RETURN QUERY
    WITH supported AS (
      SELECT o.id, o.kind, o.municipality_code AS code, o.founded_at
        FROM platform_supported_among(ARRAY(SELECT municipality_code FROM platform_organisations
          WHERE kind = 'municipality')) s (code) JOIN platform_organisations o ON o.municipality_code = s.code
      UNION ALL
      SELECT o.id, o.kind, o.county_code, o.founded_at FROM platform_organisations o JOIN platform_organisations own
        ON own.id = platform_acting_organisation() AND own.kind = 'agency' AND o.kind = 'county'
    ), people AS (
      SELECT m.organisation_id, m.person_id,
        bool_or(m.role IN ('municipality.lead', 'municipality.editor')) AS is_reached
      FROM supported JOIN platform_memberships m ON m.organisation_id = supported.id GROUP BY 1, 2
    )
    -- One row of each is looked for by the index, however many there are.
    SELECT o.kind, o.code, o.founded_at, d.left_at, count(p.person_id), count(s.found), max(coalesce(i.waiting, 0)),
      count(*) FILTER (WHERE p.is_reached AND d.left_at IS NULL)
    FROM supported o LEFT JOIN people p ON p.organisation_id = o.id
    LEFT JOIN LATERAL (SELECT true AS found FROM platform_sessions
      WHERE organisation_id = o.id AND person_id = p.person_id LIMIT 1) s ON true
    LEFT JOIN (SELECT i.organisation_id, count(*) AS waiting FROM platform_invitations i
      WHERE i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > at AND NOT EXISTS (
        SELECT FROM platform_sessions s WHERE s.organisation_id = i.organisation_id AND s.person_id = i.person_id)
      GROUP BY 1) i ON i.organisation_id = o.id
    LEFT JOIN platform_departures d ON d.organisation_id = o.id AND d.returned_at IS NULL
    GROUP BY o.id, o.kind, o.code, o.founded_at, d.left_at;
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
END $$;

-- Asked of every membership that is read: while nobody is signing in, whether her organisation has left is not looked up.
ALTER POLICY signing_in ON platform_memberships
  USING (platform_signing_in() IS NOT NULL AND person_id = platform_signing_in() AND platform_left_at(organisation_id) IS NULL);

-- Which supported municipalities have written on their page without showing it yet; never what they wrote.
CREATE INDEX municipality_contacts_drafts_held ON municipality_contacts_drafts (municipality_code) WHERE laid_aside_at IS NULL;

CREATE FUNCTION municipality_unpublished() RETURNS TABLE (municipality text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE before text := current_setting('rackhall.everything', true);
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  RETURN QUERY
    SELECT o.municipality_code
    FROM platform_supported_among(ARRAY(SELECT municipality_code FROM platform_organisations
      WHERE kind = 'municipality')) s (code) JOIN platform_organisations o ON o.municipality_code = s.code
    WHERE EXISTS (SELECT FROM municipality_contacts_drafts d
      WHERE d.organisation_id = o.id AND d.municipality_code = o.municipality_code AND d.laid_aside_at IS NULL);
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
END $$;
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
-- form sent twice is one reminder. Written by the functions below alone.
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

-- When each supported municipality was last reminded, and by which organisation: two who support the same one do not
-- write to it in the same week without knowing.
CREATE FUNCTION municipality_last_reminded()
RETURNS TABLE (municipality text, at timestamptz, by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE before text := current_setting('rackhall.everything', true);
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  RETURN QUERY
    SELECT s.code, last.queued_at, last.name
    FROM platform_supported_among(ARRAY(SELECT municipality_code FROM platform_organisations
      WHERE kind = 'municipality')) s (code) CROSS JOIN LATERAL (
      SELECT r.queued_at, sender.name FROM municipality_reminded d
      JOIN municipality_reminders r ON r.id = d.reminder_id
      JOIN platform_organisations sender ON sender.id = r.organisation_id
      WHERE d.municipality_code = s.code AND r.undone_at IS NULL
      ORDER BY d.reminder_id DESC LIMIT 1) last;
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
END $$;

-- Writes to those who lead the work and keep the page in the supported among these municipalities: one mail for each
-- person, which names her municipalities in the place of {municipality}. Those reminded after `reminded_since` are left out
-- unless they are among `again`. Answers with the reminder's number, or with the earlier one's when the form was sent
-- before (`fresh` is false); with nothing when there is nobody to write to. Whoever asks never sees an address.
CREATE FUNCTION municipality_remind(
  form uuid, codes text[], names text[], again text[], titled text, body text, signed text,
  now timestamptz, reminded_since timestamptz, held_until timestamptz, OUT reminder bigint, OUT fresh boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE before text := current_setting('rackhall.everything', true);
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  -- One at a time: of two who press at once, the second sees what the first has sent.
  PERFORM pg_advisory_xact_lock(hashtextextended('municipality reminders', 0));
  SELECT r.id INTO reminder FROM municipality_reminders r
    WHERE r.organisation_id = platform_acting_organisation() AND r.press = form;
  fresh := reminder IS NULL;
  IF fresh THEN
    INSERT INTO municipality_reminders (organisation_id, press, person_id, sent_by, queued_at, due_at)
      VALUES (platform_acting_organisation(), form, platform_acting_person(), signed, now, held_until)
      RETURNING id INTO reminder;
    WITH reached AS (
      SELECT DISTINCT c.code, c.name, p.id AS person, p.email
      FROM unnest(codes, names) c (code, name)
      JOIN platform_organisations o ON o.municipality_code = c.code
      JOIN platform_memberships m ON m.organisation_id = o.id AND m.role IN ('municipality.lead', 'municipality.editor')
      JOIN platform_people p ON p.id = m.person_id
      WHERE NOT EXISTS (SELECT FROM platform_departures d WHERE d.organisation_id = o.id AND d.returned_at IS NULL)
        AND c.code IN (SELECT platform_supported_among(codes)) AND (c.code = ANY (again) OR NOT EXISTS (
          SELECT FROM municipality_reminded d JOIN municipality_reminders r ON r.id = d.reminder_id
          WHERE d.municipality_code = c.code AND r.undone_at IS NULL AND r.queued_at > reminded_since))
    ), noted AS (
      INSERT INTO municipality_reminded (reminder_id, organisation_id, municipality_code, people)
        SELECT reminder, platform_acting_organisation(), code, count(*) FROM reached GROUP BY code
    ), mailed AS (
      INSERT INTO mail_outbox (recipient, subject, text, about, queued_at, due_at, changed_at)
        SELECT email, titled, replace(body, '{municipality}', string_agg(name, ', ' ORDER BY name COLLATE "sv-x-icu")),
          'reminder', now, held_until, now
        FROM reached GROUP BY person, email RETURNING mail_outbox.number
    )
    UPDATE municipality_reminders r SET mails = (SELECT coalesce(array_agg(m.number), '{}') FROM mailed m)
      WHERE r.id = reminder;
    DELETE FROM municipality_reminders r WHERE r.id = reminder AND r.mails = '{}';
    IF FOUND THEN reminder := NULL; END IF;
  END IF;
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
END $$;

-- Takes one's own organisation's reminder back while none of its mails has been tried. Answers whether it did.
CREATE FUNCTION municipality_take_back(reminder bigint, now timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before text := current_setting('rackhall.everything', true);
  waiting bigint[];
  done boolean;
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  SELECT r.mails INTO waiting FROM municipality_reminders r
    WHERE r.id = reminder AND r.organisation_id = platform_acting_organisation() AND r.undone_at IS NULL
      AND r.due_at > now FOR UPDATE;
  PERFORM FROM mail_outbox WHERE number = ANY (waiting) FOR UPDATE;
  done := waiting IS NOT NULL AND cardinality(waiting) = (
    SELECT count(*) FROM mail_outbox WHERE number = ANY (waiting) AND state = 'waiting' AND attempts = 0);
  IF done THEN
    UPDATE mail_outbox SET state = 'discarded', text = NULL, changed_at = now WHERE number = ANY (waiting);
    UPDATE municipality_reminders SET undone_at = now WHERE id = reminder;
  END IF;
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
  RETURN done;
END $$;

REVOKE EXECUTE ON FUNCTION platform_supported_staff, municipality_unpublished, municipality_last_reminded, municipality_remind, municipality_take_back FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_supported_staff, municipality_unpublished, municipality_last_reminded, municipality_remind, municipality_take_back TO rackhall_app;
