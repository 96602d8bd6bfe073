-- What those who support a municipality are told of it, and how they remind it.

-- Asked of every membership that is read: while nobody is signing in, whether her organisation has left is not looked up.
ALTER POLICY signing_in ON platform_memberships
  USING (platform_signing_in() IS NOT NULL AND person_id = platform_signing_in() AND platform_left_at(organisation_id) IS NULL);

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

REVOKE EXECUTE ON FUNCTION platform_supported_staff, municipality_last_reminded, municipality_remind, municipality_take_back FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_supported_staff, municipality_last_reminded, municipality_remind, municipality_take_back TO rackhall_app;
