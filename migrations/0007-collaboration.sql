-- Receptions (mottagningar): whom they serve, who answers and when, and what has been decided. Nothing is taken away: the
-- newest line of each reception holds, and one without contents says that the reception has been withdrawn.
CREATE TABLE collaboration_receptions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reception_name text NOT NULL CHECK (reception_name ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'),
  contents jsonb,
  -- The file as it was given, letter for letter, so that it can be handed back.
  file text,
  noted_by text NOT NULL CHECK (noted_by <> ''),
  noted_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((contents IS NULL) = (file IS NULL))
);
CREATE INDEX collaboration_receptions_newest ON collaboration_receptions (reception_name, id DESC);

-- A reception's pauses. Each ends by itself; ended_at is when somebody ended it before that.
CREATE TABLE collaboration_reception_pauses (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reception_name text NOT NULL,
  -- From a closed list: what stands on a public page may not say who is ill.
  reason text NOT NULL CHECK (reason IN ('staffing', 'telephone', 'premises', 'other')),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  handed_to text NOT NULL,
  set_by text NOT NULL CHECK (set_by <> ''),
  set_at timestamptz NOT NULL DEFAULT now(),
  ended_by text,
  ended_at timestamptz,
  CHECK (starts_at < ends_at),
  CHECK (handed_to <> reception_name),
  CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE INDEX collaboration_reception_pauses_running
  ON collaboration_reception_pauses (reception_name, id DESC) WHERE ended_at IS NULL;

-- Facts that public pages are made of, as a municipality's confirmed help is: read without an organisation. Whoever calls a
-- municipality sees who answers; members' names leave the database only in the file handed back to whoever wrote it.
GRANT SELECT, INSERT ON collaboration_receptions TO rackhall_app;
GRANT SELECT, INSERT, UPDATE ON collaboration_reception_pauses TO rackhall_app;
