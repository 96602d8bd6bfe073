import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { same, threeWay, type Conflict } from './three-way.ts'

type Line = { readonly id: string; readonly hours: number }
type Whole = { readonly name: string; readonly visit?: string; readonly lines: readonly Line[] }

const lines = fc.uniqueArray(
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(2)).map(([id, hours]): Line => ({ id, hours })),
  { selector: ({ id }) => id },
)
const whole: fc.Arbitrary<Whole> = fc
  .tuple(fc.constantFrom('x', 'y', 'z'), fc.option(fc.constantFrom('p', 'q'), { nil: undefined }), lines)
  .map(([name, visit, some]) => ({ name, ...(visit === undefined ? {} : { visit }), lines: some }))

const nameOf = (line: unknown): string => (line as Line).id
const merged = (base: Whole, theirs: Whole, mine: Whole) => threeWay(base, theirs, mine, { nameOf })

test('what only one side has changed is taken as it is, without asking', () => {
  fc.assert(
    fc.property(whole, whole, (base, changed) => {
      assert.deepEqual(merged(base, changed, base), { value: changed, conflicts: [] })
      assert.deepEqual(merged(base, base, changed), { value: changed, conflicts: [] })
      assert.deepEqual(merged(base, changed, changed), { value: changed, conflicts: [] })
    }),
  )
})

/** What a side did to the lines: added, took away, gave other hours. */
const deedsIn = (base: Whole, side: Whole): readonly ((of: readonly Line[]) => boolean)[] => {
  const hoursOf = (some: readonly Line[], id: string): number | undefined => some.find((line) => line.id === id)?.hours
  const ids = new Set([...base.lines, ...side.lines].map(({ id }) => id))
  return [...ids].flatMap((id) => {
    const own = hoursOf(side.lines, id)
    return own === hoursOf(base.lines, id) ? [] : [(of: readonly Line[]) => hoursOf(of, id) === own]
  })
}

test('nothing is lost: whatever either side changed is in the result, or shown to be chosen between', () => {
  fc.assert(
    fc.property(whole, whole, whole, (base, theirs, mine) => {
      const { value, conflicts } = merged(base, theirs, mine)
      const at = (path: string): Conflict | undefined => conflicts.find((one) => one.path.join('.').startsWith(path))
      for (const side of [theirs, mine]) {
        for (const key of ['name', 'visit'] as const)
          if (side[key] !== base[key]) assert.ok(value[key] === side[key] || at(key) !== undefined)
        for (const isDone of deedsIn(base, side)) assert.ok(isDone(value.lines) || at('lines') !== undefined)
      }
      // And nothing is there that nobody wrote.
      const written = [...base.lines, ...theirs.lines, ...mine.lines]
      for (const line of value.lines) assert.ok(written.some((one) => same(one, line)))
    }),
    { numRuns: 1000 },
  )
})

test('a conflict is one where both changed the same, and each side’s own stands in it', () => {
  fc.assert(
    fc.property(whole, whole, whole, (base, theirs, mine) => {
      for (const { path, theirs: hers, mine: own } of merged(base, theirs, mine).conflicts) {
        assert.ok(!same(hers, own))
        if (path[0] === 'name' || path[0] === 'visit') {
          assert.deepEqual([hers, own], [theirs[path[0]], mine[path[0]]])
          assert.ok(base[path[0]] !== hers && base[path[0]] !== own)
        }
      }
    }),
  )
})

test('it does not matter who was first: the same is asked, and when mine is chosen mine stands', () => {
  fc.assert(
    fc.property(whole, whole, whole, (base, theirs, mine) => {
      const paths = (all: readonly Conflict[]): readonly string[] => all.map(({ path }) => path.join('.')).toSorted()
      assert.deepEqual(paths(merged(base, theirs, mine).conflicts), paths(merged(base, mine, theirs).conflicts))
      const chosen = threeWay(base, theirs, mine, { nameOf, choose: () => 'mine' })
      if (mine.name !== base.name) assert.equal(chosen.value.name, mine.name)
      for (const isDone of deedsIn(base, mine)) assert.ok(isDone(chosen.value.lines))
    }),
    { numRuns: 500 },
  )
})

test('two lines that two people add both stay, each in its place', () => {
  const list = (...ids: readonly string[]): Whole => ({ name: 'x', lines: ids.map((id) => ({ id, hours: 0 })) })
  const ids = (base: Whole, theirs: Whole, mine: Whole): string =>
    merged(base, theirs, mine)
      .value.lines.map(({ id }) => id)
      .join('')
  assert.equal(ids(list('a', 'b'), list('a', 'c', 'b'), list('a', 'b', 'd')), 'acbd')
  assert.equal(ids(list('a', 'b'), list('b', 'a'), list('a', 'b', 'd')), 'bda')
  assert.equal(ids(list('a', 'b'), list('b'), list('a')), '')
})

test('a mistake that both mend in the same line is asked about, not doubled', () => {
  const list = (id: string): Whole => ({ name: 'x', lines: [{ id, hours: 0 }] })
  assert.equal(merged(list('a'), list('b'), list('c')).conflicts.length, 1)
})

test('what is of another kind is one thing', () => {
  const base = { kind: 'own', numbers: ['1'], hours: 'x' }
  const { conflicts } = threeWay<unknown>(base, { kind: 'via-112' }, { kind: 'own', numbers: ['1'], hours: 'y' })
  assert.deepEqual(
    conflicts.map(({ path }) => path),
    [[]],
  )
})
