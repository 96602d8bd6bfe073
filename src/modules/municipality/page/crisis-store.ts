import type { Queryable } from '#platform/db/index.ts'
import type { CrisisNotice, CrisisScope } from '../crisis.ts'
import type { Municipality } from '../municipality.ts'

type Stored = Omit<CrisisNotice, 'scope'> & {
  readonly municipality: string | null
  readonly county: string | null
}

const FIELDS = `id, municipality_code AS municipality, county_code AS county, starts_at AS starts, ends_at AS ends,
  texts AS text, set_by AS "setBy"`

const noticeOf = ({ municipality, county, ...rest }: Stored): CrisisNotice => ({
  ...rest,
  scope: scopeOf(municipality, county),
})

const scopeOf = (municipality: string | null, county: string | null): CrisisScope => {
  if (municipality !== null) return { kind: 'municipality', code: municipality }
  return county === null ? { kind: 'all' } : { kind: 'county', code: county }
}

/** The notices that lead a municipality's pages now or will, the next to end first: its own, its county's, everybody's. */
export const noticesOf = async (
  tx: Queryable,
  { code, countyCode }: Municipality,
  now: Date,
): Promise<readonly CrisisNotice[]> => {
  const rows = await tx.query<Stored>(
    `SELECT ${FIELDS} FROM municipality_crisis_notices
     WHERE cleared_at IS NULL AND ends_at > $3
       AND (municipality_code = $1 OR county_code = $2 OR (municipality_code IS NULL AND county_code IS NULL))
     ORDER BY ends_at, id`,
    [code, countyCode, now],
  )
  return rows.map(noticeOf)
}

/** A municipality's own notice, also one that was ended; nothing for a number that is none of its own. */
export const ownNotice = async (tx: Queryable, code: string, id: number): Promise<CrisisNotice | undefined> => {
  const [row] = await tx.query<Stored>(
    `SELECT ${FIELDS} FROM municipality_crisis_notices WHERE municipality_code = $1 AND id = $2`,
    [code, id],
  )
  return row === undefined ? undefined : noticeOf(row)
}
