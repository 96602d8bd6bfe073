import { met, notMet, partly, seekOn } from './judging.ts'
import { forTheExposed } from './groups.ts'
import type { Judge } from './criterion.ts'

/** No police report needed (polisanmälan krävs inte). */
export const I05: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const said = seekOn(pages, words('not-needed'))
  if (said !== undefined) return met('said', [said])
  const choice = seekOn(pages, words('choice'))
  return choice === undefined ? notMet('unsaid') : partly('own-choice', [choice])
}
