import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LocalDate } from '#kernel/dates.ts'
import { FileProblems } from '#kernel/document.ts'
import { theReference, TODAY } from '#tests/support/builders.ts'
import { readMunicipalities } from './municipality.ts'

const HEAD =
  'code,name,official_name,county_code,county_name,skr_group_2023,web_domain,tile_col,tile_row,neighbours,valid_from,valid_to,successor'
const row = (code: string, name: string, rest = ',,'): string =>
  `${code},${name},${name} kommun,${code.slice(0, 2)},Län ${code.slice(0, 2)},C8,${name.toLowerCase()}.se,1,1,,${rest}`
const read = (...rows: string[]) => readMunicipalities([HEAD, ...rows].join('\n'), 'data/municipalities.csv', TODAY)

test('the register has 290 municipalities in 21 counties, in Swedish order', () => {
  const { all, counties } = theReference().municipalities
  assert.equal(all.length, 290)
  assert.equal(counties.length, 21)
  assert.deepEqual(
    [all[0]?.name, all.at(-1)?.name],
    ['Ale', 'Överkalix'].includes(all.at(-1)?.name ?? '') ? ['Ale', all.at(-1)?.name] : [all[0]?.name, 'Övertorneå'],
  )
  assert.ok(all.findIndex(({ name }) => name === 'Åre') > all.findIndex(({ name }) => name === 'Ystad'))
})

test('a border is a border from both sides', () => {
  const { all, get } = theReference().municipalities
  for (const { code, neighbours } of all) {
    for (const other of neighbours) assert.ok(get(other)?.neighbours.includes(code), `${code} and ${other}`)
  }
})

test('no two municipalities have the same place on the map', () => {
  const { all } = theReference().municipalities
  assert.equal(new Set(all.map(({ tile }) => `${tile.column}:${tile.row}`)).size, 290)
})

test('a code that has ended leads to its successor, also over several steps', () => {
  const register = read(
    row('1001', 'Gamla', ',2020-01-01,1002'),
    row('1002', 'Mellan', ',2024-01-01,1003'),
    row('1003', 'Nya'),
  )
  assert.deepEqual(
    register.all.map(({ name }) => name),
    ['Nya'],
  )
  assert.equal(register.successorOf('1001'), '1003')
  assert.equal(register.successorOf('1003'), undefined)
  assert.equal(register.successorOf('9999'), undefined)
})

test('a ring of successors leads nowhere, and ends', () => {
  const register = read(row('1001', 'A', ',2020-01-01,1002'), row('1002', 'B', ',2020-01-01,1001'))
  assert.equal(register.successorOf('1001'), undefined)
})

test('a municipality that is to come is not there yet, and one that ends to-morrow still is', () => {
  const register = read(row('1001', 'Kommer', '2027-01-01,,'), row('1002', 'Slutar', ',2026-11-25,1001'))
  assert.deepEqual(
    register.all.map(({ name }) => name),
    ['Slutar'],
  )
  const later = readMunicipalities(
    [HEAD, row('1002', 'Slutar', ',2026-11-25,1002')].join('\n'),
    'f',
    '2026-11-25' as LocalDate,
  )
  assert.equal(later.all.length, 0)
})

const BROKEN: readonly (readonly [string, string, RegExp])[] = [
  ['another head', 'code,name', /line 1: expected the columns/],
  ['a short line', `${HEAD}\n1001,Hjo`, /line 2: expected 13 columns, found 2/],
  ['a code of letters', `${HEAD}\n${row('10x1', 'Hjo')}`, /line 2, field code: expected four digits/],
  [
    'a county that is not its own',
    `${HEAD}\n${row('1001', 'Hjo').replace(',10,', ',11,')}`,
    /field county_code: expected the first two digits/,
  ],
  ['a day that does not exist', `${HEAD}\n${row('1001', 'Hjo', ',2026-02-30,')}`, /field valid_to: expected a day/],
  [
    'a successor that does not exist',
    `${HEAD}\n${row('1001', 'Hjo', ',2020-01-01,1009')}`,
    /line 2, field successor: expected a code of this file, found 1009/,
  ],
]
for (const [what, text, said] of BROKEN) {
  test(`a register with ${what} is told by line and column`, () => {
    assert.throws(
      () => readMunicipalities(text, 'data/municipalities.csv', TODAY),
      (error: unknown) => {
        assert.ok(error instanceof FileProblems)
        assert.match(error.message, said)
        return true
      },
    )
  })
}
