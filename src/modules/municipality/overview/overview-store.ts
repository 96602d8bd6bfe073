import { stockholm, type LocalDate } from '#kernel/dates.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Municipality } from '../municipality.ts'
import type { NoteKind } from './note.ts'
import type { Confirmation, Overviewed, ReceptionStanding, Staff } from './overview.ts'

type Standing = {
  readonly code: string
  readonly confirmedOn: LocalDate | null
  readonly confirmedBy: string | null
  readonly withdrawnAt: Date | null
  readonly noteOn: LocalDate | null
  readonly noteKind: NoteKind | null
}

/*
 * Which of the municipalities may be seen is asked of the database in each of these, never filtered out afterwards.
 * The newest of each is fetched by the index: of ten years of confirmations one row a municipality is read.
 */

/** How the supported ones among these municipalities stand, in the order they are given. */
export const readOverview = async (
  tx: Queryable,
  municipalities: readonly Municipality[],
  receptions: ReadonlyMap<string, ReceptionStanding>,
  now: Date,
): Promise<readonly Overviewed[]> => {
  const standings = await readStandings(
    tx,
    municipalities.map(({ code }) => code),
  )
  const staff = await readStaff(tx, 'municipality', now)
  const reminded = await readLastReminded(tx)
  const unpublished = await readUnpublished(tx)
  return municipalities.flatMap((municipality) => {
    const standing = standings.get(municipality.code)
    if (standing === undefined) return []
    const { noteOn, noteKind } = standing
    return [
      {
        municipality,
        confirmation: confirmationOf(standing),
        unpublished: unpublished.has(municipality.code),
        staff: staff.get(municipality.code),
        reception: receptions.get(municipality.code) ?? 'none',
        lastNote: noteOn === null || noteKind === null ? undefined : { on: noteOn, kind: noteKind },
        lastReminder: reminded.get(municipality.code),
      },
    ]
  })
}

const readStandings = async (tx: Queryable, codes: readonly string[]): Promise<ReadonlyMap<string, Standing>> => {
  const rows = await tx.query<Standing>(
    `SELECT c.code, h.contents ->> 'confirmedOn' AS "confirmedOn", h.contents ->> 'confirmedBy' AS "confirmedBy",
            CASE WHEN h.contents IS NULL THEN h.noted_at END AS "withdrawnAt",
            n.given_on AS "noteOn", n.kind AS "noteKind"
     FROM platform_supported_among($1) c (code)
     LEFT JOIN LATERAL (SELECT contents, noted_at FROM municipality_local_help
       WHERE municipality_code = c.code ORDER BY id DESC LIMIT 1) h ON true
     LEFT JOIN LATERAL (SELECT given_on, kind FROM municipality_support_notes
       WHERE organisation_id = platform_acting_organisation() AND municipality_code = c.code AND removed_at IS NULL
       ORDER BY given_on DESC, id DESC LIMIT 1) n ON true`,
    [codes],
  )
  return new Map(rows.map((row) => [row.code, row]))
}

const confirmationOf = ({ confirmedOn, confirmedBy, withdrawnAt }: Standing): Confirmation => {
  if (confirmedOn !== null) return { kind: 'confirmed', on: confirmedOn, by: confirmedBy ?? '' }
  return withdrawnAt === null ? { kind: 'never' } : { kind: 'withdrawn', on: stockholm(withdrawnAt).date }
}

type StaffRow = Omit<Staff, 'foundedOn' | 'leftOn'> & {
  readonly code: string
  readonly foundedAt: Date
  readonly leftAt: Date | null
}

const staffOf = ({ foundedAt, leftAt, members, comeIn, invited, reached }: StaffRow): Staff => ({
  foundedOn: stockholm(foundedAt).date,
  leftOn: leftAt === null ? undefined : stockholm(leftAt).date,
  members,
  comeIn,
  invited,
  reached,
})

/** By code, how many people there are in each supported municipality or, for the agency, in each county. */
export const readStaff = async (
  tx: Queryable,
  kind: 'municipality' | 'county',
  now: Date,
): Promise<ReadonlyMap<string, Staff>> => {
  const rows = await tx.query<StaffRow>(
    `SELECT code, founded_at AS "foundedAt", left_at AS "leftAt", members, come_in AS "comeIn", invited, reached
     FROM platform_supported_staff($2) WHERE kind = $1`,
    [kind, now],
  )
  return new Map(rows.map((row) => [row.code, staffOf(row)]))
}

const readLastReminded = async (
  tx: Queryable,
): Promise<ReadonlyMap<string, { readonly at: Date; readonly by: string }>> => {
  const rows = await tx.query<{ code: string; at: Date; by: string }>(
    'SELECT municipality AS code, at, by FROM municipality_last_reminded()',
  )
  return new Map(rows.map(({ code, at, by }) => [code, { at, by }]))
}

const readUnpublished = async (tx: Queryable): Promise<ReadonlySet<string>> => {
  const rows = await tx.query<{ code: string }>('SELECT municipality AS code FROM municipality_unpublished()')
  return new Set(rows.map(({ code }) => code))
}

/** One state of what a supported municipality has confirmed; without a day where it was withdrawn. */
export type Confirmed = { readonly on: LocalDate | null; readonly by: string; readonly notedAt: Date }

/** Every confirmation there has been, the newest first; none for a municipality that whoever acts does not support. */
export const readConfirmations = async (tx: Queryable, code: string): Promise<readonly Confirmed[]> =>
  tx.query<Confirmed>(
    `SELECT contents ->> 'confirmedOn' AS on, coalesce(contents ->> 'confirmedBy', noted_by) AS by, noted_at AS "notedAt"
     FROM municipality_local_help WHERE municipality_code = $1 AND platform_supports_municipality($1) ORDER BY id DESC`,
    [code],
  )
