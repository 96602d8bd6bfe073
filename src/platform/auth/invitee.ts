import { z } from 'zod'
import type { Visit } from '../http/staff-routes.ts'
import { ADDRESS } from './entry.ts'
import { linkOf, type Handed, type Letter } from './invite.ts'
import type { Role } from './roles.ts'
import type { SignedIn } from './signed-in.ts'

const LONGEST_NAME = 80

/** Who is invited, as a form says it. */
export const inviteeFields = {
  name: z.string('people.name-missing').trim().min(1, 'people.name-missing').max(LONGEST_NAME, 'people.name-missing'),
  email: z.string('people.email-wrong').trim().toLowerCase().regex(ADDRESS, 'people.email-wrong'),
}

/** The same, with one of these roles. */
export const invitee = (roles: readonly Role[]) =>
  z.object({
    ...inviteeFields,
    role: z.custom<Role>((given) => roles.some((role) => role === given), 'people.role-wrong'),
  })

/** The letter with an invitation, from whoever is signed in and for the organisation named. */
export const letterTo = (
  { say, origin }: Visit,
  { person: by, organisation }: Pick<SignedIn, 'person' | 'organisation'>,
  { name, email }: { readonly name: string; readonly email: string },
  handed: Handed,
): Letter => ({
  to: email,
  subject: say('people.mail-subject'),
  text: say('people.mail-text', { name, by, organisation, link: linkOf(origin, handed) }),
})
