import type { Migration } from '../../src/platform/db/migrate.ts'

/** Every kind of column and tie that a later migration may bring. */
export const ZOO: Migration = {
  number: 9000,
  file: '9000-zoo.sql',
  sha256: '9'.repeat(64),
  sql: `
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE TYPE zoo_state AS ENUM ('open', 'åter öppen');
    CREATE TABLE zoo_keeper (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, boss bigint REFERENCES zoo_keeper, animal bigint, name text);
    CREATE TABLE zoo_animal (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, keeper bigint NOT NULL REFERENCES zoo_keeper, "Odd ""name""" text,
      sealed bytea, weight double precision, price numeric, born date, seen timestamptz, local timestamp, awake interval,
      tags text[], facts jsonb, raw json, state zoo_state, name_length integer GENERATED ALWAYS AS (length("Odd ""name""")) STORED);
    ALTER TABLE zoo_keeper ADD FOREIGN KEY (animal) REFERENCES zoo_animal DEFERRABLE;
    CREATE TABLE zoo_visits (day date NOT NULL, visits integer) PARTITION BY RANGE (day);
    CREATE TABLE zoo_visits_2026 PARTITION OF zoo_visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE VIEW zoo_all AS SELECT name FROM zoo_keeper;
    CREATE DOMAIN zoo_code AS text NOT NULL DEFAULT '0000' CHECK (VALUE ~ '^[0-9]{4}$');
    CREATE SEQUENCE zoo_tickets START 100 INCREMENT 10;
    CREATE UNLOGGED TABLE zoo_queue (code zoo_code, name text COLLATE "sv-x-icu" DEFAULT 'Åsa', EXCLUDE USING gist (numrange(1, 2) WITH &&));
    CREATE UNIQUE INDEX zoo_first ON zoo_animal (keeper, lower("Odd ""name""")) WHERE sealed IS NULL;
    COMMENT ON TABLE zoo_animal IS 'Those who live here. It''s theirs.';
    COMMENT ON COLUMN zoo_animal.sealed IS 'Nobody reads it.';
    CREATE FUNCTION zoo_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'written once, here and now'; END $$;
    INSERT INTO zoo_keeper (name) VALUES ('made by the migration');
    CREATE TRIGGER zoo_guard BEFORE INSERT ON zoo_animal FOR EACH ROW WHEN (NEW.weight = 13) EXECUTE FUNCTION zoo_refuse();
    ALTER TABLE zoo_keeper ENABLE ROW LEVEL SECURITY;
    ALTER TABLE zoo_keeper FORCE ROW LEVEL SECURITY;
    CREATE POLICY zoo_own ON zoo_keeper USING (name <> 'hidden') WITH CHECK (true)`,
}
