import { sentenceOfEnd } from './ends.ts'
import { WHOLE_ENDS, type Visit } from './visit.ts'

/** Tells how far a crawl has come. */
export type Progress = {
  /** Something was asked for; `page` is whether it counts as one. */
  asked(page: boolean): void
  began(): void
  ended(visit: Visit): void
  /** Leaves the terminal as a line of its own would. */
  close(): void
}

export type ProgressOptions = {
  readonly total: number
  /** A line of words. */
  readonly line: (text: string) => void
  /** Text to a terminal as it stands; nothing when there is none: then only lines are written. */
  readonly draw: ((text: string) => void) | undefined
  /** Milliseconds. */
  readonly now: () => number
}

const REDRAWN_EVERY_MS = 250
const CLEAR_LINE = '\r\u001B[2K'

const countsOf = (ends: ReadonlyMap<string, number>): string =>
  [...ends].map(([end, count]) => `${end} ${count}`).join(', ')

/** Draws one line anew while it goes on, when there is a terminal; a plain line for each site otherwise. */
export const openProgress = ({ total, line, draw, now }: ProgressOptions): Progress => {
  const failed = new Map<string, number>()
  const begunAt = now()
  let pages = 0
  let under = 0
  let done = 0
  let drawnAt = Number.NEGATIVE_INFINITY

  const state = (): string => {
    const seconds = Math.max(1, now() - begunAt) / 1000
    const failures = failed.size === 0 ? '' : ` · not reviewed: ${countsOf(failed)}`
    const waiting = Math.max(0, total - done - under)
    return `${done} of ${total} sites · ${(pages / seconds).toFixed(1)} pages/s · ${under} under way · ${waiting} waiting${failures}`
  }
  const redraw = (always = false): void => {
    if (draw === undefined || (!always && now() - drawnAt < REDRAWN_EVERY_MS)) return
    drawnAt = now()
    draw(`${CLEAR_LINE}${state()}`)
  }
  const told = (text: string): void => {
    draw?.(CLEAR_LINE)
    line(text)
    redraw(true)
  }
  return {
    asked(page) {
      if (page) pages += 1
      redraw()
    },
    began() {
      under += 1
      redraw()
    },
    ended(visit) {
      under -= 1
      const { code, site, end = 'fault', captures } = visit
      // What was stopped is not done: it goes on another time.
      if (end !== 'stopped') done += 1
      if (WHOLE_ENDS.has(end)) {
        if (draw === undefined) line(`${done} of ${total}: ${code} ${site}: ${captures} requests, ${end}`)
        else redraw()
        return
      }
      if (end !== 'stopped') failed.set(end, (failed.get(end) ?? 0) + 1)
      told(`${code} ${site}: ${sentenceOfEnd(visit)}`)
    },
    close() {
      draw?.(CLEAR_LINE)
      line(state())
    },
  }
}
