import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { sentenceOf } from '#kernel/document.ts'
import { theReference, TODAY } from '#tests/support/builders.ts'
import { aReception, RECEPTION_FILE, serving } from '#tests/support/receptions.ts'
import { readReception } from './reception-file.ts'
import { receptionSchema } from './reception.ts'

const RULES = {
  isMunicipality: (code: string) => theReference().municipalities.get(code) !== undefined,
  others: [aReception({ name: 'region', serves: [serving('1497', { place: 9 })] })],
  today: TODAY,
}

/** The sentences a file is answered with; empty when it is accepted. */
const sentences = (text: string): readonly string[] => {
  const read = readReception(text, 'hjo.yaml', RULES)
  return read.ok ? [] : read.problems.map(sentenceOf)
}

it('a whole file is read as it stands, and can be stored and read back as the same', () => {
  const read = readReception(RECEPTION_FILE, 'hjo.yaml', RULES)
  assert.ok(read.ok)
  assert.equal(read.value.title, 'Mottagningen Västra Skaraborg')
  assert.equal(read.value.serves[1]?.decisions.dpia?.diaryNumber, 'SN 2026/104')
  assert.deepEqual(receptionSchema.parse(JSON.parse(JSON.stringify(read.value))), read.value)
})

const FAULTS: readonly (readonly [what: string, from: RegExp, to: string, said: RegExp])[] = [
  [
    'a name with capitals',
    /name: vastra/,
    'name: Västra',
    /line 2, field name: expected a short name of small letters/,
  ],
  [
    'no municipality',
    /serves:[\s\S]*?(?=members:)/,
    'serves: []\n',
    /field serves: expected at least one municipality/,
  ],
  [
    'a code that does not exist',
    /"1472"\n/,
    '"1400"\n',
    /field serves\[1\]\.municipality: expected the code of a municipality; there is none with 1400/,
  ],
  ['a municipality twice', /"1472"\n/, '"1497"\n', /field serves\[1\]\.municipality: expected each municipality once/],
  [
    'a place that another reception has',
    /place: 1/,
    'place: 9',
    /line 10, field serves\[0\]\.place: expected another place: region is door 9 of 1497 already/,
  ],
  ['a door of no kind', /door: own/, 'door: back', /field serves\[0\]\.door: expected one of own, neighbour, regional/],
  [
    'a decision to come',
    /dpia: \{ on: 2026-10-01/,
    'dpia: { on: 2026-12-01',
    /field serves\[0\]\.decisions\.dpia\.on: expected today, 2026-11-24, or a day before/,
  ],
  [
    'a decision without a diary number',
    /diaryNumber: "SN 2026\/103", /,
    '',
    /field serves\[0\]\.decisions\.retention\.diaryNumber: expected the diary number/,
  ],
  ['a decision of no kind', /dpia:/, 'pia:', /field serves\[0\]\.decisions: .*pia/],
  [
    'a number without country code',
    /"\+46313900660"/,
    '"031-390 06 60"',
    /field numbers\[0\]: expected a Swedish number/,
  ],
  ['two members of one id', /id: bo/, 'id: anna', /field members\[1\]\.id: expected each id once/],
  ['hours nobody can read', /"Tu 18:00-20:00"/, '"evenings"', /field rota\.week\[1\]\.hours: expected opening hours/],
  [
    'somebody unknown in the week',
    /members: \[anna\] \}/,
    'members: [cilla] }',
    /field rota\.week\[0\]\.members\[0\]: expected the id of a member \(anna, bo\), found cilla/,
  ],
  [
    'a shift that is over as it begins',
    /to: "06:00"/,
    'to: "22:00"',
    /field rota\.shifts\[0\]\.to: expected another time/,
  ],
  [
    'a shift after the end of the rota',
    /date: 2026-12-05/,
    'date: 2028-12-05',
    /field rota\.shifts\[0\]\.date: expected 2027-12-31, the last day/,
  ],
  [
    'a time that does not exist',
    /from: "22:00"/,
    'from: "25:00"',
    /field rota\.shifts\[0\]\.from: expected a time in quotation marks/,
  ],
  [
    'an absence that ends before it begins',
    /to: 2026-12-08 \}/,
    'to: 2026-12-06 }',
    /field rota\.absences\[0\]\.to: expected 2026-12-07, the first day away/,
  ],
  [
    'a swap with oneself',
    /from: anna, to: bo/,
    'from: anna, to: anna',
    /field rota\.swaps\[0\]\.to: expected another member/,
  ],
  ['no end of the rota', / {2}until: 2027-12-31\n/, '', /field rota\.until: expected a day that exists/],
  ['a field of another name', /^onCall:/m, 'address: Storgatan 1\nonCall:', /address/],
  ['YAML that is none', /members: \[bo\]/, 'members: [bo', /the file is not valid YAML/],
]

for (const [what, from, to, said] of FAULTS) {
  it(`a reception's file with ${what} is told by line and field`, () => {
    assert.match(RECEPTION_FILE, from)
    const told = sentences(RECEPTION_FILE.replace(from, to)).join('\n')
    assert.match(told, /^hjo\.yaml, line \d+/m)
    assert.match(told, said)
  })
}

it('every fault is told at once', () => {
  assert.equal(
    sentences(RECEPTION_FILE.replace('"1472"\n', '"1400"\n').replace('to: "06:00"', 'to: "22:00"')).length,
    2,
  )
})

it('whatever a file holds, it is answered with sentences and never with an error', () => {
  fc.assert(fc.property(fc.string(), (text) => void sentences(text)))
  fc.assert(fc.property(fc.json(), (text) => void sentences(text)))
  const anyLine = fc.constantFrom(...RECEPTION_FILE.split('\n'))
  fc.assert(
    fc.property(anyLine, fc.string(), (line, other) => void sentences(RECEPTION_FILE.replace(line, () => other))),
    { numRuns: 300 },
  )
})
