import type { LocalDate } from '#kernel/dates.ts'
import type { StaffLanguage, Words } from '#platform/http/words.ts'
import type { Catalogue } from '../criteria/catalogue.ts'
import { reportJson } from '../report/json.ts'
import type { Quality } from '../report/quality.ts'
import { reportOf, type Reviewed } from '../report/report.ts'
import { listCsv, listJson } from './data.ts'
import { howView } from './how-view.ts'
import type { PublicPaths, PublicReview, PublicView } from './public-review.ts'
import { listView, reviewView } from './views.ts'

/** A review that everybody may see, and since when. */
export type Released = Reviewed & { readonly releasedOn: LocalDate }

/** Every public page of the review, made when it is asked for. */
export type PublicReviews = {
  /** Those that have a page, in the order of their names. */
  readonly codes: readonly string[]
  readonly list: (language: StaffLanguage, paths: PublicPaths) => PublicView
  readonly how: (language: StaffLanguage, paths: PublicPaths) => PublicView
  /** Nothing for a municipality whose review is not public. */
  readonly one: (code: string, language: StaffLanguage, paths: PublicPaths) => PublicView | undefined
  readonly data: (format: 'json' | 'csv') => string
  readonly dataOf: (code: string) => string | undefined
  /** The same of these municipalities alone. */
  readonly only: (codes: ReadonlySet<string>) => PublicReviews
}

export type PublicFrom = {
  readonly catalogue: Catalogue
  readonly words: Readonly<Record<StaffLanguage, Words>>
  readonly quality: Quality | undefined
  /** What a municipality is called; nothing for a code that is no longer one. */
  readonly nameOf: (code: string) => string | undefined
}

/** The public side of the review: what is released, by name and never by score. What has no municipality has no page. */
export const publicReviews = (released: readonly Released[], from: PublicFrom): PublicReviews => {
  const { catalogue, words, quality, nameOf } = from
  const all = released
    .flatMap((reviewed): readonly PublicReview[] => {
      const name = nameOf(reviewed.code)
      if (name === undefined) return []
      const report = reportOf(reviewed, { catalogue, name, before: undefined, quality })
      return [{ report, name, releasedOn: reviewed.releasedOn }]
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'sv'))
  const byCode = new Map(all.map((review) => [review.report.code, review]))
  const tellingIn = (language: StaffLanguage) => ({ say: words[language], language })
  return {
    only: (codes) =>
      publicReviews(
        released.filter(({ code }) => codes.has(code)),
        from,
      ),
    codes: [...byCode.keys()],
    list: (language, paths) => listView(tellingIn(language), all, paths),
    how: (language, paths) => howView(tellingIn(language), catalogue, all, paths),
    one: (code, language, paths) => {
      const review = byCode.get(code)
      return review === undefined ? undefined : reviewView(tellingIn(language), review, paths)
    },
    data: (format) => (format === 'csv' ? listCsv(all, catalogue) : listJson(all)),
    dataOf: (code) => {
      const review = byCode.get(code)
      return review === undefined
        ? undefined
        : `${JSON.stringify(reportJson(tellingIn('sv'), review.report), undefined, 2)}\n`
    },
  }
}
