import { setTimeout as wait } from 'node:timers/promises'
import type { Turns } from './turns.ts'

/** When an origin may be asked again, and everybody who waits for it, one behind the other. */
type Queue = { last: Promise<void>; waiting: number; endedAt: number; restUntil: number }

/** An origin that has not been asked for this long is forgotten. */
const FORGOTTEN_AFTER_MS = 10 * 60_000
const SWEEP_EVERY = 1000

// Since 1970, and yet never put back: a clock that is set right in the middle must not shorten anybody's rest.
const steadyNow = (): number => performance.timeOrigin + performance.now()

/** Turns for the visits of one process. `now` is in milliseconds since 1970, as `rest` counts. */
export const memoryTurns = ({ now = steadyNow }: { readonly now?: () => number } = {}): Turns => {
  const queues = new Map<string, Queue>()
  let taken = 0
  const queueOf = (origin: string): Queue => {
    const found = queues.get(origin)
    if (found !== undefined) return found
    const made = { last: Promise.resolve(), waiting: 0, endedAt: Number.NEGATIVE_INFINITY, restUntil: 0 }
    queues.set(origin, made)
    return made
  }
  const sweep = (): void => {
    if ((taken += 1) % SWEEP_EVERY !== 0) return
    const old = now() - FORGOTTEN_AFTER_MS
    for (const [origin, { waiting, endedAt, restUntil }] of queues) {
      if (waiting === 0 && endedAt < old && restUntil < now()) queues.delete(origin)
    }
  }
  return {
    async take(origin, delayMs, signal) {
      sweep()
      const queue = queueOf(origin)
      const before = queue.last
      const { promise: over, resolve: finish } = Promise.withResolvers<void>()
      queue.last = over
      queue.waiting += 1
      const leave = (): void => {
        queue.waiting -= 1
        finish()
      }
      await before
      try {
        for (;;) {
          signal?.throwIfAborted()
          const left = Math.max(queue.endedAt + delayMs, queue.restUntil) - now()
          if (left <= 0) break
          await wait(Math.min(left, 60_000), undefined, signal === undefined ? {} : { signal })
        }
      } catch (cause) {
        leave()
        throw cause
      }
      let ended = false
      return {
        done: async () => {
          if (ended) return
          ended = true
          queue.endedAt = now()
          leave()
        },
      }
    },
    async rest(origin, untilMs) {
      const queue = queueOf(origin)
      queue.restUntil = Math.max(queue.restUntil, untilMs)
    },
  }
}
