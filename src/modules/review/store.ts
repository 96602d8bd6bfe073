import type { LocalDate } from '#kernel/dates.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Act } from './act.ts'
import { readActs } from './act-store.ts'
import type { Verdict } from './criteria/verdict.ts'
import type { VisitEnd } from './crawl/visit.ts'
import type { SiteSummary } from './facts/summary.ts'
import type { Findings, Review, Round } from './review.ts'

/*
 * Reviews as whoever acts may see them: the rules on the rows let a municipality see its own, and those who support it
 * see it too. Whatever asks for more gets no more.
 */

type ReviewRow = {
  readonly id: number
  readonly roundId: number
  readonly run: string
  readonly rules: string
  readonly code: string
  readonly site: string
  readonly end: VisitEnd
  readonly about: string | null
  readonly visitedAt: Date | null
  readonly pages: number
  readonly requests: number
  readonly verdicts: Readonly<Record<string, Verdict>> | null
  readonly facts: SiteSummary | null
  readonly shownOn: LocalDate
}

const FIELDS = `r.id, o.id AS "roundId", o.run, o.rules, r.municipality_code AS code, r.site, r.visit_end AS end, r.about,
  r.visited_at AS "visitedAt", r.pages, r.requests, r.verdicts, r.facts, r.shown_on AS "shownOn"`

const reviewOf = async (tx: Queryable, row: ReviewRow | undefined): Promise<Review | undefined> => {
  if (row === undefined) return undefined
  const { roundId, run, rules, about, visitedAt, verdicts, facts, ...rest } = row
  return {
    ...rest,
    round: { id: roundId, run, rules },
    about: about ?? undefined,
    visitedAt: visitedAt ?? undefined,
    verdicts: verdicts ?? undefined,
    facts: facts ?? undefined,
    acts: (await readActs(tx, [row.id])).get(row.id) ?? [],
  }
}

/** The newest review of a municipality; nothing when it has none that whoever acts may see. */
export const latestReviewOf = async (tx: Queryable, code: string): Promise<Review | undefined> => {
  const [row] = await tx.query<ReviewRow>(
    `SELECT ${FIELDS} FROM review_reviews r JOIN review_rounds o ON o.id = r.round_id
     WHERE r.municipality_code = $1 ORDER BY r.id DESC LIMIT 1`,
    [code],
  )
  return reviewOf(tx, row)
}

/** The review of the same municipality before this one that was judged; nothing for the first. */
export const reviewBefore = async (tx: Queryable, { id, code }: Review): Promise<Review | undefined> => {
  const [row] = await tx.query<ReviewRow>(
    `SELECT ${FIELDS} FROM review_reviews r JOIN review_rounds o ON o.id = r.round_id
     WHERE r.municipality_code = $1 AND r.id < $2 AND r.verdicts IS NOT NULL ORDER BY r.id DESC LIMIT 1`,
    [code, id],
  )
  return reviewOf(tx, row)
}

/** The newest review of a municipality as a table shows it: of its verdicts only what they come to. */
export type Listed = {
  readonly id: number
  readonly code: string
  readonly site: string
  readonly end: VisitEnd
  readonly visitedAt: Date | undefined
  readonly shownOn: LocalDate
  readonly verdicts: Review['verdicts']
  readonly acts: readonly Act[]
}

type Kinds = Readonly<Record<string, Pick<Verdict, 'kind'> & { readonly points: number | null }>>
type ListedRow = Omit<Listed, 'visitedAt' | 'verdicts' | 'acts'> & {
  readonly visitedAt: Date | null
  readonly kinds: Kinds | null
}

const withoutEvidence = (kinds: Kinds): Review['verdicts'] =>
  Object.fromEntries(
    Object.entries(kinds).map(([id, { kind, points }]) => [
      id,
      { kind, points: points ?? undefined, reason: '', values: {}, evidence: [] },
    ]),
  )

/** The newest review of each of these municipalities that whoever acts may see, in the order of the codes. */
export const listReviews = async (tx: Queryable, codes: readonly string[]): Promise<readonly Listed[]> => {
  const rows = await tx.query<ListedRow>(
    `SELECT r.id, c.code, r.site, r.visit_end AS end, r.visited_at AS "visitedAt", r.shown_on AS "shownOn", r.kinds
     FROM unnest($1::text[]) WITH ORDINALITY c (code, place)
     CROSS JOIN LATERAL (SELECT * FROM review_reviews WHERE municipality_code = c.code ORDER BY id DESC LIMIT 1) r
     ORDER BY c.place`,
    [codes],
  )
  const acts = await readActs(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map(({ visitedAt, kinds, ...row }) => ({
    ...row,
    visitedAt: visitedAt ?? undefined,
    verdicts: kinds === null ? undefined : withoutEvidence(kinds),
    acts: acts.get(row.id) ?? [],
  }))
}

export type NewRound = Omit<Round, 'id' | 'takenInAt'> & {
  readonly begunAt: Date | undefined
  readonly endedAt: Date | undefined
  readonly now: Date
}

/** The round that a run was taken in as; nothing for one that was not. */
export const readRound = async (tx: Queryable, run: string): Promise<Round | undefined> => {
  const [row] = await tx.query<Round>(
    `SELECT id, run, rules, profile, taken_in_at AS "takenInAt", taken_in_by AS "takenInBy"
     FROM review_rounds WHERE run = $1`,
    [run],
  )
  return row
}

/** As the one who owns the tables: adds a round and returns its number. Throws for a run that is in already. */
export const addRound = async (tx: Queryable, round: NewRound): Promise<number> => {
  const { run, rules, profile, begunAt, endedAt, now, takenInBy } = round
  const [added] = await tx.query<{ id: number }>(
    `INSERT INTO review_rounds (run, rules, profile, begun_at, ended_at, taken_in_at, taken_in_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [run, rules, profile, begunAt ?? null, endedAt ?? null, now, takenInBy],
  )
  if (added === undefined) throw new Error('The database gave no number for the round.')
  return added.id
}

/** As the one who owns the tables: adds what a round found of one municipality, shown to it from this day. */
export const addReview = async (
  tx: Queryable,
  { round, shownOn }: { readonly round: number; readonly shownOn: LocalDate },
  findings: Findings,
): Promise<void> => {
  const { code, site, end, about, visitedAt, pages, requests, verdicts, facts } = findings
  const json = (value: unknown): string | null => (value === undefined ? null : storable(JSON.stringify(value)))
  await tx.query(
    `INSERT INTO review_reviews (round_id, municipality_code, site, visit_end, about, visited_at, pages, requests,
       verdicts, kinds, facts, shown_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      round,
      code,
      site,
      end,
      about === undefined ? null : about.replaceAll('\0', '\u{FFFD}'),
      visitedAt ?? null,
      pages,
      requests,
      json(verdicts),
      json(verdicts === undefined ? undefined : kindsOf(verdicts)),
      json(facts),
      shownOn,
    ],
  )
}

const kindsOf = (verdicts: Readonly<Record<string, Verdict>>): Kinds =>
  Object.fromEntries(Object.entries(verdicts).map(([id, { kind, points }]) => [id, { kind, points: points ?? null }]))

/** A page of the web may hold a NUL, and half a character, which no text of the database can. */
const storable = (json: string): string =>
  json.replaceAll(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, String.raw`$1\ufffd`)

/** As the one who owns the tables: who leads the work or keeps the page in these municipalities, to write to. */
export const addressesIn = async (tx: Queryable, codes: readonly string[]): Promise<readonly string[]> => {
  const rows = await tx.query<{ email: string }>(
    `SELECT DISTINCT p.email FROM platform_organisations o
     JOIN platform_memberships m ON m.organisation_id = o.id AND m.role IN ('municipality.lead', 'municipality.editor')
     JOIN platform_people p ON p.id = m.person_id
     WHERE o.municipality_code = ANY ($1)
       AND NOT EXISTS (SELECT FROM platform_departures d WHERE d.organisation_id = o.id AND d.returned_at IS NULL)
     ORDER BY 1`,
    [codes],
  )
  return rows.map(({ email }) => email)
}
