-- Who works here, and the second wall. The program works as the role rackhall_app, which owns nothing; what it may do
-- stands here table by table, and a later table gives it nothing until its migration says so. Rules on rows of an
-- organisation ask who is acting, which is set for one transaction at a time; unset, there are no such rows.
GRANT USAGE ON SCHEMA public TO rackhall_app;
GRANT SELECT ON schema_migrations, platform_backups TO rackhall_app;
GRANT SELECT, INSERT ON municipality_helpline_verifications, municipality_local_help TO rackhall_app;
GRANT SELECT, INSERT, UPDATE ON municipality_crisis_notices TO rackhall_app;
GRANT SELECT, INSERT, UPDATE ON help_site_visits, help_site_faults TO rackhall_app;

CREATE FUNCTION platform_acting_organisation() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('rackhall.organisation', true), '')::uuid;

CREATE FUNCTION platform_acting_person() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('rackhall.person', true), '')::uuid;

-- For the rules of the owner alone: even the one who owns the tables sees no row of an organisation until a
-- transaction says that it is for everything (a backup, a migration, a command of the operator).
CREATE FUNCTION platform_for_everything() RETURNS boolean LANGUAGE sql STABLE
  RETURN coalesce(current_setting('rackhall.everything', true), '') = 'on';

CREATE TABLE platform_organisations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('agency', 'county', 'rss', 'municipality', 'operator')),
  name text NOT NULL CHECK (btrim(name) <> ''),
  municipality_code text UNIQUE CHECK (municipality_code ~ '^[0-9]{4}$'),
  county_code text UNIQUE CHECK (county_code ~ '^[0-9]{2}$'),
  -- Who brought it in; nothing for those the operator added by command.
  founded_by uuid REFERENCES platform_organisations,
  founded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (id, kind),
  CHECK ((municipality_code IS NOT NULL) = (kind = 'municipality')),
  CHECK ((county_code IS NOT NULL) = (kind = 'county'))
);
CREATE UNIQUE INDEX platform_organisations_name ON platform_organisations (kind, lower(name));

-- Which municipalities a regional support structure serves: n:m, never read out of the county's code.
CREATE TABLE platform_rss_municipalities (
  organisation_id uuid NOT NULL,
  organisation_kind text NOT NULL DEFAULT 'rss' CHECK (organisation_kind = 'rss'),
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  -- Said of this very municipality, or assumed because there is one structure for its whole county.
  basis text NOT NULL CHECK (basis IN ('named', 'assumed')),
  PRIMARY KEY (organisation_id, municipality_code),
  FOREIGN KEY (organisation_id, organisation_kind) REFERENCES platform_organisations (id, kind)
);

CREATE TABLE platform_people (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL CHECK (btrim(name) <> ''),
  -- In small letters.
  email text NOT NULL UNIQUE CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'),
  added_at timestamptz NOT NULL DEFAULT now()
);

-- Who works where, as what: a line for each role. The kind stands here too, so that no organisation can hand out a
-- role of another kind.
CREATE TABLE platform_memberships (
  organisation_id uuid NOT NULL,
  organisation_kind text NOT NULL,
  person_id uuid NOT NULL REFERENCES platform_people,
  role text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, person_id, role),
  FOREIGN KEY (organisation_id, organisation_kind) REFERENCES platform_organisations (id, kind),
  CHECK (role LIKE organisation_kind || '.%' OR (role = 'reception.member' AND organisation_kind IN ('municipality', 'rss')))
);
CREATE INDEX platform_memberships_person ON platform_memberships (person_id);

ALTER TABLE platform_organisations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform_rss_municipalities ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform_people ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform_memberships ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY everything ON platform_organisations TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON platform_rss_municipalities TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON platform_people TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON platform_memberships TO CURRENT_USER USING (platform_for_everything());

-- The directory: whoever acts for an organisation may know which others there are, and what they are called.
GRANT SELECT ON platform_organisations, platform_rss_municipalities TO rackhall_app;
CREATE POLICY directory ON platform_organisations FOR SELECT TO rackhall_app
  USING (platform_acting_organisation() IS NOT NULL);
CREATE POLICY directory ON platform_rss_municipalities FOR SELECT TO rackhall_app
  USING (platform_acting_organisation() IS NOT NULL);

-- Each level brings in the one below: the operator anyone, the agency all but operators, a county its municipalities.
GRANT INSERT ON platform_organisations TO rackhall_app;
CREATE POLICY founding ON platform_organisations FOR INSERT TO rackhall_app
  WITH CHECK (founded_by = platform_acting_organisation() AND EXISTS (
    SELECT FROM platform_organisations own
    WHERE own.id = platform_acting_organisation() AND CASE own.kind
      WHEN 'operator' THEN true
      WHEN 'agency' THEN platform_organisations.kind IN ('county', 'rss', 'municipality')
      WHEN 'county' THEN platform_organisations.kind = 'municipality'
        AND left(platform_organisations.municipality_code, 2) = own.county_code
      ELSE false END));

GRANT SELECT, INSERT, UPDATE, DELETE ON platform_memberships TO rackhall_app;
CREATE POLICY own ON platform_memberships TO rackhall_app
  USING (organisation_id = platform_acting_organisation())
  WITH CHECK (organisation_id = platform_acting_organisation());

-- A person is seen where she works, and corrects her own name and address. Somebody new is added first and made a
-- member in the same transaction.
GRANT SELECT, INSERT, UPDATE ON platform_people TO rackhall_app;
CREATE POLICY colleagues ON platform_people FOR SELECT TO rackhall_app
  USING (EXISTS (SELECT FROM platform_memberships m WHERE m.person_id = platform_people.id));
CREATE POLICY herself ON platform_people FOR UPDATE TO rackhall_app
  USING (id = platform_acting_person());
CREATE POLICY added ON platform_people FOR INSERT TO rackhall_app
  WITH CHECK (platform_acting_organisation() IS NOT NULL);
