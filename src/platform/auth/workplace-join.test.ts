import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { anAuthenticator, type Authenticator } from '#tests/support/authenticator.ts'
import { aStaffServer, madeAt, type Answered, type Desk, type StaffHttp } from '#tests/support/staff-http.ts'
import { auditRoutes } from '../audit/routes.ts'
import { asOwner } from '../db/operator.ts'
import { homeRoutes } from '../http/home-routes.ts'
import { handOverRoutes } from './hand-over-routes.ts'
import { invitationsDue } from './invitee-due.ts'
import { meRoutes } from './me-routes.ts'
import { setProvider } from './oidc-store.ts'
import { peopleRoutes } from './people-routes.ts'
import { signInByProvider } from './sign-in.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { openThrottle } from './throttle.ts'
import { workplaceRoutes } from './workplace-routes.ts'

const side = async (t: TestContext): Promise<StaffHttp> =>
  aStaffServer(t, (db) => [
    ...homeRoutes([invitationsDue(db)]),
    ...signInRoutes({ db, throttle: openThrottle(), broke: () => {} }),
    ...peopleRoutes(db),
    ...handOverRoutes(db, []),
    ...meRoutes(db),
    ...workplaceRoutes(db),
    ...auditRoutes(db),
  ])

const linkOn = ({ html }: Answered): string => /\/invitation\/[\w-]+/.exec(html)?.[0] ?? ''

/** What the page asks the browser for, for a passkey that is there. */
const pressOn = ({ html }: Answered): string =>
  (/data-passkey="use" data-options="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

const accept = async (desk: Desk, link: string, key: Authenticator, origin: string): Promise<Answered> =>
  desk.post(`${link}/join`, { answer: key.use(pressOn(await desk.get(link)), origin) })

const signIn = async (desk: Desk, key: Authenticator, origin: string, to = '/'): Promise<Answered> =>
  desk.post('/sign-in', { to, answer: key.use(pressOn(await desk.get('/sign-in')), origin) })

const places = async (t: TestContext) => {
  const site = await side(t)
  const hjo = await site.found('Hjo kommun', { kind: 'municipality', municipality: '1497' })
  const rss = await site.found('Stödet', { kind: 'rss', serves: [{ municipality: '1497', basis: 'named' }] })
  const lead = await site.hire('Eva Ek', hjo, 'municipality.lead')
  const bo = await site.hire('Bo Berg', rss, 'rss.coordinator')
  return { site, lead: await lead.desk(), bo, hjo }
}

const asRole = (name: string, email: string) => ({ name, email, role: 'municipality.editor' })

test('who works elsewhere accepts with the passkey she has, and chooses for whom she works', async (t) => {
  const { site, lead, bo } = await places(t)
  const link = linkOn(await lead.post('/people', asRole('B. Berg', bo.email)))
  const desk = site.stranger()
  site.clock.now = new Date(site.clock.now.getTime() + 60_000)
  assert.equal((await accept(desk, link, bo.key, site.origin)).to, '/')
  // By her own name from now on, which she gave where she came from.
  assert.match((await desk.get('/people')).text, /Bo Berg bo\.berg@example\.se Sköter kommunens sida/)
  assert.match((await desk.get('/')).html, /Bo Berg, Hjo kommun <a href="\/workplace"/)

  const later = site.stranger()
  assert.equal((await signIn(later, bo.key, site.origin, '/people')).to, '/workplace?to=%2Fpeople')
  const choice = await later.get('/workplace?to=%2Fpeople')
  assert.match(choice.text, /Fortsätt för Hjo kommun Gå över till Stödet/)
  const other = /name="organisation" value="([^"]+)"/.exec(choice.html)?.[1] ?? ''
  const changed = await later.post('/workplace', { organisation: other, to: '/people' })
  assert.equal(changed.to, '/people')
  assert.match(changed.cookies[0] ?? '', /^__Host-rackhall=/)
  assert.match((await later.get('/')).html, /Bo Berg, Stödet/)
  assert.match((await later.get('/audit')).text, /Bo Berg Loggade in/)
  assert.equal((await later.post('/workplace', { organisation: crypto.randomUUID() })).status, 404)
})

test('whoever invites sees the same, whether the address is known here or not', async (t) => {
  const { lead, bo } = await places(t)
  const shape = ({ html }: Answered, ...secrets: readonly string[]): string =>
    secrets
      .reduce((text, secret) => text.replaceAll(secret, '…'), html)
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\/invitation\/[\w-]+/g, '…')
  const known = await lead.post('/people', asRole('Nils Nord', bo.email))
  const knownList = await lead.get('/people')
  const knownAudit = await lead.get('/audit?sort=-number')
  await lead.post(`/people/invitations/${/invitations\/([^/]+)\/withdraw/.exec(knownList.html)?.[1] ?? ''}/withdraw`)
  const unknown = await lead.post('/people', asRole('Nils Nord', 'nils@example.se'))
  assert.equal(shape(unknown), shape(known))
  assert.equal(shape(await lead.get('/people'), 'nils@example.se'), shape(knownList, bo.email))
  assert.match(knownAudit.text, /Eva Ek Bjöd in en medarbetare Nils Nord/)
  assert.match(
    (await lead.get('/audit')).text,
    /Eva Ek Bjöd in en medarbetare Nils Nord .*Tog tillbaka en inbjudan Nils Nord/,
  )
})

test('a link to a known address makes no new key, and another’s passkey does not accept it', async (t) => {
  const { site, lead, bo } = await places(t)
  const link = linkOn(await lead.post('/people', asRole('Bo', bo.email)))
  const made = await madeAt(site.stranger(), link, anAuthenticator(), site.origin)
  assert.equal(made.status, 422)
  assert.match(made.text, /Adressen används redan i Räckhåll. Tacka ja med den passkey du har/)
  const stranger = await site.hire('Otto Orm', bo.organisation, 'rss.coordinator')
  const wrong = await accept(site.stranger(), link, stranger.key, site.origin)
  assert.match(wrong.text, /Inbjudan är till en annan adress/)
  assert.match((await accept(site.stranger(), link, anAuthenticator(), site.origin)).text, /Vi känner inte igen/)
  assert.equal((await accept(site.stranger(), link, bo.key, site.origin)).status, 303)
  assert.equal((await site.stranger().get(link)).status, 410)
})

test('who worked here before comes back with her old passkey', async (t) => {
  const { site, lead, hjo } = await places(t)
  const otto = await site.hire('Otto Orm', hjo, 'municipality.editor')
  await lead.post(`/people/${otto.person}/end`)
  assert.match((await signIn(site.stranger(), otto.key, site.origin)).text, /inte längre medarbetare/)
  const link = linkOn(await lead.post('/people', asRole('Otto Orm', otto.email)))
  const desk = site.stranger()
  assert.equal((await accept(desk, link, otto.key, site.origin)).status, 303)
  assert.match((await desk.get('/people')).text, /Otto Orm/)
})

test('an invitation is taken back, and one that is out gets a new link; nobody of another organisation does either', async (t) => {
  const { site, lead, bo } = await places(t)
  const first = await lead.post('/people', asRole('Nils Nord', 'nils@example.se'))
  const id = /invitations\/([^/]+)\/again/.exec((await lead.get('/people')).html)?.[1] ?? ''
  const elsewhere = await bo.desk()
  for (const does of ['again', 'withdraw'])
    assert.equal((await elsewhere.post(`/people/invitations/${id}/${does}`)).status, 404, does)
  const second = await lead.post(`/people/invitations/${id}/again`)
  assert.match((await site.stranger().get(linkOn(first))).text, /nyare länk/)
  const newer = /invitations\/([^/]+)\/withdraw/.exec((await lead.get('/people')).html)?.[1] ?? ''
  const back = await lead.post(`/people/invitations/${newer}/withdraw`)
  assert.match((await lead.get(back.to ?? '')).text, /Inbjudan är tillbakatagen/)
  assert.equal((await site.stranger().get(linkOn(second))).status, 410)
  assert.match((await lead.post('/people', asRole('Eva', 'eva.ek@example.se'))).text, /står redan i listan/)
  for (const email of [
    'nils',
    'nils@example',
    'nils@example.se,',
    'Nils <nils@example.se>',
    'nils@example.se;bo@example.se',
  ])
    assert.match((await lead.post('/people', asRole('Nils', email))).text, /Skriv en e-postadress/, email)
})

test('a link that lapsed unopened is for today, until the person has a new one', async (t) => {
  const { site, hjo } = await places(t)
  const lead = await site.hire('Lisa Lind', hjo, 'municipality.lead')
  await (await lead.desk()).post('/people', asRole('Nils Nord', 'nils@example.se'))
  assert.doesNotMatch((await (await lead.desk()).get('/')).text, /Nils Nord/)
  site.clock.now = new Date(site.clock.now.getTime() + 25 * 60 * 60_000)
  const desk = await lead.desk()
  const due = await desk.get('/')
  assert.match(due.text, /Nils Nord har inte kommit in Länken gick ut 2026-11-25.*Senast 2026-11-30/)
  const to = /href="(\/people\?show=waiting)"/.exec(due.html)?.[1] ?? ''
  const id = /invitations\/([^/]+)\/again/.exec((await desk.get(to)).html)?.[1] ?? ''
  await desk.post(`/people/invitations/${id}/again`)
  assert.doesNotMatch((await desk.get('/')).text, /Nils Nord/)
})

test('of two who invite the same address at once neither fails, and one link works', async (t) => {
  const { site, hjo, lead } = await places(t)
  const other = await (await site.hire('Lisa Lind', hjo, 'municipality.lead')).desk()
  const made = await Promise.all(
    [lead, other].map(async (desk) => desk.post('/people', asRole('Nils', 'nils@example.se'))),
  )
  assert.deepEqual(
    made.map(({ status }) => status),
    [200, 200],
  )
  const open = await Promise.all(made.map(async (page) => (await site.stranger().get(linkOn(page))).status))
  assert.deepEqual(
    open.toSorted((a, b) => a - b),
    [200, 410],
  )
})

test('an organisation’s own sign-in lets who worked there before in again, and makes nobody into somebody else', async (t) => {
  const { site, lead, bo, hjo } = await places(t)
  const provider = { organisation: hjo, label: 'Hjo', issuer: 'https://id.example.se', clientId: 'r', secretFile: '/s' }
  await asOwner(site.db, async (tx) => setProvider(tx, provider, site.clock.now))
  const entering = { origin: site.origin, now: site.clock.now, device: 'Firefox, Linux', language: 'sv' as const }
  const enter = async (subject: string, link?: string) => {
    const done = await signInByProvider(site.db, provider, { subject, invitation: link?.split('/').at(-1) }, entering)
    return done.kind === 'signed-in' ? 'in' : done.why
  }
  const invited = async (name: string, email: string) => linkOn(await lead.post('/people', asRole(name, email)))
  assert.equal(await enter('nils', await invited('Nils Nord', 'nils@example.se')), 'in')
  const nils = /action="\/people\/([^/]+)\/end"/.exec((await lead.get('/people')).html)?.[1] ?? ''
  assert.equal((await lead.post(`/people/${nils}/end`)).status, 303)
  assert.equal(await enter('nils'), 'nowhere')
  assert.equal(await enter('nils', await invited('Bo Berg', bo.email)), 'another-address')
  assert.equal(await enter('somebody', await invited('Bo Berg', bo.email)), 'known')
  assert.equal(await enter('nils', await invited('Nils Nord', 'nils@example.se')), 'in')
  assert.equal(await enter('nils'), 'in')
})
