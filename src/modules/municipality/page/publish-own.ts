import type { SignedIn } from '#platform/auth/signed-in.ts'
import { readOrganisations } from '#platform/auth/store.ts'
import type { Database, Queryable } from '#platform/db/index.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { Municipality } from '../municipality.ts'
import type { Reference } from '../reference.ts'
import type { Naming } from './history-changes.ts'
import type { PublicPages } from './preview.ts'
import type { Publishing } from './publish.ts'

/** What the rooms of a municipality's own page work with. */
export type PageNeed = {
  readonly db: Database
  readonly reference: Reference
  readonly publicPages: PublicPages
  /** The hosts that leaving may end at. */
  readonly exitHosts: ReadonlySet<string>
}

/** The municipality that whoever acts works for; nothing for every other kind of organisation. */
export const ownMunicipality = async (
  tx: Queryable,
  { reference }: Pick<PageNeed, 'reference'>,
  { acting }: SignedIn,
): Promise<Municipality | undefined> => {
  const own = (await readOrganisations(tx)).find(({ id }) => id === acting.organisation)
  return own?.kind === 'municipality' ? reference.municipalities.get(own.municipality) : undefined
}

export const namingOf = ({ reference }: Pick<PageNeed, 'reference'>, { say, language }: Visit): Naming => ({
  say,
  language,
  placeOf: (code) => reference.municipalities.get(code)?.name ?? code,
})

export const publishingBy = (
  { reference, exitHosts }: PageNeed,
  { now }: Visit,
  who: SignedIn,
  { code }: Municipality,
): Publishing => ({
  who,
  now,
  rules: { code, exitHosts, isMunicipality: (other) => reference.municipalities.get(other) !== undefined },
})
