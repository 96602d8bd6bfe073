import { audit } from '../audit/index.ts'
import type { Queryable } from '../db/index.ts'
import { queueMail } from '../mail/index.ts'
import { addAddressed, addInvitation, type Addressee } from './invitation-store.ts'
import { INVITATION_HOURS, minutesAfter } from './limits.ts'
import type { Acting, Member, OrganisationId, PersonId } from './organisation.ts'
import { newToken } from './tokens.ts'

/** An invitation as it is handed over: the one moment in which its token is known. */
export type Handed = { readonly token: string; readonly expires: Date }

export type Invitee = Pick<Member, 'person' | 'organisation'>

/** Makes a link for somebody who is a member already. `by`: nothing for the operator at the machine. */
export const invite = async (
  tx: Queryable,
  { person, organisation }: Invitee,
  by: { readonly person: PersonId | undefined; readonly says: string },
  now: Date,
): Promise<Handed> => {
  const token = newToken()
  const expires = minutesAfter(now, INVITATION_HOURS * 60)
  await addInvitation(tx, { token, organisation, person, by: by.person, now, expires })
  await audit(tx, { who: by.says, organisation, what: 'person.invited', about: person })
  return { token, expires }
}

/**
 * Makes a link for an address, for the acting organisation or one it brought in: she who accepts becomes a member then.
 * Whether the address is somebody's already is not looked at, so that nobody learns it by inviting.
 */
export const inviteAddress = async (
  tx: Queryable,
  { person: by, organisation: acting }: Acting,
  { addressee, organisation }: { readonly addressee: Addressee; readonly organisation: OrganisationId },
  now: Date,
): Promise<Handed> => {
  const token = newToken()
  const expires = minutesAfter(now, INVITATION_HOURS * 60)
  const id = await addAddressed(tx, { token, organisation, addressee, by, now, expires })
  await audit(tx, {
    who: by,
    organisation: acting,
    what: 'person.invited',
    about: organisation === acting ? id : organisation,
    detail: { role: addressee.role },
  })
  return { token, expires }
}

export type Letter = { readonly to: string; readonly subject: string; readonly text: string }

export const queueInvitation = async (tx: Queryable, letter: Letter): Promise<void> =>
  queueMail(tx, { ...letter, about: 'invitation' })

/** Where the link leads. */
export const linkOf = (origin: string, { token }: Handed): string => `${origin}/invitation/${token}`
