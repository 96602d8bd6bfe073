-- An organisation's own provider of sign-in. Only the operator's command writes here; which organisations have one stands
-- on the page where one signs in. The secret is no row: it stays in a file of the operator's, and no backup has it.
CREATE TABLE platform_oidc_providers (
  organisation_id uuid PRIMARY KEY REFERENCES platform_organisations,
  -- What the button says, as nobody can read the organisation's own row before she has signed in.
  label text NOT NULL CHECK (btrim(label) <> ''),
  issuer text NOT NULL CHECK (issuer ~ '^https?://'),
  client_id text NOT NULL CHECK (client_id <> ''),
  secret_file text NOT NULL CHECK (secret_file <> ''),
  set_at timestamptz NOT NULL
);
GRANT SELECT ON platform_oidc_providers TO rackhall_app;

-- Whom a provider means by its subject: bound once, by a link made for her, never by an address that a provider says.
CREATE TABLE platform_oidc_subjects (
  organisation_id uuid NOT NULL REFERENCES platform_organisations,
  issuer text NOT NULL,
  subject text NOT NULL CHECK (subject <> ''),
  person_id uuid NOT NULL REFERENCES platform_people,
  bound_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, issuer, subject)
);
CREATE INDEX platform_oidc_subjects_person ON platform_oidc_subjects (person_id);
ALTER TABLE platform_oidc_subjects ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON platform_oidc_subjects TO CURRENT_USER USING (platform_for_everything());
GRANT SELECT, INSERT ON platform_oidc_subjects TO rackhall_app;
CREATE POLICY presented ON platform_oidc_subjects FOR SELECT TO rackhall_app
  USING (issuer || ' ' || subject = platform_presented());
CREATE POLICY herself ON platform_oidc_subjects FOR SELECT TO rackhall_app
  USING (person_id IN (platform_acting_person(), platform_signing_in()));
CREATE POLICY bound ON platform_oidc_subjects FOR INSERT TO rackhall_app WITH CHECK (person_id = platform_signing_in());
