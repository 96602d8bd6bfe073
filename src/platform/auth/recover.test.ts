import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { KINDS, type Kind } from './kind.ts'
import type { PersonId } from './organisation.ts'
import { opensAt, recoveryState, type Confirmation, type RecoveryRequest, type Standing } from './recover.ts'

const BEGUN = new Date('2026-11-24T08:00:00Z')
const HOUR = 3_600_000
const after = (hours: number): Date => new Date(BEGUN.getTime() + hours * HOUR)
const EVA = 'eva' as PersonId

const request = (kind: Kind = 'municipality', change: Partial<RecoveryRequest> = {}): RecoveryRequest => ({
  person: EVA,
  kind,
  begunAt: BEGUN,
  stopped: false,
  used: false,
  ...change,
})
const says = (person: string, as: Standing, hour = 1): Confirmation => ({
  person: person as PersonId,
  as,
  at: after(hour),
})

const STANDINGS: readonly Standing[] = ['colleague', 'county', 'operator']

test('of all pairs these let somebody in: at once, after a day, or never', () => {
  const opens = (kind: Kind, one: Standing, other: Standing): string => {
    const at = opensAt(request(kind), [says('bo', one, 1), says('my', other, 2)])
    return at === undefined ? 'never' : at <= after(2) ? 'at once' : at <= after(26) ? 'after a day' : 'later'
  }
  const pairs = STANDINGS.flatMap((one) => STANDINGS.map((other) => [one, other] as const))
  const table = (kind: Kind): Readonly<Record<string, string>> =>
    Object.fromEntries(pairs.map(([one, other]) => [`${one} ${other}`, opens(kind, one, other)]))
  const never = Object.fromEntries(pairs.map((pair) => [pair.join(' '), 'never']))
  const everywhere = { ...never, 'colleague colleague': 'at once', 'operator operator': 'after a day' }
  assert.deepEqual(table('municipality'), {
    ...everywhere,
    'colleague county': 'at once',
    'county colleague': 'at once',
  })
  for (const kind of ['agency', 'county', 'rss'] as const)
    assert.deepEqual(
      table(kind),
      { ...everywhere, 'colleague operator': 'at once', 'operator colleague': 'at once' },
      kind,
    )
  assert.deepEqual(table('operator'), { ...never, 'colleague colleague': 'at once' })
})

const aConfirmation = fc.record({
  person: fc.constantFrom('eva', 'bo', 'my', 'ola', 'kim').map((id) => id as PersonId),
  as: fc.constantFrom(...STANDINGS),
  at: fc.integer({ min: 0, max: 200 }).map(after),
})
const several = fc.array(aConfirmation, { maxLength: 6 })
const aKind = fc.constantFrom(...KINDS)

test('one person alone never lets anybody in, however often and as whatever she confirms', () => {
  fc.assert(
    fc.property(aKind, several, (kind, given) => {
      const alone = given.map((one) => ({ ...one, person: 'bo' as PersonId }))
      assert.equal(opensAt(request(kind), alone), undefined)
    }),
  )
})

test('what she says for herself changes nothing', () => {
  fc.assert(
    fc.property(
      aKind,
      several,
      fc.constantFrom(...STANDINGS),
      fc.integer({ min: 0, max: 200 }),
      (kind, given, as, at) => {
        const withHers = [...given, { person: EVA, as, at: after(at) }]
        assert.deepEqual(opensAt(request(kind), withHers), opensAt(request(kind), given))
      },
    ),
  )
})

test('one more voice never makes it later, and nobody’s order of reading matters', () => {
  const never = Number.POSITIVE_INFINITY
  fc.assert(
    fc.property(aKind, several, aConfirmation, (kind, given, more) => {
      const opens = (all: readonly Confirmation[]): number => opensAt(request(kind), all)?.getTime() ?? never
      assert.equal(opens(given.toReversed()), opens(given))
      if (!given.some(({ person }) => person === more.person)) assert.ok(opens([...given, more]) <= opens(given))
    }),
  )
})

test('who is let in has two others behind her, in an allowed pair, and never before the second has spoken', () => {
  fc.assert(
    fc.property(aKind, several, fc.integer({ min: 0, max: 300 }), (kind, given, hour) => {
      if (recoveryState(request(kind), given, after(hour)).kind !== 'open') return
      const others = new Map(
        given
          .toSorted((a, b) => b.at.getTime() - a.at.getTime())
          .filter(({ person, at }) => person !== EVA && at <= after(hour))
          .map(({ person, as }) => [person, as]),
      )
      assert.ok(others.size >= 2)
      const standings = [...others.values()]
      assert.ok(
        standings.includes('colleague') || standings.filter((as) => as === 'operator').length >= 2,
        standings.join(),
      )
    }),
  )
})

test('it lapses after seven days, and what was stopped or used stays so', () => {
  const two = [says('bo', 'colleague'), says('my', 'colleague', 2)]
  assert.deepEqual(recoveryState(request(), two, after(2)), { kind: 'open' })
  assert.deepEqual(recoveryState(request(), [], after(7 * 24 - 1)), { kind: 'asking' })
  assert.deepEqual(recoveryState(request(), two, after(7 * 24)), { kind: 'lapsed' })
  assert.deepEqual(recoveryState(request('municipality', { stopped: true }), two, after(3)), { kind: 'stopped' })
  assert.deepEqual(recoveryState(request('municipality', { used: true }), two, after(3)), { kind: 'used' })
})

test('two operators let her in a day after the second, unless colleagues are faster', () => {
  const operators = [says('bo', 'operator', 1), says('my', 'operator', 5)]
  assert.deepEqual(recoveryState(request(), operators, after(28.9)), { kind: 'waiting', until: after(29) })
  assert.deepEqual(recoveryState(request(), operators, after(29)), { kind: 'open' })
  const colleagues = [says('ola', 'colleague', 6), says('kim', 'county', 7)]
  assert.deepEqual(recoveryState(request(), [...operators, ...colleagues], after(7)), { kind: 'open' })
})
