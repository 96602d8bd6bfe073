import type { Database } from '../db/index.ts'
import { beginSession, pressed, standing, type Accepted, type Entering } from './sign-in.ts'
import { joinKnown } from './workplace-invited.ts'

/**
 * Accepts an invitation to an address with the passkey she has already, and signs her in there: the way for who works
 * elsewhere, or worked here before.
 */
export const joinByPasskey = async (
  db: Database,
  token: string,
  answer: string,
  entering: Entering,
): Promise<Accepted> =>
  db.transaction(async (tx) => {
    const invited = await standing(tx, token, entering.now)
    if (invited.kind !== 'open') return { kind: 'not-open', why: invited.kind }
    const person = await pressed(tx, answer, entering)
    if (person === undefined) return { kind: 'refused', why: 'unknown' }
    if (!(await joinKnown(tx, invited.invitation, person, entering.now)))
      return { kind: 'refused', why: 'another-address' }
    return beginSession(tx, { person, organisation: invited.invitation.organisation, way: 'passkey' }, entering)
  })
