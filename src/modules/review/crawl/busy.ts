import type { Capture } from './capture.ts'

const BUSY: ReadonlySet<number> = new Set([429, 503])

/** Whether a server asked not to be asked just now (RFC 6585, RFC 9110). */
export const isBusy = ({ status }: Capture): boolean => BUSY.has(status)

/** A server that says nothing of how long is left alone for this many delays. */
const DELAYS = 10

/** How long it wants to be left alone, in milliseconds from when it was asked: Retry-After in seconds or as a date. */
export const restMs = ({ headers, askedAt }: Capture, delayMs: number): number => {
  const said = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1000
  const until = Date.parse(said)
  return Number.isNaN(until) ? delayMs * DELAYS : Math.max(0, until - Date.parse(askedAt))
}
