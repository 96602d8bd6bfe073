-- Who called a helpline or saw its own live page, and when. Nothing is taken away: the newest line of each holds.
CREATE TABLE municipality_helpline_verifications (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  helpline_id text NOT NULL,
  verified_on date NOT NULL,
  verified_by text NOT NULL CHECK (verified_by <> ''),
  noted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX municipality_helpline_verifications_newest ON municipality_helpline_verifications (helpline_id, id DESC);

-- What a municipality has confirmed of its own help. Nothing is taken away: the newest line of each municipality holds,
-- and one without contents says that the municipality has withdrawn what it had confirmed.
CREATE TABLE municipality_local_help (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{4}$'),
  contents jsonb,
  -- The file as it was given, letter for letter, so that it can be handed back.
  file text,
  noted_by text NOT NULL CHECK (noted_by <> ''),
  noted_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((contents IS NULL) = (file IS NULL))
);
CREATE INDEX municipality_local_help_newest ON municipality_local_help (municipality_code, id DESC);

-- "How to reach us now". It ends by itself; cleared_at is when somebody ended it before that.
CREATE TABLE municipality_crisis_notices (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  municipality_code text CHECK (municipality_code ~ '^[0-9]{4}$'),
  county_code text CHECK (county_code ~ '^[0-9]{2}$'),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  -- Language tag → text; Swedish always.
  texts jsonb NOT NULL CHECK (texts ? 'sv'),
  set_by text NOT NULL CHECK (set_by <> ''),
  set_at timestamptz NOT NULL DEFAULT now(),
  cleared_by text,
  cleared_at timestamptz,
  CHECK (starts_at < ends_at),
  CHECK (municipality_code IS NULL OR county_code IS NULL),
  CHECK ((cleared_by IS NULL) = (cleared_at IS NULL))
);
CREATE INDEX municipality_crisis_notices_running ON municipality_crisis_notices (ends_at) WHERE cleared_at IS NULL;
