import { readExitHosts } from '#modules/municipality/index.ts'
import { ConfigurationError, PROJECT_ROOT, readConfig, type Config } from '#platform/config.ts'
import { FileProblems } from '#kernel/document.ts'
import { DatabaseUnreachable } from '#platform/db/index.ts'
import { openLog, type Log } from '#platform/log/index.ts'
import type { ExitStatus } from '#platform/cli.ts'

export type Parts = { readonly web: boolean; readonly work: boolean }

/** Starts the program's parts, prints where they answer, and ends them in order at SIGTERM or SIGINT. */
export const start = async (parts: Parts): Promise<void> => {
  const log = openLog()
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  try {
    const { config } = readConfig(process.env, readExitHosts(PROJECT_ROOT))
    const stops = await startParts(parts, config, log, say)
    endWith(stops, log)
  } catch (error) {
    say(sentenceFor(error))
    process.exitCode = statusOf(error)
  }
}

const startParts = async (
  parts: Parts,
  config: Config,
  log: Log,
  say: (line: string) => void,
): Promise<(() => Promise<void>)[]> => {
  const stops: (() => Promise<void>)[] = []
  if (parts.web) {
    const { openApp } = await import('./app.ts')
    const app = await openApp({ config, log, now: () => new Date(), random: Math.random, say })
    process.stdout.write(`The public site answers at ${app.publicAddress}\nStop it with Ctrl+C.\n`)
    stops.unshift(() => app.stop())
  }
  if (parts.work) {
    const { openWork } = await import('./work.ts')
    const work = await openWork(config, log)
    if (!parts.web) process.stdout.write('The worker is waiting for work.\nStop it with Ctrl+C.\n')
    stops.unshift(() => work.stop())
  }
  return stops
}

const ENDED_WITHIN_MS = 9000

const endWith = (stops: readonly (() => Promise<void>)[], log: Log): void => {
  let ending = false
  const end = async (status: number): Promise<void> => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(status), ENDED_WITHIN_MS).unref()
    for (const stop of stops) {
      try {
        await stop()
      } catch (error) {
        log.broke('A part of the program could not be ended in order.', error)
      }
    }
    process.exit(status)
  }
  process.on('SIGTERM', () => void end(0))
  process.on('SIGINT', () => void end(130))
}

/** What an operator reads when something stops the program: sentences where we know why, the whole error where we do not. */
export const sentenceFor = (error: unknown): string => {
  if (statusOf(error) !== 1 && error instanceof Error) return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${String(error.port)} is taken by another program. Choose another with PORT, such as PORT=3010 npm start.`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** 2 for wrong configuration or files, 3 for what cannot be reached, 1 for the rest. */
export const statusOf = (error: unknown): ExitStatus => {
  if (error instanceof ConfigurationError || error instanceof FileProblems) return 2
  return error instanceof DatabaseUnreachable ? 3 : 1
}
