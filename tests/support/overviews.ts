import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { LocalDate } from '#kernel/dates.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { OrganisationId, PersonId } from '#platform/auth/organisation.ts'
import { signInRoutes } from '#platform/auth/sign-in-routes.ts'
import { addPerson, giveRoles } from '#platform/auth/store.ts'
import { openThrottle } from '#platform/auth/throttle.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { asOwner } from '#platform/db/operator.ts'
import { homeRoutes } from '#platform/http/home-routes.ts'
import { readWords } from '#platform/http/words.ts'
import { overviewDue, overviewRoutes } from '#modules/municipality/index.ts'
import { setLocalHelp } from '#modules/municipality/store.ts'
import { contacts, theReference } from './builders.ts'
import type { TestDatabase } from './database.ts'
import { aStaffServer, type Desk, type Hired, type StaffHttp } from './staff-http.ts'

/** The rooms of whoever supports municipalities, and a reception that is open in Hjo. */
const rooms = (db: TestDatabase) => {
  const need = {
    db,
    reference: theReference(),
    receptions: async () => Promise.resolve(new Map([['1497', 'open' as const]])),
    publicOrigin: 'http://127.0.0.1:3000',
    swedish: readWords(PROJECT_ROOT).sv,
  }
  return [
    ...signInRoutes({ db, throttle: openThrottle(), broke: () => {} }),
    ...homeRoutes([overviewDue(need)]),
    ...overviewRoutes(need),
  ]
}

export type County = {
  readonly side: StaffHttp
  readonly county: OrganisationId
  readonly hjo: OrganisationId
  readonly maria: Hired
  readonly desk: Desk
}

export const municipalityOf = async (side: StaffHttp, name: string, municipality: string): Promise<OrganisationId> =>
  side.found(`${name} kommun`, { kind: 'municipality', municipality })

/** Somebody who works there and has never come in. */
export const newcomer = async (
  { db }: StaffHttp,
  name: string,
  organisation: OrganisationId,
  role: 'municipality.lead' | 'municipality.editor' | 'reception.member' = 'municipality.lead',
): Promise<string> => {
  const email = `${name.toLowerCase()}@example.se`
  await asOrganisation(db, { organisation }, async (tx) => {
    const person = randomUUID() as string as PersonId
    await addPerson(tx, { id: person, name, email })
    await giveRoles(tx, { organisation, kind: 'municipality', person, roles: [role] })
  })
  return email
}

export const confirm = async ({ db }: StaffHttp, municipality: string, on: string): Promise<void> =>
  asOwner(db, async (tx) =>
    setLocalHelp(tx, { ...contacts(), municipality, confirmedOn: on as LocalDate, confirmedBy: 'Gruppledare' }, 'f'),
  )

/** Västra Götaland with its coordinator Maria, signed in, and Hjo where nobody works yet. */
export const aCounty = async (t: TestContext): Promise<County> => {
  const side = await aStaffServer(t, rooms)
  const county = await side.found('Länsstyrelsen', { kind: 'county', county: '14' })
  const hjo = await municipalityOf(side, 'Hjo', '1497')
  const maria = await side.hire('Maria', county, 'county.coordinator')
  return { side, county, hjo, maria, desk: await maria.desk() }
}

/** What stands in the row of a municipality. */
export const rowOf = (html: string, code: string): string => {
  const row = html.split('<tr>').find((part) => part.includes(`/overview/${code}"`)) ?? ''
  return row
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
