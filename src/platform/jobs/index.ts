/**
 * Work at set times, and work that waits to be taken, done once in the whole installation however many processes there
 * are (pg-boss, in the schema `pgboss` of the same database, on connections of its own). A job that fails is counted, told and tried again;
 * it must never end the process or stand in the way of the public site.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { type ConstructorOptions, PgBoss } from 'pg-boss'
import { clientConfig } from '../db/connection.ts'
import { type Database, howReached } from '../db/database.ts'
import { type Item, type ItemHandler, orderItems, SUPERVISED_EVERY_SECONDS, takeItems } from './items.ts'

export type { ItemEnd } from './items.ts'

export type Jobs = {
  /** Runs `handler` at the times of a cron expression (five fields, the clock of Stockholm). Throws for a wrong one. */
  schedule(name: string, cron: string, handler: () => Promise<void>): Promise<void>
  /** Asks for the job now, besides its times; asked for twice before it has begun, it runs once. */
  runNow(name: string): Promise<void>
  /** Puts items in a queue. Answers how many did not wait there, or were under way, already. */
  order(name: string, items: readonly Item<object>[]): Promise<number>
  /**
   * Takes items of a queue, `atOnce` at a time, as long as this process works. One whose process is killed is taken by
   * another within half a minute; one that fails is tried again. `signal` says that the process is to stop.
   */
  take<Data extends object>(name: string, atOnce: number, handler: ItemHandler<Data>): Promise<void>
  /** How often each job has failed in this process. */
  failures(): ReadonlyMap<string, number>
  /** Waits for what is under way, up to five seconds, and ends. */
  stop(): Promise<void>
}

export type JobOptions = {
  /** Called with each failure: of a job by its name, or of the queue itself as `queue`. */
  readonly broke?: (name: string, error: unknown) => void
}

const CONNECTIONS = 3
const FINISH_WITHIN_MS = 5_000
const RETRIES = 3
const RETRY_AFTER_SECONDS = 60

/** Starts the jobs of this process on an open database. Throws when the queue's tables cannot be made. */
export const openJobs = async (database: Database, { broke = () => {} }: JobOptions = {}): Promise<Jobs> => {
  const failed = new Map<string, number>()
  const failure = (name: string, error: unknown): void => {
    failed.set(name, (failed.get(name) ?? 0) + 1)
    broke(name, error)
  }
  const ending = new AbortController()
  const taking: Promise<void>[] = []
  const boss = new PgBoss(bossOptions(database))
  boss.on('error', (error) => failure('queue', error))
  await boss.start()
  return {
    async schedule(name, cron, handler) {
      // "short": one waiting at most; a time that comes while the last one still waits adds nothing.
      await boss.createQueue(name, {
        policy: 'short',
        retryLimit: RETRIES,
        retryDelay: RETRY_AFTER_SECONDS,
        retryBackoff: true,
      })
      await boss.work(name, async () => {
        const done = await handler().then(
          () => true,
          (error: unknown) => {
            failure(name, error)
            return false
          },
        )
        // Thrown on, so that it is tried again; without its words, as the queue keeps them in its tables for weeks.
        if (!done) throw new Error(`${name} failed; its process has told why`)
      })
      await boss.schedule(name, cron, null, { tz: 'Europe/Stockholm' })
    },
    runNow: async (name) => void (await boss.send(name)),
    order: (name, items) => orderItems(boss, name, items),
    async take(name, atOnce, handler) {
      const broke = (error: unknown): void => failure(name, error)
      taking.push((await takeItems(boss, name, { atOnce, handler, broke, ending: ending.signal })).over)
    },
    failures: () => failed,
    async stop() {
      ending.abort()
      await Promise.race([Promise.all(taking), wait(FINISH_WITHIN_MS, undefined, { ref: false })])
      await boss.stop({ graceful: true, timeout: FINISH_WITHIN_MS })
    },
  }
}

const bossOptions = (database: Database): ConstructorOptions => {
  const { address } = howReached(database)
  const { connectionString, host, user, database: name } = clientConfig(address)
  const reached = connectionString === undefined ? { host, user, database: name, ssl: false } : { connectionString }
  return {
    ...reached,
    application_name: 'rackhall jobs',
    max: CONNECTIONS,
    persistWarnings: false,
    superviseIntervalSeconds: SUPERVISED_EVERY_SECONDS,
    monitorIntervalSeconds: SUPERVISED_EVERY_SECONDS,
  }
}
