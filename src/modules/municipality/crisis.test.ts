import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aNotice, theMunicipality } from '#tests/support/builders.ts'
import { crisisTextsSchema, nextCrisisTurn, noticesFor } from './crisis.ts'

const HJO = theMunicipality('1497')
const MALMO = theMunicipality('1280')
const DURING = new Date('2026-11-24T12:00:00Z')

const own = aNotice({ id: 2, scope: { kind: 'municipality', code: '1497' } })
const county = aNotice({ id: 3, scope: { kind: 'county', code: '14' } })
const all = aNotice({ id: 4 })

const idsFor = (municipality: typeof HJO | undefined, now = DURING): readonly number[] =>
  noticesFor([all, county, own], municipality, now).map(({ id }) => id)

test("a municipality's own notice leads, then its county's, then everybody's", () => {
  assert.deepEqual(idsFor(HJO), [2, 3, 4])
  assert.deepEqual(idsFor(MALMO), [4])
  assert.deepEqual(idsFor(undefined), [4])
})

test('a notice leads from its first moment and no longer than to its last', () => {
  assert.deepEqual(idsFor(MALMO, new Date(all.starts.getTime() - 1)), [])
  assert.deepEqual(idsFor(MALMO, all.starts), [4])
  assert.deepEqual(idsFor(MALMO, new Date(all.ends.getTime() - 1)), [4])
  assert.deepEqual(idsFor(MALMO, all.ends), [])
})

test('of two notices for the same place the newer one stands first', () => {
  const newer = aNotice({ id: 9, scope: own.scope })
  assert.deepEqual(
    noticesFor([own, newer], HJO, DURING).map(({ id }) => id),
    [9, 2],
  )
})

test('between two turns nothing changes in what leads a page', () => {
  const instants = fc
    .integer({ min: 0, max: 1000 })
    .map((hours) => new Date(Date.UTC(2026, 10, 24) + hours * 3_600_000))
  const notices = fc.array(
    fc.tuple(instants, instants).map(([a, b]) => aNotice({ starts: a < b ? a : b, ends: a < b ? b : a })),
  )
  fc.assert(
    fc.property(notices, instants, fc.double({ min: 0, max: 0.999, noNaN: true }), (list, now, share) => {
      const turn = nextCrisisTurn(list, now)
      const until = turn ?? new Date(now.getTime() + 1e9)
      const between = new Date(now.getTime() + Math.floor((until.getTime() - now.getTime()) * share))
      assert.deepEqual(noticesFor(list, undefined, between), noticesFor(list, undefined, now))
    }),
  )
})

test('a notice needs a text in Swedish, and no text may be empty or long', () => {
  assert.equal(crisisTextsSchema.safeParse({ sv: 'Ring växeln.', en: 'Call the switchboard.' }).success, true)
  for (const texts of [{}, { en: 'Call.' }, { sv: ' ' }, { sv: 'x'.repeat(501) }, { 'not a tag': 'x', sv: 'x' }]) {
    assert.equal(crisisTextsSchema.safeParse(texts).success, false, JSON.stringify(texts))
  }
})
