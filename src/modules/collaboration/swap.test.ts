import assert from 'node:assert/strict'
import { it } from 'node:test'
import { momentOf, type LocalDate } from '#kernel/dates.ts'
import { aReception, aReceptionFile } from '#tests/support/receptions.ts'
import { swapFor, withSwap } from './swap.ts'

const day = (text: string): LocalDate => text as LocalDate
const { rota } = aReception()
const away = (member: string, from: string, to = from): (typeof rota.absences)[number] => ({
  member,
  from: day(from),
  to: day(to),
})

it('a gap is taken by a swap with whoever should have been there', () => {
  const reception = aReception({ rota: { ...rota, absences: [away('anna', '2026-12-07')] } })
  const at = momentOf(day('2026-12-07'), 540)
  assert.deepEqual(swapFor(reception, at, 'bo'), { date: '2026-12-07', from: 'anna', to: 'bo' })
  assert.equal(swapFor(reception, at, 'anna'), undefined, 'she is away')
  assert.equal(swapFor(reception, momentOf(day('2026-12-08'), 540), 'bo'), undefined, 'there is no gap then')
})

it('the second half of a night is taken by the day it began on', () => {
  const shifts = [{ date: day('2026-12-05'), from: '22:00', to: '06:00', members: ['anna'] }]
  const reception = aReception({ rota: { ...rota, week: [], shifts, absences: [away('anna', '2026-12-06')] } })
  assert.deepEqual(swapFor(reception, momentOf(day('2026-12-06'), 0), 'bo'), {
    date: '2026-12-05',
    from: 'anna',
    to: 'bo',
  })
})

it('when whoever took a turn is ill, the swap is made anew in its place', () => {
  const swap = { date: day('2026-12-07'), from: 'anna', to: 'bo' }
  const absences = [away('bo', '2026-12-07')]
  const members = [...aReception().members, { id: 'cilla', municipality: '1497' }]
  const reception = aReception({ members, rota: { ...rota, absences, swaps: [swap] } })
  const anew = { ...swap, to: 'cilla' }
  assert.deepEqual(swapFor(reception, momentOf(day('2026-12-07'), 540), 'cilla'), anew)
  const file = aReceptionFile()
  assert.deepEqual(withSwap(withSwap(file, swap), anew).rota.swaps, [anew])
})
