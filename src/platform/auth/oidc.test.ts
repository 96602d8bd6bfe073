import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'
import { aLiar, anIdentityProvider, CLIENT_ID, CLIENT_SECRET, type Lie } from '#tests/support/identity-provider.ts'
import { asOwner } from '../db/operator.ts'
import { invite } from './invite.ts'
import { beginAt, finishAt, readAttempt, writeAttempt } from './oidc.ts'
import type { Provider } from './oidc-store.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import { readSession } from './session-store.ts'
import { signInByProvider, type Entering } from './sign-in.ts'
import { addOrganisation, addPerson, giveRoles } from './store.ts'

const ORIGIN = 'http://localhost:3001'
const CALLBACK = `${ORIGIN}/sign-in/callback`
const NOW = new Date('2026-11-24T08:00:00Z')
const ENTERING: Entering = { origin: ORIGIN, now: NOW, device: 'Edge, Windows', language: 'sv' }

const folder = mkdtempSync(join(tmpdir(), 'secret-'))
after(() => rmSync(folder, { recursive: true }))
const secretFile = join(folder, 'secret')
writeFileSync(secretFile, `${CLIENT_SECRET}\n`)

const honest = await anIdentityProvider(CALLBACK)
const liar = await aLiar()
after(async () => Promise.all([honest.close(), liar.close()]))

const providerAt = (issuer: string, organisation: string = randomUUID()): Provider => ({
  organisation: organisation as OrganisationId,
  label: 'Exempelkommunen',
  issuer,
  clientId: CLIENT_ID,
  secretFile,
})

/** As a browser follows the provider's redirects, cookies and all, until it would come back to us. */
const followed = async (to: string): Promise<URLSearchParams> => {
  const cookies = new Map<string, string>()
  let next = to
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    next = new URL(response.headers.get('location') ?? '', next).href
    if (next.startsWith(CALLBACK)) return new URL(next).searchParams
  }
  throw new Error(`The provider led to ${next} and never back.`)
}

const beginning = async (provider: Provider) => {
  const begun = await beginAt(provider, ORIGIN, { to: '/', language: 'sv' })
  assert.ok(begun.kind === 'begun', JSON.stringify(begun))
  return begun
}

test('a real provider says whom it means, to the attempt that asked and to no other', async () => {
  const provider = providerAt(honest.issuer)
  honest.is('eva-42')
  const begun = await beginning(provider)
  const answer = await followed(begun.to)
  const other = await beginning(provider)
  assert.equal((await finishAt(provider, ORIGIN, answer, other.attempt)).kind, 'lies')
  assert.deepEqual(await finishAt(provider, ORIGIN, answer, begun.attempt), { kind: 'means', subject: 'eva-42' })
  assert.equal((await finishAt(provider, ORIGIN, answer, begun.attempt)).kind, 'lies', 'the answer counts once')
})

const finishedWith = async (lie: Lie): Promise<string> => {
  const provider = providerAt(liar.issuer)
  liar.lie({})
  const { attempt } = await beginning(provider)
  liar.nonce(attempt.nonce)
  liar.lie(lie)
  const answer = new URLSearchParams({ code: 'any', state: attempt.state })
  return (await finishAt(provider, ORIGIN, answer, attempt)).kind
}

test('a provider that lies is not believed', async () => {
  assert.equal(await finishedWith({}), 'means')
  const lies: readonly Lie[] = [
    { issuer: 'https://other.example' },
    { discovered: 'https://other.example' },
    { audience: 'somebody-else' },
    { nonce: 'another' },
    { otherKey: true },
  ]
  for (const lie of lies) assert.equal(await finishedWith(lie), 'lies', JSON.stringify(lie))
})

test('a provider whose time is another than ours is told apart, and believed as little', async () => {
  for (const lie of [{ expired: true }, { notYet: true }])
    assert.equal(await finishedWith(lie), 'clock', JSON.stringify(lie))
})

test('a provider that is down, or a secret that is gone, is no lie', async () => {
  const gone = await aLiar()
  await gone.close()
  assert.equal((await beginAt(providerAt(gone.issuer), ORIGIN, { to: '/', language: 'sv' })).kind, 'down')
  const without = { ...providerAt(honest.issuer), secretFile: join(folder, 'nowhere') }
  assert.equal((await beginAt(without, ORIGIN, { to: '/', language: 'sv' })).kind, 'down')
})

test('what the browser remembers is read again, and nothing else is', () => {
  const attempt = {
    organisation: randomUUID(),
    state: 's',
    nonce: 'n',
    verifier: 'v',
    to: '/',
    language: 'en' as const,
    invitation: 'i',
  }
  assert.deepEqual(readAttempt(writeAttempt(attempt)), attempt)
  for (const other of [undefined, '', 'e30', 'nonsense', writeAttempt({ ...attempt, organisation: "' OR 1" })])
    assert.equal(readAttempt(other), undefined)
})

const invited = async (db: TestDatabase, name: string) =>
  asOwner(db, async (tx) => {
    const person = randomUUID() as string as PersonId
    const organisation = await addOrganisation(tx, { name: `${name} AB`, tie: { kind: 'operator' } })
    await addPerson(tx, { id: person, name, email: `${person}@example.se` })
    await giveRoles(tx, { person, organisation, kind: 'operator', roles: ['operator.admin'] })
    const { token } = await invite(tx, { person, organisation }, { person: undefined, says: 'operator:test' }, NOW)
    return { person, organisation, token, provider: providerAt('https://id.example.se', organisation) }
  })

test('a link binds whom the provider means to her once; after that the provider alone is asked', async (t) => {
  const db = await aDatabase(t)
  const [eva, bo] = [await invited(db, 'Eva'), await invited(db, 'Bo')]
  const enter = async (who: typeof eva, subject: string, invitation?: string) =>
    signInByProvider(db, who.provider, { subject, invitation }, ENTERING)
  const refused = { kind: 'refused', why: 'not-bound' }

  assert.deepEqual(await enter(eva, 'eva'), refused, 'known there, not here')
  assert.deepEqual(await enter(eva, 'eva', bo.token), refused, 'a link of another organisation')
  const first = await enter(eva, 'eva', eva.token)
  assert.ok(first.kind === 'signed-in')
  assert.equal((await readSession(db, first.token, NOW))?.who.acting.person, eva.person)
  assert.equal((await enter(eva, 'eva')).kind, 'signed-in')
  assert.deepEqual(await enter(eva, 'somebody-else', eva.token), { kind: 'not-open', why: 'used' })
  // The same subject at another organisation's provider is another person.
  assert.deepEqual(await enter(bo, 'eva'), refused)
})
