import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import type { Queryable } from '../db/index.ts'
import { asOwner } from '../db/operator.ts'
import { asOrganisation } from './acting.ts'
import { readOperators } from './operators-store.ts'
import type { OrganisationId, PersonId, Tie } from './organisation.ts'
import { addPasskey } from './passkey-store.ts'
import type { Standing } from './recover.ts'
import { addConfirmation, beginRecovery, readRecoveries, tellOrganisation } from './recover-store.ts'
import { rolesIn } from './roles.ts'
import { addOrganisation, addPerson, giveRoles } from './store.ts'

/*
 * What the database itself refuses of a recovery, whatever the code asks of it.
 */

const NOW = new Date('2026-11-24T08:00:00Z')

type One = { readonly person: PersonId; readonly organisation: OrganisationId; readonly email: string }

/** Somebody with a passkey who works in an organisation of her own, or in another's. */
const somebody = async (db: TestDatabase, tie: Tie, there?: OrganisationId): Promise<One> =>
  asOwner(db, async (tx) => {
    const person = randomUUID() as string as PersonId
    const organisation = there ?? (await addOrganisation(tx, { name: person, tie }))
    const email = `${person}@example.se`
    await addPerson(tx, { id: person, name: 'Eva Ek', email })
    await giveRoles(tx, { person, organisation, kind: tie.kind, roles: rolesIn(tie.kind).slice(0, 1) })
    const key = { id: person, publicKey: new Uint8Array(1), counter: 0, transports: [], name: 'key', addedAt: NOW }
    await addPasskey(tx, { ...key, person })
    return { person, organisation, email }
  })

const side = async (db: TestDatabase) => {
  const municipality: Tie = { kind: 'municipality', municipality: '1438' }
  const eva = await somebody(db, municipality)
  const people = {
    eva,
    colleague: await somebody(db, municipality, eva.organisation),
    county: await somebody(db, { kind: 'county', county: '14' }),
    otherCounty: await somebody(db, { kind: 'county', county: '04' }),
    neighbour: await somebody(db, { kind: 'municipality', municipality: '1497' }),
    agency: await somebody(db, { kind: 'agency' }),
    operator: await somebody(db, { kind: 'operator' }),
  }
  const [begun] = await db.transaction(async (tx) => beginRecovery(tx, eva.email, NOW))
  assert.ok(begun !== undefined)
  return { ...people, id: begun.id }
}

/** Whether the database takes a confirmation, or refuses it. */
const confirmed = async (db: TestDatabase, id: string, by: One, as: Standing, named: One = by): Promise<string> => {
  const said = { person: named.person, organisation: named.organisation, roles: [], name: 'Bo Berg', as, at: NOW }
  try {
    return await asOrganisation(db, by, async (tx) => ((await addConfirmation(tx, id, said)) ? 'taken' : 'there'))
  } catch (error) {
    assert.equal((error as { code?: string }).code, '42501')
    return 'refused'
  }
}

onEveryServer('a request is seen by colleagues, their county and the operator, and by nobody else', async (_t, db) => {
  const s = await side(db)
  const sees = async (who: One): Promise<number> =>
    asOrganisation(db, who, async (tx) => (await readRecoveries(tx, NOW)).length)
  for (const who of [s.colleague, s.county, s.operator]) assert.equal(await sees(who), 1)
  for (const who of [s.otherCounty, s.neighbour, s.agency]) assert.equal(await sees(who), 0)
  const people = async (tx: Queryable) => tx.query('SELECT name FROM platform_people WHERE id = $1', [s.eva.person])
  for (const who of [s.county, s.operator])
    assert.deepEqual(await asOrganisation(db, who, people), [], 'of the person herself nothing more')
})

onEveryServer('a confirmation is written in one’s own name, as what one is, and never for oneself', async (_t, db) => {
  const s = await side(db)
  const refused = [
    confirmed(db, s.id, s.eva, 'colleague'),
    confirmed(db, s.id, s.otherCounty, 'county'),
    confirmed(db, s.id, s.neighbour, 'colleague'),
    confirmed(db, s.id, s.agency, 'operator'),
    confirmed(db, s.id, s.county, 'colleague'),
    confirmed(db, s.id, s.county, 'operator'),
    confirmed(db, s.id, s.colleague, 'county'),
    confirmed(db, s.id, s.county, 'colleague', s.colleague),
  ]
  assert.deepEqual([...new Set(await Promise.all(refused))], ['refused'])
  assert.equal(await confirmed(db, s.id, s.colleague, 'colleague'), 'taken')
  assert.equal(await confirmed(db, s.id, s.colleague, 'colleague'), 'there')
  assert.equal(await confirmed(db, s.id, s.county, 'county'), 'taken')
  assert.equal(await confirmed(db, s.id, s.operator, 'operator'), 'taken')
})

onEveryServer('whose request it is cannot be changed, nor a request be made for somebody by hand', async (_t, db) => {
  const s = await side(db)
  const change = async (sql: string, parameters: readonly unknown[]) =>
    asOrganisation(db, s.colleague, async (tx) => tx.query(sql, parameters))
  await assert.rejects(change('UPDATE platform_recoveries SET person_id = $1', [s.colleague.person]), { code: '42501' })
  await assert.rejects(change('UPDATE platform_recoveries SET email = $1', ['x@example.se']), { code: '42501' })
  const made = `INSERT INTO platform_recoveries (organisation_id, person_id, name, email, begun_at)
    VALUES ($1, $2, 'x', 'x@example.se', now())`
  await assert.rejects(change(made, [s.colleague.organisation, s.colleague.person]), { code: '42501' })
})

onEveryServer(
  'everybody is written to only once a request is to open, and alarms go to nobody who acts',
  async (_t, db) => {
    const s = await side(db)
    const letter = { subject: 'En sak', text: 'Hej!' }
    const told = async (): Promise<number> =>
      (await asOwner(db, async (tx) => tx.query("SELECT FROM mail_outbox WHERE about = 'recovery'"))).length
    await asOrganisation(db, s.operator, async (tx) => tellOrganisation(tx, s.id, letter))
    assert.equal(await told(), 0)
    await asOwner(db, async (tx) => tx.query('UPDATE platform_recoveries SET opens_at = $1', [NOW]))
    await asOrganisation(db, s.neighbour, async (tx) => tellOrganisation(tx, s.id, letter))
    assert.equal(await told(), 0)
    await asOrganisation(db, s.operator, async (tx) => tellOrganisation(tx, s.id, letter))
    assert.equal(await told(), 2)
    assert.deepEqual(await readOperators(db), [{ email: s.operator.email, language: 'sv' }])
    assert.deepEqual(await asOrganisation(db, s.neighbour, readOperators), [])
  },
)
