import type { Queryable } from '../db/index.ts'
import type { NewOrganisation } from './entry.ts'
import type { Kind } from './kind.ts'
import {
  codeOf,
  type Member,
  type Organisation,
  type OrganisationId,
  type PersonId,
  type Served,
} from './organisation.ts'
import { isRole, type Role } from './roles.ts'

type StoredOrganisation = {
  readonly id: OrganisationId
  readonly kind: Kind
  readonly name: string
  readonly municipality: string | null
  readonly county: string | null
  readonly serves: readonly Served[]
}

/** The organisations that may be known to whoever acts, by kind and name; none where nobody acts. */
export const readOrganisations = async (tx: Queryable): Promise<readonly Organisation[]> => {
  const rows = await tx.query<StoredOrganisation>(
    `SELECT o.id, o.kind, o.name, o.municipality_code AS municipality, o.county_code AS county,
            coalesce((SELECT jsonb_agg(jsonb_build_object('municipality', s.municipality_code, 'basis', s.basis) ORDER BY s.municipality_code)
                      FROM platform_rss_municipalities s WHERE s.organisation_id = o.id), '[]') AS serves
     FROM platform_organisations o
     ORDER BY array_position(ARRAY['operator', 'agency', 'county', 'rss', 'municipality'], o.kind), o.name COLLATE "sv-x-icu"`,
  )
  return rows.map(organisationOf)
}

const organisationOf = ({ id, kind, name, municipality, county, serves }: StoredOrganisation): Organisation => {
  switch (kind) {
    case 'operator':
    case 'agency':
      return { id, name, kind }
    case 'rss':
      return { id, name, kind, serves }
    case 'county':
      return { id, name, kind, county: county ?? '' }
    case 'municipality':
      return { id, name, kind, municipality: municipality ?? '' }
  }
}

/** What kind an organisation is, while somebody acts. */
export const kindOf = async (tx: Queryable, organisation: OrganisationId): Promise<Kind> => {
  const [row] = await tx.query<{ kind: Kind }>('SELECT kind FROM platform_organisations WHERE id = $1', [organisation])
  if (row === undefined) throw new Error('The organisation is not among those there are.')
  return row.kind
}

/** Adds an organisation; `by` is the one that brings it in, nothing when the operator does by command. */
export const addOrganisation = async (
  tx: Queryable,
  { name, tie }: NewOrganisation,
  by?: OrganisationId,
): Promise<OrganisationId> => {
  const code = codeOf(tie)
  const [added] = await tx.query<{ id: OrganisationId }>(
    `INSERT INTO platform_organisations (kind, name, municipality_code, county_code, founded_by)
     VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [tie.kind, name, tie.kind === 'municipality' ? code : null, tie.kind === 'county' ? code : null, by ?? null],
  )
  if (added === undefined) throw new Error('The database gave no id for the organisation.')
  if (tie.kind === 'rss') {
    await tx.query(
      `INSERT INTO platform_rss_municipalities (organisation_id, municipality_code, basis)
       SELECT $1, * FROM unnest($2::text[], $3::text[])`,
      [added.id, tie.serves.map(({ municipality }) => municipality), tie.serves.map(({ basis }) => basis)],
    )
  }
  return added.id
}

/** Who works in the organisation that acts, by name; for the owner in a transaction for everything: in all of them. */
export const readMembers = async (tx: Queryable): Promise<readonly Member[]> => {
  const rows = await tx.query<Omit<Member, 'roles'> & { readonly roles: readonly string[] }>(
    `SELECT p.id AS person, p.name, p.email, m.organisation_id AS organisation, array_agg(m.role ORDER BY m.role) AS roles
     FROM platform_memberships m JOIN platform_people p ON p.id = m.person_id
     GROUP BY p.id, m.organisation_id ORDER BY p.name COLLATE "sv-x-icu", p.email, m.organisation_id`,
  )
  // A role that this version does not know gives nothing.
  return rows.map(({ roles, ...member }) => ({ ...member, roles: roles.filter(isRole) }))
}

/** Adds somebody nobody here knew, under an id made by the caller: before she is a member the row cannot be read. */
export const addPerson = async (
  tx: Queryable,
  { id, name, email }: { readonly id: PersonId; readonly name: string; readonly email: string },
): Promise<void> =>
  void (await tx.query('INSERT INTO platform_people (id, name, email) VALUES ($1, $2, $3)', [
    id,
    name,
    email.toLowerCase(),
  ]))

/** Gives roles in an organisation; those she has already stay as they are. */
export const giveRoles = async (
  tx: Queryable,
  {
    person,
    organisation,
    kind,
    roles,
  }: {
    readonly person: PersonId
    readonly organisation: OrganisationId
    readonly kind: Kind
    readonly roles: readonly Role[]
  },
): Promise<void> =>
  void (await tx.query(
    `INSERT INTO platform_memberships (organisation_id, organisation_kind, person_id, role)
     SELECT $1, $2, $3, unnest($4::text[]) ON CONFLICT DO NOTHING`,
    [organisation, kind, person, roles],
  ))

/** Until the transaction ends nobody else adds an organisation: what was read of them stays true. */
export const keepOthersOut = async (tx: Queryable): Promise<void> =>
  void (await tx.query('LOCK TABLE platform_organisations IN SHARE ROW EXCLUSIVE MODE'))
