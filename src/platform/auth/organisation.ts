import type { Role } from './roles.ts'

export type OrganisationId = string & { readonly __organisationId: true }
export type PersonId = string & { readonly __personId: true }

/**
 * A municipality that a regional support structure serves. `assumed`: there is one structure for the whole county, and
 * nobody has said it of this municipality.
 */
export type Served = { readonly municipality: string; readonly basis: 'named' | 'assumed' }

/** What an organisation is besides its name: tied to a code where the country has one for it. */
export type Tie =
  | { readonly kind: 'operator' | 'agency' }
  | { readonly kind: 'county'; readonly county: string }
  | { readonly kind: 'municipality'; readonly municipality: string }
  | { readonly kind: 'rss'; readonly serves: readonly Served[] }

export type Organisation = Tie & { readonly id: OrganisationId; readonly name: string }

/** A person as one organisation knows her. */
export type Member = {
  readonly person: PersonId
  readonly name: string
  readonly email: string
  readonly organisation: OrganisationId
  readonly roles: readonly Role[]
}

/** Who acts, for which organisation, as what. */
export type Acting = {
  readonly person: PersonId
  readonly organisation: OrganisationId
  readonly roles: readonly Role[]
}

/** The code an organisation is tied to; nothing for those the country has no code for. */
export const codeOf = (tie: Tie): string | undefined => {
  switch (tie.kind) {
    case 'county':
      return tie.county
    case 'municipality':
      return tie.municipality
    case 'operator':
    case 'agency':
    case 'rss':
      return undefined
  }
}
