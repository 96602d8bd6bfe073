import { forTheExposed, groupsSaid } from './groups.ts'
import { met, notMet, partly } from './judging.ts'
import type { Judge } from './criterion.ts'

const TOLD = ['secrecy', 'choice', 'process', 'children', 'time'] as const
/** Of the five, as many as are enough (domain C2). */
const ENOUGH = 3

/** What happens when one makes contact (så går det till). */
export const K08: Judge = (site, words) => {
  const said = groupsSaid(forTheExposed(site), words, TOLD)
  const shown = said.map(({ evidence }) => evidence)
  if (said.length >= ENOUGH) return met('told', shown, { count: said.length })
  return said.length === 0 ? notMet('none') : partly('some', shown, { count: said.length })
}
