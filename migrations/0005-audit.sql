-- Who did what, when, for which organisation and about what. Every entry's hash is over the hash before it and over its own
-- fields, so that nothing can be changed, taken away or put in between without the rest no longer fitting.
-- Nothing sensitive stands here: no text of a person, no number, no contents; only that something was done.
CREATE TABLE audit_entries (
  number bigint PRIMARY KEY CHECK (number > 0),
  at timestamptz NOT NULL,
  who text NOT NULL CHECK (who <> ''),
  -- Nothing for what an operator does at the machine. No tie to the organisation's row: an entry outlives it.
  organisation uuid,
  what text NOT NULL CHECK (what ~ '^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$'),
  about text NOT NULL,
  -- JSON as it was hashed, byte for byte; jsonb would write it anew.
  detail text,
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$')
);
CREATE INDEX audit_entries_of_an_organisation ON audit_entries (organisation, number);

-- Where the chain ends. One row: it makes a cut-off end noticed, and two writers wait for each other.
CREATE TABLE audit_head (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  number bigint NOT NULL CHECK (number >= 0),
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$')
);
INSERT INTO audit_head (number, hash) VALUES (0, repeat('0', 64));

-- An entry comes behind the last one and nowhere else; whoever may write entries need not be allowed to move the head.
CREATE FUNCTION audit_lengthen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE public.audit_head SET number = NEW.number, hash = NEW.hash WHERE number = NEW.number - 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Audit entry % does not come behind the last one.', NEW.number;
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit is only added to: % of % is refused.', TG_OP, TG_TABLE_NAME;
END $$;

-- ENABLE ALWAYS: also for a session that calls itself a replica.
CREATE TRIGGER audit_entries_lengthen BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_lengthen();
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head EXECUTE FUNCTION audit_refuse();
ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_lengthen;
ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_append_only;
ALTER TABLE audit_head ENABLE ALWAYS TRIGGER audit_head_stays;

-- An organisation reads its own entries and writes none in another's name; where the chain ends is nobody's secret.
ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY everything ON audit_entries TO CURRENT_USER USING (platform_for_everything());
CREATE POLICY own ON audit_entries FOR SELECT TO rackhall_app USING (organisation = platform_acting_organisation());
CREATE POLICY in_its_own_name ON audit_entries FOR INSERT TO rackhall_app
  WITH CHECK (organisation IS NOT DISTINCT FROM platform_acting_organisation());
GRANT SELECT, INSERT ON audit_entries TO rackhall_app;
GRANT SELECT ON audit_head TO rackhall_app;
