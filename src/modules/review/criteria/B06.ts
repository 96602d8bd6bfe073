import type { Judge } from './criterion.ts'
import { cannotTell, helpPages, met, notApplicable, notMet, partly } from './judging.ts'
import { onScreen, shownHelpPages } from './shown-pages.ts'

/** No third parties at all on help pages (inga tredjepartsanrop på hjälpsidor). */
export const B06: Judge = (site, words) => {
  if (helpPages(site).length === 0) return notApplicable('no-help-page')
  const shown = shownHelpPages(site)
  const [first] = shown
  if (first === undefined) return cannotTell('not-shown')
  const asked = shown.flatMap((page) =>
    page.hosts.filter(({ thirdParty }) => thirdParty).map((host) => ({ page, ...host })),
  )
  if (asked.length === 0) return met('none', [onScreen(first, undefined)])
  const others = asked.filter(({ host, tracker }) => tracker !== undefined || !words('consent').test(host))
  const told = others.length === 0 ? asked : others
  const hosts = [...new Set(told.map(({ host }) => host))]
  const found = hosts.flatMap((host) => {
    const one = told.find((asked) => asked.host === host)
    return one === undefined ? [] : [onScreen(one.page, `${host} (${one.kinds.join(', ')})`)]
  })
  return (others.length === 0 ? partly : notMet)(
    others.length === 0 ? 'only-consent' : 'third-parties',
    found.slice(0, 5),
    {
      count: hosts.length,
    },
  )
}
