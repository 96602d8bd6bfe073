import type { Queryable } from '#platform/db/index.ts'
import type { Act } from './act.ts'
import type { VerdictKind } from './criteria/verdict.ts'

type Row = {
  readonly reviewId: number
  readonly id: number
  readonly kind: Act['kind']
  readonly criterion: string | null
  readonly answers: number | null
  readonly verdict: VerdictKind | null
  readonly reason: string | null
  readonly by: string
  readonly organisation: string
  readonly own: boolean
  readonly at: Date
}

const FIELDS = `review_id AS "reviewId", id, kind, criterion, answers, verdict, reason, acted_by AS by,
  acted_for AS organisation, organisation_id = platform_acting_organisation() AS own, acted_at AS at`

/** The act that a row holds; the database sees to it that a kind has what it must have. */
export const actOf = (row: Omit<Row, 'reviewId'>): Act => {
  const { id, by, organisation, own, at, kind, reason } = row
  const said = { id, by, organisation, own, at }
  const criterion = row.criterion ?? ''
  switch (kind) {
    case 'looked':
      return { ...said, kind }
    case 'confirmed':
      return { ...said, kind, criterion, reason: reason ?? undefined }
    case 'contested':
      return { ...said, kind, criterion, reason: reason ?? '' }
    case 'kept':
      return { ...said, kind, criterion, answers: row.answers ?? 0, reason: reason ?? '' }
    case 'overruled':
      return {
        ...said,
        kind,
        criterion,
        answers: row.answers ?? undefined,
        verdict: row.verdict ?? 'cannot-tell',
        reason: reason ?? '',
      }
    case 'withdrawn':
      return { ...said, kind, answers: row.answers ?? 0 }
  }
}

/** What has been said of each of these reviews, in the order it was said. */
export const readActs = async (
  tx: Queryable,
  reviews: readonly number[],
): Promise<ReadonlyMap<number, readonly Act[]>> => {
  const rows = await tx.query<Row>(`SELECT ${FIELDS} FROM review_acts WHERE review_id = ANY ($1) ORDER BY id`, [
    reviews,
  ])
  const byReview = Map.groupBy(rows, ({ reviewId }) => reviewId)
  return new Map(reviews.map((id) => [id, (byReview.get(id) ?? []).map(actOf)]))
}

/** One at a time on a review: of two who answer at once the second sees what the first has said. */
export const lockReview = async (tx: Queryable, review: number): Promise<void> =>
  void (await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('review ' || $1::bigint, 0))`, [review]))

/** Something said of a review, as a form says it. */
export type NewAct = {
  readonly kind: Act['kind']
  readonly criterion?: string
  readonly answers?: number
  readonly verdict?: VerdictKind
  readonly reason?: string
}

/** Of which review, of which municipality, and who says it. */
export type Saying = {
  readonly review: number
  readonly code: string
  readonly by: string
  readonly organisation: string
  readonly now: Date
}

/**
 * Adds what somebody says, in her own name and for the organisation that acts. Returns its number; nothing when it takes
 * back what is taken back already. Throws for what the organisation may not say.
 */
export const addAct = async (tx: Queryable, act: NewAct, saying: Saying): Promise<number | undefined> => {
  const { kind, criterion, answers, verdict, reason } = act
  const { review, code, by, organisation, now } = saying
  const [added] = await tx.query<{ id: number }>(
    `INSERT INTO review_acts
       (review_id, municipality_code, kind, criterion, answers, verdict, reason, acted_by, acted_for, acted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (answers) WHERE kind = 'withdrawn' DO NOTHING RETURNING id`,
    [review, code, kind, criterion ?? null, answers ?? null, verdict ?? null, reason ?? null, by, organisation, now],
  )
  return added?.id
}

/** An objection that the agency has not answered, with what it is about. */
export type OpenObjection = {
  readonly review: number
  readonly code: string
  readonly criterion: string
  readonly machine: VerdictKind
  readonly reason: string
  readonly by: string
  readonly at: Date
}

/** The objections that wait for an answer in the newest review of each of these municipalities, the oldest first. */
export const readOpenObjections = async (tx: Queryable, codes: readonly string[]): Promise<readonly OpenObjection[]> =>
  tx.query<OpenObjection>(
    `SELECT r.id AS review, r.municipality_code AS code, a.criterion, r.kinds -> a.criterion ->> 'kind' AS machine,
            a.reason, a.acted_by AS by, a.acted_at AS at
     FROM unnest($1::text[]) c (code)
     CROSS JOIN LATERAL (SELECT id, municipality_code, kinds FROM review_reviews
       WHERE municipality_code = c.code ORDER BY id DESC LIMIT 1) r
     JOIN review_acts a ON a.review_id = r.id AND a.kind = 'contested'
     WHERE NOT EXISTS (SELECT FROM review_acts w WHERE w.answers = a.id AND w.kind = 'withdrawn')
       AND NOT EXISTS (SELECT FROM review_acts n WHERE n.answers = a.id AND n.kind IN ('kept', 'overruled')
         AND NOT EXISTS (SELECT FROM review_acts w WHERE w.answers = n.id AND w.kind = 'withdrawn'))
     ORDER BY a.id`,
    [codes],
  )

/** A verdict that a person is to confirm. */
export type Proposal = { readonly code: string; readonly criterion: string; readonly verdict: VerdictKind }

/**
 * What waits to be confirmed in the newest review of each of these municipalities, of these criteria: what the machine
 * could tell, and nobody has confirmed, contested or overruled.
 */
export const readProposals = async (
  tx: Queryable,
  codes: readonly string[],
  criteria: readonly string[],
): Promise<readonly Proposal[]> =>
  tx.query<Proposal>(
    `SELECT r.municipality_code AS code, k.id AS criterion, r.kinds -> k.id ->> 'kind' AS verdict
     FROM unnest($1::text[]) WITH ORDINALITY c (code, place)
     CROSS JOIN LATERAL (SELECT id, municipality_code, kinds FROM review_reviews
       WHERE municipality_code = c.code ORDER BY id DESC LIMIT 1) r
     CROSS JOIN unnest($2::text[]) WITH ORDINALITY k (id, place)
     WHERE r.kinds -> k.id ->> 'kind' <> 'cannot-tell'
       AND NOT EXISTS (SELECT FROM review_acts a WHERE a.review_id = r.id AND a.criterion = k.id
         AND a.kind IN ('confirmed', 'contested', 'overruled')
         AND NOT EXISTS (SELECT FROM review_acts w WHERE w.answers = a.id AND w.kind = 'withdrawn'))
     ORDER BY k.place, c.place`,
    [codes, criteria],
  )
