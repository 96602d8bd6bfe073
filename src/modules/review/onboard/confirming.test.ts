import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readConfirmed } from './confirming.ts'
import { differences } from './differences.ts'
import type { ProposedLine } from './proposal.ts'

const found = {
  url: 'https://granback.example/vald',
  fetchedAt: '2026-11-25T08:00:00Z',
  excerpt: 'Ring',
  selector: 'p',
}
const reception: ProposedLine = {
  kind: 'reception',
  e164: '+46313900610',
  label: 'Mottagningen',
  hours: 'Mo-Fr 08:00-16:00',
  found,
}
const onCall: ProposedLine = { kind: 'on-call', e164: '+46701740610', label: 'Socialjouren', found }
const by112: ProposedLine = { kind: 'via-112', found }
const shelter: ProposedLine = { kind: 'shelter', e164: '+46313900655', label: 'Kvinnojouren Linden', found }
const link: ProposedLine = { kind: 'link', link: 'page', url: 'https://granback.example/vald', found }

const form = (fields: Readonly<Record<string, string>>): URLSearchParams => new URLSearchParams(fields)

describe('what a person says of the lines', () => {
  test('a line that is right becomes what the page will say, as she has mended it', () => {
    const read = readConfirmed(
      form({
        'line-0': 'yes',
        'line-0-number': '031-390 06 11',
        'line-0-name': 'Mottagningen i Granbäck',
        'line-1': 'yes',
        'line-1-number': '070-174 06 10',
        'line-1-hours': 'vardagar 17–22',
        'line-2': 'yes',
        'line-2-number': '031-390 06 55',
        'line-2-name': 'Kvinnojouren Linden',
        'line-3': 'yes',
      }),
      [reception, onCall, shelter, link],
    )
    assert.deepEqual(read, {
      ok: true,
      value: {
        reception: {
          name: 'Mottagningen i Granbäck',
          numbers: [{ e164: '+46313900611', hours: 'Mo-Fr 08:00-16:00' }],
        },
        onCall: { kind: 'own', numbers: ['+46701740610'], hours: 'Mo-Fr 17:00-22:00' },
        shelters: [{ name: 'Kvinnojouren Linden', e164: '+46313900655' }],
        links: [{ kind: 'page', url: 'https://granback.example/vald' }],
      },
    })
  })

  test('a line that is not to be taken in leaves what the page says already', () => {
    assert.deepEqual(readConfirmed(form({ 'line-0': 'no', 'line-1': 'yes' }), [reception, by112]), {
      ok: true,
      value: { onCall: { kind: 'via-112' } },
    })
  })

  test('a line that nobody has answered, a number that is none and hours that nobody understands are asked for again', () => {
    const read = readConfirmed(form({ 'line-1': 'yes', 'line-1-number': '12', 'line-1-hours': 'när vi hinner' }), [
      reception,
      onCall,
    ])
    assert.ok(!read.ok)
    assert.deepEqual(
      read.faults.map(({ field }) => field),
      ['line-0', 'line-1-number', 'line-1-hours'],
    )
  })

  test('a number without hours on the site needs them typed', () => {
    const read = readConfirmed(form({ 'line-0': 'yes', 'line-0-number': '070-174 06 10' }), [onCall])
    assert.ok(!read.ok)
    assert.deepEqual(
      read.faults.map(({ says }) => says),
      ['onboard.hours-wrong'],
    )
  })
})

describe('a help page and the municipality’s own site', () => {
  const confirmed = { reception: ['+46313900610'], onCall: ['+46701740610'] }

  test('agree when they say the same numbers', () => {
    assert.deepEqual(differences(confirmed, [reception, onCall]), [])
  })

  test('differ on both sides when the site has another number', () => {
    const other = { ...reception, e164: '+46313900699' }
    assert.deepEqual(differences(confirmed, [other, onCall]), [
      { kind: 'on-the-site-alone', for: 'reception', e164: '+46313900699', found },
      { kind: 'on-the-page-alone', for: 'reception', e164: '+46313900610' },
    ])
  })

  test('do not differ where the site says nothing', () => {
    assert.deepEqual(differences(confirmed, [shelter]), [])
  })
})
