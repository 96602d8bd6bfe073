-- Every backup that was written, and every one this database was restored from: how old the newest is
-- is the first question after an accident. The file's folder is left out; it may say more than it should.
CREATE TABLE platform_backups (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('written', 'restored')),
  taken_at timestamptz NOT NULL,
  file_name text NOT NULL,
  schema_version integer NOT NULL,
  row_count bigint NOT NULL CHECK (row_count >= 0),
  byte_count bigint NOT NULL CHECK (byte_count > 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  noted_at timestamptz NOT NULL DEFAULT now()
);
