import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { anAuthenticator } from '#tests/support/authenticator.ts'
import { aLiar, CLIENT_ID, CLIENT_SECRET, type Lie } from '#tests/support/identity-provider.ts'
import { aStaffServer, madeAt, optionsOn } from '#tests/support/staff-http.ts'
import { asOwner } from '../db/operator.ts'
import { asOrganisation } from './acting.ts'
import { invite } from './invite.ts'
import { meRoutes } from './me-routes.ts'
import { setProvider } from './oidc-store.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { addPerson, giveRoles } from './store.ts'
import { openThrottle } from './throttle.ts'

/* Whatever lets nobody in says what happened and what to do, and changes nothing. */

const side = async (t: TestContext) => {
  const http = await aStaffServer(t, (db) => [
    ...signInRoutes({ db, throttle: openThrottle(), broke: () => {} }),
    ...meRoutes(db),
  ])
  const ed = await http.found('Dals-Eds kommun', { kind: 'municipality', municipality: '1438' })
  return { ...http, ed, eva: await http.hire('Eva Ek', ed, 'municipality.lead') }
}

/** A link for somebody who was added and has not come in. */
const invited = async ({ db, clock }: Awaited<ReturnType<typeof side>>, organisation: OrganisationId) =>
  asOrganisation(db, { organisation }, async (tx) => {
    const person = crypto.randomUUID() as string as PersonId
    await addPerson(tx, { id: person, name: 'Bo Berg', email: 'bo@example.se' })
    await giveRoles(tx, { organisation, kind: 'municipality', person, roles: ['municipality.editor'] })
    const { token } = await invite(
      tx,
      { person, organisation },
      { person: undefined, says: 'operator:test' },
      clock.now,
    )
    return `/invitation/${token}`
  })

test('a passkey that is another’s is added to nobody: not by a link, and not beside one’s own', async (t) => {
  const s = await side(t)
  const link = await invited(s, s.ed)
  const byLink = await madeAt(s.stranger(), link, s.eva.key, s.origin)
  assert.equal(byLink.status, 422)
  assert.match(byLink.text, /Den passkeyn hör redan till någon här\. Inget har ändrats/)
  const key = anAuthenticator()
  const bo = s.stranger()
  assert.equal((await madeAt(bo, link, key, s.origin)).to, '/', 'the link still works')
  const options = optionsOn(await bo.get('/me'))
  const beside = await bo.post('/me/passkeys', { name: 'Min', answer: s.eva.key.add(options, s.origin) })
  assert.equal(beside.status, 422)
  assert.match(beside.text, /hör redan till någon här/)
  // Whose it is has not changed.
  const hers = s.stranger()
  await hers.post('/sign-in', { answer: s.eva.key.use(optionsOn(await hers.get('/sign-in')), s.origin) })
  assert.match((await hers.get('/me')).html, /Eva Ek, Dals-Eds kommun/)
})

test('a link from the future says that our clock is wrong, and works when it is right', async (t) => {
  const s = await side(t)
  const now = s.clock.now
  const link = await invited(s, s.ed)
  s.clock.now = new Date(now.getTime() - 4 * 60_000)
  assert.equal((await s.stranger().get(link)).status, 200, 'clocks are never quite one')
  s.clock.now = new Date(now.getTime() - 6 * 60_000)
  const refused = await s.stranger().get(link)
  assert.equal(refused.status, 410)
  assert.match(refused.text, /Klockan hos oss går alltså fel\. Länken är kvar/)
  s.clock.now = now
  assert.equal((await madeAt(s.stranger(), link, anAuthenticator(), s.origin)).to, '/')
})

test('a provider that lies, is down or lives at another time: a sentence each, and nobody is in', async (t) => {
  const s = await side(t)
  const folder = mkdtempSync(join(tmpdir(), 'secret-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const secretFile = join(folder, 'secret')
  writeFileSync(secretFile, CLIENT_SECRET)
  const liar = await aLiar()
  const provider = {
    organisation: s.ed,
    label: 'Dals-Eds kommun',
    issuer: liar.issuer,
    clientId: CLIENT_ID,
    secretFile,
  }
  await asOwner(s.db, async (tx) => setProvider(tx, provider, s.clock.now))
  const tried = async (lie: Lie) => {
    const desk = s.stranger()
    liar.lie({})
    const begun = await desk.get(`/sign-in/with/${s.ed}`)
    const asked = new URL(begun.to ?? '').searchParams
    liar.nonce(asked.get('nonce') ?? '')
    liar.lie(lie)
    const answer = await desk.get(`/sign-in/callback?code=any&state=${asked.get('state')}`)
    assert.equal((await desk.get('/me')).to, '/sign-in?to=%2Fme', 'nobody is in')
    return `${answer.status} ${answer.text}`
  }
  const lies: readonly Lie[] = [
    { issuer: 'https://other.example' },
    { discovered: 'https://other.example' },
    { audience: 'somebody-else' },
    { nonce: 'another' },
    { otherKey: true },
  ]
  for (const lie of lies)
    assert.match(
      await tried(lie),
      /^502 .*höll inte, så ingen har släppts in\. Försök igen från början/,
      JSON.stringify(lie),
    )
  assert.match(await tried({ expired: true }), /^502 .*Klockan i er egen inloggning och vår går olika/)
  assert.match(await tried({}), /^403 .*du är inte inbjuden hit än/, 'an honest answer about somebody we do not know')
  await liar.close()
  const down = await s.stranger().get(`/sign-in/with/${s.ed}`)
  assert.match(`${down.status} ${down.text}`, /^502 .*svarar inte just nu\. Inget har ändrats/)
})
