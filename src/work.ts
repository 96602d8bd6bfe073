import { COUNT_AT, COUNT_CHANNEL } from '#modules/help-site/index.ts'
import type { Config } from '#platform/config.ts'
import { openDatabase } from '#platform/db/index.ts'
import { openJobs } from '#platform/jobs/index.ts'
import type { Log } from '#platform/log/index.ts'

/** The worker: what is done at set times, once in the whole installation however many processes there are. */
export const openWork = async (config: Config, log: Log): Promise<{ stop(): Promise<void> }> => {
  const database = await openDatabase(config)
  const jobs = await openJobs(database, {
    broke: (name, error) => log.broke(`The job ${name} failed; it is tried again.`, error),
  }).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  await jobs.schedule('count-visits', COUNT_AT, async () => {
    await database.query('SELECT pg_notify($1, $2)', [COUNT_CHANNEL, ''])
  })
  return {
    stop: async () => {
      await jobs.stop()
      await database.close()
    },
  }
}
