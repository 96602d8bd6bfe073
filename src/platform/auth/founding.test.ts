import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { asOwner } from '../db/operator.ts'
import { asOrganisation } from './acting.ts'
import type { NewOrganisation } from './entry.ts'
import type { OrganisationId, PersonId, Tie } from './organisation.ts'
import { signingIn } from './presenting.ts'
import { workplacesOf } from './session-store.ts'
import { addOrganisation, addPerson, giveRoles, readMembers, readOrganisations } from './store.ts'

/* What the database itself allows whoever acts for an organisation, whatever the code asks for. */

const ONE_OF_EACH: Readonly<Record<string, Tie>> = {
  operator: { kind: 'operator' },
  agency: { kind: 'agency' },
  county: { kind: 'county', county: '14' },
  rss: { kind: 'rss', serves: [{ municipality: '1497', basis: 'named' }] },
  municipality: { kind: 'municipality', municipality: '1497' },
}

const asOperator = (database: TestDatabase, organisation: NewOrganisation): Promise<OrganisationId> =>
  asOwner(database, (tx) => addOrganisation(tx, organisation))

/** Whether somebody who acts for an organisation can bring in another. */
const brings = async (database: TestDatabase, organisation: OrganisationId, tie: Tie): Promise<boolean> => {
  const name = randomUUID()
  try {
    await asOrganisation(database, { organisation }, (tx) => addOrganisation(tx, { name, tie }, organisation))
    return true
  } catch (error) {
    assert.equal((error as { code?: string }).code, '42501')
    return false
  }
}

onEveryServer(
  'each level brings in the one below, and a county the municipalities of its own',
  async (_t, database) => {
    const wanted: readonly (readonly [string, Tie])[] = [
      ['operator', { kind: 'operator' }],
      ['agency', { kind: 'agency' }],
      ['county', { kind: 'county', county: '13' }],
      ['own', { kind: 'municipality', municipality: '1498' }],
      ['other', { kind: 'municipality', municipality: '1380' }],
    ]
    const allowed: Record<string, string> = {}
    for (const [kind, tie] of Object.entries(ONE_OF_EACH)) {
      const organisation = await asOperator(database, { name: `the ${kind}`, tie })
      const can = []
      for (const [name, theirs] of wanted) {
        if (await brings(database, organisation, theirs)) can.push(name)
        // So that the next may try the same code.
        await asOwner(database, (tx) =>
          tx.query(`DELETE FROM platform_organisations WHERE founded_by = $1`, [organisation]),
        )
      }
      allowed[kind] = can.join(' ')
    }
    assert.deepEqual(allowed, {
      operator: 'operator agency county own other',
      agency: 'county own other',
      county: 'own',
      rss: '',
      municipality: '',
    })
  },
)

onEveryServer('nobody brings in an organisation in the name of another', async (_t, database) => {
  const operator = await asOperator(database, { name: 'operator', tie: { kind: 'operator' } })
  const county = await asOperator(database, { name: 'county', tie: { kind: 'county', county: '14' } })
  await assert.rejects(
    asOrganisation(database, { organisation: county }, (tx) =>
      addOrganisation(tx, { name: 'agency', tie: { kind: 'agency' } }, operator),
    ),
    /row-level security/,
  )
})

onEveryServer('a municipality cannot make its people operators', async (_t, database) => {
  const organisation = await asOperator(database, {
    name: 'Hjo kommun',
    tie: { kind: 'municipality', municipality: '1497' },
  })
  const person = randomUUID() as string as PersonId
  const give = (kind: 'municipality' | 'operator', role: 'municipality.lead' | 'operator.admin'): Promise<void> =>
    asOrganisation(database, { organisation }, (tx) => giveRoles(tx, { person, organisation, kind, roles: [role] }))
  await asOrganisation(database, { organisation }, async (tx) => {
    await addPerson(tx, { id: person, name: 'Eva Ek', email: 'Eva.Ek@example.se' })
    await giveRoles(tx, { person, organisation, kind: 'municipality', roles: ['municipality.lead'] })
  })
  await assert.rejects(give('municipality', 'operator.admin'), /check constraint/)
  await assert.rejects(give('operator', 'operator.admin'), /foreign key/)
  const members = await asOrganisation(database, { organisation }, readMembers)
  assert.deepEqual(members, [
    { person, name: 'Eva Ek', email: 'eva.ek@example.se', organisation, roles: ['municipality.lead'] },
  ])
})

onEveryServer(
  'a structure serves the municipalities said of it, and each is known to be named or assumed',
  async (_t, database) => {
    const serves = [
      { municipality: '1384', basis: 'named' },
      { municipality: '1480', basis: 'assumed' },
    ] as const
    const id = await asOperator(database, { name: 'GR', tie: { kind: 'rss', serves } })
    const other = await asOperator(database, { name: 'RSS Halland', tie: { kind: 'rss', serves: [serves[0]] } })
    const seen = await asOrganisation(database, { organisation: other }, readOrganisations)
    assert.deepEqual(seen, [
      { id, name: 'GR', kind: 'rss', serves },
      { id: other, name: 'RSS Halland', kind: 'rss', serves: [serves[0]] },
    ])
    assert.deepEqual(await readOrganisations(database), [])
  },
)

/** How many rows a statement touched for whoever acts; nothing when the database refused it. */
const touched = async (
  database: TestDatabase,
  organisation: OrganisationId,
  sql: string,
  parameters: readonly unknown[],
): Promise<number | undefined> => {
  try {
    return (await asOrganisation(database, { organisation }, async (tx) => tx.query(sql, parameters))).length
  } catch (error) {
    assert.equal((error as { code?: string }).code, '42501', String(error))
    return undefined
  }
}

const INVITE = `INSERT INTO platform_invitations (token_hash, organisation_id, name, email, role, made_at, expires_at)
  VALUES ($2, $1, 'Eva Ek', 'eva@example.se', 'municipality.lead', now(), now() + interval '1 day') RETURNING 1`
const aHash = (): string => randomUUID().replaceAll('-', '').repeat(2)

onEveryServer(
  'whoever brought an organisation in invites its first person and takes it back, until somebody has come in',
  async (_t, database) => {
    const county = await asOperator(database, { name: 'county', tie: { kind: 'county', county: '14' } })
    const agency = await asOperator(database, { name: 'agency', tie: { kind: 'agency' } })
    const tie: Tie = { kind: 'municipality', municipality: '1497' }
    const hjo = await asOrganisation(database, { organisation: county }, (tx) =>
      addOrganisation(tx, { name: 'Hjo kommun', tie }, county),
    )
    const elsewhere = await asOperator(database, { name: 'Tibro', tie: { kind: 'municipality', municipality: '1472' } })
    assert.equal(await touched(database, county, INVITE, [hjo, aHash()]), 1)
    assert.equal(await touched(database, agency, INVITE, [hjo, aHash()]), undefined)
    assert.equal(await touched(database, county, INVITE, [elsewhere, aHash()]), undefined)
    const seen = 'SELECT FROM platform_invitations WHERE organisation_id = $1'
    assert.equal(await touched(database, county, seen, [hjo]), 1)
    assert.equal(await touched(database, agency, seen, [hjo]), 0)
    const takeBack = ['platform_invitations WHERE organisation_id', 'platform_organisations WHERE id']
    for (const rows of takeBack)
      assert.equal(await touched(database, agency, `DELETE FROM ${rows} = $1 RETURNING 1`, [hjo]), 0, rows)

    const person = randomUUID() as string as PersonId
    await asOrganisation(database, { organisation: hjo }, async (tx) => {
      await addPerson(tx, { id: person, name: 'Eva Ek', email: 'eva@example.se' })
      await giveRoles(tx, { person, organisation: hjo, kind: 'municipality', roles: ['municipality.lead'] })
    })
    assert.equal(await touched(database, county, INVITE, [hjo, aHash()]), undefined)
    assert.equal(await touched(database, county, seen, [hjo]), 0)
    for (const rows of takeBack)
      assert.equal(await touched(database, county, `DELETE FROM ${rows} = $1 RETURNING 1`, [hjo]), 0, rows)
  },
)

onEveryServer(
  'only the operator gives another organisation a name, and nobody lets another leave',
  async (_t, database) => {
    const [operator, agency, hjo] = [
      await asOperator(database, { name: 'operator', tie: { kind: 'operator' } }),
      await asOperator(database, { name: 'agency', tie: { kind: 'agency' } }),
      await asOperator(database, { name: 'Hjo kommun', tie: { kind: 'municipality', municipality: '1497' } }),
    ]
    const rename = `UPDATE platform_organisations SET name = 'Other' WHERE id = $1 RETURNING 1`
    const leave = `INSERT INTO platform_departures (organisation_id, left_at, undo_hash, undo_until, took_down)
    VALUES ($1, now(), $2, now(), false) RETURNING 1`
    assert.equal(await touched(database, agency, rename, [hjo]), 0)
    assert.equal(await touched(database, operator, rename, [hjo]), 1)
    for (const other of [operator, agency])
      assert.equal(await touched(database, other, leave, [hjo, aHash()]), undefined)
    assert.equal(await touched(database, hjo, leave, [hjo, aHash()]), 1)
    const left = await database.query<{ at: Date | null }>('SELECT platform_left_at($1) AS at', [hjo])
    assert.ok(left[0]?.at instanceof Date)
  },
)

onEveryServer('who signs in sees no workplace that has left', async (_t, database) => {
  const [hjo, rss] = [
    await asOperator(database, { name: 'Hjo kommun', tie: { kind: 'municipality', municipality: '1497' } }),
    await asOperator(database, {
      name: 'RSS',
      tie: { kind: 'rss', serves: [{ municipality: '1497', basis: 'named' }] },
    }),
  ]
  const person = randomUUID() as string as PersonId
  await asOwner(database, async (tx) => {
    await addPerson(tx, { id: person, name: 'Eva Ek', email: 'eva@example.se' })
    await giveRoles(tx, { person, organisation: hjo, kind: 'municipality', roles: ['municipality.lead'] })
    await giveRoles(tx, { person, organisation: rss, kind: 'rss', roles: ['rss.coordinator'] })
    await tx.query(
      `INSERT INTO platform_departures (organisation_id, left_at, undo_hash, undo_until, took_down) VALUES ($1, now(), $2, now(), false)`,
      [hjo, aHash()],
    )
  })
  const places = await database.transaction(async (tx) => {
    await signingIn(tx, person)
    return workplacesOf(tx, person)
  })
  assert.deepEqual(places, [rss])
})
