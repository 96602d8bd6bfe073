import { audit } from '../audit/index.ts'
import type { Database, Queryable } from '../db/index.ts'
import { isAhead } from './limits.ts'
import { addPasskey, isSomebodys, passkeysOf, removePasskey } from './passkey-store.ts'
import { verifyNewPasskey } from './passkey.ts'
import { actingFrom, presenting, signingIn } from './presenting.ts'
import { recoveryByToken, useRecoveries, type Recovery } from './recover-store.ts'
import { endSessions, workplacesOf } from './session-store.ts'
import { beginSession, type Entering, type SignIn } from './sign-in.ts'
import { hashOf } from './tokens.ts'

/** How a link of a recovery stands. A stopped one is unknown: nothing of it is kept. */
export type RecoveryLink =
  | ({ readonly kind: 'open' } & Pick<Recovery, 'organisation' | 'person' | 'name' | 'email'>)
  | { readonly kind: 'unknown' | 'used' | 'expired' | 'ahead' }

/** Who a link is for. */
export const recoveringBy = async (
  db: Pick<Database, 'transaction'>,
  token: string,
  now: Date,
): Promise<RecoveryLink> => db.transaction(async (tx) => standing(tx, token, now))

const standing = async (tx: Queryable, token: string, now: Date): Promise<RecoveryLink> => {
  await presenting(tx, hashOf(token))
  const recovery = await recoveryByToken(tx, token)
  if (recovery === undefined) return { kind: 'unknown' }
  if (recovery.used) return { kind: 'used' }
  if (recovery.linkUntil === null || recovery.linkUntil <= now) return { kind: 'expired' }
  if (isAhead(recovery.linkUntil, now)) return { kind: 'ahead' }
  return { kind: 'open', ...recovery }
}

export type Recovered = SignIn | { readonly kind: 'not-open'; readonly why: Exclude<RecoveryLink['kind'], 'open'> }

/** Takes a new passkey in the place of all that she had, ends every session of hers, and signs her in. */
export const recover = async (
  db: Database,
  token: string,
  { answer, keyName }: { readonly answer: string; readonly keyName: string },
  entering: Entering,
): Promise<Recovered> =>
  db.transaction(async (tx) => {
    const { now, origin } = entering
    const link = await standing(tx, token, now)
    if (link.kind !== 'open') return { kind: 'not-open', why: link.kind }
    const passkey = await verifyNewPasskey(tx, answer, origin, now)
    if (passkey === undefined) return { kind: 'refused', why: 'unknown' }
    const { person, organisation } = link
    await signingIn(tx, person)
    if (!(await workplacesOf(tx, person)).includes(organisation)) return { kind: 'refused', why: 'nowhere' }
    if (await isSomebodys(tx, passkey.id)) return { kind: 'refused', why: 'anothers' }
    const lost = await passkeysOf(tx, person)
    for (const { id } of lost) await removePasskey(tx, person, id)
    await endSessions(tx, person, now)
    await addPasskey(tx, { ...passkey, person, name: keyName, addedAt: now })
    const detail = { keys: lost.length }
    // Each that let her in has it in its own audit.
    for (const one of await useRecoveries(tx, person, now)) {
      await actingFrom(tx, one, person)
      await audit(tx, { who: person, organisation: one, what: 'recovery.used', about: person, detail })
    }
    return beginSession(tx, { person, organisation, way: 'passkey' }, entering)
  })
