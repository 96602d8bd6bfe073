import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  chmodSync,
  chownSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs'
import { connect as connectSocket } from 'node:net'
import { join } from 'node:path'
import { DatabaseUnreachable, messageOf } from '../errors.ts'
import { type Account, mustStepDown } from './account.ts'
import type { Binaries } from './binaries.ts'
import { asAccount, checkVersion, CLEAN_ENVIRONMENT, isCluster, makeCluster } from './cluster.ts'
import { isOwnFolder, shortHash } from './folders.ts'
import { underMachineLock } from './lock.ts'
import { clearStalePid, clearStaleSocket, readPostmaster, runsCluster } from './postmaster.ts'

export type Cluster = {
  readonly folder: string
  readonly account: Account
  readonly binaries: Binaries
  /** More settings for the server; for tests. */
  readonly settings?: Readonly<Record<string, string>>
}

const POLL_MS = 10
/** A server that repairs itself after a power cut may take its time; each sign of life is waited for this long. */
const START_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 7_000
const HURRIED_WITHIN_MS = 1_000
/** After kill -9 the server's own children may take some seconds to notice; until then a new server is refused. */
const STILL_ENDING = /pre-existing shared memory block|lock file "[^"]+" already exists|is the lock file for a running/
const SOCKET = '/.s.PGSQL.5432'
const LONGEST_SOCKET_PATH = 107
const LARGEST_LOG = 1_000_000

/**
 * What every server of ours is started with. Nothing listens on the network. The log tells what went wrong but
 * never the values of a statement: they can be about a person.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  port: '5432',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '60',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  jit: 'off',
  logging_collector: 'off',
  log_destination: 'stderr',
  // Errors of single statements quote values; what ends a connection or the server does not.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/** Settings that only newer servers know. */
const settingsSince = (major: number): Readonly<Record<string, string>> => (major >= 18 ? { io_method: 'sync' } : {})

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, POLL_MS))

/**
 * Sees to it that a server runs on the cluster, and returns the folder of its socket: one that runs already is
 * used, one that is just ending is waited for, otherwise one is started (and the cluster made first when there
 * is none). Throws DatabaseUnreachable when that fails.
 */
export const ensureRunning = async (cluster: Cluster, say: (line: string) => void): Promise<string> => {
  const running = await runningSocket(cluster)
  if (running !== undefined) return running
  return underMachineLock(`start-${shortHash(cluster.folder)}`, START_WITHIN_MS, async () => {
    if (!isCluster(cluster.folder)) {
      say(`Making the database in ${cluster.folder} (this once).`)
      await makeCluster(cluster.folder, cluster.binaries, cluster.account)
    }
    checkVersion(cluster.folder, cluster.binaries)
    const until = Date.now() + START_WITHIN_MS
    for (;;) {
      const socketFolder = (await runningSocket(cluster)) ?? (await start(cluster))
      if (socketFolder !== undefined) return socketFolder
      if (Date.now() > until)
        throw new DatabaseUnreachable(
          `Another server on ${cluster.folder} has been ending for a minute and is still there.`,
        )
      await soon()
    }
  })
}

/** The socket folder of a server that runs; waits while one is starting or stopping; nothing when none runs. */
const runningSocket = async (cluster: Cluster): Promise<string | undefined> => {
  const until = Date.now() + START_WITHIN_MS
  for (;;) {
    const found = readPostmaster(cluster.folder)
    if (found === undefined) return undefined
    // A container that shares the data folder has process numbers of its own: only its socket tells that it runs.
    const alive = runsCluster(found.pid, cluster.folder)
    if (found.state === 'ready' && (await answers(found.socketFolder))) return found.socketFolder
    if (alive === 'no') return undefined
    if (Date.now() > until) {
      throw new DatabaseUnreachable(
        `The server on ${cluster.folder} (process ${found.pid}) is ${found.state} and does not answer; its log is ${logOf(cluster)}.`,
      )
    }
    await soon()
  }
}

const answers = (socketFolder: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectSocket(socketFolder + SOCKET)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

/** The log stands beside the cluster; the one of before the last start is kept when it grew large. */
const logOf = ({ folder }: Cluster): string => `${folder}.log`

/** Starts the server. Nothing when an old one is still ending, so that the caller tries again. */
const start = async (cluster: Cluster): Promise<string | undefined> => {
  clearStalePid(cluster.folder)
  const { folder, account, binaries } = cluster
  const socketFolder = socketFolderFor(folder, account)
  clearStaleSocket(socketFolder + SOCKET, folder)
  const log = logOf(cluster)
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG) renameSync(log, `${log}.1`)
  const output = openSync(log, 'a', 0o600)
  const written = statSync(log).size
  const settings = {
    ...SETTINGS,
    ...settingsSince(binaries.major),
    ...cluster.settings,
    unix_socket_directories: socketFolder,
  }
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Detached: Ctrl-C in a terminal goes to every process of the group, and the server must outlive the last query.
  const server = spawn(join(binaries.folder, 'postgres'), ['-D', folder, ...words], {
    ...asAccount(account),
    cwd: folder,
    env: CLEAN_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const ending: { why?: string } = {}
  server.once('error', (error) => (ending.why = messageOf(error)))
  server.once('exit', (status, signal) => (ending.why ??= `it ended with ${signal ?? `status ${status}`}`))
  server.unref()
  const until = Date.now() + START_WITHIN_MS
  while (ending.why === undefined && Date.now() < until) {
    const found = readPostmaster(folder)
    if (found?.state === 'ready' && found.pid === server.pid) return socketFolder
    await soon()
  }
  const said = readFileSync(log, 'utf8').slice(written)
  if (STILL_ENDING.test(said)) return undefined
  const fatal = /(?:FATAL|PANIC|error while loading): *(.*)/.exec(said)?.[1] ?? said.trim().split('\n').at(-1) ?? ''
  throw new DatabaseUnreachable(
    `The embedded database in ${folder} does not start as the user ${account.name}: ${[ending.why ?? 'it does not get ready', fatal].filter((part) => part !== '').join('; ')}. Its log is ${log}.`,
  )
}

/** Beside the data when the path is short enough for a socket, otherwise a short folder only the account can open. */
const socketFolderFor = (folder: string, account: Account): string => {
  if (Buffer.byteLength(folder + SOCKET) <= LONGEST_SOCKET_PATH) return folder
  const short = `/tmp/rackhall-${shortHash(folder)}`
  if (!existsSync(short)) {
    mkdirSync(short, { mode: 0o700 })
    chmodSync(short, 0o700)
    if (mustStepDown(account)) chownSync(short, account.uid, account.gid)
  }
  if (isOwnFolder(short, account.uid)) return short
  throw new DatabaseUnreachable(
    `The folder ${short}, needed because the path ${folder} is too long for a socket, belongs to somebody else: choose a shorter RACKHALL_DATA.`,
  )
}

/** Ends the server quickly but in order: everything is on disk, nothing needs repair at the next start. */
export const stopServer = async (cluster: Cluster): Promise<void> => {
  const found = readPostmaster(cluster.folder)
  if (found === undefined || runsCluster(found.pid, cluster.folder) !== 'yes') return
  process.kill(found.pid, 'SIGINT')
  const until = Date.now() + STOP_WITHIN_MS
  let hurried = false
  // Its pid file goes a moment before it does.
  while (runsCluster(found.pid, cluster.folder) !== 'no') {
    if (Date.now() > until + HURRIED_WITHIN_MS) return
    // Too slow (a full disk, a stuck one): cut off; the next start repairs from the log of changes.
    if (Date.now() > until && !hurried) {
      process.kill(found.pid, 'SIGQUIT')
      hurried = true
    }
    await soon()
  }
}
