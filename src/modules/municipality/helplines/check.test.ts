import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, type LocalDate } from '#kernel/dates.ts'
import { theReference, TODAY } from '#tests/support/builders.ts'
import { aLine } from '#tests/support/helplines.ts'
import { checkHelplines } from './check.ts'

const day = (text: string): LocalDate => text as LocalDate

test('on the first day nothing alarms, and every line says that nobody has called yet', () => {
  const checked = checkHelplines(theReference().helplines, TODAY)
  assert.equal(checked.length, theReference().helplines.length)
  for (const { alarming, says, verifiedOn } of checked) {
    assert.equal(alarming, false)
    assert.equal(verifiedOn, undefined)
    assert.match(says, /^read in its source 2026-11-23, nobody has called yet/)
  }
})

test('after ninety days the mandatory lines alarm, and no others', () => {
  const alarming = checkHelplines(theReference().helplines, addDays(day('2026-11-23'), 91)).filter(
    (line) => line.alarming,
  )
  assert.deepEqual(
    alarming.map(({ id }) => id),
    ['emergency-112', 'police-114-14', 'kvinnofridslinjen', 'bris'],
  )
})

test('a verified line says when and by whom, and how many days it has left', () => {
  const line = aLine({ mandatory: true, verifiedOn: day('2027-02-01'), verifiedBy: 'Ada' })
  const [checked] = checkHelplines([line], day('2027-02-11'))
  assert.equal(checked?.daysLeft, 80)
  assert.equal(checked.says, 'verified 2027-02-01 by Ada; holds to 2027-05-02')
})

test('an old line says since when, and what the pages do with it', () => {
  const [must, other] = checkHelplines([aLine({ mandatory: true }), aLine({ id: 'other' })], day('2027-02-22'))
  assert.equal(must?.daysLeft, -1)
  assert.match(must.says, /too old since 2027-02-21, shown with its date: verify it now$/)
  assert.match(other?.says ?? '', /too old since 2027-02-21, hidden unless it is the last of its page$/)
})
