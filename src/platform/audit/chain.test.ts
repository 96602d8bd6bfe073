import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { walkChain, type Misfit } from './chain.ts'
import { EMPTY, entryOf, hashOf, type Deed, type Entry, type Head } from './entry.ts'

const AT = '2026-11-24T08:00:00.000001Z'

const aText = fc.string({ unit: 'binary', maxLength: 20 })
const aDeed: fc.Arbitrary<Deed> = fc.record({
  who: aText,
  organisation: fc.option(aText, { nil: undefined }),
  what: fc.constantFrom('crisis.set' as const, 'database.restored' as const),
  about: aText,
  detail: fc.option(fc.dictionary(aText, fc.oneof(aText, fc.integer(), fc.boolean())), { nil: undefined }),
})
const someDeeds = fc.array(aDeed, { minLength: 1, maxLength: 12 })

const chainOf = (deeds: readonly Deed[]): readonly Entry[] => {
  const entries: Entry[] = []
  let head: Head = EMPTY
  for (const deed of deeds) {
    const entry = entryOf(head, AT, deed)
    entries.push(entry)
    head = entry
  }
  return entries
}

const walked = (entries: readonly Entry[], head: Head, checkpoint?: Head): Misfit | undefined => {
  const walk = walkChain(checkpoint)
  for (const entry of entries) {
    const misfit = walk.next(entry)
    if (misfit !== undefined) return misfit
  }
  return walk.end(head)
}

test('whatever is noted makes a whole chain, through every head it has had', () => {
  fc.assert(
    fc.property(someDeeds, fc.nat(), (deeds, chosen) => {
      const entries = chainOf(deeds)
      const head = entries.at(-1) as Entry
      assert.equal(walked(entries, head, entries[chosen % entries.length]), undefined)
    }),
  )
})

test('any other text in any field of any entry does not fit, and the entry is named', () => {
  const fields = ['at', 'who', 'organisation', 'what', 'about', 'detail', 'hash'] as const
  fc.assert(
    fc.property(someDeeds, fc.nat(), fc.constantFrom(...fields), aText, (deeds, chosen, field, text) => {
      const entries = chainOf(deeds)
      const place = chosen % entries.length
      fc.pre(entries[place]?.[field] !== text)
      const changed = entries.map((entry, at) => (at === place ? { ...entry, [field]: text } : entry))
      assert.equal(walked(changed, entries.at(-1) as Entry)?.number, place + 1)
    }),
  )
})

test('any entry left out, and any two changed about, do not fit', () => {
  fc.assert(
    fc.property(fc.array(aDeed, { minLength: 2, maxLength: 12 }), fc.nat(), fc.nat(), (deeds, one, other) => {
      const entries = chainOf(deeds)
      const head = entries.at(-1) as Entry
      const [a, b] = [one % entries.length, other % entries.length]
      assert.equal(walked(entries.toSpliced(a, 1), head)?.number, a + 1)
      fc.pre(a !== b)
      const swapped = entries.with(a, entries[b] as Entry).with(b, entries[a] as Entry)
      assert.equal(walked(swapped, head)?.number, Math.min(a, b) + 1)
    }),
  )
})

test('what stands in one field cannot be pushed into its neighbour', () => {
  const fields = { number: 1, at: AT, organisation: null, what: 'a.b', detail: null }
  fc.assert(
    fc.property(aText, aText, aText, (left, moved, right) => {
      fc.pre(moved !== '')
      const before = hashOf(EMPTY.hash, { ...fields, who: left + moved, about: right })
      assert.notEqual(before, hashOf(EMPTY.hash, { ...fields, who: left, about: moved + right }))
    }),
  )
})

test('nothing is as much an answer as the empty text, and another', () => {
  const fields = { number: 1, at: AT, who: 'x', what: 'a.b', about: '' }
  const none = hashOf(EMPTY.hash, { ...fields, organisation: null, detail: null })
  assert.notEqual(none, hashOf(EMPTY.hash, { ...fields, organisation: '', detail: null }))
  assert.notEqual(none, hashOf(EMPTY.hash, { ...fields, organisation: null, detail: 'null' }))
})
