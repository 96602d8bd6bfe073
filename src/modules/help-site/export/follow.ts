import { nextMidnight, stockholm } from '#kernel/dates.ts'
import { nextKnownTurn } from '../render.ts'
import type { World } from '../world.ts'
import { startCommand } from './nginx.ts'
import type { Exporter, Written } from './export.ts'

export type Following = {
  readonly exporter: Exporter
  /** Reads what holds now. */
  readonly worldNow: () => Promise<World>
  readonly now: () => Date
  /** Calls `heard` with what has changed (`local-help:1497`), or with nothing said when it could be anything. */
  readonly listen: (heard: (payload: string) => void) => Promise<() => Promise<void>>
  /** A line to whoever watches. */
  readonly say: (line: string) => void
  readonly folder: string
}

/**
 * Writes again whenever facts change, a crisis begins or ends, a pause ends, and at midnight, when dates turn. Changes are read one
 * after the other, so that what was read first is never written last; writing goes on beside. Answers with what stops it.
 */
export const follow = async ({
  exporter,
  worldNow,
  now,
  listen,
  say,
  folder,
}: Following): Promise<() => Promise<void>> => {
  const heard: string[] = []
  let reading = false
  let timer: NodeJS.Timeout | undefined
  let ended = false
  const failed = (error: unknown): void =>
    say(`The pages could not be written anew and are as before: ${(error as Error).message}`)
  const written = ({ changed, config }: Written): void => {
    if (changed > 0) say(`${stockholm(now()).time} ${changed} pages replaced.`)
    if (config) say(`nginx.conf has changed: ${startCommand(folder)} -s reload`)
  }
  const read = async (): Promise<void> => {
    reading = true
    while (heard.length > 0) {
      const scopes = heard.splice(0).map((payload) => /^(?:local-help|crisis|reception):(\d{4})$/.exec(payload)?.[1])
      const [one] = scopes
      try {
        const world = await worldNow()
        // Told to stop meanwhile: a timer set now would keep the process until midnight.
        if (ended) return
        const at = now()
        clearTimeout(timer)
        timer = setTimeout(() => again(''), untilNextTurn(world, at))
        exporter.write(world, at, scopes.every((scope) => scope === one) ? one : undefined).then(written, failed)
      } catch (error) {
        failed(error)
      }
    }
    reading = false
  }
  const again = (payload: string): void => {
    heard.push(payload)
    if (!reading) void read()
  }
  const stop = await listen(again)
  // What happened between the export and the listening is caught up on.
  again('')
  return async () => {
    ended = true
    clearTimeout(timer)
    await stop()
  }
}

/** The longest wait a timer takes is 24.8 days; midnight always comes before. */
const untilNextTurn = (world: World, now: Date): number => {
  const turn = nextKnownTurn(world, now)
  const midnight = nextMidnight(now)
  const next = turn !== undefined && turn < midnight ? turn : midnight
  return Math.max(0, next.getTime() - now.getTime())
}
