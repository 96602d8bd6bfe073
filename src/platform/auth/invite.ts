import { randomUUID } from 'node:crypto'
import { audit } from '../audit/index.ts'
import type { Queryable } from '../db/index.ts'
import { queueMail } from '../mail/index.ts'
import { addInvitation } from './invitation-store.ts'
import { INVITATION_HOURS, minutesAfter } from './limits.ts'
import type { Kind } from './kind.ts'
import type { Acting, Member, PersonId } from './organisation.ts'
import type { Role } from './roles.ts'
import { addPerson, giveRoles } from './store.ts'
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

export type NewColleague = { readonly name: string; readonly email: string; readonly role: Role; readonly kind: Kind }

/** Adds somebody nobody here knew to the acting organisation. Throws what the database throws when the address is taken. */
export const addColleague = async (
  tx: Queryable,
  { person: by, organisation }: Acting,
  { name, email, role, kind }: NewColleague,
): Promise<PersonId> => {
  const person = randomUUID() as string as PersonId
  await addPerson(tx, { id: person, name, email })
  await giveRoles(tx, { person, organisation, kind, roles: [role] })
  await audit(tx, { who: by, organisation, what: 'person.roles-given', about: person, detail: { roles: role } })
  return person
}

export type Letter = { readonly to: string; readonly subject: string; readonly text: string }

export const queueInvitation = async (tx: Queryable, letter: Letter): Promise<void> =>
  queueMail(tx, { ...letter, about: 'invitation' })

/** Where the link leads. */
export const linkOf = (origin: string, { token }: Handed): string => `${origin}/invitation/${token}`
