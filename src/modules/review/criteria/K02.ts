import { numbersOn, shownNumber } from './contact.ts'
import { forTheExposed } from './groups.ts'
import { met, notMet, partly, seekOn } from './judging.ts'
import type { Judge } from './criterion.ts'

/** Direct number to the social services (direktnummer till socialtjänsten): not the switchboard, and not theirs on call. */
export const K02: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const direct = numbersOn(pages, 'reception')
  if (direct.length > 0) return met('direct', direct.slice(0, 3).map(shownNumber))
  const [switchboard] = numbersOn(pages, 'switchboard')
  const sentThere = switchboard === undefined ? seekOn(pages, words('by-switchboard')) : shownNumber(switchboard)
  if (sentThere !== undefined) return partly('switchboard', [sentThere])
  const [others] = [...numbersOn(pages, 'on-call'), ...numbersOn(pages, 'bridge')]
  return others === undefined ? notMet('none') : notMet('only-on-call', [shownNumber(others)])
}
