import type { ExitSeen } from '../browser/browser-visit.ts'
import type { Judge } from './criterion.ts'
import { cannotTell, helpPages, met, notApplicable, notMet, partly } from './judging.ts'
import { onScreen, shownHelpPages } from './shown-pages.ts'

const fault = ({ seenAfterScroll, aboveBanner, reachedByKeyboard }: ExitSeen): string | undefined => {
  if (!seenAfterScroll) return 'scrolls-away'
  if (!aboveBanner) return 'under-banner'
  return reachedByKeyboard ? undefined : 'not-by-keyboard'
}

/** Quick exit (knapp för att lämna sidan snabbt). */
export const B01: Judge = (site) => {
  if (helpPages(site).length === 0) return notApplicable('no-help-page')
  const shown = shownHelpPages(site)
  if (shown.length === 0) return cannotTell('not-shown')
  const exits = shown.flatMap((page) =>
    page.exit === undefined
      ? []
      : [{ found: onScreen(page, page.exit.says, page.exit.selector), fault: fault(page.exit) }],
  )
  const without = shown.find(({ exit }) => exit === undefined)
  if (exits.length === 0)
    return notMet(
      'none',
      shown.slice(0, 1).map((page) => onScreen(page, undefined)),
    )
  const faulty = exits.find((exit) => exit.fault !== undefined)
  if (faulty?.fault !== undefined) return partly(faulty.fault, [faulty.found])
  const found = exits.slice(0, 1).map((exit) => exit.found)
  if (without === undefined) return met('on-every-page', found)
  return partly('not-on-every-page', [...found, onScreen(without, undefined)], {
    with: exits.length,
    of: shown.length,
  })
}
