import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { OrganisationId, PersonId, Tie } from '#platform/auth/organisation.ts'
import { addOrganisation, addPerson, giveRoles } from '#platform/auth/store.ts'
import type { Queryable } from '#platform/db/index.ts'
import { asOwner } from '#platform/db/operator.ts'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'

/*
 * The second wall alone: what the database gives somebody who asks for everything, with none of the code's own checks
 * in between. One county has Hjo, the other Kiruna; in both somebody leads, has a draft and was reminded.
 */

type Place = { readonly organisation: OrganisationId; readonly person: PersonId }

const add = async (db: TestDatabase, name: string, tie: Tie): Promise<Place> => {
  const organisation = await asOwner(db, async (tx) => addOrganisation(tx, { name, tie }))
  const person = randomUUID() as string as PersonId
  await asOrganisation(db, { organisation }, async (tx) => {
    await addPerson(tx, { id: person, name: `${name} Ek`, email: `${person}@example.se` })
    const role = tie.kind === 'county' || tie.kind === 'rss' ? `${tie.kind}.coordinator` : `${tie.kind}.lead`
    await giveRoles(tx, { organisation, kind: tie.kind, person, roles: [role as never] })
  })
  return { organisation, person }
}

const remindSql = (code: string): string =>
  `SELECT reminder FROM municipality_remind(gen_random_uuid(), '{${code}}', '{the municipality}', '{}', 'A subject',
     'For {municipality}', 'Maria', now(), now() - interval '7 days', now() + interval '10 minutes')`

const two = async (db: TestDatabase) => {
  const west = await add(db, 'West', { kind: 'county', county: '14' })
  const north = await add(db, 'North', { kind: 'county', county: '25' })
  const places = { hjo: await add(db, 'Hjo', { kind: 'municipality', municipality: '1497' }) }
  const kiruna = await add(db, 'Kiruna', { kind: 'municipality', municipality: '2584' })
  for (const [place, code] of [
    [places.hjo, '1497'],
    [kiruna, '2584'],
  ] as const)
    await as(db, place, async (tx) =>
      tx.query(
        `INSERT INTO municipality_contacts_drafts (municipality_code, version, contents, base, edited_by)
         VALUES ($1, 1, '{}', 0, 'Eva')`,
        [code],
      ),
    )
  return { west, north, kiruna, ...places }
}

const as = async <T>(db: TestDatabase, place: Place, work: (tx: Queryable) => Promise<T>): Promise<T> =>
  asOrganisation(db, place, work)

const codes = async (db: TestDatabase, place: Place, sql: string): Promise<readonly unknown[]> =>
  (await as(db, place, async (tx) => tx.query<{ code: string }>(sql))).map(({ code }) => code)

const STAFF = `SELECT code FROM platform_supported_staff(now()) ORDER BY code`
const DRAFTS = 'SELECT municipality AS code FROM municipality_unpublished() ORDER BY 1'
const REMINDED = 'SELECT municipality AS code FROM municipality_last_reminded() ORDER BY 1'

onEveryServer('a county is told of its own municipalities, and of no other county’s', async (_t, db) => {
  const { west, north } = await two(db)
  for (const [place, code] of [
    [west, '1497'],
    [north, '2584'],
  ] as const) {
    await as(db, place, async (tx) => tx.query(remindSql(code)))
    for (const sql of [STAFF, DRAFTS, REMINDED]) assert.deepEqual(await codes(db, place, sql), [code], sql)
  }
})

onEveryServer('who supports nobody is told of nobody', async (_t, db) => {
  const { hjo, west } = await two(db)
  await as(db, west, async (tx) => tx.query(remindSql('1497')))
  const operator = await asOwner(db, async (tx) => addOrganisation(tx, { name: 'Driften', tie: { kind: 'operator' } }))
  for (const place of [hjo, { ...hjo, organisation: operator }])
    for (const sql of [STAFF, DRAFTS, REMINDED]) assert.deepEqual(await codes(db, place, sql), [], sql)
  for (const sql of [STAFF, DRAFTS, REMINDED]) assert.deepEqual(await db.query(sql), [], sql)
})

onEveryServer('a structure is told of those on its list, and the agency of all and of the counties', async (_t, db) => {
  const { north } = await two(db)
  const rss = await add(db, 'RSS', { kind: 'rss', serves: [{ municipality: '2584', basis: 'named' }] })
  assert.deepEqual(await codes(db, rss, STAFF), ['2584'])
  const agency = await add(db, 'Agency', { kind: 'agency' })
  assert.deepEqual(await codes(db, agency, STAFF), ['14', '1497', '25', '2584'])
  assert.deepEqual(await codes(db, north, STAFF), ['2584'])
})

onEveryServer('counts come without anybody’s name or address', async (_t, db) => {
  const { west, hjo } = await two(db)
  const rows = await as(db, west, async (tx) => tx.query('SELECT * FROM platform_supported_staff(now())'))
  assert.deepEqual(Object.keys(rows[0] ?? {}), [
    'kind',
    'code',
    'founded_at',
    'left_at',
    'members',
    'come_in',
    'invited',
    'reached',
  ])
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(`${hjo.person}|Ek`))
  const people = await as(db, west, async (tx) => tx.query<{ id: string }>('SELECT id FROM platform_people'))
  assert.deepEqual(people, [{ id: west.person }])
})

onEveryServer(
  'a reminder writes to nobody in another county, and is taken back by no other organisation',
  async (_t, db) => {
    const { west, north } = await two(db)
    const [none] = await as(db, west, async (tx) => tx.query(remindSql('2584')))
    assert.deepEqual(none, { reminder: null })
    const outbox = async () =>
      asOwner(db, async (tx) =>
        tx.query<{ state: string }>('SELECT state FROM mail_outbox WHERE about = $1', ['reminder']),
      )
    assert.deepEqual(await outbox(), [])
    const [own] = await as(db, west, async (tx) => tx.query<{ reminder: number }>(remindSql('1497')))
    const back = async (place: Place) =>
      as(db, place, async (tx) => tx.query('SELECT municipality_take_back($1, now()) AS done', [own?.reminder]))
    assert.deepEqual(await back(north), [{ done: false }])
    assert.deepEqual(await outbox(), [{ state: 'waiting' }])
    assert.deepEqual(await back(west), [{ done: true }])
    assert.deepEqual(await outbox(), [{ state: 'discarded' }])
  },
)

onEveryServer('support is noted of supported municipalities alone, and in one’s own name', async (_t, db) => {
  const { west, north } = await two(db)
  const note = async (place: Place, code: string, person: PersonId): Promise<unknown> =>
    as(db, place, async (tx) =>
      tx.query(
        `INSERT INTO municipality_support_notes
           (organisation_id, municipality_code, given_on, kind, text, person_id, written_by, written_at)
         VALUES ($1, $2, '2026-11-24', 'call', 'Talked', $3, 'Maria', now())`,
        [place.organisation, code, person],
      ),
    )
  await note(west, '1497', west.person)
  await assert.rejects(note(west, '2584', west.person), { code: '42501' })
  await assert.rejects(note(west, '1497', north.person), { code: '42501' })
})

onEveryServer('the functions leave nothing open behind them', async (_t, db) => {
  const { west } = await two(db)
  await as(db, west, async (tx) => {
    for (const sql of [STAFF, DRAFTS, REMINDED, remindSql('1497')]) {
      await tx.query(sql)
      const [{ left } = { left: 'on' }] = await tx.query<{ left: string }>(
        `SELECT current_setting('rackhall.everything', true) AS left`,
      )
      assert.notEqual(left, 'on', sql)
    }
  })
})
