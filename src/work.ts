import { COUNT_AT, COUNT_CHANNEL, readOperator } from '#modules/help-site/index.ts'
import { readOwnSites, takeSites } from '#modules/review/index.ts'
import { PROJECT_ROOT, type Config } from '#platform/config.ts'
import { openDatabase, type Database } from '#platform/db/index.ts'
import { openJobs, type Jobs } from '#platform/jobs/index.ts'
import type { Log } from '#platform/log/index.ts'
import { MAIL_CHANNEL, sendMail, sendOf } from '#platform/mail/index.ts'
import { ALARMS_AT, checkAlarms } from './alarms.ts'
import type { Queue } from './queues.ts'

export type Work = {
  /** How often each job has failed in this process. */
  failures(): ReadonlyMap<string, number>
  stop(): Promise<void>
}

/** The worker: what is done at set times, once in the whole installation however many processes there are. */
export const openWork = async (config: Config, log: Log, queues: readonly Queue[]): Promise<Work> => {
  const database = await openDatabase(config)
  const opening = openJobs(database, {
    broke: (name, error) => log.broke(`The job ${name} failed; it is tried again.`, error),
  })
  try {
    const jobs = await opening
    const ending = new AbortController()
    if (queues.includes('nightly')) await countVisits(database, jobs)
    if (queues.includes('mail')) await sendMails(database, jobs, config, ending.signal)
    if (queues.includes('alarms')) {
      await jobs.schedule('check-alarms', ALARMS_AT, () => checkAlarms(database, config, new Date()))
    }
    if (queues.includes('review')) {
      const worlds = { root: PROJECT_ROOT, db: database, say: (sentence: string) => log.warn(sentence) }
      const contact = readOperator(config.operatorFile)?.faults
      await takeSites(jobs, worlds)
      await readOwnSites(jobs, { ...worlds, folder: config.dataDir, contact })
    }
    return {
      failures: () => jobs.failures(),
      stop: async () => {
        ending.abort()
        await jobs.stop()
        await database.close()
      },
    }
  } catch (error) {
    await opening.then(
      (jobs) => jobs.stop(),
      () => undefined,
    )
    await database.close()
    throw error
  }
}

const countVisits = (database: Database, jobs: Jobs): Promise<void> =>
  jobs.schedule('count-visits', COUNT_AT, async () => {
    await database.query('SELECT pg_notify($1, $2)', [COUNT_CHANNEL, ''])
  })

const EVERY_MINUTE = '* * * * *'

/** At once when mail is queued, and each minute for what waits to be tried again. Without SMTP_URL it stays where it is. */
const sendMails = async (database: Database, jobs: Jobs, config: Config, ending: AbortSignal): Promise<void> => {
  const send = sendOf(config)
  if (send === undefined) return
  const now = (): Date => new Date()
  await jobs.schedule('send-mail', EVERY_MINUTE, () => sendMail(database, send, now, () => !ending.aborted))
  const soon = (): void => void jobs.runNow('send-mail').catch(() => undefined)
  await database.listen(MAIL_CHANNEL, soon, soon)
}
