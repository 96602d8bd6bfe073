import type { Judge } from './criterion.ts'
import { cannotTell, helpPages, met, notApplicable, notMet, partly } from './judging.ts'
import { onScreen, shownHelpPages } from './shown-pages.ts'

/** Sixteen, and what rounding of a relative size may take of it. */
const SMALLEST_TEXT = 15.5

/** Works on a phone (fungerar i mobil). */
export const B09: Judge = (site) => {
  if (helpPages(site).length === 0) return notApplicable('no-help-page')
  const shown = shownHelpPages(site)
  const [first] = shown
  if (first === undefined) return cannotTell('not-shown')
  const faults = shown.flatMap((page) => [
    ...(page.numbersNotLinked.length > 0
      ? [{ fault: 'not-linked', found: onScreen(page, page.numbersNotLinked.join(', ')) }]
      : []),
    ...(page.scrollsSideways ? [{ fault: 'sideways', found: onScreen(page, undefined) }] : []),
    ...(page.smallestText !== undefined && page.smallestText < SMALLEST_TEXT
      ? [{ fault: 'small-text', found: onScreen(page, `${page.smallestText} px`) }]
      : []),
  ])
  const kinds = new Set(faults.map(({ fault }) => fault))
  const found = [...kinds].flatMap((kind) => faults.find(({ fault }) => fault === kind)?.found ?? [])
  const [only] = kinds
  if (only === undefined) return met('works', [onScreen(first, undefined)])
  return kinds.size === 1 ? partly(only, found) : notMet('several', found)
}
