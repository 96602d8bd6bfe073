import assert from 'node:assert/strict'
import test from 'node:test'
import { momentOf, type LocalDate } from '#kernel/dates.ts'
import { aReception, serving } from '#tests/support/receptions.ts'
import { silentReceptions } from './silent.ts'

/** A Tuesday on which Anna answers. */
const NOW = momentOf('2026-11-24' as LocalDate, 600)

const away = (from: string, to: string) => {
  const { rota } = aReception()
  const absences = [{ member: 'anna', from: from as LocalDate, to: to as LocalDate }]
  return aReception({ rota: { ...rota, absences } })
}

test('a reception that somebody answers in within seven days is not silent; one that nobody does in is', () => {
  assert.deepEqual(silentReceptions([aReception()], NOW), [])
  assert.deepEqual(silentReceptions([away('2026-11-24', '2026-11-30')], NOW), [], 'back on Tuesday morning')
  assert.deepEqual(silentReceptions([away('2026-11-24', '2026-12-02')], NOW), ['hjo'])
  const over = aReception({ rota: { ...aReception().rota, until: '2026-11-23' as LocalDate } })
  assert.deepEqual(silentReceptions([over], NOW), ['hjo'])
})

test('one that pauses says so itself, and one that no municipality has opened answers for nobody', () => {
  const silent = away('2026-11-24', '2026-12-02')
  const until = momentOf('2026-12-03' as LocalDate, 0)
  const pause = { reason: 'staffing', since: NOW, until, to: 'tibro', by: 'Eva Ek' } as const
  assert.deepEqual(silentReceptions([{ ...silent, pause }], NOW), [])
  assert.deepEqual(silentReceptions([{ ...silent, pause: { ...pause, until: NOW } }], NOW), ['hjo'], 'it is over')
  const unopened = serving('1497', { decisions: {} })
  assert.deepEqual(silentReceptions([{ ...silent, serves: [unopened] }], NOW), [])
})
