import { cannotTell, met, notMet, partly, thePage } from './judging.ts'
import { forTheExposed } from './groups.ts'
import { addressKey } from '../crawl/address.ts'
import type { Judge } from './criterion.ts'

const TOP = 5
/** Of the words that are searched for, the share that must find it, and the share that is half as good (domain C1). */
const MOST = 0.7
const SOME = 0.4
/** Fewer words than the review of 2007 used say nothing. */
const FEWEST_WORDS = 4

const WHY_NOT = {
  'no-form': 'no-form',
  'not-a-get-form': 'no-form',
  robots: 'not-allowed',
  'page-limit': 'not-finished',
  failed: 'not-finished',
} as const

/** The site's own search finds it (egen sökfunktion hittar sidan). */
export const F04: Judge = (site) => {
  const pages = forTheExposed(site)
  if (pages.length === 0) return notMet('no-page')
  if (site.search.kind === 'cannot') return cannotTell(WHY_NOT[site.search.why])
  const { words } = site.search
  if (words.length < FEWEST_WORDS) return cannotTell('not-finished')
  const byAddress = new Map(pages.map((page) => [addressKey(page.page.url), page]))
  const finds = words.flatMap(({ hits }) => {
    const hit = hits.slice(0, TOP).find((address) => byAddress.has(addressKey(address)))
    return hit === undefined ? [] : [byAddress.get(addressKey(hit))]
  })
  const found = new Set(finds.filter((page) => page !== undefined))
  const values = { found: finds.length, asked: words.length }
  const share = finds.length / words.length
  const shown = [...found].map(thePage)
  if (share >= MOST) return met('most-words', shown, values)
  return share >= SOME ? partly('some-words', shown, values) : notMet('few-words', shown, values)
}
