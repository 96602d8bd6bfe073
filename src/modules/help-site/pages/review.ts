import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { PublicPaths, PublicReviews } from '#modules/review/index.ts'
import {
  NOWHERE,
  helpPath,
  REVIEW_LANGUAGES,
  reviewPath,
  SOURCE_LANGUAGE,
  type Address,
  type ReviewLanguage,
} from '../address.ts'
import { frame, type PageContext } from './frame.ts'

type ReviewAddress = Extract<Address, { kind: 'review' }>

const pathsIn = (language: ReviewLanguage): PublicPaths => ({
  list: reviewPath(language, { of: 'list' }),
  how: reviewPath(language, { of: 'how' }),
  csv: reviewPath(language, { of: 'csv' }),
  json: reviewPath(language, { of: 'json' }),
  one: (code) => reviewPath(language, { of: 'one', code }),
  oneJson: (code) => reviewPath(language, { of: 'one-json', code }),
})

const CSV = 'text/csv; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'

/** What is asked for as data; nothing for a page, and for a municipality whose review is not public. */
export const reviewData = (
  reviews: PublicReviews,
  page: ReviewAddress['page'],
): { readonly type: string; readonly body: string } | undefined => {
  if (page.of === 'csv') return { type: CSV, body: reviews.data('csv') }
  if (page.of === 'json') return { type: JSON_TYPE, body: reviews.data('json') }
  if (page.of !== 'one-json') return undefined
  const body = reviews.dataOf(page.code)
  return body === undefined ? undefined : { type: JSON_TYPE, body }
}

/** A page of the review in the site's own frame, with the way out and 112; nothing for one that there is not. */
export const reviewPage = (
  context: PageContext,
  reviews: PublicReviews,
  { language, page }: ReviewAddress,
): string | undefined => {
  const paths = pathsIn(language)
  const view =
    page.of === 'list'
      ? reviews.list(language, paths)
      : page.of === 'how'
        ? reviews.how(language, paths)
        : page.of === 'one'
          ? reviews.one(page.code, language, paths)
          : undefined
  if (view === undefined) return undefined
  return frame(context, {
    title: view.title,
    inLanguages: ({ tag }) => {
      const other = REVIEW_LANGUAGES.find((known) => known === tag)
      return other === undefined ? helpPath(tag, NOWHERE) : reviewPath(other, page)
    },
    main: view.main,
  })
}

/** The way to the review from the page about open data. */
export const reviewLink = (reviews: PublicReviews | undefined, tag: string): Html => {
  if (reviews === undefined) return NOTHING
  const language = REVIEW_LANGUAGES.find((known) => known === tag) ?? SOURCE_LANGUAGE
  return html`<p><a href="${pathsIn(language).list}">${reviews.title(language)}</a></p>`
}
