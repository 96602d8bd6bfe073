-- Organisations brought in on a page, people who work in two places, and municipalities that leave.

-- An invitation to an address: the person is made, or found, when she accepts. Until then nobody who invites learns whether the
-- address is known here; the name, the address and the role are as the inviter wrote them.
ALTER TABLE platform_invitations
  ALTER COLUMN person_id DROP NOT NULL,
  ADD COLUMN name text CHECK (btrim(name) <> ''),
  ADD COLUMN email text CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'),
  ADD COLUMN role text,
  ADD CHECK ((name IS NULL) = (email IS NULL) AND (name IS NULL) = (role IS NULL)),
  ADD CHECK (person_id IS NOT NULL OR name IS NOT NULL);
-- One at a time for an address.
CREATE UNIQUE INDEX platform_invitations_address ON platform_invitations (organisation_id, email)
  WHERE used_at IS NULL AND withdrawn_at IS NULL;

-- When a municipality left, and when it came back. Nothing of it is taken away: its people stay members of an organisation that
-- lets nobody in, so that coming back is one row.
CREATE TABLE platform_departures (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  left_at timestamptz NOT NULL,
  -- Whoever has the link from the moment of leaving undoes it, for a week.
  undo_hash text NOT NULL UNIQUE CHECK (undo_hash ~ '^[0-9a-f]{64}$'),
  undo_until timestamptz NOT NULL,
  -- Whether it showed something of its own then, which is shown again when the leaving is undone.
  took_down boolean NOT NULL,
  returned_at timestamptz CHECK (returned_at >= left_at)
);
CREATE UNIQUE INDEX platform_departures_open ON platform_departures (organisation_id) WHERE returned_at IS NULL;
ALTER TABLE platform_departures ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON platform_departures TO CURRENT_USER USING (platform_for_everything());
GRANT SELECT, INSERT, UPDATE (returned_at) ON platform_departures TO rackhall_app;
CREATE POLICY own ON platform_departures TO rackhall_app USING (organisation_id = platform_acting_organisation());
CREATE POLICY presented ON platform_departures FOR SELECT TO rackhall_app USING (undo_hash = platform_presented());

-- The functions below work as the one who owns the tables, for everything while they do. That opens nothing to the program's own
-- role, whose rules do not ask for it.

-- Since when an organisation has left; nothing for one that is here.
CREATE FUNCTION platform_left_at(organisation uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE before text := current_setting('rackhall.everything', true); since timestamptz;
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  SELECT d.left_at INTO since FROM platform_departures d
    WHERE d.organisation_id = organisation AND d.returned_at IS NULL;
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
  RETURN since;
END $$;

-- The codes of the municipalities that have left: the public pages ask, for whom nobody acts.
CREATE FUNCTION platform_municipalities_left() RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE before text := current_setting('rackhall.everything', true);
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  RETURN QUERY SELECT o.municipality_code FROM platform_departures d JOIN platform_organisations o ON o.id = d.organisation_id
    WHERE d.returned_at IS NULL AND o.municipality_code IS NOT NULL;
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
END $$;

-- How it stands with the people of every organisation, never who they are: somebody has come in, is invited, waits without an
-- invitation that holds, or there is nobody; and since when it has left.
CREATE FUNCTION platform_staffed(at timestamptz) RETURNS TABLE (organisation uuid, standing text, left_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE before text := current_setting('rackhall.everything', true);
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  RETURN QUERY SELECT o.id, CASE
      WHEN EXISTS (SELECT FROM platform_memberships m JOIN platform_sessions s USING (organisation_id, person_id)
        WHERE m.organisation_id = o.id) THEN 'in'
      WHEN EXISTS (SELECT FROM platform_invitations i WHERE i.organisation_id = o.id AND i.used_at IS NULL
        AND i.withdrawn_at IS NULL AND i.expires_at > at) THEN 'invited'
      WHEN EXISTS (SELECT FROM platform_memberships m WHERE m.organisation_id = o.id)
        OR EXISTS (SELECT FROM platform_invitations i WHERE i.organisation_id = o.id AND i.used_at IS NULL) THEN 'waiting'
      ELSE 'nobody' END, d.left_at
    FROM platform_organisations o
    LEFT JOIN platform_departures d ON d.organisation_id = o.id AND d.returned_at IS NULL
    WHERE platform_acting_organisation() IS NOT NULL;
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
END $$;

-- Whether whoever acts brought this organisation in, and nobody has come in to it yet.
CREATE FUNCTION platform_awaits_first(organisation uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE before text := current_setting('rackhall.everything', true); awaits boolean;
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  awaits := EXISTS (SELECT FROM platform_organisations o
    WHERE o.id = organisation AND o.founded_by = platform_acting_organisation()
      AND NOT EXISTS (SELECT FROM platform_memberships m WHERE m.organisation_id = o.id)
      AND NOT EXISTS (SELECT FROM platform_sessions s WHERE s.organisation_id = o.id));
  PERFORM set_config('rackhall.everything', coalesce(before, ''), true);
  RETURN awaits;
END $$;

REVOKE EXECUTE ON FUNCTION platform_left_at, platform_municipalities_left, platform_staffed, platform_awaits_first FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_left_at, platform_municipalities_left, platform_staffed, platform_awaits_first TO rackhall_app;

-- Whoever brings an organisation in says whom it serves, invites its first person, and takes it back while nobody has come in.
GRANT INSERT, DELETE ON platform_rss_municipalities TO rackhall_app;
GRANT DELETE ON platform_organisations, platform_invitations TO rackhall_app;
CREATE POLICY founded ON platform_rss_municipalities FOR INSERT TO rackhall_app
  WITH CHECK (platform_awaits_first(organisation_id));
CREATE POLICY taken_back ON platform_rss_municipalities FOR DELETE TO rackhall_app
  USING (platform_awaits_first(organisation_id));
CREATE POLICY taken_back ON platform_organisations FOR DELETE TO rackhall_app USING (platform_awaits_first(id));
CREATE POLICY founded ON platform_invitations TO rackhall_app
  USING (person_id IS NULL AND platform_awaits_first(organisation_id));

-- The operator alone gives an organisation another name.
GRANT UPDATE (name) ON platform_organisations TO rackhall_app;
CREATE POLICY renamed ON platform_organisations FOR UPDATE TO rackhall_app
  USING (EXISTS (SELECT FROM platform_organisations own
    WHERE own.id = platform_acting_organisation() AND own.kind = 'operator'));

-- Who signs in comes in to no organisation that has left.
ALTER POLICY signing_in ON platform_memberships
  USING (person_id = platform_signing_in() AND platform_left_at(organisation_id) IS NULL);

-- Whoever is signing in is known by her address also where she works nowhere any more: an invitation lets her in again.
CREATE POLICY signing_in ON platform_people FOR SELECT TO rackhall_app USING (id = platform_signing_in());
