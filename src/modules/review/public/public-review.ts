import type { LocalDate } from '#kernel/dates.ts'
import type { Html } from '#kernel/html.ts'
import type { Report } from '../report/report.ts'

/** What stands in the frame of a public page; its title says nothing of what it is about to whoever sees the tab. */
export type PublicView = { readonly title: string; readonly main: Html }

/** Where pages lie is the public site's own: it gives the addresses, and gets the pages. */
export type PublicPaths = {
  readonly list: string
  readonly how: string
  readonly csv: string
  readonly json: string
  readonly one: (code: string) => string
  readonly oneJson: (code: string) => string
}

/** One of the released, as the pages show it. */
export type PublicReview = { readonly report: Report; readonly name: string; readonly releasedOn: LocalDate }
