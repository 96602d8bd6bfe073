import type { BrowserVisit, ExitPressed } from '../browser/browser-visit.ts'
import { onSite, siteOf } from '../site.ts'
import type { Judge } from './criterion.ts'
import { cannotTell, helpPages, met, notApplicable, notMet, partly } from './judging.ts'
import { onScreen, shownHelpPages } from './shown-pages.ts'

/** What is seen afterwards by whoever takes the phone, worst first. */
const outcome = ({ asksFor, opensTab, helpStillThere, replaces }: ExitPressed, home: string): string => {
  if (asksFor.length === 0) return 'does-nothing'
  if (helpStillThere && opensTab) return 'tab-stays'
  if (helpStillThere || !replaces) return 'comes-back'
  const site = siteOf(home)
  return site !== undefined && asksFor.some((address) => onSite(site, address)) ? 'own-site' : 'hides'
}

const ORDER = ['does-nothing', 'tab-stays', 'comes-back', 'own-site', 'hides']

/** Quick exit hides (snabbutgången lämnar inga spår i fliken). */
export const B02: Judge = (site) => {
  if (helpPages(site).length === 0) return notApplicable('no-help-page')
  const shown = shownHelpPages(site)
  if (shown.length === 0) return cannotTell('not-shown')
  const pressed = shown.flatMap((page) => (page.pressed === undefined ? [] : [{ page, pressed: page.pressed }]))
  const exit = shown.find((page) => page.exit !== undefined)
  if (pressed.length === 0)
    return exit === undefined ? notMet('no-exit') : cannotTell('not-pressed', [onScreen(exit, exit.exit?.says)])
  const told = pressed
    .map((one) => ({ ...one, outcome: outcome(one.pressed, site.visit.site) }))
    .toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome))
  const [worst] = told
  if (worst === undefined) return cannotTell('not-pressed')
  const found = [onScreen(worst.page, whatWasAsked(worst.page, worst.pressed), worst.page.exit?.selector)]
  if (worst.outcome === 'hides') return met('hides', found)
  return worst.outcome === 'own-site' ? partly('own-site', found) : notMet(worst.outcome, found)
}

const whatWasAsked = ({ exit }: BrowserVisit, { asksFor }: ExitPressed): string =>
  [exit?.says ?? 'Esc', ...asksFor].join(' → ')
