import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { anAuthenticator, type Authenticator } from '#tests/support/authenticator.ts'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { asOwner } from '../db/operator.ts'
import { asOrganisation } from './acting.ts'
import { invite } from './invite.ts'
import { newestInvitations } from './invitation-store.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import { addOptions, signInOptions } from './passkey.ts'
import { endMembership, endSessions, readSession } from './session-store.ts'
import { acceptInvitation, invitedBy, signInByPasskey, type Entering, type SignIn } from './sign-in.ts'
import { changeWorkplace, otherWorkplaces } from './workplaces.ts'
import { addOrganisation, addPerson, giveRoles } from './store.ts'

const ORIGIN = 'http://localhost:3001'
const NOW = new Date('2026-11-24T08:00:00Z')
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000)
const entering = (now: Date = NOW): Entering => ({ origin: ORIGIN, now, device: 'Firefox, Linux', language: 'sv' })

type Somebody = { readonly person: PersonId; readonly organisation: OrganisationId; readonly token: string }

/** Somebody who was added at the machine, with a link to come in by. */
const somebody = async (db: TestDatabase, name = 'Eva Ek'): Promise<Somebody> =>
  asOwner(db, async (tx) => {
    const person = randomUUID() as string as PersonId
    const organisation = await addOrganisation(tx, { name: `${name}s kontor`, tie: { kind: 'operator' } })
    await addPerson(tx, { id: person, name, email: `${person}@example.se` })
    await giveRoles(tx, { person, organisation, kind: 'operator', roles: ['operator.admin'] })
    const { token } = await invite(tx, { person, organisation }, { person: undefined, says: 'operator:test' }, NOW)
    return { person, organisation, token }
  })

const comeIn = async (db: TestDatabase, { person, token }: Somebody, key: Authenticator, now = NOW) => {
  const options = await addOptions(db, ORIGIN, { person, name: 'Eva', email: 'eva@example.se' }, [], now)
  return acceptInvitation(db, token, { answer: key.add(options, ORIGIN), keyName: 'Jobbdatorn' }, entering(now))
}

const signIn = async (db: TestDatabase, key: Authenticator, now = NOW): Promise<SignIn> =>
  signInByPasskey(db, key.use(await signInOptions(db, ORIGIN, now), ORIGIN), entering(now))

const tokenOf = (done: { readonly kind: string; readonly token?: string }): string => {
  assert.equal(done.kind, 'signed-in')
  return done.token ?? ''
}

onEveryServer('a link lets her in once, and her passkey ever after', async (_t, db) => {
  const eva = await somebody(db)
  const key = anAuthenticator()
  assert.equal((await invitedBy(db, eva.token, NOW)).kind, 'open')
  const first = tokenOf(await comeIn(db, eva, key))
  const known = await readSession(db, first, NOW)
  assert.deepEqual(known?.who.acting, {
    person: eva.person,
    organisation: eva.organisation,
    roles: ['operator.admin'],
  })
  assert.equal(known.who.person, 'Eva Ek')
  assert.equal((await invitedBy(db, eva.token, NOW)).kind, 'used')
  assert.deepEqual(await comeIn(db, eva, anAuthenticator()), { kind: 'not-open', why: 'used' })
  assert.notEqual(tokenOf(await signIn(db, key)), first)
})

onEveryServer('a link that is old, unknown or followed by a newer one lets nobody in', async (_t, db) => {
  const eva = await somebody(db)
  assert.equal((await invitedBy(db, eva.token, later(24 * 60 - 1))).kind, 'open')
  assert.deepEqual(await comeIn(db, eva, anAuthenticator(), later(24 * 60)), { kind: 'not-open', why: 'expired' })
  assert.equal((await invitedBy(db, 'nonsense', NOW)).kind, 'unknown')
  const newer = await asOwner(db, async (tx) => invite(tx, eva, { person: undefined, says: 'operator:test' }, NOW))
  assert.equal((await invitedBy(db, eva.token, NOW)).kind, 'withdrawn')
  assert.equal((await comeIn(db, { ...eva, ...newer }, anAuthenticator())).kind, 'signed-in')
})

onEveryServer('a link of somebody who has a passkey lets nobody round it', async (_t, db) => {
  const eva = await somebody(db)
  tokenOf(await comeIn(db, eva, anAuthenticator()))
  const another = await asOwner(db, async (tx) => invite(tx, eva, { person: undefined, says: 'operator:test' }, NOW))
  assert.equal((await invitedBy(db, another.token, NOW)).kind, 'has-way-in')
})

onEveryServer('a key nobody knows, another’s id, another origin or an answer twice is refused', async (_t, db) => {
  const [eva, bo] = [await somebody(db), await somebody(db, 'Bo Berg')]
  const [hers, his] = [anAuthenticator(), anAuthenticator()]
  tokenOf(await comeIn(db, eva, hers))
  tokenOf(await comeIn(db, bo, his))
  const refused = { kind: 'refused', why: 'unknown' }
  const asked = async (): Promise<string> => signInOptions(db, ORIGIN, NOW)

  assert.deepEqual(await signIn(db, anAuthenticator()), refused)
  const hersId = (JSON.parse(hers.use(await asked(), ORIGIN)) as { id: string }).id
  assert.deepEqual(await signInByPasskey(db, his.use(await asked(), ORIGIN, { id: hersId }), entering()), refused)
  assert.deepEqual(await signInByPasskey(db, hers.use(await asked(), 'http://localhost:9'), entering()), refused)
  for (const nonsense of ['', 'null', '{}', '{"id":"a"}', '[1'])
    assert.deepEqual(await signInByPasskey(db, nonsense, entering()), refused, nonsense)

  const answer = hers.use(await asked(), ORIGIN)
  tokenOf(await signInByPasskey(db, answer, entering()))
  assert.deepEqual(await signInByPasskey(db, answer, entering()), refused)
})

onEveryServer('an answer that was asked for too long ago, or for something else, is refused', async (_t, db) => {
  const eva = await somebody(db)
  const key = anAuthenticator()
  tokenOf(await comeIn(db, eva, key))
  const old = await signInOptions(db, ORIGIN, NOW)
  assert.equal((await signInByPasskey(db, key.use(old, ORIGIN), entering(later(6)))).kind, 'refused')
  const other = await addOptions(db, ORIGIN, { ...eva, name: 'Eva', email: 'eva@example.se' }, [], NOW)
  assert.equal((await signInByPasskey(db, key.use(other, ORIGIN), entering())).kind, 'refused')
})

onEveryServer('a session ends when it is idle, old, ended, or when she no longer works there', async (_t, db) => {
  const eva = await somebody(db)
  const key = anAuthenticator()
  const token = tokenOf(await comeIn(db, eva, key))
  const holds = async (given: string, now: Date): Promise<boolean> => (await readSession(db, given, now)) !== undefined
  assert.equal(await holds(token, later(60)), false)
  // Used every fifty minutes it lasts, but not for longer than a working day.
  for (let minutes = 50; minutes < 12 * 60; minutes += 50) assert.equal(await holds(token, later(minutes)), true)
  assert.equal(await holds(token, later(12 * 60)), false)
  assert.equal(await holds('nonsense', NOW), false)

  const acting = { person: eva.person, organisation: eva.organisation }
  const [second, third] = [tokenOf(await signIn(db, key)), tokenOf(await signIn(db, key))]
  const known = await readSession(db, second, NOW)
  await asOrganisation(db, acting, async (tx) => endSessions(tx, eva.person, NOW, known?.who.session))
  assert.deepEqual([await holds(second, NOW), await holds(third, NOW)], [false, true])
  await asOrganisation(db, acting, async (tx) => endMembership(tx, eva.organisation, eva.person))
  assert.equal(await holds(third, NOW), false)
  assert.deepEqual(await signIn(db, key), { kind: 'refused', why: 'nowhere' })
})

onEveryServer('nothing that lets anybody in stands in the database', async (_t, db) => {
  const eva = await somebody(db)
  const session = tokenOf(await comeIn(db, eva, anAuthenticator()))
  const rows = await asOwner(db, async (tx) =>
    tx.query<{ row: string }>(
      `SELECT to_jsonb(s)::text AS row FROM platform_sessions s UNION ALL
       SELECT to_jsonb(i)::text FROM platform_invitations i UNION ALL SELECT to_jsonb(a)::text FROM audit_entries a`,
    ),
  )
  assert.ok(rows.length >= 3)
  for (const { row } of rows) assert.ok(!row.includes(session) && !row.includes(eva.token), row)
})

onEveryServer('an organisation sees how its own invitations stand, and no other’s', async (_t, db) => {
  const [eva, bo] = [await somebody(db), await somebody(db, 'Bo Berg')]
  const seen = await asOrganisation(db, eva, newestInvitations)
  assert.deepEqual([seen.has(eva.person), seen.has(bo.person)], [true, false])
})

onEveryServer('who works in two organisations goes from one to the other, and to no third', async (_t, db) => {
  const [eva, bo] = [await somebody(db), await somebody(db, 'Bo Berg')]
  const second = await asOwner(db, async (tx) => {
    const organisation = await addOrganisation(tx, { name: 'Andra kontoret', tie: { kind: 'operator' } })
    await giveRoles(tx, { person: eva.person, organisation, kind: 'operator', roles: ['operator.admin'] })
    return organisation
  })
  const token = tokenOf(await comeIn(db, eva, anAuthenticator()))
  const session = await readSession(db, token, NOW)
  assert.ok(session !== undefined)
  const others = await asOrganisation(db, session.who.acting, async (tx) => otherWorkplaces(tx, session.who, NOW))
  assert.deepEqual(
    others.map(({ name }) => name),
    ['Andra kontoret'],
  )
  assert.equal(await changeWorkplace(db, session.who, bo.organisation, entering()), undefined)
  const changed = await changeWorkplace(db, session.who, second, entering())
  assert.equal(await readSession(db, token, NOW), undefined)
  assert.equal((await readSession(db, changed?.token ?? '', NOW))?.who.acting.organisation, second)
})
