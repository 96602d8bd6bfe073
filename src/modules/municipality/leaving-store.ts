import type { Queryable } from '#platform/db/index.ts'
import { contactsSchema } from './local-help.ts'
import { clearCrises, FACTS_CHANNEL, localHelpHistory, setLocalHelp, withdrawLocalHelp } from './store.ts'

/**
 * A municipality's page goes back to national help, and what it had set about reaching it now ends. What it had confirmed
 * stays in its history. True when it showed something of its own.
 */
export const takePageDown = async (tx: Queryable, code: string, by: string): Promise<boolean> => {
  const running = await tx.query<{ id: number }>(
    `SELECT id FROM municipality_crisis_notices
     WHERE municipality_code = $1 AND cleared_at IS NULL AND ends_at > now()`,
    [code],
  )
  if (running.length > 0) {
    const ids = running.map(({ id }) => id)
    await clearCrises(tx, ids, by)
  }
  const [newest] = await localHelpHistory(tx, code)
  if (newest?.file === undefined) return false
  await withdrawLocalHelp(tx, code, by)
  return true
}

/** The page of a municipality that leaves or comes back is made anew, also where nothing that it confirmed has changed. */
export const makePageAnew = async (tx: Queryable, code: string): Promise<void> =>
  void (await tx.query('SELECT pg_notify($1, $2)', [FACTS_CHANNEL, `local-help:${code}`]))

/** Shows again what was shown until it was taken down; false when this version cannot read it. */
export const putPageBack = async (tx: Queryable, code: string, by: string): Promise<boolean> => {
  const [last] = await tx.query<{ contents: unknown; file: string }>(
    `SELECT contents, file FROM municipality_local_help
     WHERE municipality_code = $1 AND contents IS NOT NULL AND file IS NOT NULL ORDER BY id DESC LIMIT 1`,
    [code],
  )
  const read = contactsSchema.safeParse(last?.contents)
  if (last === undefined || !read.success) return false
  await setLocalHelp(tx, read.data, last.file, by)
  return true
}
