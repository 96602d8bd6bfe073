import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { momentOf, type LocalDate } from '#kernel/dates.ts'
import type { Reception } from '#modules/collaboration/index.ts'
import { contacts } from '#tests/support/builders.ts'
import { aReception, allDecided } from '#tests/support/receptions.ts'
import { aWorld, type WorldChange } from '#tests/support/world.ts'
import { helpPath, parseAddress } from './address.ts'
import { keyOf, type AudienceId } from './audience.ts'
import { renderPage } from './render.ts'
import type { PageContext } from './pages/frame.ts'

const HJO = '1497'

/** A moment by Stockholm's clock. */
const at = (date: string, hour: number): Date => momentOf(date as LocalDate, hour * 60)
const MORNING = at('2026-11-24', 10)
const EVENING = at('2026-11-24', 20)

type Asked = { audience?: AudienceId; tag?: string; now?: Date; purpose?: PageContext['purpose']; path?: string }

const rendered = (change: WorldChange, { audience, tag = 'sv', now = MORNING, purpose = 'live', path }: Asked) => {
  const page = renderPage(aWorld(change), parseAddress(path ?? helpPath(tag, HJO, audience)), now, purpose)
  assert.ok(page !== undefined)
  return page
}

/** What a reader reads of a page: its words, without marks. */
const words = (change: WorldChange, asked: Asked = {}): string =>
  rendered(change, asked)
    .body.replaceAll(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')

const has = (text: string, what: string | RegExp): void =>
  assert.ok(typeof what === 'string' ? text.includes(what) : what.test(text), `not there: ${what}`)
const hasNot = (text: string, what: RegExp): void => assert.ok(!what.test(text), `there, and should not be: ${what}`)

const shared = (change: Partial<Reception> = {}): Reception =>
  aReception({
    serves: ['1497', '1472'].map((municipality) => ({ municipality, door: 'own', place: 1, decisions: allDecided() })),
    ...change,
  })
const regional = (change: Partial<Reception> = {}): Reception =>
  aReception({
    name: 'region',
    title: 'Mottagningen Skaraborg',
    numbers: ['+46313900661'],
    serves: [{ municipality: HJO, door: 'regional', place: 2, decisions: allDecided() }],
    ...change,
  })
const paused = (reception: Reception, to: string): Reception => ({
  ...reception,
  pause: { reason: 'telephone', since: at('2026-11-24', 8), until: at('2026-11-26', 8), to, by: 'Enhetschefen' },
})
const ill = (reception: Reception): Reception => ({
  ...reception,
  rota: {
    ...reception.rota,
    absences: [{ member: 'anna', from: '2026-11-24' as LocalDate, to: '2026-11-26' as LocalDate }],
  },
})

describe('the page of a municipality with a reception', () => {
  it('names it, its number, that somebody answers now, and the days that are really staffed', () => {
    const text = words({ receptions: [shared()] })
    has(text, 'Mottagningen i Hjo och Tibro')
    has(text, '031-390 06 60 Öppet nu till 16.00')
    has(text, /Tisdag 24 november 09\.00–16\.00/)
    has(text, 'Tar emot samtal från Hjo och Tibro')
    hasNot(text, /Kommunen har inte bekräftat sina nummer/)
    has(text, 'När socialtjänsten har stängt når du socialjouren genom 112.')
  })

  it('gives the next real time when it is closed, and when the only one on the rota is ill', () => {
    has(words({ receptions: [shared()] }, { now: EVENING }), '031-390 06 60 Öppnar i morgon 09.00')
    const gap = words({ receptions: [ill(shared())] })
    has(gap, '031-390 06 60 Öppnar fredag 09.00')
    hasNot(gap, /031-390 06 60 Öppet nu/)
    hasNot(gap, /24 november|25 november|26 november/)
  })

  it('is made anew when somebody begins or ends to answer', () => {
    assert.deepEqual(
      rendered({ receptions: [shared()] }, { now: at('2026-11-24', 15) }).validUntil,
      at('2026-11-24', 16),
    )
    assert.deepEqual(rendered({ receptions: [shared()] }, { now: at('2026-11-25', 8) }).validUntil, at('2026-11-25', 9))
  })

  it('never shows who works there', () => {
    for (const asked of [{}, { purpose: 'export' as const }, { path: `/f/${HJO}.json` }])
      hasNot(rendered({ receptions: [ill(shared())] }, asked).body, /\bAnna\b|\banna\b|\bBo\b/)
  })

  it('shows nothing of it before the municipality has decided all it must', () => {
    const { dpia: _dpia, ...decisions } = allDecided()
    const serves = [{ municipality: HJO, door: 'own' as const, place: 1, decisions }]
    const text = words({ receptions: [aReception({ serves })] })
    hasNot(text, /031-390 06 60/)
    has(text, 'Kommunen har inte bekräftat sina nummer')
  })

  it('shows no number of a reception that nobody answers at within weeks', () => {
    const { rota } = shared()
    hasNot(words({ receptions: [shared({ rota: { ...rota, until: '2026-11-20' as LocalDate } })] }), /031-390 06 60/)
  })

  it('has its own confirmed numbers after its doors, and its own socialjour before that of a reception', () => {
    const onCall = { kind: 'own' as const, numbers: ['+46313900669'], hours: 'Mo-Su 16:00-08:00' }
    const text = words({ receptions: [shared({ onCall })], localHelp: [contacts()] })
    assert.ok(text.indexOf('031-390 06 60') < text.indexOf('031-390 06 50'))
    hasNot(text, /031-390 06 69/)
    has(words({ receptions: [shared({ onCall })] }, { now: EVENING }), /031-390 06 69 Öppet nu/)
  })

  it('has a number once, and by the rota, where the municipality has confirmed the same one', () => {
    const { reception } = contacts()
    const localHelp = [contacts({ reception: { ...reception, numbers: [{ e164: '+46313900660', hours: '24/7' }] } })]
    const receptions = [ill(shared())]
    const text = words({ receptions, localHelp })
    hasNot(text, /031-390 06 60 Öppet dygnet runt/)
    has(text, '031-390 06 60 Öppnar fredag 09.00')
    hasNot(words({ receptions, localHelp }, { audience: 'uses-violence' }), /031-390 06 60/)
    hasNot(words({ receptions: [paused(shared(), 'region'), regional()], localHelp }), /031-390 06 60/)
  })

  it('offers its doors in its order, and says that one may choose', () => {
    const text = words({ receptions: [regional(), shared()] })
    assert.ok(text.lastIndexOf('Mottagningen i Hjo') < text.lastIndexOf('Mottagningen Skaraborg'))
    has(text, 'Du får välja vilken mottagning du ringer')
    has(text, 'En mottagning för flera kommuner')
  })
})

describe('a pause', () => {
  it('says why, until when and where to turn instead, and the paused number is on no page', () => {
    const receptions = [paused(shared(), 'region'), regional()]
    const text = words({ receptions })
    has(
      text,
      'Mottagningen i Hjo och Tibro svarar inte förrän torsdag 26 november 08.00. Telefonen fungerar inte. Ring Mottagningen Skaraborg i stället.',
    )
    has(text, '031-390 06 61 Öppet nu till 16.00')
    for (const asked of [
      {},
      { purpose: 'export' as const },
      { path: `/f/${HJO}.json` },
      { tag: 'ar' },
      { path: `/k/${HJO}` },
    ])
      hasNot(rendered({ receptions }, asked).body, /13900660|390 06 60/)
  })

  it('sends nobody to a reception that the municipality has not opened, or that pauses too', () => {
    for (const other of [regional({ serves: shared().serves.slice(1) }), paused(regional(), 'hjo')]) {
      const text = words({ receptions: [paused(shared(), 'region'), other] })
      has(text, 'Telefonen fungerar inte. Ring ett annat nummer här på sidan.')
      hasNot(text, /031-390 06 6[01]/)
    }
  })

  it('is over by itself: the page holds until then and no longer', () => {
    const receptions = [paused(shared(), 'region'), regional()]
    for (const purpose of ['live', 'export'] as const)
      assert.deepEqual(rendered({ receptions }, { now: at('2026-11-26', 7), purpose }).validUntil, at('2026-11-26', 8))
    has(words({ receptions }, { now: at('2026-11-26', 10) }), '031-390 06 60 Öppet nu till 16.00')
  })

  it('is said in easy Swedish and in English', () => {
    const receptions = [paused(shared(), 'region'), regional()]
    has(words({ receptions }, { tag: 'sv-simple' }), 'Telefonen fungerar inte. Ring Mottagningen Skaraborg i stället.')
    has(
      words({ receptions }, { tag: 'en' }),
      /does not answer until Thursday,? (?:26 November|November 26) 08:00\. Their telephone does not work\. Call Mottagningen Skaraborg instead\./,
    )
  })
})

it('whoever uses violence is led to no reception for those exposed to it', () => {
  const receptions = [paused(shared(), 'region'), regional()]
  const key = keyOf('uses-violence')
  for (const asked of [
    { audience: 'uses-violence' as const },
    { path: `/f/${HJO}/${key}.json` },
    { path: `/f/${HJO}/${key}.html` },
  ])
    hasNot(words({ receptions }, asked), /Mottagningen|031-390 06 6/)
})

it('a page that is kept says the real hours by date, and never that somebody answers now', () => {
  for (const asked of [{ purpose: 'export' as const }, { path: `/f/${HJO}.html` }]) {
    const text = words({ receptions: [ill(shared())] }, asked)
    has(text, /Fredag 27 november 09\.00–16\.00/)
    hasNot(text, /Öppet nu|Öppnar/)
    hasNot(text, /24 november/)
  }
})

it('a card without translation has the number, and the days in figures', () => {
  const text = words({ receptions: [shared()] }, { tag: 'ar' })
  has(text, '031-390 06 60')
  has(text, '2026-11-24 09:00–16:00')
})
