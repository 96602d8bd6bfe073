import { audit, operatorHere } from '../audit/index.ts'
import type { Queryable } from '../db/index.ts'
import type { NewOrganisation } from './entry.ts'
import type { PlannedMember, PlannedOrganisation } from './import.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import { addOrganisation, addPerson, giveRoles } from './store.ts'

/** Adds an organisation by the operator's command, and notes it. */
export const found = async (tx: Queryable, organisation: NewOrganisation): Promise<OrganisationId> => {
  const id = await addOrganisation(tx, organisation)
  await audit(tx, {
    who: operatorHere(),
    organisation: id,
    what: 'organisation.added',
    about: id,
    detail: { kind: organisation.tie.kind },
  })
  return id
}

/** Does what a plan says: all of it in the transaction given. `newId` makes the ids of people nobody knew. */
export const carryOut = async (
  tx: Queryable,
  plan: readonly PlannedOrganisation[],
  newId: () => PersonId,
): Promise<void> => {
  // Somebody new may work in two of the organisations.
  const added = new Map<string, PersonId>()
  const personOf = async ({ existing, email, name }: PlannedMember): Promise<PersonId> => {
    const known = existing ?? added.get(email)
    if (known !== undefined) return known
    const id = newId()
    await addPerson(tx, { id, name, email })
    added.set(email, id)
    return id
  }
  for (const { organisation, existing, members } of plan) {
    const id = existing ?? (await found(tx, organisation))
    for (const member of members.filter(({ roles }) => roles.length > 0)) {
      const person = await personOf(member)
      await giveRoles(tx, { person, organisation: id, kind: organisation.tie.kind, roles: member.roles })
      await audit(tx, {
        who: operatorHere(),
        organisation: id,
        what: 'person.roles-given',
        about: person,
        detail: { roles: member.roles.join(' ') },
      })
    }
  }
}
