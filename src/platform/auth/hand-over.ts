import type { Queryable } from '../db/index.ts'
import type { Acting, Member, PersonId } from './organisation.ts'
import { may, ROLES, type Role } from './roles.ts'

/** Somebody whose things go to another, or who takes them over. */
export type Party = Pick<Member, 'person' | 'name'>

/** What somebody may have in a room that this one does not know; joined where the rooms are. */
export type HandOver = {
  /** The id of the text that says what it is, with {count}. */
  readonly says: string
  /** How many of it she has, for the acting organisation. */
  readonly count: (tx: Queryable, whose: Party, now: Date) => Promise<number>
  /** Gives all of it to another, and notes that. */
  readonly to: (tx: Queryable, acting: Acting, from: Party, to: Party, now: Date) => Promise<void>
}

type WithRoles = Pick<Member, 'person' | 'roles'>

/** Her roles that allow something nobody else may: somebody must take them over. */
export const rolesOnlyOf = (members: readonly WithRoles[], person: PersonId): readonly Role[] => {
  const others = members.filter((one) => one.person !== person)
  const isOnlyHers = (role: Role): boolean =>
    ROLES[role].may.some((permission) => !others.some((one) => may(one, permission)))
  return members.find((one) => one.person === person)?.roles.filter(isOnlyHers) ?? []
}

/** Whether somebody would still lead the work, who can invite and end others. */
export const isLed = (members: readonly WithRoles[]): boolean =>
  members.some((one) => may(one, 'person.remove') && may(one, 'person.invite'))

/** The members as they would be when her access has ended and another has taken over. */
export const membersAfter = (
  members: readonly WithRoles[],
  leaving: PersonId,
  handed: { readonly to: PersonId; readonly roles: readonly Role[] } | undefined,
): readonly WithRoles[] =>
  members
    .filter(({ person }) => person !== leaving)
    .map(({ person, roles }) => ({
      person,
      roles: person === handed?.to ? [...new Set([...roles, ...handed.roles])] : roles,
    }))
