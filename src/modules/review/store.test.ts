import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { LocalDate } from '#kernel/dates.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { OrganisationId, PersonId, Tie } from '#platform/auth/organisation.ts'
import { addOrganisation, addPerson, giveRoles } from '#platform/auth/store.ts'
import { asOwner } from '#platform/db/operator.ts'
import { aVerdict } from '#tests/support/judged.ts'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { takenIn } from '#tests/support/reviews.ts'
import { addAct, type NewAct } from './act-store.ts'
import { releasedReviews } from './released-store.ts'
import { releasedOn } from './release.ts'
import { latestReviewOf, listReviews, reviewBefore } from './store.ts'

/*
 * The second wall alone: what the database gives and takes, with none of the code's own checks in between. Granbäck
 * (9001) and Lillhed (9101) are made up, and in two counties.
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

const everybody = async (db: TestDatabase) => ({
  agency: await add(db, 'Myndigheten', { kind: 'agency' }),
  nord: await add(db, 'Nord', { kind: 'county', county: '90' }),
  syd: await add(db, 'Syd', { kind: 'county', county: '91' }),
  rss: await add(db, 'Stöd', { kind: 'rss', serves: [{ municipality: '9101', basis: 'named' }] }),
  granback: await add(db, 'Granbäck', { kind: 'municipality', municipality: '9001' }),
  lillhed: await add(db, 'Lillhed', { kind: 'municipality', municipality: '9101' }),
})

const CODES = ['9001', '9101']
const both = async (db: TestDatabase): Promise<void> =>
  takenIn(
    db,
    CODES.map((code) => ({ code })),
  )
const seenBy = async (db: TestDatabase, place: Place): Promise<readonly string[]> =>
  asOrganisation(db, place, async (tx) => (await listReviews(tx, CODES)).map(({ code }) => code))

const say = async (
  db: TestDatabase,
  place: Place,
  code: string,
  act: NewAct,
  now = new Date('2026-11-25T08:00:00Z'),
): Promise<number | undefined> => {
  const [row] = await asOwner(db, async (tx) =>
    tx.query<{ id: number }>('SELECT max(id) AS id FROM review_reviews WHERE municipality_code = $1', [code]),
  )
  return asOrganisation(db, place, async (tx) =>
    addAct(tx, act, { review: row?.id ?? 0, code, by: 'Eva', organisation: 'Organisation', now }),
  )
}

const refused = async (work: Promise<unknown>): Promise<void> => assert.rejects(work, { code: '42501' })

const CONTEST = { kind: 'contested', criterion: 'F01', reason: 'Den finns.' } as const

onEveryServer(
  'a review is seen by its municipality and by those who support it, and by nobody else',
  async (_t, db) => {
    const { agency, nord, syd, rss, granback, lillhed } = await everybody(db)
    await both(db)
    for (const [place, codes] of [
      [granback, ['9001']],
      [lillhed, ['9101']],
      [nord, ['9001']],
      [syd, ['9101']],
      [rss, ['9101']],
      [agency, CODES],
    ] as const)
      assert.deepEqual(await seenBy(db, place), codes)
    const operator = await asOwner(db, async (tx) =>
      addOrganisation(tx, { name: 'Driften', tie: { kind: 'operator' } }),
    )
    assert.deepEqual(await seenBy(db, { ...granback, organisation: operator }), [])
    assert.deepEqual(await listReviews(db, CODES), [])
  },
)

onEveryServer(
  'each says what is hers to say, of whom it is hers to say it, and what was said stays',
  async (_t, db) => {
    const { agency, nord, granback, lillhed } = await everybody(db)
    await both(db)
    const ruling = { kind: 'overruled', criterion: 'F01', verdict: 'met', reason: 'Den finns.' } as const
    const objection = await say(db, granback, '9001', CONTEST)
    await refused(say(db, lillhed, '9001', CONTEST))
    await refused(say(db, lillhed, '9001', { kind: 'looked' }))
    await refused(say(db, nord, '9001', CONTEST))
    await refused(say(db, nord, '9001', { kind: 'confirmed', criterion: 'F01' }))
    await refused(say(db, granback, '9001', ruling))
    await refused(say(db, agency, '9001', { kind: 'looked' }))
    await say(db, agency, '9001', { ...ruling, answers: objection ?? 0 })
    // Only whoever said it takes it back, and only once.
    const back = { kind: 'withdrawn', criterion: 'F01', answers: objection ?? 0 } as const
    await refused(say(db, agency, '9001', back))
    assert.notEqual(await say(db, granback, '9001', back), undefined)
    assert.equal(await say(db, granback, '9001', back), undefined)
    const acts = await asOrganisation(db, nord, async (tx) => (await latestReviewOf(tx, '9001'))?.acts)
    assert.deepEqual(
      acts?.map(({ kind }) => kind),
      ['contested', 'overruled', 'withdrawn'],
    )
    // Nothing that was found or said is changed or taken away.
    for (const sql of [
      `UPDATE review_reviews SET verdicts = '{}'`,
      'DELETE FROM review_reviews',
      `UPDATE review_acts SET reason = 'another'`,
      'DELETE FROM review_acts',
      'DELETE FROM review_rounds',
      `INSERT INTO review_rounds (run, rules, profile, taken_in_at, taken_in_by) VALUES ('x', 'x', 'x', now(), 'x')`,
    ])
      await refused(asOrganisation(db, granback, async (tx) => tx.query(sql)))
  },
)

onEveryServer(
  'everybody sees a review 21 days later, or when the municipality has looked, and no day before',
  async (_t, db) => {
    const { granback } = await everybody(db)
    await both(db)
    const on = async (day: string): Promise<readonly string[]> =>
      (await releasedReviews(db, day as LocalDate)).map(({ code }) => code)
    assert.deepEqual(await on('2026-12-14'), [])
    assert.deepEqual(await on('2026-12-15'), CODES)
    // At half past eleven in the evening in London it is the next day in Stockholm.
    const look = await say(db, granback, '9001', { kind: 'looked' }, new Date('2026-11-25T23:30:00Z'))
    assert.deepEqual(await on('2026-11-25'), [])
    assert.deepEqual(await on('2026-11-26'), ['9001'])
    const [released] = await releasedReviews(db, '2026-11-26' as LocalDate)
    assert.ok(released !== undefined)
    assert.equal(released.releasedOn, releasedOn(released.shownOn, released.acts))
    await say(db, granback, '9001', { kind: 'withdrawn', answers: look ?? 0 })
    assert.deepEqual(await on('2026-11-26'), [])
  },
)

onEveryServer('a newer round is shown beside the one before, and everybody still sees the older', async (_t, db) => {
  const { granback } = await everybody(db)
  await both(db)
  await takenIn(db, [{ code: '9001', verdicts: { F01: aVerdict('not-met') } }], {
    run: '2026-12-20-1',
    shownOn: '2026-12-20' as LocalDate,
  })
  await asOrganisation(db, granback, async (tx) => {
    const latest = await latestReviewOf(tx, '9001')
    assert.deepEqual([latest?.round.run, latest?.verdicts?.['F01']?.kind], ['2026-12-20-1', 'not-met'])
    assert.equal(latest === undefined ? undefined : (await reviewBefore(tx, latest))?.round.run, '2026-11-24-1')
  })
  const runOn = async (day: string): Promise<string | undefined> =>
    (await releasedReviews(db, day as LocalDate)).find(({ code }) => code === '9001')?.round.run
  assert.equal(await runOn('2027-01-09'), '2026-11-24-1')
  assert.equal(await runOn('2027-01-10'), '2026-12-20-1')
})

onEveryServer('what a page of the web holds is kept, even what no text of the database can', async (_t, db) => {
  const { granback } = await everybody(db)
  const excerpt = 'a\u0000b \uD83D \\u0000 😀'
  const verdict = aVerdict('met', {
    evidence: [{ url: 'https://granback.example', fetchedAt: '', excerpt, selector: undefined, screenshot: undefined }],
  })
  await takenIn(db, [{ code: '9001', verdicts: { F01: verdict } }])
  const kept = await asOrganisation(db, granback, async (tx) => latestReviewOf(tx, '9001'))
  assert.equal(kept?.verdicts?.['F01']?.evidence[0]?.excerpt, 'a\u{FFFD}b \u{FFFD} \\u0000 😀')
})
