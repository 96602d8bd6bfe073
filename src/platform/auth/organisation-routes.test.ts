import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { anAuthenticator } from '#tests/support/authenticator.ts'
import { theReference } from '#tests/support/builders.ts'
import { aStaffServer, madeAt, type Answered, type StaffHttp } from '#tests/support/staff-http.ts'
import { placesOf } from '../../places.ts'
import { auditRoutes } from '../audit/routes.ts'
import { asOwner } from '../db/operator.ts'
import { homeRoutes } from '../http/home-routes.ts'
import { foundSeveralRoutes } from './found-several-routes.ts'
import { organisationRoutes, organisationsDue } from './organisation-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { readOrganisations } from './store.ts'
import { openThrottle } from './throttle.ts'

const DAY_MS = 24 * 60 * 60_000

const side = async (t: TestContext): Promise<StaffHttp> =>
  aStaffServer(t, (db) => {
    const need = { db, places: placesOf(theReference().municipalities) }
    return [
      ...homeRoutes([organisationsDue(need)]),
      ...signInRoutes({ db, throttle: openThrottle(), broke: () => {} }),
      ...peopleRoutes(db),
      ...auditRoutes(db),
      ...foundSeveralRoutes(need),
      ...organisationRoutes(need),
    ]
  })

const aCounty = async (site: StaffHttp) =>
  site.hire(
    'Karin Krona',
    await site.found('Länsstyrelsen Väst', { kind: 'county', county: '14' }),
    'county.coordinator',
  )

const linkOn = ({ html }: Answered): string => /\/invitation\/[\w-]+/.exec(html)?.[0] ?? ''
const idOn = ({ html }: Answered): string => /\/organisations\/([0-9a-f-]{36})/.exec(html)?.[1] ?? ''
const namesIn = async ({ db }: StaffHttp): Promise<readonly string[]> =>
  (await asOwner(db, readOrganisations)).map(({ name }) => name)

const HJO = { kind: 'municipality', code: '1497', name: 'Eva Ek', email: 'Eva@hjo.example' }

test('a county brings in a municipality, and its first person comes in by the mail and leads it', async (t) => {
  const site = await side(t)
  const desk = await (await aCounty(site)).desk()
  const form = await desk.get('/organisations/new')
  assert.match(form.html, /<option value="1497">Hjo kommun/)
  assert.doesNotMatch(form.html, /value="0180"/)
  const done = await desk.post('/organisations', HJO)
  assert.match(done.text, /Hjo kommun finns nu i Räckhåll/)
  const [mail] = await site.mails()
  assert.equal(mail?.to, 'eva@hjo.example')
  assert.match(mail.text, /Karin Krona, Länsstyrelsen Väst, bjuder in dig till Räckhåll för Hjo kommun/)
  const link = linkOn(done)
  assert.ok(mail.text.includes(link))
  const eva = site.stranger()
  assert.equal((await madeAt(eva, link, anAuthenticator(), site.origin)).status, 303)
  assert.match((await eva.get('/people')).text, /Eva Ek eva@hjo.example Leder arbetet/)
  assert.match((await desk.get('/organisations')).text, /Hjo kommun Kommun 1497 .* Någon har loggat in/)
  assert.match((await desk.get('/audit')).text, /Lade till en organisation Hjo kommun/)
})

test('what is wrong is said for each field, and nothing is half done', async (t) => {
  const site = await side(t)
  const desk = await (await aCounty(site)).desk()
  const before = await namesIn(site)
  const wrong = await desk.post('/organisations', { kind: 'municipality', code: '', name: ' ', email: 'eva' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Välj en i listan .*Skriv personens namn .*Skriv en e-postadress/)
  for (const code of ['0180', '9999'])
    assert.equal((await desk.post('/organisations', { ...HJO, code })).status, 422, code)
  for (const kind of ['county', 'rss', 'agency', 'operator', 'nonsense'])
    assert.equal((await desk.post('/organisations', { ...HJO, kind, code: '13' })).status, 404, kind)
  assert.deepEqual(await namesIn(site), before)
  assert.deepEqual(await site.mails(), [])
  await desk.post('/organisations', HJO)
  assert.doesNotMatch((await desk.get('/organisations/new')).html, /value="1497"/)
  assert.match((await desk.post('/organisations', HJO)).text, /har just tagits in av någon annan/)
})

test('an agency brings in a structure with municipalities ticked and others by name, and says how it is known', async (t) => {
  const site = await side(t)
  const agency = await site.found('Myndigheten', { kind: 'agency' })
  const desk = await (await site.hire('Mia Mo', agency, 'agency.lead')).desk()
  assert.match((await desk.get('/organisations/new?kind=rss&county=14')).html, /value="1497"/)
  const given = new URLSearchParams({
    kind: 'rss',
    county: '14',
    organisation: 'GR',
    name: 'Bo Berg',
    email: 'bo@gr.example',
  })
  for (const code of ['1480', '1481']) given.append('serves', code)
  given.set('more', 'Atlantis')
  assert.match((await desk.post('/organisations', given)).text, /En av raderna är ingen kommun/)
  given.set('more', 'kungsbacka\n')
  assert.match((await desk.post('/organisations', given)).text, /Välj hur du vet/)
  given.set('basis', 'named')
  const done = await desk.post('/organisations', given)
  assert.match(done.text, /GR finns nu i Räckhåll/)
  const seen = await desk.get(`/organisations/${idOn(done)}`)
  assert.match(seen.text, /Stöder de här kommunerna Kungsbacka kommun Göteborgs kommun Mölndals kommun/)
  assert.match((await desk.post('/organisations', given)).text, /Det finns redan en som heter så/)
})

test('one that nobody has come in to gets a new link, or another person, or is taken back; later none of it', async (t) => {
  const site = await side(t)
  const desk = await (await aCounty(site)).desk()
  const done = await desk.post('/organisations', HJO)
  const id = idOn(done)
  site.clock.now = new Date(site.clock.now.getTime() + 2 * DAY_MS)
  const again = await (await aSecondDesk(site)).get(`/organisations/${id}`)
  assert.match(again.text, /Länken till Eva Ek gällde till .* och öppnades inte/)
  const other = await (
    await aSecondDesk(site)
  ).post(`/organisations/${id}/invite`, { name: 'Bo Berg', email: 'bo@hjo.example' })
  assert.equal((await site.stranger().get(linkOn(done))).status, 410)
  const back = await (await aSecondDesk(site)).post(`/organisations/${id}/take-back`)
  assert.equal(back.to, '/organisations?taken-back=1')
  assert.equal((await site.stranger().get(linkOn(other))).status, 404)
  assert.deepEqual(await namesIn(site), ['Länsstyrelsen Väst'])

  const third = await (await aSecondDesk(site)).post('/organisations', HJO)
  await madeAt(site.stranger(), linkOn(third), anAuthenticator(), site.origin)
  for (const does of ['invite', 'take-back']) {
    const late = await (
      await aSecondDesk(site)
    ).post(`/organisations/${idOn(third)}/${does}`, { name: 'X', email: 'x@y.se' })
    assert.equal(late.status, 404, does)
  }
  assert.deepEqual(await namesIn(site), ['Länsstyrelsen Väst', 'Hjo kommun'])
})

const coordinators = new WeakMap<StaffHttp, Awaited<ReturnType<StaffHttp['hire']>>>()

/** The county's other coordinator, signed in anew: days have passed. */
const aSecondDesk = async (site: StaffHttp) => {
  const [county] = await asOwner(site.db, readOrganisations)
  if (county === undefined) throw new Error('There is no county.')
  const known = coordinators.get(site) ?? (await site.hire('Lena Ljung', county.id, 'county.coordinator'))
  coordinators.set(site, known)
  return known.desk()
}

test('whoever brought one in is told when nobody has come in for a week, and nobody else is', async (t) => {
  const site = await side(t)
  const agency = await site.found('Myndigheten', { kind: 'agency' })
  const mia = await site.hire('Mia Mo', agency, 'agency.lead')
  const karin = await aCounty(site)
  const done = await (await karin.desk()).post('/organisations', HJO)
  assert.doesNotMatch((await (await karin.desk()).get('/')).text, /Hjo kommun/)
  // The database notes by its own clock when an organisation came.
  site.clock.now = new Date(Math.max(Date.now(), site.clock.now.getTime()) + 8 * DAY_MS)
  const desk = await karin.desk()
  const due = await desk.get('/')
  assert.match(due.text, /Ingen har kommit in hos Hjo kommun än/)
  assert.ok(due.html.includes(`/organisations/${idOn(done)}`))
  assert.doesNotMatch((await (await mia.desk()).get('/')).text, /Hjo kommun/)
  await desk.post(`/organisations/${idOn(done)}/take-back`)
  assert.doesNotMatch((await desk.get('/')).text, /Hjo kommun/)
})

test('the operator gives an organisation another name, and nobody else does', async (t) => {
  const site = await side(t)
  const karin = await aCounty(site)
  const operator = await site.hire('Olle Olsson', await site.found('Driften', { kind: 'operator' }), 'operator.admin')
  const other = await site.found('Myndigheten', { kind: 'agency' })
  await site.found('Verket', { kind: 'agency' })
  assert.equal((await (await karin.desk()).post(`/organisations/${other}/rename`, { called: 'Annat' })).status, 403)
  const desk = await operator.desk()
  assert.match(
    (await desk.post(`/organisations/${other}/rename`, { called: '' })).text,
    /Skriv vad organisationen heter/,
  )
  assert.match((await desk.post(`/organisations/${other}/rename`, { called: 'verket' })).text, /Det finns redan en/)
  const done = await desk.post(`/organisations/${other}/rename`, { called: 'Jämställdheten' })
  assert.match((await desk.get(done.to ?? '')).text, /Namnet är bytt till Jämställdheten/)
  assert.deepEqual((await namesIn(site)).includes('Myndigheten'), false)
})

test('a list is looked at line by line first; with a fault nothing of it is done, and twice adds nothing', async (t) => {
  const site = await side(t)
  const desk = await (await aCounty(site)).desk()
  const list = [
    'Kommun\tNamn\tE-post',
    'Hjo\tEva Ek\tEva@hjo.example',
    '1438; Anna Al; anna@ed.example',
    'Hjo kommun\tIgen\tigen@hjo.example',
    'Malmö\tMia\tmia@example.se',
    'Atlantis\tA\ta@example.se',
    'Tibro\t\ttove@example.se',
    'Skara\tSten Sol\tsten',
    '',
  ]
  const looked = await desk.post('/organisations/several', { list: list.join('\n'), do: 'bring' })
  assert.equal(looked.status, 422)
  const told = [
    /2 Hjo Eva Ek Eva@hjo\.example Hjo kommun tas in, Eva Ek bjuds in/,
    /3 1438; Anna Al; anna@ed\.example Dals-Eds kommun tas in/,
    /4 .*står redan högre upp/i,
    /5 .*hör inte till dem ni kan ta in/i,
    /6 .*ingen kommun eller länsstyrelse/i,
    /7 .*saknas/i,
    /8 .*ingen e-postadress/i,
  ]
  for (const line of told) assert.match(looked.text, line)
  assert.deepEqual(await namesIn(site), ['Länsstyrelsen Väst'])

  const right = { list: list.slice(0, 3).join('\n') }
  const dry = await desk.post('/organisations/several', right)
  assert.match(dry.text, /Ta in och bjud in \(2\)/)
  assert.deepEqual(await site.mails(), [])
  const done = await desk.post('/organisations/several', { ...right, do: 'bring' })
  assert.match((await desk.get(done.to ?? '')).text, /Intagna: 2/)
  assert.deepEqual(await namesIn(site), ['Länsstyrelsen Väst', 'Dals-Eds kommun', 'Hjo kommun'])
  assert.deepEqual(
    (await site.mails()).map(({ to }) => to),
    ['eva@hjo.example', 'anna@ed.example'],
  )
  assert.match((await desk.post('/organisations/several', { ...right, do: 'bring' })).to ?? '', /brought-in=0/)
  assert.equal((await site.mails()).length, 2)
})

test('of two who bring in the same list at once one does, and the other sees that it is there', async (t) => {
  const site = await side(t)
  const karin = await aCounty(site)
  const [one, other] = [await karin.desk(), await karin.desk()]
  const given = { list: 'Hjo;Eva Ek;eva@hjo.example', do: 'bring' }
  const done = await Promise.all([one, other].map(async (desk) => desk.post('/organisations/several', given)))
  assert.ok(
    done.every(({ status }) => status === 303 || status === 200),
    done.map(({ text }) => text).join(' '),
  )
  assert.deepEqual(await namesIn(site), ['Länsstyrelsen Väst', 'Hjo kommun'])
  assert.equal((await site.mails()).length, 1)
})
