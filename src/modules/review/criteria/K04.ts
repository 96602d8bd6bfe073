import type { PageKind } from '../facts/facts.ts'
import { uncoveredMinutes } from '../facts/hours-uncovered.ts'
import { numbersOn, shownNumber, type NumberOn } from './contact.ts'
import { forTheExposed } from './groups.ts'
import { met, notMet, partly, seek, evidence, thePage } from './judging.ts'
import type { Judge } from './criterion.ts'

/** Where a number for evenings may stand as well, if not as well as on the help page. */
const ELSEWHERE: ReadonlySet<PageKind> = new Set(['start', 'contact', 'crisis', 'child', 'other'])
const MINUTES_AN_HOUR = 60

/**
 * Contact outside office hours (kontakt utanför kontorstid). An own number is enough; where its hours and the
 * reception's are told, it says as well how much of the week is nobody's, numbers between the two counted in.
 */
export const K04: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const own = numbersOn(pages, 'on-call')
  const [first] = own
  if (first !== undefined) {
    const shown = own.slice(0, 2).map(shownNumber)
    const minutes = uncovered(own, [...numbersOn(pages, 'reception'), ...numbersOn(pages, 'bridge')])
    if (minutes === undefined) return met('own-number', shown)
    if (minutes === 0) return met('every-hour', shown)
    return met('gap', shown, { minutes, hours: Math.round(minutes / MINUTES_AN_HOUR) })
  }
  const via = pages.find(({ mentions }) => mentions.afterHours === 'via-112')
  if (via !== undefined) {
    const said = seek(via, words('via-112'))
    return partly('via-112', [said === undefined ? thePage(via) : evidence(via, said)])
  }
  const [elsewhere] = numbersOn(
    site.pages.filter(({ kind }) => ELSEWHERE.has(kind)),
    'on-call',
  )
  return elsewhere === undefined ? notMet('none') : partly('elsewhere', [shownNumber(elsewhere)])
}

/** Minutes of a week when nobody answers; nothing while the hours of either side are not told. */
const uncovered = (onCall: readonly NumberOn[], others: readonly NumberOn[]): number | undefined => {
  const rules = (numbers: readonly NumberOn[]): readonly string[] => numbers.flatMap(({ number }) => number.hours ?? [])
  const evenings = rules(onCall)
  const days = rules(others)
  if (evenings.length === 0 || (days.length === 0 && !evenings.includes('24/7'))) return undefined
  return uncoveredMinutes([...evenings, ...days])
}
