import type { LocalDate } from '#kernel/dates.ts'
import { once } from '#kernel/once.ts'
import type { Queryable } from '#platform/db/index.ts'
import { readWords } from '#platform/http/words.ts'
import { loadCatalogue } from '../criteria/catalogue.ts'
import { releasedReviews } from '../released-store.ts'
import { readQuality } from '../report/quality.ts'
import { publicReviews, type PublicReviews } from './public-reviews.ts'

export type ReadPublic = {
  /** What is public on a day; nothing when that is what was read the last time. */
  read(today: LocalDate): Promise<PublicReviews | undefined>
}

/**
 * Reads what everybody may see of the review. What would be much to read for a whole country is read only when something
 * has been added: a review that becomes public, or a word about one that is.
 */
export const openPublicReviews = (
  db: Queryable,
  { root, nameOf }: { readonly root: string; readonly nameOf: (code: string) => string | undefined },
): ReadPublic => {
  const from = {
    nameOf,
    catalogue: once(() => loadCatalogue(root)),
    words: once(() => readWords(root)),
    quality: once(() => readQuality(root)),
  }
  let before: string | undefined
  return {
    read: async (today) => {
      const mark = await markOf(db, today)
      if (mark === before) return undefined
      const released = await releasedReviews(db, today)
      before = mark
      return publicReviews(released, from)
    },
  }
}

/** Grows with every review that is public and every line said of one. */
const markOf = async (db: Queryable, today: LocalDate): Promise<string> => {
  const [row] = await db.query<{ mark: string }>(
    `SELECT coalesce(string_agg(review_id || ' ' || jsonb_array_length(acts), ',' ORDER BY review_id), '') AS mark
     FROM review_released($1)`,
    [today],
  )
  return row?.mark ?? ''
}
