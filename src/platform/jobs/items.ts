import type { PgBoss } from 'pg-boss'

/** A piece of work that waits for whoever takes it: `key` says which it is, so that it never waits twice. */
export type Item<Data extends object> = { readonly key: string; readonly data: Data }

/** `later`: it was begun and is to go on, here or elsewhere, as when its process is told to stop. */
export type ItemEnd = 'done' | 'later'

export type ItemHandler<Data extends object> = (data: Data, signal: AbortSignal) => Promise<ItemEnd>

// Whoever has an item says every five seconds that it lives. Not heard of for ten, it is dead: somebody else goes on.
const HEARTBEAT_SECONDS = 10
/** How often the queue looks for such, and for what has failed and is to be tried again. */
export const SUPERVISED_EVERY_SECONDS = 5
const POLL_EVERY_SECONDS = 0.5
// One that takes its process with it each time must not do so for ever.
const RETRIES = 8
const RETRY_AFTER_SECONDS = 1
const LONGEST_RETRY_SECONDS = 300
const LONGEST_SECONDS = 86_400

/** Makes the queue where it is not there yet. Of two items with the same key, waiting or begun, there is one. */
export const makeItemQueue = async (boss: PgBoss, name: string): Promise<void> =>
  boss.createQueue(name, {
    policy: 'exclusive',
    expireInSeconds: LONGEST_SECONDS,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retryLimit: RETRIES,
    retryDelay: RETRY_AFTER_SECONDS,
    retryBackoff: true,
    retryDelayMax: LONGEST_RETRY_SECONDS,
  })

/** Puts items in a queue. Answers how many were not there already. */
export const orderItems = async (boss: PgBoss, name: string, items: readonly Item<object>[]): Promise<number> => {
  await makeItemQueue(boss, name)
  const jobs = items.map(({ key, data }) => ({ singletonKey: key, data }))
  const ids = await boss.insert(name, jobs, { returnId: true })
  return ids?.length ?? 0
}

export type TakeOptions<Data extends object> = {
  readonly atOnce: number
  readonly handler: ItemHandler<Data>
  /** Told of each failure; thrown on without its words, as the queue keeps them in its tables. */
  readonly broke: (error: unknown) => void
  readonly ending: AbortSignal
}

/** Takes items as long as this process works, `atOnce` at a time. */
export const takeItems = async <Data extends object>(
  boss: PgBoss,
  name: string,
  { atOnce, handler, broke, ending }: TakeOptions<Data>,
): Promise<void> => {
  await makeItemQueue(boss, name)
  const options = { localConcurrency: atOnce, pollingIntervalSeconds: POLL_EVERY_SECONDS }
  await boss.work<Data>(name, options, async ([job]) => {
    if (job === undefined) return
    // A claim that another has taken over ends this one too: two must not write at once.
    const end = await handler(job.data, AbortSignal.any([job.signal, ending])).catch((error: unknown) => {
      broke(error)
      return 'failed' as const
    })
    if (end !== 'done') throw new Error(`${name}: ${end}`)
  })
}
