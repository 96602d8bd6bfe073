import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOrganisation } from '#platform/auth/acting.ts'
import { asOwner } from '#platform/db/operator.ts'
import { sendMail } from '#platform/mail/index.ts'
import { aCounty, confirm, municipalityOf, newcomer, rowOf } from '#tests/support/overviews.ts'
import type { Answered, StaffHttp } from '#tests/support/staff-http.ts'

/** What a form on the page would send, with what somebody ticks. */
const formOn = ({ html }: Answered, ticked: readonly string[] = []): URLSearchParams => {
  const form = new URLSearchParams()
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="(press|code)" value="([^"]*)"/g))
    form.append(name, value)
  for (const code of ticked) form.append('again', code)
  return form
}

const later = (side: StaffHttp, minutes: number): void => {
  side.clock.now = new Date(side.clock.now.getTime() + minutes * 60_000)
}

/** Who the worker sends to when it looks; what the mail server gets. */
const sentNow = async ({ db, clock }: StaffHttp): Promise<readonly string[]> => {
  const to: string[] = []
  const send = async (mail: { readonly recipient: string }) => {
    to.push(mail.recipient)
    return Promise.resolve({ kind: 'sent' as const, reply: '250' })
  }
  await sendMail(db, send, () => clock.now)
  return to.toSorted()
}

const states = async ({ db }: StaffHttp): Promise<readonly unknown[]> =>
  asOwner(db, async (tx) => tx.query('SELECT recipient AS to, state FROM mail_outbox ORDER BY recipient'))

test('who gets the letter and the letter itself are seen before anything is sent, and no address is', async (t) => {
  const { side, hjo, desk } = await aCounty(t)
  const tibro = await municipalityOf(side, 'Tibro', '1472')
  await newcomer(side, 'Eva', hjo)
  await newcomer(side, 'Bo', hjo, 'municipality.editor')
  await newcomer(side, 'Tage', tibro)
  await newcomer(side, 'Anna', tibro, 'reception.member')
  await confirm(side, '1497', '2026-04-01')
  const seen = await desk.get('/overview/remind?code=1472&code=1497&code=1438')
  assert.match(seen.text, /De här får brevet .*Hjo, 2 personer Tibro, 1 person Går inte att nå .* Dals-Ed/)
  assert.match(seen.text, /Ämne: Dags att se över er sida i Räckhåll Hej! .*: Hjo \(bekräftades senast 2026-04-01\)/)
  assert.match(seen.text, /logga in\..*Skriv till Maria, maria@example\.se\. Maria Länsstyrelsen/)
  assert.match(seen.text, new RegExp(`${side.origin}/page`))
  assert.doesNotMatch(seen.text, /(eva|bo|tage|anna)@/i)
  assert.deepEqual(await side.mails(), [])
  assert.equal((await desk.get('/overview/remind')).status, 422)
  // Of another county's municipality there is nothing to choose.
  assert.equal((await desk.get('/overview/remind?code=0180')).status, 422)
})

test('one press queues one mail for each person, held for ten minutes, and the same form sent again queues none', async (t) => {
  const { side, county, hjo, desk } = await aCounty(t)
  const tibro = await municipalityOf(side, 'Tibro', '1472')
  const eva = await side.hire('Eva', hjo, 'municipality.lead')
  await newcomer(side, 'Bo', hjo, 'municipality.editor')
  await asOrganisation(side.db, { organisation: tibro }, async (tx) =>
    tx.query(
      `INSERT INTO platform_memberships (organisation_id, organisation_kind, person_id, role)
       VALUES ($1, 'municipality', $2, 'municipality.editor'), ($1, 'municipality', $2, 'municipality.lead')`,
      [tibro, eva.person],
    ),
  )
  await confirm(side, '1497', '2026-04-01')
  const form = formOn(await desk.get('/overview/remind?code=1472&code=1497'))
  const [one, two] = await Promise.all([desk.post('/overview/remind', form), desk.post('/overview/remind', form)])
  assert.match(one.to ?? '', /^\/overview\/reminders\/\d+$/)
  assert.equal(two.to, one.to)
  const mails = (await side.mails()).toSorted((a, b) => a.to.localeCompare(b.to))
  assert.deepEqual(
    mails.map(({ to }) => to),
    ['bo@example.se', 'eva@example.se'],
  )
  assert.match(mails[0]?.text ?? '', /Räckhåll:\nHjo \(bekräftades senast 2026-04-01\)\n\n/)
  assert.match(mails[1]?.text ?? '', /\nHjo \(bekräftades senast 2026-04-01\), Tibro \(har inte bekräftats än\)\n/)
  assert.deepEqual(await sentNow(side), [])
  later(side, 10)
  assert.deepEqual(await sentNow(side), ['bo@example.se', 'eva@example.se'])
  assert.deepEqual(await sentNow(side), [])
  const shown = await desk.get(one.to ?? '')
  assert.match(
    shown.text,
    /har gått iväg\. Det går inte att ångra längre\. Skickad av Maria\. Antal mottagare: 2\. Kommuner Tibro Hjo/,
  )
  const listed = await desk.get('/overview/reminders?as=csv')
  assert.match(listed.text, /2026-11-24 09\.00;Maria;2;2;Skickad/)
  const deeds = await asOrganisation(side.db, { organisation: county }, async (tx) =>
    tx.query(`SELECT what FROM audit_entries WHERE what LIKE 'reminder.%'`),
  )
  assert.deepEqual(deeds, [{ what: 'reminder.sent' }])
})

test('a municipality reminded this week is left out unless it is ticked, whoever reminded it', async (t) => {
  const { side, hjo, desk, maria } = await aCounty(t)
  await newcomer(side, 'Eva', hjo)
  await desk.post('/overview/remind', formOn(await desk.get('/overview/remind?code=1497')))
  const agency = await side.found('Myndigheten', { kind: 'agency' })
  const nora = await side.hire('Nora', agency, 'agency.lead')
  later(side, 60 * 24 * 6)
  const national = await nora.desk()
  const seen = await national.get('/overview/remind?code=1497')
  assert.match(seen.text, /Ingen än\..*Påminda den senaste veckan .* Hjo, påmind 2026-11-24 09\.00 av Länsstyrelsen/)
  const refused = await national.post('/overview/remind', formOn(seen))
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Ingen av de valda kan få brevet nu\. Inget är skickat/)
  assert.equal((await side.mails()).length, 1)
  await national.post('/overview/remind', formOn(refused, ['1497']))
  assert.equal((await side.mails()).length, 2)
  later(side, 60 * 24 * 7 + 1)
  const again = await maria.desk()
  assert.match((await again.get('/overview/remind?code=1497')).text, /De här får brevet .*Hjo, 1 person/)
})

test('all that the list shows can be chosen, with the search and the filter that are on', async (t) => {
  const { side, hjo, desk } = await aCounty(t)
  await newcomer(side, 'Eva', hjo)
  const tibro = await municipalityOf(side, 'Tibro', '1472')
  await newcomer(side, 'Tage', tibro)
  await confirm(side, '1497', '2026-11-20')
  const list = await desk.get('/overview?show=never&q=i')
  const [, count] = /Påminn alla som visas \((\d+)\)/.exec(list.text) ?? []
  assert.match(list.text, new RegExp(`${count} av \\d+ visas`))
  const chosen = await desk.get('/overview/remind?all=1&show=never&q=i')
  assert.match(chosen.text, /De här får brevet .*Tibro, 1 person/)
  assert.doesNotMatch(chosen.text, /Hjo/)
})

test('a municipality that has left is not written to, and one whose first person is invited is shown to wait', async (t) => {
  const { side, hjo, desk } = await aCounty(t)
  await newcomer(side, 'Eva', hjo)
  const tibro = await municipalityOf(side, 'Tibro', '1472')
  const before = formOn(await desk.get('/overview/remind?code=1497'))
  await asOwner(side.db, async (tx) => {
    await tx.query(
      `INSERT INTO platform_departures (organisation_id, left_at, undo_hash, undo_until, took_down)
       VALUES ($1, '2026-11-20', $2, '2026-11-27', false)`,
      [hjo, 'a'.repeat(64)],
    )
    await tx.query(
      `INSERT INTO platform_invitations (token_hash, organisation_id, name, email, role, made_at, expires_at)
       VALUES ($2, $1, 'Tage', 'tage@example.se', 'municipality.lead', '2026-11-24', '2026-11-25')`,
      [tibro, 'b'.repeat(64)],
    )
  })
  const { html } = await desk.get('/overview')
  assert.match(rowOf(html, '1497'), /har lämnat 2026-11-20/)
  assert.match(rowOf(html, '1472'), /ingen, inbjudna: 1/)
  assert.match((await desk.get('/overview/remind?code=1497')).text, /Går inte att nå .*Hjo/)
  assert.equal((await desk.post('/overview/remind', before)).status, 422)
  assert.deepEqual(await side.mails(), [])
})

test('it is undone while it waits, and not after it has gone', async (t) => {
  const { side, hjo, desk } = await aCounty(t)
  await newcomer(side, 'Eva', hjo)
  const first = await desk.post('/overview/remind', formOn(await desk.get('/overview/remind?code=1497')))
  assert.match(
    (await desk.get(first.to ?? '')).text,
    /går iväg 2026-11-24 09\.10\. Fram till dess kan du ångra\. Ångra/,
  )
  later(side, 9)
  assert.equal((await desk.post(`${first.to}/undo`)).to, first.to)
  assert.match((await desk.get(first.to ?? '')).text, /Påminnelsen är ångrad\. Inget brev skickas/)
  later(side, 2)
  assert.deepEqual(await sentNow(side), [])
  assert.deepEqual(await states(side), [{ to: 'eva@example.se', state: 'discarded' }])
  // What was undone is no reminder: it does not stand in the way of the next.
  const second = await desk.post('/overview/remind', formOn(await desk.get('/overview/remind?code=1497')))
  later(side, 10)
  assert.deepEqual(await sentNow(side), ['eva@example.se'])
  const late = await desk.post(`${second.to}/undo`)
  assert.match((await desk.get(late.to ?? '')).text, /Det går inte att ångra längre\. Brevet har gått iväg/)
})

test('what the municipalities need stands on the landing page of the county, and leads to the list of them', async (t) => {
  const { side, hjo, desk } = await aCounty(t)
  await newcomer(side, 'Eva', hjo)
  await confirm(side, '1497', '2026-04-01')
  const home = await desk.get('/')
  assert.match(
    home.text,
    /1 kommun har för gamla uppgifter Försenat\. Det är mer än ett halvår sedan .*48 kommuner har ingen användare/,
  )
  const [, to = ''] = /<a href="(\/overview[^"]*)">1 kommun /.exec(home.html) ?? []
  assert.match((await desk.get(to.replaceAll('&amp;', '&'))).text, /1 av 49 visas.*Hjo/)
  const agency = await side.found('Myndigheten', { kind: 'agency' })
  const national = await (await side.hire('Nora', agency, 'agency.lead')).desk()
  assert.match((await national.get('/')).text, /20 län har ingen användare .*Gotlands län/)
})
