import { byNearness, numberIn, placeOfNumber, shownNumber, type NumberOn } from './contact.ts'
import { met, notMet, partly } from './judging.ts'
import type { Judge } from './criterion.ts'

/** So much text is about what the first screen of a telephone shows (domain C2). */
const FIRST_SCREEN = 800

/** 112 first (112 tydligt överst). A number in a closed accordion is not in sight, and one in the footer is nowhere near. */
export const K01: Judge = (site) => {
  const [first, ...others] = byNearness(site)
  if (first === undefined) return notMet('none')
  const on = numberIn(first, '112')
  const before = on === undefined ? undefined : charactersBefore(on)
  if (on !== undefined && before !== undefined) {
    const inSight = site.browser?.some(({ url, emergencyInSight }) => url === first.page.url && emergencyInSight)
    if (inSight === true || before < FIRST_SCREEN) return met('first', [shownNumber(on)])
    return before === Infinity ? partly('hidden', [shownNumber(on)]) : partly('far-down', [shownNumber(on)])
  }
  const other = others.flatMap((page) => numberIn(page, '112') ?? []).find((on) => charactersBefore(on) !== undefined)
  return other === undefined ? notMet('none') : partly('other-page', [shownNumber(other)])
}

/** How much of the main text stands before it; none in the header, endless when it is hidden, nothing in the footer. */
const charactersBefore = (on: NumberOn): number | undefined => {
  const { blocks } = on.page.page
  const place = placeOfNumber(on)
  const own = blocks[place]
  if (own === undefined || own.region === 'header' || own.region === 'banner') return 0
  if (own.region === 'footer' || own.region === 'navigation') return undefined
  if (own.hidden) return Infinity
  return blocks
    .slice(0, place)
    .filter(({ region, hidden }) => region === 'main' && !hidden)
    .reduce((sum, { text }) => sum + text.length, own.text.indexOf(on.number.asWritten))
}
