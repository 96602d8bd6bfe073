import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { connect } from '../../src/platform/db/connection.ts'
import { type Embedded, openEmbedded } from '../../src/platform/db/embedded/index.ts'
import { readPostmaster, runsCluster } from '../../src/platform/db/embedded/postmaster.ts'

/** For tests of the embedded server itself: folders, and programs that use it, each test's own. */
const USER = join(import.meta.dirname, 'database-user.ts')

const folders: string[] = []

/**
 * A folder everybody may pass through, with nothing in it. Gone, with what still runs in it, when the tests' process
 * ends: earlier, a server that a test has not let go of yet would be started again by its lease.
 */
export const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rackhall-embedded-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return folder
}

process.once('exit', () => {
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('postmaster.pid')) continue
      const cluster = join(folder, dirname(entry))
      const left = readPostmaster(cluster)
      if (left !== undefined && runsCluster(left.pid, cluster) === 'yes') process.kill(left.pid, 'SIGKILL')
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
})

export const open = (dataDir: string, options: Parameters<typeof openEmbedded>[1] = {}): Promise<Embedded> =>
  openEmbedded({ pgBinDir: undefined, dataDir }, options)

export const ask = async <R extends Record<string, unknown>>(
  { address }: Embedded,
  sql: string,
): Promise<readonly R[]> => {
  const client = await connect(address)
  try {
    return (await client.query<R>(sql)).rows
  } finally {
    await client.end()
  }
}

/** A program of its own that uses the database, and what it said of the server when it was in. */
export type User = {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly said: Promise<{ server: number; folder: string }>
}

export const aUser = (
  dataDir: string,
  words: readonly string[] = [],
  options: { uid?: number; env?: Record<string, string> } = {},
): User => {
  const child = spawn(process.execPath, [USER, dataDir, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: process.env,
    ...options,
  })
  let complaint = ''
  child.stderr.on('data', (piece: Buffer) => (complaint += String(piece)))
  const said = (async () => {
    for await (const line of createInterface(child.stdout))
      return JSON.parse(line) as { server: number; folder: string }
    throw new Error(`The user of the database ended without a word: ${complaint}`)
  })()
  return { child, said }
}

/** Its exit status. */
export const ended = async ({ child }: User): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}
