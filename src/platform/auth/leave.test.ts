import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { type TestContext } from 'node:test'
import { CONTACTS_FILE, contacts, theReference, TODAY } from '#tests/support/builders.ts'
import { RECEPTION_FILE } from '#tests/support/receptions.ts'
import { until } from '#tests/support/tab.ts'
import { aStaffServer, type Answered, type StaffHttp } from '#tests/support/staff-http.ts'
import { readReception } from '#modules/collaboration/reception-file.ts'
import { readReceptions, setReception } from '#modules/collaboration/store.ts'
import { readShownReceptions } from '#modules/collaboration/those-who-left.ts'
import { FACTS_CHANNEL, readFacts, setLocalHelp, withdrawLocalHelp } from '#modules/municipality/store.ts'
import { placesOf } from '../../places.ts'
import { LEAVING } from '../../leaving.ts'
import { asOwner } from '../db/operator.ts'
import { homeRoutes } from '../http/home-routes.ts'
import { asOrganisation } from './acting.ts'
import { leaveRoutes } from './leave-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { openThrottle } from './throttle.ts'

const DAY_MS = 24 * 60 * 60_000

/** A municipality whose page is confirmed and whom a reception serves; its county; the operator; another municipality. */
const world = async (t: TestContext) => {
  const throttle = openThrottle()
  const site = await aStaffServer(t, (db) => [
    ...homeRoutes([]),
    ...signInRoutes({ db, throttle, broke: () => {} }),
    ...peopleRoutes(db),
    ...organisationRoutes({ db, places: placesOf(theReference().municipalities) }),
    ...leaveRoutes({ db, rooms: LEAVING, throttle }),
  ])
  const hjo = await site.found('Hjo kommun', { kind: 'municipality', municipality: '1497' })
  const county = await site.found('Länsstyrelsen', { kind: 'county', county: '14' })
  const other = await site.found('Tibro kommun', { kind: 'municipality', municipality: '1472' })
  const operator = await site.found('Driften', { kind: 'operator' })
  const rules = { isMunicipality: () => true, others: [], today: TODAY }
  const read = readReception(RECEPTION_FILE, 'reception.yaml', rules)
  assert.ok(read.ok)
  await asOwner(site.db, async (tx) => {
    await setLocalHelp(tx, contacts(), CONTACTS_FILE)
    await setReception(tx, read.value, RECEPTION_FILE, undefined)
  })
  return {
    site,
    hjo,
    eva: await site.hire('Eva Ek', hjo, 'municipality.lead'),
    nils: await site.hire('Nils Nord', hjo, 'municipality.editor'),
    karin: await site.hire('Karin Krona', county, 'county.coordinator'),
    olle: await site.hire('Olle Olsson', operator, 'operator.admin'),
    tove: await site.hire('Tove Tall', other, 'municipality.lead'),
  }
}

const confirmed = async ({ db }: StaffHttp): Promise<boolean> =>
  (await readFacts(db, theReference())).localHelp.has('1497')

const servedBy = async ({ db }: StaffHttp): Promise<readonly string[]> =>
  (await readShownReceptions(db)).receptions.flatMap(({ serves }) => serves.map(({ municipality }) => municipality))

const pressOn = ({ html }: Answered): string =>
  (/data-passkey="use" data-options="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

const signIn = async ({ site, eva }: Awaited<ReturnType<typeof world>>): Promise<Answered> => {
  const desk = site.stranger()
  return desk.post('/sign-in', { to: '/', answer: eva.key.use(pressOn(await desk.get('/sign-in')), site.origin) })
}

test('a municipality leaves: nobody comes in for it, its page shows national help, and nothing of it is gone', async (t) => {
  const there = await world(t)
  const { site, hjo, eva, nils } = there
  const [desk, his] = [await eva.desk(), await nils.desk()]
  const invited = await desk.post('/people', { name: 'Ny', email: 'ny@example.se', role: 'municipality.editor' })
  const told = await desk.get(`/organisations/${hjo}/leave`)
  assert.match(told.text, /Alla medarbetare loggas ut .*Mottagningen Västra Skaraborg/)
  const wrong = await desk.post(`/organisations/${hjo}/leave`, { name: 'Hjo' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Skriv kommunens namn precis som det står/)
  assert.equal(await confirmed(site), true)

  const done = await desk.post(`/organisations/${hjo}/leave`, { name: 'Hjo kommun' })
  assert.match(done.text, /Medarbetare som inte kommer in längre: 2\. .*rackhall municipality history 1497/)
  assert.equal(await confirmed(site), false)
  assert.deepEqual(await servedBy(site), ['1472'])
  assert.deepEqual(
    (await readReceptions(site.db)).receptions.flatMap(({ serves }) => serves.map(({ municipality }) => municipality)),
    ['1497', '1472'],
  )
  for (const one of [desk, his]) assert.match((await one.get('/people')).to ?? '', /^\/sign-in/)
  assert.match((await signIn(there)).text, /inte längre medarbetare/)
  const link = /\/invitation\/[\w-]+/.exec(invited.html)?.[0] ?? ''
  assert.equal((await site.stranger().get(link)).status, 410)
  const mails = (await site.mails()).slice(-2)
  assert.deepEqual(mails.map(({ to }) => to).toSorted(), [eva.email, nils.email])
  assert.equal(mails.filter(({ text }) => text.includes('/left/')).length, 1)
  const kept = await asOrganisation(site.db, { organisation: hjo }, async (tx) =>
    tx.query<{ what: string }>(`SELECT what FROM audit_entries WHERE what = 'organisation.left'`),
  )
  assert.equal(kept.length, 1)
})

test('the link in the mail undoes it for a week: people come in again, and the page shows what it showed', async (t) => {
  const there = await world(t)
  const { site, hjo, eva } = there
  const done = await (await eva.desk()).post(`/organisations/${hjo}/leave`, { name: 'hjo kommun' })
  const link = /\/left\/[\w-]+/.exec((await site.mails()).map(({ text }) => text).join(' '))?.[0] ?? ''
  assert.ok(done.html.includes(link))
  const desk = site.stranger()
  assert.match((await desk.get(link)).text, /Hjo kommun lämnade Räckhåll/)
  assert.match((await desk.post(link)).text, /sidan visar det den visade/)
  assert.equal(await confirmed(site), true)
  assert.deepEqual(await servedBy(site), ['1497', '1472'])
  assert.equal((await signIn(there)).to, '/')
  assert.match((await desk.post(link)).text, /redan tillbaka/)
  assert.equal((await desk.get('/left/nonsense')).status, 404)
})

test('after the week its county lets it come back, with its people; what it showed waits to be confirmed anew', async (t) => {
  const there = await world(t)
  const { site, hjo, olle, karin } = there
  const left = await (await olle.desk()).post(`/organisations/${hjo}/leave`, { name: 'Hjo kommun' })
  const link = /\/left\/[\w-]+/.exec(left.html)?.[0] ?? ''
  site.clock.now = new Date(site.clock.now.getTime() + 8 * DAY_MS)
  assert.match((await site.stranger().post(link)).text, /Veckan är över/)
  const desk = await karin.desk()
  assert.match((await desk.get('/organisations?show=left')).text, /Hjo kommun Kommun 1497 .* Lämnade 2026-11-24/)
  assert.doesNotMatch((await desk.get('/organisations/new')).html, /value="1497"/)
  const again = { kind: 'municipality', code: '1497', name: 'Ny', email: 'ny@example.se' }
  assert.match((await desk.post('/organisations', again)).text, /har funnits här och lämnat/)
  const back = await desk.post(`/organisations/${hjo}/return`)
  assert.match((await desk.get(back.to ?? '')).text, /nationell hjälp tills de bekräftar/)
  assert.equal(await confirmed(site), false)
  assert.equal((await signIn(there)).to, '/')
  assert.equal((await desk.post(`/organisations/${hjo}/return`)).status, 404)
  const [entry] = await asOrganisation(site.db, { organisation: hjo }, async (tx) =>
    tx.query<{ who: string }>(`SELECT who FROM audit_entries WHERE what = 'organisation.returned'`),
  )
  assert.equal(entry?.who, 'outside:Karin Krona, Länsstyrelsen')
})

test('nobody lets another municipality leave, and none but the operator and itself', async (t) => {
  const { site, hjo, tove, karin, nils } = await world(t)
  for (const [who, status] of [
    [tove, 404],
    [karin, 403],
    [nils, 403],
  ] as const) {
    const desk = await who.desk()
    assert.equal((await desk.get(`/organisations/${hjo}/leave`)).status, status, who.name)
    assert.equal((await desk.post(`/organisations/${hjo}/leave`, { name: 'Hjo kommun' })).status, status, who.name)
  }
  assert.equal((await (await karin.desk()).post(`/organisations/${hjo}/return`)).status, 404)
  assert.equal(await confirmed(site), true)
  assert.equal((await (await tove.desk()).get(`/organisations/${randomUUID()}`)).status, 404)
})

test('its public page is made anew also when only a reception was shown there', async (t) => {
  const { site, hjo, olle } = await world(t)
  await asOwner(site.db, async (tx) => withdrawLocalHelp(tx, '1497', 'Kommunchefen'))
  const heard: string[] = []
  await site.db.listen(
    FACTS_CHANNEL,
    (payload) => void heard.push(payload),
    () => {},
  )
  const desk = await olle.desk()
  const told = async (times: number): Promise<boolean> =>
    until('the public pages to be told', async () => heard.length === times && heard.at(-1) === 'local-help:1497')
  await desk.post(`/organisations/${hjo}/leave`, { name: 'Hjo kommun' })
  await told(1)
  await desk.post(`/organisations/${hjo}/return`)
  await told(2)
})
