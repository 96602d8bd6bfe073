import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { aDatabaseForAProgram } from './database.ts'

/** The real program, started as an operator starts it. */
export type RunningSite = {
  /** Without a slash at the end. */
  readonly url: string
  /** The folder with its data. */
  readonly data: string
  /** What a command needs in its environment to work on the same data. */
  readonly environment: Readonly<Record<string, string>>
  /** All it has written on stdout and stderr. */
  logs(): string
  /** Ends it and takes its data away; answers with its exit status. */
  stop(): Promise<number | null>
}

const LONGEST_START_MS = 90_000

/**
 * Starts the program with a data folder and a port of its own, and answers when it has said where it answers.
 * `environment` is what the operator has set, such as EXIT_URL. Its database is a copy of the tests' template, which is
 * there sooner; with an empty DATABASE_URL it makes its own in the data folder. Throws with what it wrote when it ends
 * instead.
 */
export const startSite = async (environment: Readonly<Record<string, string>> = {}): Promise<RunningSite> => {
  const data = mkdtempSync(join(tmpdir(), 'site-'))
  // The database is another user when we are root.
  chmodSync(data, 0o755)
  mkdirSync(join(data, 'var'))
  const database = 'DATABASE_URL' in environment ? undefined : await aDatabaseForAProgram()
  const reached = {
    ...(database === undefined ? {} : { DATABASE_URL: database.url }),
    RACKHALL_DATA: join(data, 'var'),
    ...environment,
  }
  // The size of the test run is no setting of the program's, which refuses names it does not know.
  const { RACKHALL_TEST_FULL: _size, ...own } = process.env
  const program = spawn(process.execPath, [process.env['SITE_MAIN'] ?? join(PROJECT_ROOT, 'src', 'main.ts')], {
    cwd: PROJECT_ROOT,
    env: { ...own, PORT: '0', STAFF_PORT: '0', ...reached },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<number | null>((resolve) => program.once('exit', resolve))
  const stop = async (): Promise<number | null> => {
    program.kill('SIGTERM')
    const status = await ended
    await database?.drop()
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    return status
  }
  const address = new Promise<string>((resolve, reject) => {
    const hear = (part: Buffer): void => {
      said += String(part)
      const found = /(http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):[1-9]\d*)\//.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    }
    program.stdout.on('data', hear)
    program.stderr.on('data', hear)
    program.once('exit', (status) =>
      reject(new Error(`The site ended with status ${status} before it answered:\n${said}`)),
    )
    setTimeout(
      () => reject(new Error(`The site did not say where it answers within ${LONGEST_START_MS} ms:\n${said}`)),
      LONGEST_START_MS,
    ).unref()
  })
  try {
    return { url: await address, data: reached.RACKHALL_DATA, environment: reached, logs: () => said, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
