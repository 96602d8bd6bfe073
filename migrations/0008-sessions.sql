-- How people come in. Before somebody is signed in nobody acts, so these rows are reached by what is presented (a
-- session's or a link's token as its hash, a passkey's id), one row at a time: whoever does not have it sees nothing.
CREATE FUNCTION platform_presented() RETURNS text LANGUAGE sql STABLE
  RETURN nullif(current_setting('rackhall.presented', true), '');

-- Set after a passkey, a link or a provider has said who it is, for the moment in which her session is made.
CREATE FUNCTION platform_signing_in() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('rackhall.signing_in', true), '')::uuid;

-- Nothing that could be used to sign in stands in these tables: tokens as SHA-256, passkeys by their public half.
CREATE TABLE platform_sessions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  person_id uuid NOT NULL REFERENCES platform_people,
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  way text NOT NULL CHECK (way IN ('passkey', 'oidc')),
  -- "Firefox, Windows", so that one knows it again; no address.
  device text NOT NULL,
  language text NOT NULL CHECK (language IN ('sv', 'en')),
  began_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX platform_sessions_person ON platform_sessions (person_id, organisation_id) WHERE ended_at IS NULL;

CREATE TABLE platform_passkeys (
  credential_id text PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES platform_people,
  public_key bytea NOT NULL,
  counter bigint NOT NULL CHECK (counter >= 0),
  transports text[] NOT NULL,
  name text NOT NULL CHECK (btrim(name) <> ''),
  added_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX platform_passkeys_person ON platform_passkeys (person_id);

-- A link that lets a member of an organisation come in for the first time. Once, and for a day.
CREATE TABLE platform_invitations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  person_id uuid NOT NULL REFERENCES platform_people,
  -- Nothing when the operator made it at the machine.
  made_by uuid REFERENCES platform_people,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  withdrawn_at timestamptz,
  CHECK (made_at < expires_at)
);
CREATE INDEX platform_invitations_organisation ON platform_invitations (organisation_id, person_id);

-- What a browser was asked to sign. Taken away when it comes back, so that an answer counts once.
CREATE TABLE platform_challenges (
  challenge text PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('sign-in', 'add')),
  expires_at timestamptz NOT NULL
);
CREATE INDEX platform_challenges_expiry ON platform_challenges (expires_at);

ALTER TABLE platform_sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform_passkeys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform_invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY everything ON platform_sessions TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON platform_passkeys TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY everything ON platform_invitations TO CURRENT_USER USING (platform_for_everything());

GRANT SELECT, INSERT, UPDATE ON platform_sessions TO rackhall_app;
CREATE POLICY presented ON platform_sessions FOR SELECT TO rackhall_app USING (token_hash = platform_presented());
CREATE POLICY noted ON platform_sessions FOR UPDATE TO rackhall_app USING (token_hash = platform_presented());
-- The one way to a new session: whoever presents a token, or acts, has none made by that.
CREATE POLICY begun ON platform_sessions FOR INSERT TO rackhall_app WITH CHECK (person_id = platform_signing_in());
CREATE POLICY own_organisation ON platform_sessions FOR SELECT TO rackhall_app
  USING (organisation_id = platform_acting_organisation());
CREATE POLICY ended ON platform_sessions FOR UPDATE TO rackhall_app
  USING (organisation_id = platform_acting_organisation());

-- A passkey belongs to its person, wherever she works.
GRANT SELECT, INSERT, UPDATE, DELETE ON platform_passkeys TO rackhall_app;
CREATE POLICY presented ON platform_passkeys FOR SELECT TO rackhall_app USING (credential_id = platform_presented());
CREATE POLICY used ON platform_passkeys FOR UPDATE TO rackhall_app USING (credential_id = platform_presented());
CREATE POLICY herself ON platform_passkeys TO rackhall_app
  USING (person_id IN (platform_acting_person(), platform_signing_in()));

GRANT SELECT, INSERT, UPDATE ON platform_invitations TO rackhall_app;
CREATE POLICY presented ON platform_invitations FOR SELECT TO rackhall_app USING (token_hash = platform_presented());
CREATE POLICY used ON platform_invitations FOR UPDATE TO rackhall_app USING (token_hash = platform_presented());
CREATE POLICY own_organisation ON platform_invitations TO rackhall_app
  USING (organisation_id = platform_acting_organisation());

GRANT SELECT, INSERT, DELETE ON platform_challenges TO rackhall_app;

-- Where the person who is signing in may work, before she acts for any of them.
CREATE POLICY signing_in ON platform_memberships FOR SELECT TO rackhall_app
  USING (person_id = platform_signing_in());
