import { createHash } from 'node:crypto'
import { setReception } from '#modules/collaboration/store.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { KINDS, type Kind } from '#platform/auth/kind.ts'
import type { OrganisationId, Tie } from '#platform/auth/organisation.ts'
import { rolesIn, type Role } from '#platform/auth/roles.ts'
import type { Queryable } from '#platform/db/index.ts'
import { addOrganisation } from '#platform/auth/store.ts'
import { asOwner } from '#platform/db/operator.ts'
import { aReceptionFile, serving } from './receptions.ts'
import type { Desk, Hired, StaffHttp } from './staff-http.ts'
import { NOWHERE, type Things } from './staff-routes-examples.ts'

/** An organisation with somebody in each role that there is in it, and with one of each thing that an address can name. */
export type Furnished = {
  readonly kind: Kind
  readonly id: OrganisationId
  /** Two with the same are in the same county. */
  readonly county: string
  readonly things: Things
  readonly desks: ReadonlyMap<Role, Desk>
  /** What nobody of another organisation may ever read. */
  readonly marks: readonly string[]
}

/** Västra Götaland with Hjo, and Östergötland with Ödeshög: each the other's stranger. */
const PLACES = [
  { county: '14', municipality: '1497', founds: { county: '13', municipality: '1498' } },
  { county: '05', municipality: '0509', founds: { county: '06', municipality: '0512' } },
] as const

type Place = (typeof PLACES)[number]

const tieOf = (
  kind: Kind,
  { county, municipality }: { readonly county: string; readonly municipality: string },
): Tie => {
  if (kind === 'county') return { kind, county }
  if (kind === 'municipality') return { kind, municipality }
  return kind === 'rss' ? { kind, serves: [{ municipality, basis: 'named' }] } : { kind }
}

/** Two organisations of every kind that know nothing of one another. */
export const twoOfEach = async (site: StaffHttp): Promise<readonly Furnished[]> => {
  const furnished: Furnished[] = []
  for (const [at, place] of PLACES.entries())
    for (const kind of KINDS) furnished.push(await furnish(site, kind, place, at))
  return furnished
}

const furnish = async (site: StaffHttp, kind: Kind, place: Place, at: number): Promise<Furnished> => {
  const mark = `${kind}${at}`
  const id = await site.found(`Organisation ${mark}`, tieOf(kind, place))
  const desks = new Map<Role, Desk>()
  const people: Hired[] = []
  for (const role of rolesIn(kind)) {
    const hired = await site.hire(`${role.replace('.', '-')} ${mark}`, id, role)
    people.push(hired)
    desks.set(role, await hired.desk('steady'))
  }
  const [first] = people
  if (first === undefined) throw new Error(`Nobody can work in an organisation of the kind ${kind}.`)
  const lost = await site.hire(`Kollega ${mark}`, id, rolesIn(kind)[0] as Role)
  const things = {
    colleague: lost.person,
    municipality: place.municipality,
    reviewed: place.municipality,
    ...(await make(site, id, lost, place)),
    ...(kind === 'municipality' ? await makeOwn(site, id, lost, place) : NOT_THERE),
    founded: await foundedBy(site, id, kind, place),
  }
  return { kind, id, county: place.county, things, desks, marks: [...people, lost].map(({ email }) => email) }
}

/** What is of the level below. Where there is none below, one that it could not have brought in: it may do nothing with it. */
const foundedBy = async ({ db }: StaffHttp, id: OrganisationId, kind: Kind, { founds }: Place): Promise<string> => {
  const below = { operator: 'agency', agency: 'county', county: 'municipality' } as const
  if (kind === 'rss' || kind === 'municipality') return id
  return asOwner(db, async (tx) => addOrganisation(tx, { name: `Grundad ${id}`, tie: tieOf(below[kind], founds) }, id))
}

/** One of each in the database, as rows of this organisation: what makes them has tests of its own. */
const make = async (
  { db, clock }: StaffHttp,
  id: OrganisationId,
  { person, email, name }: Hired,
  { municipality }: Place,
): Promise<Omit<Things, 'colleague' | 'municipality' | 'reviewed' | 'founded' | keyof typeof NOT_THERE>> => {
  const token = createHash('sha256').update(id).digest('hex')
  return asOwner(db, async (tx) => ({
    recovery: await added(
      tx,
      `INSERT INTO platform_recoveries (organisation_id, person_id, name, email, begun_at)
       VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [id, person, name, email, clock.now],
    ),
    ending: await added(
      tx,
      `INSERT INTO platform_endings (organisation_id, person_id, name, roles, roles_handed, ended_by, ended_at)
       VALUES ($1, $2, $3, ARRAY[(SELECT role FROM platform_memberships WHERE person_id = $2)], '{}', $2, $4) RETURNING id`,
      [id, person, name, clock.now],
    ),
    note: await added(
      tx,
      `INSERT INTO municipality_support_notes (organisation_id, municipality_code, given_on, kind, text, person_id, written_by, written_at)
       VALUES ($1, $2, '2026-11-24', 'call', 'Om tiderna', $3, $4, $5) RETURNING id`,
      [id, municipality, person, name, clock.now],
    ),
    reminder: await added(
      tx,
      `INSERT INTO municipality_reminders (organisation_id, press, person_id, sent_by, queued_at, due_at)
       VALUES ($1, gen_random_uuid(), $2, $3, $4, $4::timestamptz + interval '10 minutes') RETURNING id`,
      [id, person, name, clock.now],
    ),
    link: await added(
      tx,
      `INSERT INTO municipality_preview_links (token_hash, organisation_id, municipality_code, contents, made_by, asked_by, organisation_name, made_at, expires_at)
       VALUES ($1, $2, $3, '{}', $4, $5, 'Organisation', $6, $6::timestamptz + interval '7 days') RETURNING id`,
      [token, id, municipality, person, name, clock.now],
    ),
    invitation: await added(
      tx,
      `INSERT INTO platform_invitations (token_hash, organisation_id, name, email, role, made_at, expires_at)
       VALUES ($1, $2, 'Inbjuden', $3, 'reception.member', $4, $4::timestamptz + interval '1 day') RETURNING id`,
      [token, id, `inbjuden-${email}`, clock.now],
    ),
  }))
}

/** What municipalities alone have. */
const { reception, notice, request } = NOWHERE
const NOT_THERE = { reception, notice, request }

const makeOwn = async (
  { db, clock }: StaffHttp,
  id: OrganisationId,
  { person, name }: Hired,
  { municipality }: Place,
): Promise<typeof NOT_THERE> => {
  const own = `r-${municipality}`
  const file = aReceptionFile({ name: own, title: `Mottagning ${own}`, serves: [serving(municipality)] })
  await asOrganisation(db, { organisation: id, person }, async (tx) => setReception(tx, file, '', undefined))
  return asOwner(db, async (tx) => ({
    reception: own,
    notice: await added(
      tx,
      `INSERT INTO municipality_crisis_notices (municipality_code, starts_at, ends_at, texts, set_by)
       VALUES ($1, now(), now() + interval '1 day', '{"sv": "Ring växeln."}', $2) RETURNING id`,
      [municipality, name],
    ),
    request: await added(
      tx,
      `INSERT INTO collaboration_requests (organisation_id, municipality_code, asked_line, asked_by, asked_at)
       VALUES ($1, $2, '', $3, $4) RETURNING id`,
      [id, municipality, name, clock.now],
    ),
  }))
}

const added = async (tx: Queryable, sql: string, parameters: readonly unknown[]): Promise<string> => {
  const [row] = await tx.query<{ id: string | number }>(sql, parameters)
  return String(row?.id)
}
