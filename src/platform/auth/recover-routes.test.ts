import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { anAuthenticator } from '#tests/support/authenticator.ts'
import { aStaffServer, madeAt, optionsOn, type Desk, type Hired, type StaffHttp } from '#tests/support/staff-http.ts'
import type { Answered } from '#tests/support/staff-http.ts'
import { asOwner } from '../db/operator.ts'
import { homeRoutes } from '../http/home-routes.ts'
import { handOverRoutes } from './hand-over-routes.ts'
import { meRoutes } from './me-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { recoveryOpenRoutes } from './recover-open-routes.ts'
import { recoveryDue, recoveryRoutes } from './recover-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { giveRoles } from './store.ts'
import { openThrottle } from './throttle.ts'

/** Everything about who comes in, and a county and an operator beside the municipality of Dals-Ed. */
const side = async (t: TestContext) => {
  const http = await aStaffServer(t, (db) => {
    const entering = { db, throttle: openThrottle(), broke: () => {} }
    return [
      ...signInRoutes(entering),
      ...recoveryOpenRoutes(entering),
      ...homeRoutes([recoveryDue(db)]),
      ...peopleRoutes(db),
      ...recoveryRoutes(db),
      ...handOverRoutes(db, []),
      ...meRoutes(db),
    ]
  })
  const ed = await http.found('Dals-Eds kommun', { kind: 'municipality', municipality: '1438' })
  const county = await http.found('Länsstyrelsen i Västra Götaland', { kind: 'county', county: '14' })
  const operator = await http.found('Driften', { kind: 'operator' })
  const people = {
    eva: await http.hire('Eva Ek', ed, 'municipality.lead'),
    bo: await http.hire('Bo Berg', ed, 'municipality.editor'),
    my: await http.hire('My Mo', ed, 'reception.member'),
    kim: await http.hire('Kim Karlsson', county, 'county.coordinator'),
    ola: await http.hire('Ola Olsson', operator, 'operator.admin'),
    pia: await http.hire('Pia Palm', operator, 'operator.admin'),
  }
  return { ...http, ed, county, operator, ...people }
}

const later = ({ clock }: StaffHttp, hours: number): void =>
  void (clock.now = new Date(clock.now.getTime() + hours * 3_600_000))

/** The request on a colleague's page, by what its buttons are sent to. */
const requestOn = ({ html }: Answered): string => /action="\/recovery\/([0-9a-f-]{36})\//.exec(html)?.[1] ?? 'none'

const askFor = async (http: StaffHttp, { email }: Pick<Hired, 'email'>): Promise<void> => {
  const asked = await http.stranger().post('/recovery', { email })
  assert.deepEqual([asked.status, asked.to], [303, '/recovery?asked=1'])
}

const confirmBy = async (who: Hired): Promise<Answered> => {
  const desk = await who.desk()
  return desk.post(`/recovery/${requestOn(await desk.get('/recovery'))}/confirm`)
}

const linkOn = ({ html }: Answered): string => /(\/recovery\/link\/[\w-]{43})</.exec(html)?.[1] ?? 'none'

const signsIn = async ({ stranger, origin }: StaffHttp, key: Hired['key']): Promise<number> => {
  const desk = stranger()
  return (await desk.post('/sign-in', { answer: key.use(optionsOn(await desk.get('/sign-in')), origin) })).status
}

test('two colleagues let her in: a new passkey in the place of the old, and every session of hers has ended', async (t) => {
  const s = await side(t)
  const before = await s.eva.desk()
  await askFor(s, s.eva)
  const bo = await s.bo.desk()
  assert.match((await bo.get('/')).text, /Eva Ek behöver komma in igen/)
  assert.match((await bo.get('/recovery')).text, /ring Eva Ek på ett nummer du redan har/)
  const first = await confirmBy(s.bo)
  assert.match(first.to ?? '', /^\/recovery\?done=confirmed&id=/)
  assert.doesNotMatch((await bo.get('/')).text, /Eva Ek/)
  const second = await confirmBy(s.my)
  assert.match(second.text, /Länken till Eva Ek/)
  const [begun, link] = (await s.mails()).slice(-2)
  assert.deepEqual([begun?.to, link?.to], [s.eva.email, s.eva.email])
  assert.ok(link?.text.includes(linkOn(second)))

  const key = anAuthenticator()
  const hers = s.stranger('192.0.2.7')
  const entered = await madeAt(hers, linkOn(second), key, s.origin)
  assert.equal(entered.to, '/me')
  assert.match((await hers.get('/me')).text, /Jobbdatorn/)
  assert.equal((await before.get('/me')).to, '/sign-in?to=%2Fme')
  assert.deepEqual([await signsIn(s, key), await signsIn(s, s.eva.key)], [303, 422])
  assert.match((await s.stranger().get(linkOn(second))).text, /Länken är redan använd/)
  const deeds = await asOwner(s.db, async (tx) =>
    tx.query<{ what: string; who: string }>(
      "SELECT what, who FROM audit_entries WHERE what LIKE 'recovery.%' ORDER BY audit_entries.number",
    ),
  )
  assert.deepEqual(
    deeds.map(({ what, who }) => [what, who]),
    [
      ['recovery.begun', 'outside:'],
      ['recovery.confirmed', s.bo.person],
      ['recovery.confirmed', s.my.person],
      ['recovery.used', s.eva.person],
    ],
  )
})

test('whether an address is known is told to nobody', async (t) => {
  const s = await side(t)
  const mails = (await s.mails()).length
  await askFor(s, { email: 'nobody@example.se' })
  assert.equal((await s.mails()).length, mails)
  await askFor(s, s.eva)
  await askFor(s, s.eva)
  assert.equal((await s.mails()).length, mails + 1, 'asked twice, told once')
  const wrong = await s.stranger().post('/recovery', { email: 'eva' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /till exempel eva\.ek@example\.se/)
})

test('asking often slows down asking from there, and nobody’s signing in', async (t) => {
  const s = await side(t)
  const desk = s.stranger()
  const asked = await Promise.all(
    Array.from({ length: 20 }, (_, n) => desk.post('/recovery', { email: `n${n}@example.se` })),
  )
  assert.deepEqual([...new Set(asked.map(({ status }) => status))], [303])
  assert.equal((await desk.post('/recovery', { email: s.eva.email })).status, 429)
  assert.equal(await signsIn(s, s.bo.key), 303)
})

test('a colleague begins it, and with the county’s coordinator lets her in; the county sees the request and no more', async (t) => {
  const s = await side(t)
  const bo = await s.bo.desk()
  assert.match((await bo.get('/people')).html, new RegExp(`/people/${s.eva.person}/recover`))
  assert.match((await bo.get(`/people/${s.eva.person}/recover`)).text, /Har Eva Ek tappat sin passkey\?/)
  assert.equal((await bo.post(`/people/${s.eva.person}/recover`)).to, '/recovery')
  const kim = await s.kim.desk()
  assert.match((await kim.get('/')).text, /Eva Ek behöver komma in igen .*Dals-Eds kommun/)
  assert.doesNotMatch((await kim.get('/people')).text, /Eva Ek/)
  assert.match((await confirmBy(s.kim)).to ?? '', /done=confirmed/)
  assert.match((await bo.get('/recovery')).text, /Bekräftat av Kim Karlsson, Länsstyrelsen i Västra Götaland/)
  assert.notEqual(linkOn(await confirmBy(s.bo)), 'none')
})

test('two operators let her in after a day in which everybody there may say no, and one press stops it', async (t) => {
  const s = await side(t)
  await askFor(s, s.eva)
  await confirmBy(s.ola)
  const mails = (await s.mails()).length
  assert.match((await confirmBy(s.pia)).to ?? '', /done=waiting/)
  const told = (await s.mails()).slice(mails)
  assert.deepEqual(told.map(({ to }) => to).toSorted(), [s.bo.email, s.eva.email, s.my.email].toSorted())
  assert.match(told[0]?.text ?? '', /Eva Ek hos Dals-Eds kommun/)

  const ola = await s.ola.desk()
  const id = requestOn(await (await s.bo.desk()).get('/recovery'))
  assert.equal((await ola.post(`/recovery/${id}/link`)).status, 409, 'a day has not gone')
  assert.equal((await ola.post(`/recovery/${id}/stop`)).status, 404, 'only colleagues stop it')
  later(s, 24)
  const again = await s.ola.desk()
  assert.match((await again.get('/')).text, /Gör länken till Eva Ek/)
  const link = linkOn(await again.post(`/recovery/${id}/link`))
  const bo = await s.bo.desk()
  assert.equal((await bo.post(`/recovery/${id}/stop`)).to, '/recovery?done=stopped')
  assert.match((await s.stranger().get(link)).text, /har den stoppats/)
  assert.equal((await again.post(`/recovery/${id}/link`)).status, 409)
})

test('nobody confirms twice, for herself, or for an organisation that is none of hers', async (t) => {
  const s = await side(t)
  const elsewhere = await s.found('Sörmlands länsstyrelse', { kind: 'county', county: '04' })
  const other = await s.hire('Lo Lind', elsewhere, 'county.coordinator')
  const hjo = await s.found('Hjo kommun', { kind: 'municipality', municipality: '1497' })
  const neighbour = await s.hire('Siv Sand', hjo, 'municipality.lead')
  await askFor(s, s.eva)
  const bo = await s.bo.desk()
  const id = requestOn(await bo.get('/recovery'))
  await bo.post(`/recovery/${id}/confirm`)
  const twice = await bo.post(`/recovery/${id}/confirm`)
  assert.equal(twice.status, 409)
  assert.match(twice.text, /Inget har ändrats\. Du har redan svarat/)
  for (const who of [s.eva, other, neighbour]) {
    const desk = await who.desk()
    for (const does of ['confirm', 'link', 'undo'])
      assert.equal((await desk.post(`/recovery/${id}/${does}`)).status, 404)
  }
  // She is in after all, and says that it was not her.
  const eva = await s.eva.desk()
  assert.match((await eva.get('/')).text, /Någon säger att du har tappat din passkey/)
  assert.match((await bo.get('/recovery')).text, /Bekräftat av Bo Berg/)
  assert.equal((await eva.post(`/recovery/${id}/stop`)).to, '/recovery?done=stopped')
  assert.match((await bo.get('/recovery')).text, /Ingen väntar/)
})

test('a confirmation is taken back while it has opened nothing', async (t) => {
  const s = await side(t)
  await askFor(s, s.eva)
  const bo = await s.bo.desk()
  const done = await bo.post(`/recovery/${requestOn(await bo.get('/recovery'))}/confirm`)
  const undo = /action="(\/recovery\/[0-9a-f-]+\/undo)"/.exec((await bo.get(done.to ?? '')).html)?.[1] ?? ''
  assert.equal((await bo.post(undo)).to, '/recovery')
  assert.match((await confirmBy(s.my)).to ?? '', /done=confirmed/)
})

test('with somebody’s access ends what she has confirmed, and what was asked for her', async (t) => {
  const s = await side(t)
  await askFor(s, s.my)
  await askFor(s, s.bo)
  const bo = await s.bo.desk()
  const eva = await s.eva.desk()
  const mine = /action="(\/recovery\/[0-9a-f-]+\/confirm)"/.exec((await bo.get('/recovery')).html)?.[1] ?? ''
  assert.match((await bo.post(mine)).to ?? '', /done=confirmed/)
  assert.match((await eva.get('/recovery')).text, /Bekräftat av Bo Berg/)
  assert.match((await eva.post(`/people/${s.bo.person}/end`)).to ?? '', /ended=/)
  const left = await eva.get('/recovery')
  assert.doesNotMatch(left.text, /Bo Berg/)
  assert.match((await eva.post(`/recovery/${requestOn(left)}/confirm`)).to ?? '', /done=confirmed/)
})

test('a link works for a day, and a request for seven; then it is asked for anew', async (t) => {
  const s = await side(t)
  await askFor(s, s.eva)
  await confirmBy(s.bo)
  const link = linkOn(await confirmBy(s.my))
  later(s, 24)
  assert.match((await s.stranger().get(link)).text, /Länken gällde i ett dygn/)
  const bo = await s.bo.desk()
  const page = await bo.get('/recovery')
  assert.match(page.text, /Länken har gått ut utan att användas/)
  const second = linkOn(await bo.post(`/recovery/${requestOn(page)}/link`))
  assert.match((await s.stranger().get(link)).text, /ersatts av en nyare/)
  assert.match((await s.stranger().get(second)).text, /Den här länken är till Eva Ek/)
  later(s, 6 * 24)
  assert.match((await (await s.bo.desk()).get('/recovery')).text, /Ingen väntar/)
  await askFor(s, s.eva)
  assert.match((await (await s.bo.desk()).get('/recovery')).text, /Eva Ek, Dals-Eds kommun/)
})

test('who works for two organisations is let in when both say so, and neither learns of the other', async (t) => {
  const s = await side(t)
  const hjo = await s.found('Hjo kommun', { kind: 'municipality', municipality: '1497' })
  const siv = await s.hire('Siv Sand', hjo, 'municipality.lead')
  const tor = await s.hire('Tor Tall', hjo, 'municipality.editor')
  await asOwner(s.db, async (tx) =>
    giveRoles(tx, { person: s.eva.person, organisation: hjo, kind: 'municipality', roles: ['reception.member'] }),
  )
  await askFor(s, s.eva)
  await confirmBy(s.bo)
  const here = await confirmBy(s.my)
  assert.match(here.to ?? '', /done=elsewhere/)
  const my = await s.my.desk()
  assert.doesNotMatch((await my.get(here.to ?? '')).text, /Hjo/)
  await confirmBy(siv)
  const link = linkOn(await confirmBy(tor))
  assert.equal((await madeAt(s.stranger(), link, anAuthenticator(), s.origin)).to, '/me')
  assert.match((await my.get('/recovery')).text, /Ingen väntar/)
  const used = await asOwner(s.db, async (tx) =>
    tx.query<{ organisation: string }>("SELECT organisation FROM audit_entries WHERE what = 'recovery.used'"),
  )
  assert.deepEqual(used.map(({ organisation }) => organisation).toSorted(), [s.ed, hjo].toSorted())
})

test('who has no passkey here has none to lose, and is helped another way', async (t) => {
  const s = await side(t)
  await asOwner(s.db, async (tx) => tx.query('DELETE FROM platform_passkeys WHERE person_id = $1', [s.eva.person]))
  const bo: Desk = await s.bo.desk()
  const answer = await bo.post(`/people/${s.eva.person}/recover`)
  assert.equal(answer.status, 409)
  assert.match(answer.text, /Den som loggar in med er egen inloggning får hjälp av er it-avdelning/)
})
