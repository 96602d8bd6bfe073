-- Receptions kept on pages. What the public pages are made of stays open to all; who works there, what was decided and
-- the file itself are read only by the organisations that the reception serves, or the one that founded it.
ALTER TABLE collaboration_receptions ADD COLUMN founded_by uuid;

CREATE TABLE collaboration_reception_files (
  id bigint PRIMARY KEY REFERENCES collaboration_receptions,
  reception_name text NOT NULL,
  contents jsonb,
  -- The file as it was given, letter for letter, so that it can be handed back.
  file text,
  noted_by text NOT NULL CHECK (noted_by <> ''),
  CHECK ((contents IS NULL) = (file IS NULL))
);
CREATE INDEX collaboration_reception_files_newest ON collaboration_reception_files (reception_name, id DESC);

INSERT INTO collaboration_reception_files (id, reception_name, contents, file, noted_by)
  SELECT id, reception_name, contents, file, noted_by FROM collaboration_receptions;
ALTER TABLE collaboration_receptions DROP COLUMN file, DROP COLUMN noted_by;
UPDATE collaboration_receptions SET contents = contents - 'confirmedBy' || jsonb_build_object(
  'members', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m->'id', 'municipality', m->'municipality') ORDER BY place), '[]')
              FROM jsonb_array_elements(contents->'members') WITH ORDINALITY AS t (m, place)),
  'serves', (SELECT coalesce(jsonb_agg(s || jsonb_build_object('decisions',
                      (SELECT coalesce(jsonb_object_agg(kind, true), '{}') FROM jsonb_object_keys(s->'decisions') kind)) ORDER BY place), '[]')
             FROM jsonb_array_elements(contents->'serves') WITH ORDINALITY AS t (s, place)))
  WHERE jsonb_typeof(contents->'members') = 'array' AND jsonb_typeof(contents->'serves') = 'array';

-- Whether whoever acts answers for a municipality: its own, or one that the regional structure serves.
CREATE FUNCTION collaboration_acts_for(codes text[]) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (
    SELECT FROM platform_organisations o LEFT JOIN platform_rss_municipalities s ON s.organisation_id = o.id
    WHERE o.id = platform_acting_organisation() AND (o.municipality_code = ANY (codes) OR s.municipality_code = ANY (codes)));

CREATE FUNCTION collaboration_served(contents jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE
  RETURN ARRAY(SELECT jsonb_path_query(contents, 'lax $.serves[*].municipality') #>> '{}');

-- Whether whoever acts keeps a reception as it stands, or as it stood when it was withdrawn.
CREATE FUNCTION collaboration_keeps(reception text) RETURNS boolean LANGUAGE sql STABLE
  RETURN coalesce((
    SELECT founded_by = platform_acting_organisation() OR collaboration_acts_for(collaboration_served(contents))
    FROM collaboration_receptions WHERE reception_name = reception AND contents IS NOT NULL ORDER BY id DESC LIMIT 1), false);

CREATE FUNCTION collaboration_exists(reception text) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM collaboration_receptions WHERE reception_name = reception);

ALTER TABLE collaboration_receptions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE collaboration_reception_files ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE collaboration_reception_pauses ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON collaboration_receptions TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON collaboration_reception_files TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON collaboration_reception_pauses TO CURRENT_USER USING (platform_for_everything());

-- Where nobody acts, the operator does by command.
CREATE POLICY public ON collaboration_receptions FOR SELECT TO rackhall_app USING (true);
CREATE POLICY keeping ON collaboration_receptions FOR INSERT TO rackhall_app
  WITH CHECK (platform_acting_organisation() IS NULL OR collaboration_keeps(reception_name)
    OR (NOT collaboration_exists(reception_name) AND founded_by = platform_acting_organisation()));
CREATE POLICY public ON collaboration_reception_pauses FOR SELECT TO rackhall_app USING (true);
CREATE POLICY keeping ON collaboration_reception_pauses FOR INSERT TO rackhall_app
  WITH CHECK (platform_acting_organisation() IS NULL OR collaboration_keeps(reception_name));
CREATE POLICY ending ON collaboration_reception_pauses FOR UPDATE TO rackhall_app
  USING (platform_acting_organisation() IS NULL OR collaboration_keeps(reception_name));
GRANT SELECT, INSERT ON collaboration_reception_files TO rackhall_app;
CREATE POLICY own ON collaboration_reception_files FOR SELECT TO rackhall_app USING (collaboration_keeps(reception_name));
CREATE POLICY keeping ON collaboration_reception_files FOR INSERT TO rackhall_app
  WITH CHECK (platform_acting_organisation() IS NULL OR collaboration_keeps(reception_name));

-- A municipality that asks to share a reception: its county introduces it to one, and that reception's organisations
-- say yes or no. The last thing that happened is its state.
CREATE TABLE collaboration_requests (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'introduced', 'accepted', 'declined', 'withdrawn')),
  -- What the municipality wrote, and what the county wrote when it introduced it.
  asked_line text NOT NULL,
  asked_by text NOT NULL CHECK (asked_by <> ''),
  asked_at timestamptz NOT NULL,
  reception_name text,
  introduced_line text,
  introduced_by text,
  introduced_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  CHECK (state NOT IN ('introduced', 'accepted') OR (reception_name IS NOT NULL AND introduced_by IS NOT NULL AND introduced_at IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (state IN ('asked', 'introduced')))
);
CREATE UNIQUE INDEX collaboration_requests_under_way ON collaboration_requests (municipality_code)
  WHERE state IN ('asked', 'introduced');

ALTER TABLE collaboration_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON collaboration_requests TO rackhall_app;
CREATE POLICY everything ON collaboration_requests TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY own ON collaboration_requests TO rackhall_app
  USING (organisation_id = platform_acting_organisation())
  WITH CHECK (organisation_id = platform_acting_organisation());
CREATE POLICY introducer ON collaboration_requests TO rackhall_app
  USING (EXISTS (SELECT FROM platform_organisations o
                 WHERE o.id = platform_acting_organisation() AND o.county_code = left(collaboration_requests.municipality_code, 2)))
  WITH CHECK (EXISTS (SELECT FROM platform_organisations o
                 WHERE o.id = platform_acting_organisation() AND o.county_code = left(collaboration_requests.municipality_code, 2)));
CREATE POLICY receiver ON collaboration_requests FOR SELECT TO rackhall_app
  USING (reception_name IS NOT NULL AND collaboration_keeps(reception_name));
CREATE POLICY answer ON collaboration_requests FOR UPDATE TO rackhall_app
  USING (reception_name IS NOT NULL AND collaboration_keeps(reception_name))
  WITH CHECK (reception_name IS NOT NULL AND collaboration_keeps(reception_name));

-- Two things that whoever acts may not see, done by the one who owns the tables: to whom a mail goes in an organisation
-- that is not one's own. Each asks first whether it concerns whoever acts.

-- Writes to those whose turn it is: the county that is asked, the reception it introduced to, or whoever asked.
CREATE FUNCTION collaboration_tell_of_request(request uuid, titled text, body text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r collaboration_requests;
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  SELECT * INTO r FROM collaboration_requests WHERE id = request;
  IF r.organisation_id = platform_acting_organisation() OR collaboration_keeps(r.reception_name) OR EXISTS (
    SELECT FROM platform_organisations o
    WHERE o.id = platform_acting_organisation() AND o.county_code = left(r.municipality_code, 2)) THEN
    INSERT INTO mail_outbox (recipient, subject, text, about)
      SELECT DISTINCT p.email, titled, body, 'reception'
      FROM platform_organisations o JOIN platform_memberships m ON m.organisation_id = o.id JOIN platform_people p ON p.id = m.person_id
      WHERE CASE r.state
        WHEN 'asked' THEN o.county_code = left(r.municipality_code, 2) AND m.role = 'county.coordinator'
        WHEN 'introduced' THEN m.role = 'municipality.lead' AND o.municipality_code = ANY (collaboration_served((
          SELECT contents FROM collaboration_receptions c WHERE c.reception_name = r.reception_name ORDER BY c.id DESC LIMIT 1)))
        ELSE o.id = r.organisation_id AND m.role = 'municipality.lead' END;
    PERFORM pg_notify('rackhall_mail', '');
  END IF;
  PERFORM set_config('rackhall.everything', '', true);
END $$;

-- Writes to those who answer in a reception of one's own, and to those who lead the work it is part of.
CREATE FUNCTION collaboration_tell_reception(reception text, titled text, body text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  IF collaboration_keeps(reception) THEN
    INSERT INTO mail_outbox (recipient, subject, text, about)
      SELECT DISTINCT p.email, titled, body, 'reception'
      FROM (SELECT contents FROM collaboration_reception_files f WHERE f.reception_name = reception ORDER BY f.id DESC LIMIT 1) newest
      JOIN platform_memberships m ON true
      JOIN platform_organisations o ON o.id = m.organisation_id AND o.municipality_code = ANY (collaboration_served(newest.contents))
      JOIN platform_people p ON p.id = m.person_id
      WHERE p.id IS DISTINCT FROM platform_acting_person() AND (m.role = 'municipality.lead'
        OR newest.contents->'members' @> jsonb_build_array(jsonb_build_object('person', p.id)));
    PERFORM pg_notify('rackhall_mail', '');
  END IF;
  PERFORM set_config('rackhall.everything', '', true);
END $$;

REVOKE EXECUTE ON FUNCTION collaboration_tell_of_request, collaboration_tell_reception FROM PUBLIC;
GRANT EXECUTE ON FUNCTION collaboration_tell_of_request, collaboration_tell_reception TO rackhall_app;
