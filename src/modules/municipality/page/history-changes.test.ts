import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { PROJECT_ROOT } from '#platform/config.ts'
import { readWords } from '#platform/http/words.ts'
import { HJOS } from '#tests/support/publishing.ts'
import type { DraftContacts } from './draft.ts'
import { changesBetween, hoursSaid, type Naming } from './history-changes.ts'

const naming: Naming = { say: readWords(PROJECT_ROOT).sv, language: 'sv', placeOf: (code) => `[${code}]` }

const NUMBERS = ['+46313900650', '+46313900651', '+46313900652'] as const
const HOURS = ['24/7', 'Mo-Fr 08:00-16:00; PH off', 'Tu 18:00-20:00'] as const

const numbers = fc.uniqueArray(fc.constantFrom(...NUMBERS), { minLength: 1 })
const contents: fc.Arbitrary<DraftContacts> = fc.record(
  {
    reception: fc.record({
      name: fc.constantFrom('Mottagningen', 'Socialtjänsten'),
      numbers: fc.uniqueArray(fc.record({ e164: fc.constantFrom(...NUMBERS), hours: fc.constantFrom(...HOURS) }), {
        minLength: 1,
        selector: ({ e164 }) => e164,
      }),
    }),
    onCall: fc.oneof(
      fc.constant({ kind: 'via-112' as const }),
      fc.record({ kind: fc.constant('own' as const), numbers, hours: fc.constantFrom(...HOURS) }),
      fc.record({
        kind: fc.constant('shared' as const),
        numbers,
        hours: fc.constantFrom(...HOURS),
        sharedWith: fc.uniqueArray(fc.constantFrom('1498', '1496'), { minLength: 1 }),
      }),
    ),
    links: fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom('page' as const, 'form' as const),
        url: fc.constantFrom('https://hjo.se/a', 'https://hjo.se/b'),
      }),
      { selector: ({ url }) => url },
    ),
    shelters: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('Jouren', 'Huset'), e164: fc.constantFrom(...NUMBERS) }),
      {
        selector: ({ name, e164 }) => `${name} ${e164}`,
        comparator: (a, b) => a.split(' ')[0] === b.split(' ')[0] || a.split(' ')[1] === b.split(' ')[1],
      },
    ),
    exit: fc.constantFrom('https://www.smhi.se/', 'https://www.yr.no/'),
    languages: fc.uniqueArray(fc.constantFrom('en', 'ar', 'so'), { minLength: 1 }),
  },
  { requiredKeys: ['links', 'shelters'] },
)

describe('what is different between two states of a page', () => {
  it('is nothing when they are the same, and something whenever they are not', () => {
    fc.assert(
      fc.property(contents, contents, (before, after) => {
        assert.deepEqual(changesBetween(naming, before, before), [])
        assert.equal(changesBetween(naming, before, after).length === 0, isDeepStrictEqual(before, after))
      }),
    )
  })

  it('read backwards says what was taken away where it said what was put in', () => {
    fc.assert(
      fc.property(contents, contents, (before, after) => {
        const there = changesBetween(naming, before, after).map(({ was, is }) => [was, is])
        const back = changesBetween(naming, after, before).map(({ was, is }) => [is, was])
        const sorted = (all: readonly unknown[]): readonly string[] => all.map((one) => JSON.stringify(one)).toSorted()
        assert.deepEqual(sorted(there), sorted(back))
      }),
    )
  })

  it('knows a number by itself: new hours are a change of it', () => {
    const reception = { name: 'Mottagningen i Hjo', numbers: [{ e164: '+46313900650', hours: '24/7' }] }
    assert.deepEqual(
      changesBetween(
        naming,
        { reception: { ...reception, numbers: [{ e164: '+46313900650', hours: 'Mo 08:00-12:00' }] } },
        { reception },
      ),
      [{ what: 'Mottagningens nummer 031-390 06 50', was: 'mån 08.00–12.00', is: 'alla dagar dygnet runt' }],
    )
  })

  it('names the places that share an on-call service, and the languages', () => {
    const onCall = { kind: 'shared' as const, numbers: ['+46313900651'], hours: '24/7', sharedWith: ['1498', '1496'] }
    const said = changesBetween(naming, HJOS, { ...HJOS, onCall, languages: ['en', 'ar'] })
    assert.deepEqual(
      said.map(({ what, is }) => [what, is]),
      [
        ['Socialjouren', 'delad med [1498], [1496]'],
        ['Socialjourens nummer 031-390 06 51', 'alla dagar dygnet runt'],
        ['Språk', 'engelska, arabiska'],
      ],
    )
  })

  it('writes hours on one line, holidays and nights included', () => {
    assert.equal(
      hoursSaid(naming, 'Mo-Fr 08:00-12:00,13:00-16:00; PH off'),
      'mån–fre 08.00–12.00, 13.00–16.00; helgdagar stängt',
    )
  })
})
