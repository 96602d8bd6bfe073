import { z } from 'zod'
import type { Queryable } from '#platform/db/index.ts'
import { missingIn } from './decisions.ts'

/** Of a reception only whom it serves: whoever asks of all of them has no use for their rotas. */
const servedAlone = z.array(z.object({ municipality: z.string(), decisions: z.record(z.string(), z.unknown()) }))

/**
 * By code, whether a reception answers for a municipality: `open` when one has every decision it needs, `undecided`
 * when one is meant to. Those that no reception serves are not in it.
 */
export const receptionStandings = async (db: Queryable): Promise<ReadonlyMap<string, 'open' | 'undecided'>> => {
  const rows = await db.query<{ serves: unknown }>(
    `SELECT contents -> 'serves' AS serves FROM collaboration_receptions
     WHERE contents IS NOT NULL AND id IN (SELECT max(id) FROM collaboration_receptions GROUP BY reception_name)`,
  )
  const standings = new Map<string, 'open' | 'undecided'>()
  // One that this version cannot read is left out here as it is on the public pages.
  for (const { municipality, decisions } of rows.flatMap(({ serves }) => servedAlone.safeParse(serves).data ?? [])) {
    const open = standings.get(municipality) === 'open' || missingIn(decisions).length === 0
    standings.set(municipality, open ? 'open' : 'undecided')
  }
  return standings
}
