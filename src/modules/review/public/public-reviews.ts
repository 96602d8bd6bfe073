import type { LocalDate } from '#kernel/dates.ts'
import { once } from '#kernel/once.ts'
import type { StaffLanguage, Words } from '#platform/http/words.ts'
import type { Catalogue } from '../criteria/catalogue.ts'
import { reportJson } from '../report/json.ts'
import type { Quality } from '../report/quality.ts'
import { reportOf, type Reviewed } from '../report/report.ts'
import type { Telling } from '../report/told.ts'
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
  readonly title: (language: StaffLanguage) => string
  readonly list: (language: StaffLanguage, paths: PublicPaths) => PublicView
  readonly how: (language: StaffLanguage, paths: PublicPaths) => PublicView
  /** Nothing for a municipality whose review is not public. */
  readonly one: (code: string, language: StaffLanguage, paths: PublicPaths) => PublicView | undefined
  readonly data: (format: 'json' | 'csv') => string
  readonly dataOf: (code: string) => string | undefined
  /** The same of these municipalities alone. */
  readonly only: (codes: ReadonlySet<string>) => PublicReviews
}

/** What is read from files is given as a function: it is not read before somebody asks for a page. */
export type PublicFrom = {
  readonly catalogue: () => Catalogue
  readonly words: () => Readonly<Record<StaffLanguage, Words>>
  readonly quality: () => Quality | undefined
  /** What a municipality is called; nothing for a code that is no longer one. */
  readonly nameOf: (code: string) => string | undefined
}

/** The public side of the review: what is released, by name and never by score. What has no municipality has no page. */
export const publicReviews = (released: readonly Released[], from: PublicFrom): PublicReviews => {
  const named = released
    .flatMap((reviewed) => {
      const name = from.nameOf(reviewed.code)
      return name === undefined ? [] : [{ name, reviewed }]
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'sv'))
  const all = once(() =>
    named.map(({ name, reviewed }): PublicReview => {
      const report = reportOf(reviewed, {
        catalogue: from.catalogue(),
        name,
        before: undefined,
        quality: from.quality(),
      })
      return { report, name, releasedOn: reviewed.releasedOn }
    }),
  )
  const tellingIn = (language: StaffLanguage): Telling => ({ say: from.words()[language], language })
  const find = (code: string): PublicReview | undefined => all().find(({ report }) => report.code === code)
  return {
    codes: named.map(({ reviewed }) => reviewed.code),
    title: (language) => from.words()[language]('reviews.title'),
    list: (language, paths) => listView(tellingIn(language), all(), paths),
    how: (language, paths) => howView(tellingIn(language), from.catalogue(), all(), paths),
    one: (code, language, paths) => {
      const review = find(code)
      return review === undefined ? undefined : reviewView(tellingIn(language), review, paths)
    },
    data: (format) => (format === 'csv' ? listCsv(all(), from.catalogue()) : listJson(all())),
    dataOf: (code) => {
      const review = find(code)
      return review === undefined
        ? undefined
        : `${JSON.stringify(reportJson(tellingIn('sv'), review.report), undefined, 2)}\n`
    },
    only: (codes) =>
      publicReviews(
        released.filter(({ code }) => codes.has(code)),
        from,
      ),
  }
}
