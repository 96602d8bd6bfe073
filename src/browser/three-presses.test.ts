import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LONGEST_PAUSE_MS, threePresses, type Counted } from './three-presses.ts'

type Event = { readonly key: string; readonly at?: number; readonly repeat?: boolean; readonly held?: boolean }

/** What each of the keys, pressed and let go one after the other, amounted to. */
const counted = (...keys: readonly Event[]): readonly (Counted | undefined)[] => {
  const presses = threePresses()
  return keys.map(({ key, at = 0, held = false }) => {
    presses.down(key, false, held)
    return presses.up(key, at)
  })
}

const shift = (at = 0): Event => ({ key: 'Shift', at })

test('three presses of Shift leave, and the first two are counted', () => {
  assert.deepEqual(counted(shift(), shift(), shift()), [1, 2, 'leave'])
})

test('a pause of up to five seconds between two presses still counts, a longer one starts over', () => {
  const late = LONGEST_PAUSE_MS
  assert.deepEqual(counted(shift(0), shift(late), shift(2 * late)), [1, 2, 'leave'])
  assert.deepEqual(counted(shift(0), shift(late), shift(2 * late + 1), shift(2 * late + 2)), [1, 2, 1, 2])
})

test('any other key between starts over', () => {
  for (const key of ['a', 'Escape', 'Tab', 'Control', 'CapsLock', 'Enter', ' ']) {
    assert.deepEqual(counted(shift(), shift(), { key }, shift(), shift(), shift()), [1, 2, undefined, 1, 2, 'leave'])
  }
})

test('Shift held while capitals are typed never counts, however many', () => {
  const presses = threePresses()
  presses.down('Shift', false, false)
  for (const letter of ['Å', 'Ä', 'Ö']) {
    presses.down(letter, false, false)
    assert.equal(presses.up(letter, 0), undefined)
  }
  assert.equal(presses.up('Shift', 0), undefined)
})

test('Shift together with Control, Alt or the like never counts', () => {
  assert.deepEqual(counted(...Array.from({ length: 4 }, () => ({ key: 'Shift', held: true }))), [
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('Shift held for long is one press', () => {
  const presses = threePresses()
  presses.down('Shift', false, false)
  for (let repeated = 0; repeated < 40; repeated += 1) presses.down('Shift', true, false)
  assert.equal(presses.up('Shift', 2000), 1)
})

test('both Shift keys held at once are one press', () => {
  const presses = threePresses()
  presses.down('Shift', false, false)
  presses.down('Shift', false, false)
  assert.deepEqual([presses.up('Shift', 0), presses.up('Shift', 1)], [1, undefined])
})

test('a touch or a click between starts over, also in the middle of a press', () => {
  const presses = threePresses()
  presses.down('Shift', false, false)
  presses.up('Shift', 0)
  presses.down('Shift', false, false)
  presses.reset()
  assert.equal(presses.up('Shift', 1), undefined)
  presses.down('Shift', false, false)
  assert.equal(presses.up('Shift', 2), 1)
})

test('after leaving the count begins anew', () => {
  assert.deepEqual(counted(shift(), shift(), shift(), shift()), [1, 2, 'leave', 1])
})
