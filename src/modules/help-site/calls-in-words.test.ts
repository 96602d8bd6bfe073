import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contacts, theMunicipality } from '#tests/support/builders.ts'
import { aLine } from '#tests/support/helplines.ts'
import { aWorld, type WorldChange } from '#tests/support/world.ts'
import type { Helpline } from '#modules/municipality/index.ts'
import type { Moment } from './answering-in-words.ts'
import type { AudienceId } from './audience.ts'
import { callsFor, filledIn } from './calls-in-words.ts'
import { sayFor } from './world.ts'

/** A Wednesday, at nine in the morning and at half past ten at night in Stockholm. */
const MORNING = new Date('2026-11-25T08:00:00Z')
const NIGHT = new Date('2026-11-25T21:30:00Z')
const HJO = theMunicipality('1497')

const momentWith = (
  now: Date,
  {
    tag = 'sv',
    lines,
    openNow = true,
    ...change
  }: WorldChange & { tag?: string; lines?: readonly Helpline[]; openNow?: boolean } = {},
): Moment => {
  const { facts, prepared } = aWorld(change)
  return {
    facts: lines === undefined ? facts : { ...facts, helplines: lines },
    tag,
    say: sayFor(prepared, tag),
    now,
    openNow,
    receptions: [],
  }
}
const firstFor = (
  moment: Moment,
  audience: AudienceId,
  municipality: typeof HJO | undefined = HJO,
): readonly string[] => callsFor(moment, audience, municipality).first.map(({ id }) => id)

const confirmed = { localHelp: [contacts()] }

test('D8: the municipality’s own number stands before national ones while it is open', () => {
  const first = firstFor(momentWith(MORNING, confirmed), 'exposed')
  assert.deepEqual(first, ['reception-1', 'kvinnofridslinjen'])
  assert.deepEqual(
    firstFor(momentWith(MORNING), 'exposed')[0],
    'kvinnofridslinjen',
    'nothing is invented before it has confirmed',
  )
})

test('D6: who answers now stands before who is closed; of the closed the next to open, and when', () => {
  assert.deepEqual(firstFor(momentWith(NIGHT, confirmed), 'exposed')[0], 'kvinnofridslinjen')
  const lines = [
    aLine({ id: 'late', hours: { rule: 'Mo-Su 10:00-12:00', confidence: 'H' }, audiences: { exposed: 1 } }),
    aLine({ id: 'soon', hours: { rule: 'Mo-Su 09:30-12:00', confidence: 'H' }, audiences: { exposed: 2 } }),
    aLine({ id: 'last', hours: { rule: 'Fr 10:00-12:00', confidence: 'H' }, audiences: { exposed: 3 } }),
  ]
  const { first, until } = callsFor(momentWith(MORNING, { lines }), 'exposed', undefined)
  assert.equal(first[0]?.id, 'soon')
  assert.deepEqual(first[0]?.answering, { kind: 'opens', when: 'today', time: '09.30' })
  assert.deepEqual(until, new Date('2026-11-25T08:30:00Z'))
  const tomorrow = callsFor(momentWith(NIGHT, { lines }), 'exposed', undefined).first[0]
  assert.deepEqual(tomorrow?.answering, { kind: 'opens', when: 'tomorrow', time: '09.30' })
})

test('a line that opens in more than a week is told of with its date, for a weekday alone would mean the next', () => {
  const lines = [aLine({ hours: { rule: 'Mo 10:00-12:00; PH off', confidence: 'H' } })]
  // The Monday in between is Easter Monday.
  const [call] = callsFor(momentWith(new Date('2027-03-22T12:00:00Z'), { lines }), 'exposed', undefined).first
  assert.deepEqual(call?.answering, { kind: 'opens-on', day: 'måndag 2027-04-05', time: '10.00' })
  const [near] = callsFor(momentWith(new Date('2027-04-06T12:00:00Z'), { lines }), 'exposed', undefined).first
  assert.deepEqual(near?.answering, { kind: 'opens-on', day: 'måndag', time: '10.00' })
})

test('a child, somebody young, and the young exposed online are offered Bris before social services; adults are not', () => {
  for (const audience of ['child', 'young', 'online-young'] as const)
    assert.deepEqual(firstFor(momentWith(MORNING, confirmed), audience), ['bris', 'reception-1'], audience)
  for (const audience of ['exposed', 'worried', 'older', 'men'] as const)
    assert.equal(firstFor(momentWith(MORNING, confirmed), audience)[0], 'reception-1', audience)
})

test('D4: that a call is not on the bill is said only when that is sure, and never without the telephone’s own list', () => {
  const factsOf = (line: Helpline): string =>
    callsFor(momentWith(MORNING, { lines: [line] }), 'exposed', undefined).lines[0]?.facts.join('. ') ?? ''
  const sure = factsOf(aLine({ billVisibility: { is: 'no', confidence: 'H' } }))
  assert.match(sure, /Samtalet syns inte på telefonräkningen\. Samtalet kan synas i telefonens samtalslista/)
  for (const billVisibility of [
    { is: 'no', confidence: 'L' },
    { is: 'unknown', confidence: '?' },
    { is: 'yes', confidence: 'H' },
  ] as const)
    assert.doesNotMatch(factsOf(aLine({ billVisibility })), /telefonräkning/)
})

test('a fact that is unsure is not said', () => {
  const line = aLine({
    cost: { is: 'free', confidence: 'L' },
    anonymity: { is: 'yes', confidence: '?' },
    interpreter: { is: 'yes', confidence: 'M' },
  })
  const [call] = callsFor(momentWith(MORNING, { lines: [line] }), 'exposed', undefined).lines
  assert.deepEqual(call?.facts, ['Du kan be om tolk'])
})

test('hours that are unsure never count as open', () => {
  const line = aLine({ hours: { rule: '24/7', confidence: 'L' } })
  const [call] = callsFor(momentWith(MORNING, { lines: [line] }), 'exposed', undefined).first
  assert.deepEqual(call?.answering, { kind: 'unsure' })
})

test('a line that has expired is hidden from lists and texts; a mandatory one stays, with its date', () => {
  const old = { sourceRead: '2026-01-01' } as Partial<Helpline>
  const lines = [
    aLine({ id: 'fresh' }),
    aLine({ id: 'stale', ...old, audiences: { exposed: 2 } }),
    aLine({ id: 'must', mandatory: true, ...old, audiences: { exposed: 3 } }),
  ]
  const moment = momentWith(MORNING, { lines })
  const shown = callsFor(moment, 'exposed', undefined).lines
  assert.deepEqual(
    shown.map(({ id }) => id),
    ['fresh', 'must'],
  )
  assert.equal(shown[1]?.checked, 'Senast kontrollerad 2026-01-01. Den kan ha ändrats.')
  assert.equal(filledIn(moment, 'tel:stale'), undefined)
  assert.match(String(filledIn(moment, 'tel:fresh')), /031-390 06 50/)
  assert.match(String(filledIn(moment, 'tel:must')), /031-390 06 50/)
  assert.equal(filledIn(moment, 'tel:nobody'), undefined)
  assert.equal(filledIn(moment, 'link:fresh'), undefined, 'it has no website')
  assert.equal(filledIn(moment, 'operator.body'), undefined)
})

test('a line for professionals stands on their page alone', () => {
  const ids = (audience: AudienceId): readonly string[] =>
    callsFor(momentWith(MORNING), audience, undefined).lines.map(({ id }) => id)
  const professional = aWorld()
    .facts.helplines.filter(({ kind }) => kind === 'professional')
    .map(({ id }) => id)
  assert.ok(professional.length > 0)
  for (const audience of ['exposed', 'worried', 'child', 'uses-violence'] as const)
    assert.deepEqual(
      ids(audience).filter((id) => professional.includes(id)),
      [],
      audience,
    )
  assert.ok(ids('professional').some((id) => professional.includes(id)))
})

test('whoever uses violence is shown Välj att sluta and the municipality, and no line for who is exposed', () => {
  const { first, lines } = callsFor(momentWith(MORNING, confirmed), 'uses-violence', HJO)
  assert.deepEqual(
    lines.map(({ id }) => id),
    ['valj-att-sluta'],
  )
  assert.deepEqual(new Set(first.map(({ id }) => id)), new Set(['reception-1', 'valj-att-sluta']))
})

test('what is kept and read later says hours, and never who is open', () => {
  for (const now of [MORNING, NIGHT]) {
    const { first, lines, until } = callsFor(momentWith(now, { ...confirmed, openNow: false }), 'exposed', HJO)
    for (const { answering, id } of [...first, ...lines])
      assert.ok(answering.kind !== 'open' && answering.kind !== 'opens' && answering.kind !== 'opens-on', id)
    assert.equal(until, undefined)
    assert.deepEqual(
      first.map(({ id }) => id),
      ['reception-1', 'kvinnofridslinjen'],
      'whatever the clock says',
    )
  }
})
