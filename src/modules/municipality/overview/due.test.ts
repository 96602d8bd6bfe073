import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LocalDate } from '#kernel/dates.ts'
import { aMunicipality, TODAY } from '#tests/support/builders.ts'
import { supportDue } from './due.ts'
import type { Overviewed } from './overview.ts'

const NOW = new Date(`${TODAY}T08:00:00Z`)
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000)

const row = (change: Partial<Overviewed> = {}): Overviewed => ({
  municipality: aMunicipality(),
  confirmation: { kind: 'never' },
  unpublished: false,
  staff: { foundedOn: '2026-11-20' as LocalDate, leftOn: undefined, members: 1, comeIn: 1, invited: 0, reached: 1 },
  reception: 'none',
  lastNote: undefined,
  lastReminder: undefined,
  ...change,
})

const old = (on: string, change: Partial<Overviewed> = {}): Overviewed =>
  row({ confirmation: { kind: 'confirmed', on: on as LocalDate, by: 'Gruppledare' }, ...change })

const due = (rows: readonly Overviewed[]) => supportDue(rows, TODAY, NOW)

test('nothing is due of municipalities that have confirmed lately', () => {
  assert.deepEqual(due([old('2026-11-01'), old('2026-06-01')]), [])
})

test('each kind is one line: how many, how many of them can be reminded, and until when the first can wait', () => {
  const rows = [
    old('2026-05-01'),
    old('2026-04-01'),
    row(),
    row({ staff: undefined }),
    row({
      staff: { foundedOn: '2026-11-10' as LocalDate, leftOn: undefined, members: 0, comeIn: 0, invited: 0, reached: 0 },
    }),
  ]
  assert.deepEqual(due(rows), [
    { kind: 'old', count: 2, reachable: 2, until: '2026-10-12' },
    { kind: 'never', count: 3, reachable: 1, until: '2026-12-04' },
    { kind: 'no-user', count: 2, reachable: 0, until: '2026-11-24' },
  ])
})

test('when all who can be reminded were this week, the line waits for their answer', () => {
  const reminded = (days: number) => ({ lastReminder: { at: daysAgo(days), by: 'Länsstyrelsen' } })
  assert.deepEqual(due([old('2026-05-01', reminded(3)), old('2026-04-01', reminded(6))]), [])
  assert.deepEqual(due([old('2026-05-01', reminded(3)), old('2026-04-01', reminded(8))]), [
    { kind: 'old', count: 2, reachable: 2, until: '2026-10-12' },
  ])
})

test('a municipality that nobody can be reminded in is called about, not written to', () => {
  assert.deepEqual(due([row({ staff: undefined })]), [{ kind: 'no-user', count: 1, reachable: 0, until: undefined }])
})
