import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LocalDate } from '#kernel/dates.ts'
import { theReference, TODAY } from '#tests/support/builders.ts'
import { aLine } from '#tests/support/helplines.ts'
import { callSheet, callSheetText } from './sheet.ts'
import { entriesOf } from './sheet-entries.ts'

const { helplines } = theReference()
const day = (text: string): LocalDate => text as LocalDate

describe('the call sheet', () => {
  test('has every line once, with its number and the command to run afterwards', () => {
    for (const page of [callSheet(helplines, TODAY), callSheetText(helplines, TODAY)]) {
      for (const { id, numbers } of helplines) {
        assert.equal(page.split(`rackhall helplines verify ${id} --by`).length, 2, id)
        for (const { display } of numbers) assert.ok(page.includes(display), display)
      }
    }
  })

  test('asks of every line for hours, cost, anonymity, the bill, interpreters and languages', () => {
    const asked =
      entriesOf([aLine()], TODAY)[0]
        ?.entries[0]?.questions.map(({ asks }) => asks)
        .join(' ') ?? ''
    for (const word of [/svarar/, /helgdagar/, /julafton/, /kostar/, /anonym/, /telefonräkningen/, /tolk/, /språk/])
      assert.match(asked, word)
  })

  test('begins with the mandatory lines, then goes by age, the oldest first', () => {
    const lines = [
      aLine({ id: 'site', numbers: [] }),
      aLine({ id: 'new', sourceRead: day('2026-11-23') }),
      aLine({ id: 'old', sourceRead: day('2026-10-01') }),
      aLine({ id: 'must', mandatory: true }),
      aLine({ id: 'verified', sourceRead: day('2026-01-01'), verifiedOn: TODAY, verifiedBy: 'Ada' }),
    ]
    const order = entriesOf(lines, TODAY).flatMap(({ entries }) => entries.map(({ id }) => id))
    assert.deepEqual(order, ['must', 'old', 'new', 'verified', 'site'])
  })

  test('forbids to try 112', () => {
    const entry = entriesOf(helplines, TODAY)[0]?.entries.find(({ id }) => id === 'emergency-112')
    assert.match(entry?.warning ?? '', /^Ring inte 112/)
  })

  test('says of unsure hours that they are, in words a caller can read out', () => {
    const hours = (id: string): string | undefined =>
      entriesOf(helplines, TODAY)
        .flatMap(({ entries }) => entries)
        .find((entry) => entry.id === id)?.questions[0]?.known
    assert.equal(hours('valj-att-sluta'), 'måndag–fredag 08.30–16.00; helgdagar stängt (osäkert)')
    assert.equal(hours('bris'), 'dygnet runt')
    assert.equal(hours('aldrelinjen'), 'vet inte')
  })

  test('needs nothing from outside, runs no script and names nothing in its title', () => {
    const page = callSheet(helplines, TODAY)
    assert.match(page, /^<!doctype html>\s*<html lang="sv">/i)
    assert.match(page, /<title>Ringlista 2026-11-24<\/title>/)
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|src=|url\(|@import|<a /i)
    assert.match(page, /@media print/)
  })

  test('escapes what the register says', () => {
    assert.match(callSheet([aLine({ name: 'Jour <b>&' })], TODAY), /Jour &lt;b&gt;&amp;/)
  })

  test('is a page and a text even of an empty register', () => {
    assert.match(callSheet([], TODAY), /<h1>/)
    assert.match(callSheetText([], TODAY), /RINGLISTA/)
  })
})
