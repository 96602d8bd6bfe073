import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LocalDate } from '#kernel/dates.ts'
import { aMunicipality, TODAY } from '#tests/support/builders.ts'
import type { MunicipalityCode } from '../municipality.ts'
import { hasNoUser, isTooOld, isUnconfirmed, nobodyCame, soughtIn, type Overviewed, type Staff } from './overview.ts'

const staff = (change: Partial<Staff> = {}): Staff => ({
  foundedOn: '2026-01-01' as LocalDate,
  leftOn: undefined,
  members: 2,
  comeIn: 1,
  invited: 0,
  reached: 2,
  ...change,
})

const confirmed = (on: string): Pick<Overviewed, 'confirmation'> => ({
  confirmation: { kind: 'confirmed', on: on as LocalDate, by: 'Gruppledare' },
})

test('what was confirmed 180 days ago holds, and the day after it is too old', () => {
  assert.equal(isTooOld(confirmed('2026-05-28'), TODAY), false)
  assert.equal(isTooOld(confirmed('2026-05-27'), TODAY), true)
})

test('what was never confirmed and what was withdrawn are unconfirmed, and neither is too old', () => {
  for (const confirmation of [{ kind: 'never' }, { kind: 'withdrawn', on: '2020-01-01' as LocalDate }] as const) {
    assert.equal(isUnconfirmed({ confirmation }), true)
    assert.equal(isTooOld({ confirmation }, TODAY), false)
  }
  assert.equal(isUnconfirmed(confirmed('2020-01-01')), false)
})

test('a municipality that is not here and one without members have no user; one whose members never came has', () => {
  assert.deepEqual(
    [undefined, staff({ members: 0, comeIn: 0 }), staff({ comeIn: 0 }), staff()].map((one) => [
      hasNoUser({ staff: one }),
      nobodyCame({ staff: one }),
    ]),
    [
      [true, false],
      [true, false],
      [false, true],
      [false, false],
    ],
  )
})

test('a search finds part of a name in any case, or a whole code, in the county that is asked for', () => {
  const rows = [
    ['1438', 'Dals-Ed', '14'],
    ['1497', 'Hjo', '14'],
    ['0180', 'Stockholm', '01'],
  ].map(([code, name, countyCode]) => ({
    municipality: aMunicipality({ code: code as MunicipalityCode, name: name ?? '', countyCode: countyCode ?? '' }),
  }))
  const found = (name: string, county = ''): readonly string[] =>
    soughtIn(rows, { name, county }).map(({ municipality }) => municipality.name)
  assert.deepEqual(found(''), ['Dals-Ed', 'Hjo', 'Stockholm'])
  assert.deepEqual(found(' ED'), ['Dals-Ed'])
  assert.deepEqual(found('1497'), ['Hjo'])
  assert.deepEqual(found('o', '01'), ['Stockholm'])
  assert.deepEqual(found('149'), [])
})
