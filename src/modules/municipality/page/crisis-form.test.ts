import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { momentOf, stockholm, type LocalDate } from '#kernel/dates.ts'
import { asWritten, readCrisisForm, suggested } from './crisis-form.ts'

const TAGS = ['sv', 'en', 'ar']
const NOW = new Date('2026-11-24T08:00:00Z')
const MINUTE_MS = 60_000

const formOf = (given: Readonly<Record<string, string>>): URLSearchParams => new URLSearchParams(given)

/** A whole minute that comes once by the clock of Stockholm: an hour of October comes twice. */
const moment = fc
  .integer({ min: NOW.getTime() / MINUTE_MS + 1, max: Date.parse('2030-01-01') / MINUTE_MS })
  .map((minutes) => new Date(minutes * MINUTE_MS))
  .filter((at) => momentOf(stockholm(at).date, stockholm(at).minute).getTime() === at.getTime())

describe('the form of a crisis notice', () => {
  it('gives back what it was filled with, to the minute and by the clock of Stockholm', () => {
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        fc.pre(one.getTime() !== other.getTime())
        const [starts, ends] = one < other ? [one, other] : [other, one]
        const written = { text: { sv: 'Ring växeln.', ar: 'اتصل' }, starts, ends }
        assert.deepEqual(readCrisisForm(formOf(asWritten(written)), TAGS, NOW), { ok: true, value: written })
      }),
    )
  })

  it('needs nothing but the words when it is opened: from now, until offices close tomorrow', () => {
    const read = readCrisisForm(formOf({ ...suggested(NOW), 'text-sv': 'Ring växeln.' }), TAGS, NOW)
    const ends = momentOf('2026-11-25' as LocalDate, 16 * 60)
    assert.deepEqual(read, { ok: true, value: { text: { sv: 'Ring växeln.' }, starts: NOW, ends } })
  })

  it('takes a clock as it is written in Swedish, and passes over languages that there are not', () => {
    const given = { ...suggested(NOW), 'text-sv': 'Ring.', 'text-xx': 'x', 'until-time': '7.30' }
    const read = readCrisisForm(formOf(given), TAGS, NOW)
    assert.ok(read.ok)
    assert.deepEqual([read.value.text, stockholm(read.value.ends).time], [{ sv: 'Ring.' }, '07:30'])
  })
})
