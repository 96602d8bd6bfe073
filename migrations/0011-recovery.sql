-- Somebody who has lost every key comes in again when others say that it is her. A row for each organisation she works
-- for: each must let her in, so that none is entered because another said so. The name stands here, as whoever
-- confirms from outside may know the request and nothing else of the organisation.
CREATE TABLE platform_recoveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  person_id uuid NOT NULL REFERENCES platform_people,
  name text NOT NULL,
  email text NOT NULL,
  -- Nothing when it was asked for by somebody who was not signed in: perhaps by her.
  begun_by uuid REFERENCES platform_people,
  begun_at timestamptz NOT NULL,
  -- From when the organisation lets her in; nothing before enough have confirmed.
  opens_at timestamptz,
  token_hash text UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  token_until timestamptz,
  stopped_by uuid REFERENCES platform_people,
  -- Stopped by a colleague, or closed when a new one was begun after it had lapsed.
  stopped_at timestamptz,
  used_at timestamptz,
  CHECK ((token_hash IS NULL) = (token_until IS NULL))
);
CREATE UNIQUE INDEX platform_recoveries_open ON platform_recoveries (organisation_id, person_id)
  WHERE stopped_at IS NULL AND used_at IS NULL;
CREATE INDEX platform_recoveries_person ON platform_recoveries (person_id);

-- Each confirms once, as herself, and nobody for herself.
CREATE TABLE platform_recovery_confirmations (
  recovery_id uuid NOT NULL REFERENCES platform_recoveries,
  person_id uuid NOT NULL REFERENCES platform_people,
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  -- As her colleagues see it, who cannot read the people of another organisation.
  name text NOT NULL,
  confirmed_as text NOT NULL CHECK (confirmed_as IN ('colleague', 'county', 'operator')),
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (recovery_id, person_id)
);

-- Whether whoever acts may stand in for a colleague of that organisation: its county, or the operator.
CREATE FUNCTION platform_supports(supported uuid) RETURNS text LANGUAGE sql STABLE
  RETURN (SELECT own.kind FROM platform_organisations own, platform_organisations other
    WHERE own.id = platform_acting_organisation() AND other.id = supported AND own.id <> other.id
      AND (own.kind = 'operator'
        OR (own.kind = 'county' AND other.kind = 'municipality' AND left(other.municipality_code, 2) = own.county_code)));

ALTER TABLE platform_recoveries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform_recovery_confirmations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON platform_recoveries TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON platform_recovery_confirmations TO CURRENT_USER USING (platform_for_everything());

GRANT SELECT, UPDATE (opens_at, token_hash, token_until, stopped_by, stopped_at, used_at) ON platform_recoveries TO rackhall_app;
CREATE POLICY own ON platform_recoveries TO rackhall_app USING (organisation_id = platform_acting_organisation());
CREATE POLICY supported ON platform_recoveries TO rackhall_app USING (platform_supports(organisation_id) IS NOT NULL);
CREATE POLICY presented ON platform_recoveries TO rackhall_app USING (token_hash = platform_presented());
-- Her link ends what was asked for her everywhere.
CREATE POLICY herself ON platform_recoveries TO rackhall_app USING (person_id = platform_signing_in());

GRANT SELECT, INSERT, DELETE ON platform_recovery_confirmations TO rackhall_app;
CREATE POLICY seen ON platform_recovery_confirmations FOR SELECT TO rackhall_app
  USING (EXISTS (SELECT FROM platform_recoveries r WHERE r.id = recovery_id));
CREATE POLICY confirmed ON platform_recovery_confirmations FOR INSERT TO rackhall_app
  WITH CHECK (person_id = platform_acting_person() AND organisation_id = platform_acting_organisation()
    AND EXISTS (SELECT FROM platform_recoveries r WHERE r.id = recovery_id AND r.person_id <> platform_acting_person()
      AND r.stopped_at IS NULL AND r.used_at IS NULL
      AND confirmed_as = CASE WHEN r.organisation_id = platform_acting_organisation() THEN 'colleague'
        ELSE platform_supports(r.organisation_id) END));
-- By herself, or with her access when that ends.
CREATE POLICY taken_back ON platform_recovery_confirmations FOR DELETE TO rackhall_app
  USING (organisation_id = platform_acting_organisation());

-- Three things that whoever acts may not see, done by the one who owns the tables. Each says that it is for everything
-- while it works; that opens nothing to the program's own role, whose rules do not ask for it.

-- Begins what is not under way yet, in every organisation she works for, and answers with those it began. Whoever asks
-- may not be signed in, so nobody acts: the function alone knows whose address it is. One who has never come in by a
-- passkey has nothing to lose: she is invited anew, or comes in by her organisation's own sign-in.
CREATE FUNCTION platform_begin_recovery(address text, begun timestamptz, since timestamptz)
RETURNS TABLE (id uuid, organisation uuid, person uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  UPDATE platform_recoveries r SET stopped_at = begun FROM platform_people p
    WHERE p.email = address AND r.person_id = p.id AND r.begun_at <= since AND r.stopped_at IS NULL AND r.used_at IS NULL;
  RETURN QUERY INSERT INTO platform_recoveries AS r (organisation_id, person_id, name, email, begun_by, begun_at)
    SELECT DISTINCT m.organisation_id, p.id, p.name, p.email, platform_acting_person(), begun
    FROM platform_people p JOIN platform_memberships m ON m.person_id = p.id
    WHERE p.email = address AND EXISTS (SELECT FROM platform_passkeys k WHERE k.person_id = p.id)
      AND platform_left_at(m.organisation_id) IS NULL
    ON CONFLICT (organisation_id, person_id) WHERE stopped_at IS NULL AND used_at IS NULL DO NOTHING
    RETURNING r.id, r.organisation_id, r.person_id;
  PERFORM set_config('rackhall.everything', '', true);
END $$;

-- Of how many other organisations it is not said yet that they let her in.
CREATE FUNCTION platform_recovery_elsewhere(recovery uuid, at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE missing bigint;
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  SELECT count(DISTINCT m.organisation_id) INTO missing
    FROM platform_recoveries r JOIN platform_memberships m ON m.person_id = r.person_id
    WHERE r.id = recovery AND m.organisation_id <> r.organisation_id AND platform_left_at(m.organisation_id) IS NULL
      AND NOT EXISTS (
      SELECT FROM platform_recoveries o WHERE o.person_id = r.person_id AND o.organisation_id = m.organisation_id
        AND o.stopped_at IS NULL AND o.used_at IS NULL AND o.opens_at <= at);
  PERFORM set_config('rackhall.everything', '', true);
  RETURN missing;
END $$;

-- Writes to everybody in the organisation, for two operators who may not read who works there.
CREATE FUNCTION platform_tell_of_recovery(recovery uuid, titled text, body text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('rackhall.everything', 'on', true);
  INSERT INTO mail_outbox (recipient, subject, text, about)
    SELECT DISTINCT p.email, titled, body, 'recovery'
    FROM platform_recoveries r
    JOIN platform_memberships m ON m.organisation_id = r.organisation_id JOIN platform_people p ON p.id = m.person_id
    WHERE r.id = recovery AND r.opens_at IS NOT NULL AND r.stopped_at IS NULL AND r.used_at IS NULL
      AND (r.organisation_id = platform_acting_organisation() OR platform_supports(r.organisation_id) IS NOT NULL);
  PERFORM set_config('rackhall.everything', '', true);
END $$;

REVOKE EXECUTE ON FUNCTION platform_begin_recovery, platform_recovery_elsewhere, platform_tell_of_recovery FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform_begin_recovery, platform_recovery_elsewhere, platform_tell_of_recovery TO rackhall_app;

-- When she is in again, every session of hers has ended, wherever it was.
CREATE POLICY hers ON platform_sessions FOR SELECT TO rackhall_app USING (person_id = platform_signing_in());
CREATE POLICY hers_ended ON platform_sessions FOR UPDATE TO rackhall_app USING (person_id = platform_signing_in());

-- Whose access ended, and what went to whom with it: for seven days it is given back by one press.
CREATE TABLE platform_endings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  person_id uuid NOT NULL REFERENCES platform_people,
  name text NOT NULL,
  roles text[] NOT NULL CHECK (cardinality(roles) > 0),
  successor_id uuid REFERENCES platform_people,
  -- Those of the roles that the successor did not have before.
  roles_handed text[] NOT NULL,
  ended_by uuid NOT NULL REFERENCES platform_people,
  ended_at timestamptz NOT NULL,
  undone_at timestamptz
);
CREATE INDEX platform_endings_organisation ON platform_endings (organisation_id, ended_at);
ALTER TABLE platform_endings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON platform_endings TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY own ON platform_endings TO rackhall_app
  USING (organisation_id = platform_acting_organisation())
  WITH CHECK (organisation_id = platform_acting_organisation());
GRANT SELECT, INSERT, UPDATE (undone_at) ON platform_endings TO rackhall_app;
