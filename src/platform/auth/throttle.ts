/**
 * Slows down whoever fails often, by the address they come from and never by whom they say to be: nobody can lock
 * another out by failing in her name. Kept in this process's memory alone; with several processes an address gets as
 * many tries more. A passkey or a link cannot be guessed; this keeps guessing from costing us work.
 */
export type Throttle = {
  /** Seconds until this address may try again; 0 when it may now. */
  wait(from: string, now: Date): number
  failed(from: string, now: Date): void
}

/** Everyone in a town hall may share an address, so there is room for a bad morning. */
const FREE_FAILURES = 20
const WITHIN_MS = 10 * 60_000
const MOST_ADDRESSES = 10_000

export const openThrottle = (): Throttle => {
  const failures = new Map<string, readonly number[]>()
  const recent = (from: string, now: Date): readonly number[] =>
    (failures.get(from) ?? []).filter((at) => now.getTime() - at < WITHIN_MS)
  return {
    wait: (from, now) => {
      const own = recent(from, now)
      const oldest = own[0]
      if (own.length < FREE_FAILURES || oldest === undefined) return 0
      return Math.ceil((oldest + WITHIN_MS - now.getTime()) / 1000)
    },
    failed: (from, now) => {
      if (failures.size >= MOST_ADDRESSES && !failures.has(from)) failures.delete(failures.keys().next().value ?? '')
      failures.set(from, [...recent(from, now), now.getTime()].slice(-FREE_FAILURES))
    },
  }
}
