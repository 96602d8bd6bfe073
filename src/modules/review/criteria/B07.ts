import type { Judge } from './criterion.ts'
import { cannotTell, helpPages, met, notApplicable, notMet, partly } from './judging.ts'
import { onScreen, shownHelpPages } from './shown-pages.ts'

/** Banner does not block help (kakruta hindrar inte hjälp). */
export const B07: Judge = (site) => {
  if (helpPages(site).length === 0) return notApplicable('no-help-page')
  const shown = shownHelpPages(site)
  const [first] = shown
  if (first === undefined) return cannotTell('not-shown')
  const boxes = shown.flatMap((page) =>
    page.consent === undefined
      ? []
      : [{ box: page.consent, found: [onScreen(page, page.consent.says, page.consent.selector)] }],
  )
  const covering = boxes.find(({ box }) => box.coversNumber || box.coversExit)
  if (covering !== undefined) return notMet(covering.box.coversNumber ? 'covers-number' : 'covers-exit', covering.found)
  const uneven = boxes.find(({ box }) => box.accept !== undefined && box.reject === undefined)
  if (uneven !== undefined) return partly('no-reject', uneven.found)
  const [beside] = boxes
  return beside === undefined ? met('no-box', [onScreen(first, undefined)]) : met('beside', beside.found)
}
