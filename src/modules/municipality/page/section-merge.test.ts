import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contacts } from '#tests/support/builders.ts'
import { draftOf, readContents, SECTIONS, toContacts, type DraftContacts } from './draft.ts'
import { mergeSection, sectionsChanged } from './section-merge.ts'
import type { LocalDate } from '#kernel/dates.ts'

const BASE = draftOf(contacts())
const RULES = ['Mo-Fr 08:00-16:00; PH off', 'Mo-Fr 09:00-15:00; PH off', '24/7']
/** Numbers that Swedish authorities keep for fiction. */
const NUMBERS = ['+46313900650', '+46313900651', '+46313900652', '+46313900653', '+46313900654', '+46313900655']

const reception: fc.Arbitrary<DraftContacts> = fc
  .tuple(
    fc.constantFrom('Mottagningen i Hjo', 'Mottagningen', 'Stöd'),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...NUMBERS), fc.constantFrom(...RULES)), {
      selector: ([e164]) => e164,
      minLength: 1,
      maxLength: 5,
    }),
    fc.option(fc.constantFrom('Torget 1', 'Kommunhuset'), { nil: undefined }),
  )
  .map(([name, lines, visit]) => ({
    ...BASE,
    reception: {
      name,
      numbers: lines.map(([e164, hours]) => ({ e164, hours })),
      ...(visit === undefined ? {} : { visit }),
    },
  }))

test('what two make of a section is always a section that can be published, whichever of them is chosen', () => {
  fc.assert(
    fc.property(
      reception,
      reception,
      reception,
      fc.constantFrom('theirs' as const, 'mine' as const),
      (base, theirs, mine, side) => {
        const { contents } = mergeSection('reception', { base, theirs, mine }, () => side)
        assert.deepEqual(readContents(contents), contents)
        assert.ok(toContacts(contents, { code: '1497', by: 'Eva Ek', on: '2026-11-24' as LocalDate }).ok)
      },
    ),
  )
})

test('six numbers, three from each, are not cut to five but asked about', () => {
  const lines = (...places: readonly number[]): DraftContacts => ({
    reception: {
      name: 'Stöd',
      numbers: places.map((place) => ({ e164: NUMBERS[place] ?? '', hours: '24/7' })),
    },
  })
  const sides = { base: lines(0), theirs: lines(0, 1, 2), mine: lines(0, 3, 4, 5) }
  const { conflicts, contents } = mergeSection('reception', sides, () => 'mine')
  assert.deepEqual(
    conflicts.map(({ path }) => path),
    [[]],
  )
  assert.deepEqual(contents.reception, sides.mine.reception)
})

test('the other sections are theirs: only the one that was sent is put together', () => {
  const theirs: DraftContacts = { ...BASE, languages: ['en'] }
  const mine: DraftContacts = { exit: null }
  assert.deepEqual(mergeSection('exit', { base: BASE, theirs, mine }, () => 'theirs').contents, theirs)
})

test('a draft of what is published is the same as it, section by section, and so is one read back from the database', () => {
  assert.deepEqual(sectionsChanged(BASE, readContents(JSON.parse(JSON.stringify(BASE)))), [])
  assert.deepEqual(sectionsChanged({}, BASE), SECTIONS)
  const { confirmedBy: by, confirmedOn: on, municipality: code } = contacts()
  assert.deepEqual(toContacts(BASE, { code, by, on }), { ok: true, value: contacts() })
})

test('a section that cannot be read is missing and asked for again; the others stay', () => {
  const read = readContents({ ...BASE, onCall: { kind: 'by pigeon' } })
  assert.deepEqual(sectionsChanged(BASE, read), ['onCall'])
  assert.equal('onCall' in read, false)
  assert.deepEqual(toContacts({ links: [] }, { code: '1497', by: 'Eva Ek', on: '2026-11-24' as LocalDate }), {
    ok: false,
    missing: ['reception', 'onCall'],
  })
})
