import { met, notMet, partly } from './judging.ts'
import { forTheExposed, groupsSaid } from './groups.ts'
import type { Judge } from './criterion.ts'

/** Of five matters, as many as are enough (domain C4). */
const ENOUGH = 2

/** Plan for leaving and after (säkerhetsplan och eftervåld). */
export const I06: Judge = (site, words) => {
  const said = groupsSaid(forTheExposed(site), words, ['plan', 'pack', 'identity', 'after', 'custody'])
  const shown = said.map(({ evidence }) => evidence)
  if (said.length >= ENOUGH) return met('advice', shown, { count: said.length })
  return said.length === 1 ? partly('one', shown) : notMet('none')
}
