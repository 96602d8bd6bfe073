import type { Kind } from './kind.ts'
import type { Organisation, OrganisationId, Tie } from './organisation.ts'
import type { Places, Tied } from './places.ts'
import type { Role } from './roles.ts'

/** How it stands with an organisation's people: somebody has come in, is invited, waits for a new invitation, or there is nobody. */
export type Staffing = 'in' | 'invited' | 'waiting' | 'nobody'

/** An organisation as the list of them shows it. */
export type Listed = Organisation & {
  readonly staffing: Staffing
  readonly foundedAt: Date
  /** Nothing for those the operator added by command. */
  readonly foundedBy: OrganisationId | null
  /** Nothing for one that is here. */
  readonly leftAt: Date | null
}

const BELOW: Readonly<Record<Kind, readonly Kind[]>> = {
  operator: ['agency', 'county', 'rss', 'municipality', 'operator'],
  agency: ['county', 'rss', 'municipality'],
  county: ['municipality'],
  rss: [],
  municipality: [],
}

/** The kinds that an organisation of this kind brings in; the database's own rule says the same. */
export const broughtInBy = (kind: Kind): readonly Kind[] => BELOW[kind]

/** Whether one organisation brings in, or lets come back, another; a county the municipalities of its own alone. */
export const bringsIn = (own: Tie, other: Tie): boolean =>
  BELOW[own.kind].includes(other.kind) &&
  (own.kind !== 'county' || (other.kind === 'municipality' && other.municipality.startsWith(own.county)))

const LEADS: Readonly<Record<Kind, Role>> = {
  operator: 'operator.admin',
  agency: 'agency.lead',
  county: 'county.coordinator',
  rss: 'rss.coordinator',
  municipality: 'municipality.lead',
}

/** What the first person of an organisation is. */
export const firstRole = (kind: Kind): Role => LEADS[kind]

/** The counties or municipalities that can still be brought in by an organisation, by name. */
export const stillOutside = (
  own: Tie,
  kind: 'county' | 'municipality',
  places: Places,
  there: readonly Organisation[],
): readonly Tied[] => {
  const taken = new Set(there.flatMap((one) => (one.kind === kind ? [codeIn(one)] : [])))
  return (kind === 'county' ? places.counties : places.municipalities).filter(
    ({ code }) => !taken.has(code) && (own.kind !== 'county' || code.startsWith(own.county)),
  )
}

const codeIn = (tie: Tie): string =>
  tie.kind === 'county' ? tie.county : tie.kind === 'municipality' ? tie.municipality : ''

/** The code of the county an organisation lies in; nothing for those that lie in none. */
export const countyCodeOf = (tie: Tie): string | undefined => codeIn(tie).slice(0, 2) || undefined

/** Those that this organisation brought in so long ago, and that nobody has come in to. */
export const unanswered = (listed: readonly Listed[], own: OrganisationId, before: Date): readonly Listed[] =>
  listed.filter(
    ({ staffing, foundedAt, foundedBy, leftAt }) =>
      foundedBy === own && staffing !== 'in' && leftAt === null && foundedAt < before,
  )
