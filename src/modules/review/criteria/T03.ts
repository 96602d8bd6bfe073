import { helpPages, met, notMet, partly, seekOn } from './judging.ts'
import type { Judge } from './criterion.ts'

/** The right to an interpreter (rätt till tolk). */
export const T03: Judge = (site, words) => {
  const said = seekOn(helpPages(site), words('offered'))
  if (said !== undefined) return met('stated', [said])
  const contacts = site.pages.filter(({ kind }) => kind === 'contact' || kind === 'crisis' || kind === 'start')
  const elsewhere = seekOn(contacts, words('offered'))
  return elsewhere === undefined ? notMet('none') : partly('elsewhere', [elsewhere])
}
