import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, type LocalDate } from '#kernel/dates.ts'
import { theReference, TODAY } from '#tests/support/builders.ts'
import { aLine } from '#tests/support/helplines.ts'
import { checkHelplines } from './check.ts'
import { roundOf } from './due.ts'

const day = (text: string): LocalDate => text as LocalDate
const READ = day('2026-11-23')

test('on the first day the lines that are always shown need a call, and none is late', () => {
  const round = roundOf(checkHelplines(theReference().helplines, TODAY))
  assert.deepEqual(round, { lines: 4, mandatory: 4, until: addDays(READ, 90), late: false })
})

test('a line that somebody verified rests until two weeks before it is too old', () => {
  const line = aLine({ mandatory: true, verifiedOn: READ, verifiedBy: 'Ada' })
  const on = (days: number) => roundOf(checkHelplines([line], addDays(READ, days)))
  assert.equal(on(75), undefined)
  assert.equal(on(76)?.until, addDays(READ, 90))
  assert.deepEqual([on(90)?.late, on(91)?.late], [false, true])
})

test('an old line that is not always shown is due, and late for nobody', () => {
  assert.equal(roundOf(checkHelplines([aLine()], addDays(READ, 200)))?.late, false)
})
