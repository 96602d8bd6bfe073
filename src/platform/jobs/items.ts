import { setTimeout as wait } from 'node:timers/promises'
import type { Job, PgBoss } from 'pg-boss'

/** A piece of work that waits for whoever takes it: `key` says which it is, so that it never waits twice. */
export type Item<Data extends object> = { readonly key: string; readonly data: Data }

/** `later`: it was begun and is to go on, here or elsewhere, as when its process is told to stop. */
export type ItemEnd = 'done' | 'later'

/** `signal`: this process is to stop, or somebody else has taken the item over. */
export type ItemHandler<Data extends object> = (data: Data, signal: AbortSignal) => Promise<ItemEnd>

// Whoever has an item says every few seconds that it lives. Not heard of for ten, it is dead: somebody else goes on.
const HEARTBEAT_SECONDS = 10
const ALIVE_EVERY_MS = 3000
/** How often the queue looks for the dead, and for what has failed and is to be tried again. */
export const SUPERVISED_EVERY_SECONDS = 5
const LOOK_EVERY_MS = 500
// One that takes its process with it each time must not do so for ever.
const RETRIES = 8
const RETRY_AFTER_SECONDS = 1
const LONGEST_RETRY_SECONDS = 300
const LONGEST_SECONDS = 86_400

/** Makes the queue where it is not there yet. Of two items with the same key, waiting or begun, there is one. */
const makeItemQueue = async (boss: PgBoss, name: string): Promise<void> =>
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
  /** Told of each failure, of the items and of the queue itself. */
  readonly broke: (error: unknown) => void
  readonly ending: AbortSignal
}

type Taken = { readonly attempt: { readonly id: string; readonly retryCount: number }; readonly lost: AbortController }

/**
 * Takes items until `ending`, `atOnce` at a time: one look for all of them, where the library's own workers would each
 * look for themselves. Resolves when the queue is there; the promise it gives, when the last has ended.
 */
export const takeItems = async <Data extends object>(
  boss: PgBoss,
  name: string,
  { atOnce, handler, broke, ending }: TakeOptions<Data>,
): Promise<{ readonly over: Promise<void> }> => {
  await makeItemQueue(boss, name)
  const taken = new Map<string, Taken>()
  const ended = new Set<Promise<void>>()

  const work = async ({ id, retryCount, data }: Job<Data>): Promise<void> => {
    const attempt = { id, retryCount }
    const lost = new AbortController()
    taken.set(id, { attempt, lost })
    try {
      const end = await handler(data, AbortSignal.any([lost.signal, ending])).catch((error: unknown) => {
        broke(error)
        return 'failed' as const
      })
      // Without the failure's words: the queue keeps them in its tables for weeks.
      await (end === 'done' ? boss.complete(name, attempt) : boss.fail(name, attempt, { end }))
    } finally {
      taken.delete(id)
    }
  }
  const live = async (): Promise<void> => {
    for (const { attempt, lost } of taken.values()) {
      // How many it found is there, and only the library's types leave it out.
      const { affected } = (await boss.touch(name, attempt)) as { readonly affected?: number }
      // Two must not write at once: whoever was thought dead gives way.
      if (affected === 0 && taken.has(attempt.id)) lost.abort(new Error('Somebody else has taken it over.'))
    }
  }
  const alive = setInterval(() => void live().catch(broke), ALIVE_EVERY_MS)
  const look = async (): Promise<void> => {
    while (!ending.aborted) {
      const free = atOnce - taken.size
      const jobs = free > 0 ? await boss.fetch<Data>(name, { batchSize: free }).catch(told) : []
      for (const job of jobs) {
        const working = work(job).catch(broke)
        ended.add(working)
        void working.then(() => ended.delete(working))
      }
      await wait(LOOK_EVERY_MS, undefined, { signal: ending }).catch(() => undefined)
    }
    await Promise.all(ended)
    clearInterval(alive)
  }
  const told = (error: unknown): [] => {
    broke(error)
    return []
  }
  return { over: look() }
}
