import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { displayOf, isSwedishNumber, readNumber } from './phone-number.ts'

test('a number is read however people write it', () => {
  for (const typed of [
    '031-390 06 50',
    '0313900650',
    '031 - 390 06 50',
    '+46 31 390 06 50',
    '0046 31-3900650',
    '(031) 390 06 50',
    '+46 (0)31 390 06 50',
  ])
    assert.equal(readNumber(typed), '+46313900650', typed)
})

test('what is no number in Sweden is none, and one without its area code is not taken for another', () => {
  for (const typed of [
    '',
    '112',
    '031',
    '390 06 50',
    '+47 22 00 00 00',
    '+1 202 555 0100',
    '031-390 06 50 anknytning 12',
    'ring växeln',
    '0'.repeat(500),
  ])
    assert.equal(readNumber(typed), undefined, typed)
})

test('a number that is shown is read as the same number', () => {
  // 031-390 06 00 to 06 99 are kept for fiction.
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), (last) => {
      const e164 = `+463139006${String(last).padStart(2, '0')}`
      assert.ok(isSwedishNumber(e164))
      assert.equal(readNumber(displayOf(e164)), e164)
    }),
  )
})

test('whatever is typed, it is a Swedish number or none', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const read = readNumber(typed)
      assert.ok(read === undefined || isSwedishNumber(read))
    }),
  )
})
