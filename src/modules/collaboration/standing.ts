import { isOpenedFor, type Reception } from './reception.ts'

/**
 * By code, whether a reception answers for a municipality: `open` when one has every decision it needs, `undecided`
 * when one is meant to. Those that no reception serves are not in it.
 */
export const receptionStandings = (
  receptions: readonly Pick<Reception, 'serves'>[],
): ReadonlyMap<string, 'open' | 'undecided'> => {
  const standings = new Map<string, 'open' | 'undecided'>()
  for (const reception of receptions) {
    for (const { municipality } of reception.serves) {
      const open = standings.get(municipality) === 'open' || isOpenedFor(reception, municipality)
      standings.set(municipality, open ? 'open' : 'undecided')
    }
  }
  return standings
}
