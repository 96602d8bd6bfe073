import { z } from 'zod'
import type { Queryable } from '#platform/db/index.ts'
import type { VisitEnd } from '../crawl/visit.ts'
import { differences, type Difference } from './differences.ts'
import { endSchema, linesSchema, type Proposal, type ProposedLine } from './proposal.ts'

type Row = {
  readonly id: number
  readonly site: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly ended: string | null
  readonly about: string | null
  readonly endedAt: Date | null
  readonly lines: unknown
  readonly confirmedBy: string | null
  readonly confirmedAt: Date | null
}

const FIELDS = `id::integer, site, asked_by AS "askedBy", asked_at AS "askedAt", ended, about, ended_at AS "endedAt",
  lines, confirmed_by AS "confirmedBy", confirmed_at AS "confirmedAt"`

const proposalOf = (row: Row): Proposal => {
  const end = endSchema.safeParse(row.ended)
  const lines = linesSchema.safeParse(row.lines)
  return {
    id: row.id,
    site: row.site,
    askedBy: row.askedBy,
    askedAt: row.askedAt,
    ended:
      end.success && row.endedAt !== null
        ? { end: end.data, about: row.about ?? undefined, at: row.endedAt }
        : undefined,
    lines: lines.success ? lines.data : [],
    confirmed:
      row.confirmedBy !== null && row.confirmedAt !== null ? { by: row.confirmedBy, at: row.confirmedAt } : undefined,
  }
}

/** The newest reading of a municipality's own site, under way or not; nothing when nobody has asked for one. */
export const newestProposal = async (tx: Queryable, code: string): Promise<Proposal | undefined> => {
  const [row] = await tx.query<Row>(
    `SELECT ${FIELDS} FROM review_proposals WHERE municipality_code = $1 ORDER BY id DESC LIMIT 1`,
    [code],
  )
  return row === undefined ? undefined : proposalOf(row)
}

/** A municipality's confirmed numbers beside what its own site says. */
export type Compared = { readonly code: string; readonly site: string; readonly differences: readonly Difference[] }

const helpSchema = z.object({
  reception: z.object({ numbers: z.array(z.object({ e164: z.string() })) }),
  onCall: z.object({ numbers: z.array(z.string()).default([]) }),
})

/**
 * Of these municipalities those whose help page and own site say different numbers, by the newest reading that has ended;
 * `supported`: only those that whoever acts supports.
 */
export const readDiffering = async (
  tx: Queryable,
  codes: readonly string[],
  { supported }: { readonly supported: boolean },
): Promise<readonly Compared[]> => {
  const rows = await tx.query<{ code: string; site: string; contents: unknown; lines: unknown }>(
    `SELECT c.code, newest.site, newest.lines, help.contents
     FROM unnest($1::text[]) c (code)
     CROSS JOIN LATERAL (SELECT site, lines FROM review_proposals
       WHERE municipality_code = c.code AND ended IS NOT NULL ORDER BY id DESC LIMIT 1) newest
     CROSS JOIN LATERAL (SELECT contents FROM municipality_local_help
       WHERE municipality_code = c.code ORDER BY id DESC LIMIT 1) help
     WHERE NOT $2 OR c.code IN (SELECT platform_supported_among($1::text[]))`,
    [codes, supported],
  )
  return rows.flatMap(({ code, site, contents, lines }) => {
    const help = helpSchema.safeParse(contents)
    if (!help.success) return []
    const { reception, onCall } = help.data
    const confirmed = { reception: reception.numbers.map(({ e164 }) => e164), onCall: onCall.numbers }
    const found = differences(confirmed, linesSchema.catch([]).parse(lines))
    return found.length === 0 ? [] : [{ code, site, differences: found }]
  })
}

type Asking = { readonly code: string; readonly site: string; readonly by: string; readonly at: Date }

/** Told of when a site is to be read: whoever works listens. */
export const PROPOSALS_CHANNEL = 'rackhall_proposals'

/** Notes that a site is to be read, and tells whoever works. Returns the number of the reading. */
export const askForProposal = async (tx: Queryable, { code, site, by, at }: Asking): Promise<number> => {
  const [row] = await tx.query(
    `INSERT INTO review_proposals (municipality_code, site, asked_by, asked_at) VALUES ($1, $2, $3, $4)
     RETURNING id::integer`,
    [code, site, by, at],
  )
  await tx.query('SELECT pg_notify($1, $2)', [PROPOSALS_CHANNEL, ''])
  return z.object({ id: z.int() }).parse(row).id
}

export type SiteToRead = { readonly id: number; readonly code: string; readonly site: string }

/** The readings that somebody has asked for and that have not ended. */
export const openProposals = async (db: Queryable): Promise<readonly SiteToRead[]> =>
  db.query<SiteToRead>(
    'SELECT id::integer, municipality_code AS code, site FROM review_proposals WHERE ended IS NULL ORDER BY id',
  )

type Ending = {
  readonly id: number
  readonly end: VisitEnd
  readonly about: string | undefined
  readonly lines: readonly ProposedLine[]
  readonly at: Date
}

/** Notes how the reading ended, and what it found; once, whatever is tried again. */
export const endProposal = async (tx: Queryable, { id, end, about, lines, at }: Ending): Promise<void> =>
  void (await tx.query(
    `UPDATE review_proposals SET ended = $2, about = $3, lines = $4, ended_at = $5 WHERE id = $1 AND ended IS NULL`,
    [id, end, about ?? null, JSON.stringify(lines), at],
  ))

/** Notes that somebody has gone through every line. */
export const confirmProposal = async (tx: Queryable, id: number, by: string, at: Date): Promise<void> =>
  void (await tx.query('UPDATE review_proposals SET confirmed_by = $2, confirmed_at = $3 WHERE id = $1', [id, by, at]))
