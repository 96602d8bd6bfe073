import type { Socket } from 'node:net'
import type { Client } from 'pg'
import { connect, type SocketAddress } from '../connection.ts'
import { codeOf, DatabaseUnreachable } from '../errors.ts'
import { type Cluster, ensureRunning, stopServer } from './server.ts'

/** One process's use of an embedded server. */
export type Lease = {
  readonly socketFolder: string
  /** Lets the process end although the lease is held. */
  unref(): void
  /** Ends the use; the last user stops the server. */
  release(): Promise<void>
}

/** Everyone who uses the server holds this lock shared; who gets it alone is the last and may stop the server. */
const USE_LOCK = 7_264_002
const TRY_WITHIN_MS = 60_000
const FIRST_WAIT_MS = 20
const LONGEST_WAIT_MS = 1_000
/** Not there, refused, cut off, starting, stopping, crashed: another try can succeed. */
const WORTH_ANOTHER_TRY = new Set([
  'ENOENT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '',
])

export const superuserAddress = (socketFolder: string): SocketAddress => ({
  host: socketFolder,
  user: 'postgres',
  database: 'postgres',
})

/**
 * Starts the cluster's server or joins one that runs. The lease is a connection of its own holding a shared lock,
 * so it ends with its process, even by kill -9. Who comes while the last user stops the server waits for that lock,
 * is cut off with the server, and starts it anew. A server lost while leased (killed, out of memory) is started again.
 */
export const leaseServer = async (cluster: Cluster, say: (line: string) => void): Promise<Lease> => {
  const released = new AbortController()
  let regaining: Promise<void> | undefined
  let held = await join()

  async function join(): Promise<{ client: Client; socketFolder: string }> {
    const until = Date.now() + TRY_WITHIN_MS
    for (;;) {
      const socketFolder = await ensureRunning(cluster, say)
      try {
        return { client: await hold(socketFolder), socketFolder }
      } catch (error) {
        if (!WORTH_ANOTHER_TRY.has(codeOf(error)) || Date.now() > until) {
          throw new DatabaseUnreachable(`The embedded database in ${cluster.folder} runs but does not let us in.`, {
            cause: error,
          })
        }
      }
      await pause(FIRST_WAIT_MS)
    }
  }

  async function hold(socketFolder: string): Promise<Client> {
    const client = await connect(superuserAddress(socketFolder))
    try {
      await client.query('SELECT pg_advisory_lock_shared($1)', [USE_LOCK])
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    client.once('end', () => {
      if (!released.signal.aborted) regaining ??= regain().finally(() => (regaining = undefined))
    })
    return client
  }

  async function regain(): Promise<void> {
    say('The embedded database was lost; starting it again.')
    for (let wait = FIRST_WAIT_MS; !released.signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        held = await join()
        return
      } catch {
        await pause(wait)
      }
    }
  }

  return {
    socketFolder: held.socketFolder,
    unref: () => void socketOf(held.client).unref(),
    async release() {
      released.abort()
      await regaining
      socketOf(held.client).ref()
      const alone = await isLast(held.client)
      if (alone) await stopServer(cluster)
      await held.client.end().catch(() => {})
    },
  }
}

/** A socket, whatever kind of stream the type promises. */
const socketOf = (client: Client): Socket => client.connection.stream as Socket

/** Gives the shared lock back and takes it alone when nobody else has it. */
const isLast = async (client: Client): Promise<boolean> => {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [USE_LOCK])
    const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [USE_LOCK])
    return rows[0]?.alone === true
  } catch {
    // The server is gone: there is nothing to stop.
    return false
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
