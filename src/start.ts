import { readExitHosts } from '#modules/municipality/index.ts'
import { ConfigurationError, PROJECT_ROOT, readConfig, type Config } from '#platform/config.ts'
import { FileProblems } from '#kernel/document.ts'
import { openLog, type Log } from '#platform/log/index.ts'
import type { ExitStatus } from '#platform/cli.ts'
import type { Queue } from './queues.ts'

export type Parts = { readonly web: boolean; readonly work: readonly Queue[] }

type Stop = () => Promise<void>

/**
 * Starts the program's parts, prints where they answer, and ends them in order at SIGTERM or SIGINT, also when that
 * comes while they start. What has started when another part cannot is ended, too. The process ends with it.
 */
export const start = async (parts: Parts): Promise<void> => {
  const log = openLog()
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const asked = askedToEnd()
  const stops: Stop[] = []
  try {
    const { config } = readConfig(process.env, readExitHosts(PROJECT_ROOT))
    await startParts(parts, config, log, say, stops)
  } catch (error) {
    say(sentenceFor(error))
    await endInOrder(stops, log)
    process.exit(statusOf(error))
  }
  const status = await asked
  await endInOrder(stops, log)
  process.exit(status)
}

const ENDED_WITHIN_MS = 9000
const INTERRUPTED = 130

/** The exit status, as soon as somebody asks the program to end. It does, whatever hangs. */
const askedToEnd = async (): Promise<number> =>
  new Promise((resolve) => {
    const end = (status: number): void => {
      setTimeout(() => process.exit(status), ENDED_WITHIN_MS).unref()
      resolve(status)
    }
    process.on('SIGTERM', () => end(0))
    process.on('SIGINT', () => end(INTERRUPTED))
  })

const startParts = async (
  parts: Parts,
  config: Config,
  log: Log,
  say: (line: string) => void,
  stops: Stop[],
): Promise<void> => {
  if (parts.web) {
    const { openApp } = await import('./app.ts')
    const app = await openApp({ config, log, now: () => new Date(), random: Math.random, say })
    stops.unshift(() => app.stop())
    process.stdout.write(
      `The public site answers at ${app.publicAddress}\nThe staff side answers at ${app.staffAddress}\nStop it with Ctrl+C.\n`,
    )
  }
  let failures: () => ReadonlyMap<string, number> = () => new Map()
  if (parts.work.length > 0) {
    const { openWork } = await import('./work.ts')
    const work = await openWork(config, log, parts.work)
    failures = work.failures
    stops.unshift(() => work.stop())
    if (!parts.web) process.stdout.write('The worker is waiting for work.\nStop it with Ctrl+C.\n')
  }
  if (config.metricsPort !== undefined) {
    const { openMetrics } = await import('./metrics.ts')
    const metrics = await openMetrics(config.metricsPort, config, { now: () => new Date(), failures })
    stops.unshift(() => metrics.stop())
    process.stderr.write(`Figures for monitoring: http://127.0.0.1:${metrics.port}/metrics\n`)
  }
}

const endInOrder = async (stops: readonly Stop[], log: Log): Promise<void> => {
  for (const stop of stops) {
    try {
      await stop()
    } catch (error) {
      log.broke('A part of the program could not be ended in order.', error)
    }
  }
}

/** What an operator reads when something stops the program: sentences where we know why, the whole error where we do not. */
export const sentenceFor = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const listening = listeningFault(error)
  if (listening !== undefined) return listening
  return statusOf(error) === 1 ? (error.stack ?? error.message) : error.message
}

/** 2 for wrong configuration or files, 3 for what cannot be reached, 1 for the rest. */
export const statusOf = (error: unknown): ExitStatus => {
  if (!(error instanceof Error)) return 1
  if (error instanceof ConfigurationError || error instanceof FileProblems || listeningFault(error) !== undefined)
    return 2
  // The database's own errors bring theirs.
  if ('exitStatus' in error && (error.exitStatus === 2 || error.exitStatus === 3)) return error.exitStatus
  return 1
}

/** Why the site cannot answer where it was told to; nothing when the error is about something else. */
const listeningFault = (error: Error): string | undefined => {
  if (!('syscall' in error && error.syscall === 'listen' && 'code' in error)) return undefined
  const { port, address } = { port: '', address: '', ...error }
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Choose another with PORT (the public site) or STAFF_PORT (the staff side), such as PORT=3010 npm start.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST is ${address}, which is no address of this machine.`
    case 'EACCES':
      return `This user may not answer on port ${port}: those below 1024 are for root. Choose another with PORT.`
    default:
      return undefined
  }
}
