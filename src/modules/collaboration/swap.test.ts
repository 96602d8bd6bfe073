import assert from 'node:assert/strict'
import { it } from 'node:test'
import { momentOf, type LocalDate } from '#kernel/dates.ts'
import { aReception, RECEPTION_FILE } from '#tests/support/receptions.ts'
import { readReception } from './reception-file.ts'
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
  const members = [...aReception().members, { id: 'cilla', name: 'Cilla', role: 'Kurator', municipality: '1497' }]
  const reception = aReception({ members, rota: { ...rota, absences, swaps: [swap] } })
  const anew = { ...swap, to: 'cilla' }
  assert.deepEqual(swapFor(reception, momentOf(day('2026-12-07'), 540), 'cilla'), anew)
  const other = withSwap(withSwap(RECEPTION_FILE, swap), anew)
  const read = readReception(other, 'f', { isMunicipality: () => true, others: [], today: day('2026-12-01') })
  assert.ok(!read.ok && read.problems.length === 1, 'Cilla is no member of that one')
  assert.equal([...other.matchAll(/2026-12-07/g)].length, 2, 'the absence, and one swap')
})

it('what else stands in the file is left letter for letter, whether it had swaps or none', () => {
  const [before = '', after = ''] = RECEPTION_FILE.split(/(?<=swaps:)[\s\S]*?\n(?=onCall)/)
  for (const file of [RECEPTION_FILE, `${before} []\n${after}`]) {
    const changed = withSwap(file, { date: day('2026-12-07'), from: 'anna', to: 'bo' })
    assert.ok(changed.startsWith(before) && changed.endsWith(`]\n${after}`), changed)
    const read = readReception(changed, 'f', { isMunicipality: () => true, others: [], today: day('2026-12-01') })
    assert.ok(read.ok)
    assert.equal(read.value.rota.swaps.at(-1)?.date, '2026-12-07')
  }
})
