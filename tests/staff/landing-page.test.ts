import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { stringify } from 'yaml'
import { addDays, momentOf, stockholm, type LocalDate } from '#kernel/dates.ts'
import type { ReceptionFile } from '#modules/collaboration/reception.ts'
import type { Queryable } from '#platform/db/index.ts'
import { DECISIONS, type Decisions } from '#modules/collaboration/decisions.ts'
import { setPause, setReception } from '#modules/collaboration/store.ts'
import { draftOf } from '#modules/municipality/page/draft.ts'
import { readDraft, saveDraft } from '#modules/municipality/page/draft-store.ts'
import { setLocalHelp } from '#modules/municipality/store.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { asOwner } from '#platform/db/operator.ts'
import { contacts } from '#tests/support/builders.ts'
import { everyRoom } from '#tests/support/every-room.ts'
import { formOn } from '#tests/support/forms-on-pages.ts'
import { allDecided, aReceptionFile, serving } from '#tests/support/receptions.ts'
import { aStaffServer, type Desk } from '#tests/support/staff-http.ts'

/*
 * The one who does everything in a small municipality, on the day when ten things need her: each says what, why and until
 * when, leads to one page, and is finished there.
 */

const site = await aStaffServer({ after }, (db) => everyRoom(db))
// The database has its own clock, and some of what is due is asked of it.
site.clock.now = new Date()
const today = stockholm(site.clock.now).date
const day = (days: number): LocalDate => addDays(today, days)
const tenDaysAgo = new Date(site.clock.now.getTime() - 10 * 24 * 60 * 60_000)

const hjo = await site.found('Hjo kommun', { kind: 'municipality', municipality: '1497' })
const eva = await site.hire('Eva Ek', hjo, 'municipality.lead')
const anna = await site.hire('Anna Al', hjo, 'reception.member')

const keep = async (tx: Queryable, file: ReceptionFile): Promise<number> =>
  setReception(tx, file, stringify(file), undefined)

const withTen = async (): Promise<void> => {
  const who = { organisation: hjo, person: eva.person }
  const confirmed = contacts({ confirmedOn: day(-200) })
  const weekday = { hours: 'Mo-Su 09:00-16:00', members: ['anna'] }
  const rota = { ...aReceptionFile().rota, week: [weekday], until: day(365) }
  const file = (place: number, name: string, title: string): ReceptionFile =>
    aReceptionFile({ name, title, rota, confirmedOn: today, serves: [serving('1497', { place })] })
  const gap = [{ member: 'anna', from: day(3), to: day(3) }]
  const [, ...missing] = Object.entries(allDecided())
  await asOrganisation(site.db, who, async (tx) => {
    await setLocalHelp(tx, confirmed, '', eva.name)
    const base = (await readDraft(tx, '1497'))?.version ?? 0
    const saved = await saveDraft(tx, {
      code: '1497',
      contents: { ...draftOf(confirmed), languages: ['fi'] },
      base,
      by: eva.name,
    })
    assert.equal(saved.kind, 'saved')
    const vastra = { ...file(1, 'vastra', 'Väst'), rota: { ...rota, absences: gap } }
    await keep(tx, vastra)
    await keep(tx, { ...file(2, 'ost', 'Öst'), rota: { ...rota, until: day(9) } })
    const serves = [serving('1497', { place: 3, decisions: Object.fromEntries(missing) as Decisions })]
    await keep(tx, { ...file(3, 'syd', 'Syd'), serves })
    const nord = file(4, 'nord', 'Nord')
    await keep(tx, nord)
    const until = momentOf(day(1), 600)
    await setPause(tx, nord, { reason: 'other', to: 'syd', since: site.clock.now, until, by: eva.name })
  })
  const desk = await eva.desk()
  const clock = { 'until-day': day(1), 'until-time': '12:00' }
  const notice = { ...formOn(await desk.get('/crisis'), '/crisis'), ...clock, 'text-sv': 'Ring växeln.' }
  const set = await desk.post('/crisis', notice)
  assert.equal(set.status, 303, set.text)
  await desk.post('/people', { name: 'Bo Berg', email: 'bo.berg@example.se', role: 'municipality.editor' })
  await site.stranger().post('/recovery', { email: anna.email })
  await introduced()
  await asOwner(site.db, async (tx) => {
    await tx.query('UPDATE municipality_contacts_drafts SET edited_at = $1', [tenDaysAgo])
    await tx.query(
      `UPDATE platform_invitations SET made_at = $1, expires_at = $1::timestamptz + interval '1 day' WHERE used_at IS NULL`,
      [tenDaysAgo],
    )
  })
}

/** Karlsborg has asked to share a reception, and the county has led it to Hjo's. */
const introduced = async (): Promise<void> => {
  const karlsborg = await site.found('Karlsborgs kommun', { kind: 'municipality', municipality: '1446' })
  await (
    await (await site.hire('Karin Kvist', karlsborg, 'municipality.lead')).desk()
  ).post('/receptions/join', { line: '' })
  const county = await site.found('Länsstyrelsen', { kind: 'county', county: '14' })
  const desk = await (await site.hire('Lena Lind', county, 'county.coordinator')).desk()
  const { html } = await desk.get('/receptions/requests')
  const action = /\/receptions\/requests\/[0-9a-f-]{36}\/introduce/.exec(html)?.[0] ?? ''
  await desk.post(action, { reception: 'vastra', line: '' })
}

type Item = { readonly what: string; readonly to: string; readonly text: string }

const listed = async (desk: Desk): Promise<readonly Item[]> =>
  [
    ...(await desk.get('/')).html.matchAll(
      /<li[^>]*><h3><a href="([^"]*)">([^<]*)<\/a><\/h3>\s*<p>([^]*?)<\/p><\/li>/g,
    ),
  ].map(([, to = '', what = '', text = '']) => ({ what, to, text }))

const [UNDECIDED] = DECISIONS
const DECIDED = {
  [`${UNDECIDED}-on`]: day(-5),
  [`${UNDECIDED}-diary`]: 'SN 2026/9',
  [`${UNDECIDED}-by`]: 'Socialnämnden',
}

/** What she presses on the page that each leads to, and what she writes first. */
const PRESSED: readonly (readonly [what: RegExp, action: RegExp, written?: Readonly<Record<string, string>>])[] = [
  // What is written and not published goes with it: two of the ten in one press.
  [/Bekräfta att er sida stämmer/, /^\/page\/publish$/],
  [/krismeddelande/, /^\/crisis\/\d+\/end$/],
  [/Väst: ingen svarar/, /^\/receptions\/vastra\/swaps$/],
  [/Öst.*jourlista|jourlista.*Öst/i, /^\/receptions\/ost\/week$/, { until: day(365) }],
  [/Syd.*beslut|beslut.*Syd/i, /\/decisions\/1497$/, DECIDED],
  [/Nord/, /^\/receptions\/nord\/resume$/],
  [/Bo Berg/, /^\/people\/(?:invitations\/)?[0-9a-f-]{36}\/(?:invite|again)$/],
  [/Anna Al behöver komma in/, /^\/recovery\/[0-9a-f-]{36}\/confirm$/],
  [/Karlsborg/, /^\/receptions\/requests\/[0-9a-f-]{36}\/accept$/],
]

test('ten things need the one officer of a municipality, and each is finished on the one page it leads to', async () => {
  await withTen()
  const desk = await eva.desk()
  const before = await listed(desk)
  assert.equal(before.length, 10)
  for (const { what, text } of before) assert.ok(text.length > 10, `${what} does not say why`)
  for (const [what, action, written = {}] of PRESSED) {
    const item = (await listed(desk)).find((one) => what.test(one.what))
    assert.ok(item !== undefined, `nothing about ${what.source}`)
    const page = await desk.get(item.to)
    const to = [...page.html.matchAll(/<form method="post" action="([^"]*)"/g)]
      .map(([, one = '']) => one)
      .find((one) => action.test(one))
    assert.ok(to !== undefined, `${item.what} is not finished on ${item.to}`)
    const answer = await desk.post(to, { ...formOn(page, to), ...written })
    assert.ok(answer.status < 400, `${item.what}: ${answer.status} ${answer.text.slice(0, 300)}`)
    assert.ok(!(await listed(desk)).some((one) => one.what === item.what), `${item.what} is still there`)
  }
  assert.deepEqual(await listed(desk), [])
  assert.match((await desk.get('/')).text, /Inget just nu/)
})
