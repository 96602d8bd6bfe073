import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weekOf } from '#kernel/opening-hours.ts'
import { aWorld } from '#tests/support/world.ts'
import { clockIn, dayIn, hoursIn, hoursInFigures } from './hours-in-words.ts'
import { sayFor } from './world.ts'

const { prepared } = aWorld()
const inWords = (tag: string, rule: string): readonly string[] => hoursIn(sayFor(prepared, tag), tag, weekOf(rule))

test('the clock is written as each language writes it', () => {
  assert.equal(clockIn('sv', '16:30'), '16.30')
  assert.equal(clockIn('sv-simple', '16:30'), '16.30')
  assert.equal(clockIn('en', '16:30'), '16:30')
})

test('weekdays have their names, also in easy Swedish', () => {
  assert.equal(dayIn('sv', 1), 'måndag')
  assert.equal(dayIn('sv-simple', 7), 'söndag')
  assert.equal(dayIn('en', 3), 'Wednesday')
})

test('days with the same hours are one row, and holidays have theirs', () => {
  assert.deepEqual(inWords('sv', 'Mo-Fr 08:00-16:00; PH off'), ['Måndag–fredag 08.00–16.00', 'Helgdagar stängt'])
  assert.deepEqual(inWords('sv', 'Mo,We 10:00-12:00,13:00-15:00'), [
    'Måndag 10.00–12.00, 13.00–15.00',
    'Onsdag 10.00–12.00, 13.00–15.00',
  ])
  assert.deepEqual(inWords('en', 'Mo-Su 09:00-21:00'), ['Every day 09:00–21:00'])
  assert.equal(inWords('sv', '24/7').length, 1)
  assert.match(inWords('sv', '24/7')[0] ?? '', /dygnet runt/)
})

test('hours in figures alone need no language', () => {
  assert.deepEqual(hoursInFigures(weekOf('Mo-Fr 08:00-16:00; PH off')), ['1–5 08:00–16:00'])
  assert.deepEqual(hoursInFigures(weekOf('Sa 10:00-12:00')), ['6 10:00–12:00'])
  assert.deepEqual(hoursInFigures(weekOf('24/7')), ['1–7 00:00–24:00'])
})
