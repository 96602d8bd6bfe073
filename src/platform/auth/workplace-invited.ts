import { audit } from '../audit/index.ts'
import type { Database, Queryable } from '../db/index.ts'
import { readPerson, useInvitation, type Addressee, type Invitation } from './invitation-store.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import { actingFrom } from './presenting.ts'
import { addPerson, giveRoles, kindOf } from './store.ts'

/**
 * Makes somebody who is signing in a member as an open invitation says, and acts for her from here on. False when it is not
 * to her address: then nothing has changed.
 */
export const joinKnown = async (
  tx: Queryable,
  { id, organisation, addressee }: Invitation,
  person: PersonId,
  now: Date,
): Promise<boolean> => {
  const known = await readPerson(tx, person)
  if (addressee === null || known?.email !== addressee.email) return false
  await actingFrom(tx, organisation, person)
  await joinAs(tx, organisation, person, addressee)
  await useInvitation(tx, id, now, person)
  return true
}

/** Makes somebody a member as an invitation to her address says, and acts for her from here on. */
const joinAs = async (
  tx: Queryable,
  organisation: OrganisationId,
  person: PersonId,
  { role }: Addressee,
): Promise<void> => {
  await giveRoles(tx, { person, organisation, kind: await kindOf(tx, organisation), roles: [role] })
  await audit(tx, { who: person, organisation, what: 'person.roles-given', about: person, detail: { roles: role } })
}

/**
 * Who an open invitation is for; somebody new is added under the invitation's own id, so that what is noted of the one is
 * found with the other. Throws what the database throws when the address is somebody's.
 */
export const invitedPerson = async (
  tx: Queryable,
  { id, organisation, person, addressee }: Invitation,
): Promise<PersonId> => {
  if (person !== null) return person
  if (addressee === null) throw new Error('An invitation is for a person or for an address.')
  const added = id as PersonId
  await actingFrom(tx, organisation, added)
  await addPerson(tx, { id: added, name: addressee.name, email: addressee.email })
  await joinAs(tx, organisation, added, addressee)
  return added
}

const UNIQUE = '23505'

/** Whether the database refused a second one of what there may be one of. */
export const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === UNIQUE

type Known = { readonly kind: 'refused'; readonly why: 'known' }

/** Runs `work` in a transaction; an address that is somebody's already undoes all of it. */
export const unlessKnown = async <T>(db: Database, work: (tx: Queryable) => Promise<T>): Promise<T | Known> => {
  try {
    return await db.transaction(work)
  } catch (error) {
    if (isTaken(error)) return { kind: 'refused', why: 'known' }
    throw error
  }
}
