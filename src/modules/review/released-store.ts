import type { LocalDate } from '#kernel/dates.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Act } from './act.ts'
import { actOf } from './act-store.ts'
import type { Findings } from './review.ts'

/** A review that everybody may see, from a day on. People's names are not in it: those who acted stand as organisations. */
export type ReleasedReview = Omit<Findings, 'facts'> & {
  readonly id: number
  readonly round: { readonly run: string; readonly rules: string }
  readonly shownOn: LocalDate
  readonly releasedOn: LocalDate
  readonly acts: readonly Act[]
}

type Row = Omit<ReleasedReview, 'round' | 'about' | 'visitedAt' | 'verdicts' | 'acts'> & {
  readonly run: string
  readonly rules: string
  readonly about: string | null
  readonly visitedAt: Date | null
  readonly verdicts: NonNullable<ReleasedReview['verdicts']> | null
  readonly acts: readonly (Omit<Parameters<typeof actOf>[0], 'at'> & { readonly at: string })[]
}

/**
 * Of each municipality the newest review that everybody may see on this day, by code: 21 days after the municipality was
 * shown it, or since it said that it has looked. Asked where nobody acts; none is answered a day too early.
 */
export const releasedReviews = async (db: Queryable, today: LocalDate): Promise<readonly ReleasedReview[]> => {
  const rows = await db.query<Row>(
    `SELECT r.review_id AS id, r.municipality_code AS code, o.run, o.rules, r.site, r.visit_end AS end, r.about,
            r.visited_at AS "visitedAt", r.pages, r.requests, r.verdicts, r.shown_on AS "shownOn",
            r.released_on AS "releasedOn", r.acts
     FROM review_released($1) r JOIN review_rounds o ON o.id = r.round_id ORDER BY 2`,
    [today],
  )
  return rows.map(({ run, rules, about, visitedAt, verdicts, acts, ...rest }) => ({
    ...rest,
    round: { run, rules },
    about: about ?? undefined,
    visitedAt: visitedAt ?? undefined,
    verdicts: verdicts ?? undefined,
    acts: acts.map((act) => actOf({ ...act, at: new Date(act.at) })),
  }))
}
