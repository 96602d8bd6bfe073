import { cannotTell, evidence, helpPages, met, notApplicable, notMet, partly, thePage } from './judging.ts'
import type { Judge } from './criterion.ts'
import { misnumbered } from './national-numbers.ts'
import type { FetchFailure } from '../crawl/capture.ts'
import type { Probe } from '../facts/facts.ts'

const GONE = new Set([404, 410])
/** A failure that stands: what was only slow or busy may answer tomorrow, and whoever asks for a login does answer. */
const DEAD: ReadonlySet<FetchFailure> = new Set(['unknown-host', 'connection-refused', 'certificate', 'bad-redirect'])

const isDead = ({ status, failure }: Probe): boolean => GONE.has(status) || (failure !== undefined && DEAD.has(failure))

/** No dead links or wrong numbers (inga döda länkar eller fel nummer). */
export const F07: Judge = (site) => {
  const pages = helpPages(site)
  const [first] = pages
  if (first === undefined) return notApplicable('no-page')
  for (const page of pages)
    for (const { number, line } of misnumbered(page, site.register))
      return notMet('wrong-number', [evidence(page, number.found)], { number: number.asWritten, line })
  const tried = site.probes.filter(({ of }) => of === 'link')
  const dead = tried.filter(isDead)
  const [one] = dead
  if (one !== undefined) {
    const on = pages.find(({ page }) => page.links.some(({ to }) => to === one.url)) ?? first
    const link = on.page.links.find(({ to }) => to === one.url)
    const shown = link === undefined ? thePage(on) : evidence(on, { excerpt: link.says, selector: link.selector })
    return dead.length === 1
      ? partly('one-dead', [shown], { link: one.url })
      : notMet('dead', [shown], { count: dead.length, link: one.url })
  }
  if (tried.length > 0) return met('all-right', [thePage(first)], { links: tried.length })
  const leadsOn = pages.some(({ page }) =>
    page.links.some(({ to, region }) => region === 'main' && /^https?:/.test(to)),
  )
  return leadsOn ? cannotTell('not-tried') : met('nothing-to-break', [thePage(first)])
}
