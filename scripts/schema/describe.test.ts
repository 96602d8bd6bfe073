import assert from 'node:assert/strict'
import test from 'node:test'
import { aDatabase, anEmptyDatabase, databaseOn, onEveryServer, systemPostgres } from '#tests/support/database.ts'
import { ZOO } from '#tests/support/zoo.ts'
import { describeSchema } from './describe.ts'

onEveryServer('the described schema, run on an empty database, makes the same one', async (t, { owner: database }) => {
  await database.query(ZOO.sql)
  const described = await describeSchema(database)
  const [{ major } = { major: 0 }] = await database.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::integer / 10000 AS major`,
  )
  const again = await databaseOn(major === 18 ? undefined : systemPostgres(), t, false)
  await again.query(described)
  assert.equal(await describeSchema(again), described)
})

test('the description names every table, type, rule and comment, and nothing of an extension', async (t) => {
  const { owner: database } = await aDatabase(t)
  await database.query(ZOO.sql)
  const described = await describeSchema(database)
  for (const expected of [
    /^CREATE TABLE platform_backups \($/m,
    /^ {2}id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,$/m,
    /^CREATE TYPE zoo_state AS ENUM \('open', 'åter öppen'\);$/m,
    /^ {2}name text COLLATE "sv-x-icu" DEFAULT 'Åsa'::text,$/m,
    /^CREATE TABLE zoo_visits_2026 PARTITION OF zoo_visits FOR VALUES FROM/m,
    /^ALTER TABLE zoo_animal ADD CONSTRAINT zoo_animal_keeper_fkey FOREIGN KEY/m,
    /^CREATE UNIQUE INDEX zoo_first /m,
    /^CREATE TRIGGER zoo_guard /m,
    /^ALTER TABLE zoo_keeper FORCE ROW LEVEL SECURITY;$/m,
    /^CREATE POLICY zoo_own ON zoo_keeper /m,
    /^COMMENT ON COLUMN zoo_animal\.sealed IS 'Nobody reads it\.';$/m,
  ])
    assert.match(described, expected)
  assert.doesNotMatch(described, /similarity|pgboss\./)
})

test('the same schema is described the same, whatever the order it was made in', async (t) => {
  const [one, other] = [await anEmptyDatabase(t), await anEmptyDatabase(t)]
  await one.query('CREATE TABLE a (id integer); CREATE TABLE b (id integer, CHECK (id > 0))')
  await other.query('CREATE TABLE b (id integer, gone text, CHECK (id > 0)); CREATE TABLE a (id integer)')
  await other.query('ALTER TABLE b DROP COLUMN gone')
  assert.equal(await describeSchema(other), await describeSchema(one))
})
