import type { Client } from 'pg'
import { type Address, connect } from './connection.ts'

const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 5_000
/** A network that swallowed the connection without a word is noticed after this long at most. */
const HEARTBEAT_MS = 10_000

type Listening = { stop(): Promise<void> }

/**
 * LISTEN on a connection of its own. Lost connections are made again with a growing wait; after each
 * re-connection `again` is called, because something may have been said meanwhile.
 * Resolves when the first connection listens; throws when that one fails.
 */
export const listenOn = async (
  address: Address,
  channel: string,
  heard: (payload: string) => void,
  again: () => void,
): Promise<Listening> => {
  let stopped = false
  let client: Client | undefined
  let waiting: NodeJS.Timeout | undefined
  let heartbeat: NodeJS.Timeout | undefined

  const listenOnce = async (): Promise<void> => {
    const fresh = await connect(address)
    fresh.on('notification', (message) => {
      if (message.channel === channel) heard(message.payload ?? '')
    })
    fresh.on('end', () => {
      clearInterval(heartbeat)
      if (!stopped && client === fresh) reconnectAfter(FIRST_WAIT_MS)
    })
    try {
      await fresh.query(`LISTEN ${fresh.escapeIdentifier(channel)}`)
    } catch (error) {
      await fresh.end().catch(() => {})
      throw error
    }
    client = fresh
    clearInterval(heartbeat)
    heartbeat = setInterval(() => void beat(fresh), HEARTBEAT_MS)
    heartbeat.unref()
  }

  const reconnectAfter = (wait: number): void => {
    client = undefined
    waiting = setTimeout(() => {
      listenOnce().then(
        () => (stopped ? void client?.end() : again()),
        () => stopped || reconnectAfter(Math.min(wait * 2, LONGEST_WAIT_MS)),
      )
    }, wait)
  }

  await listenOnce()
  return {
    async stop() {
      stopped = true
      clearTimeout(waiting)
      clearInterval(heartbeat)
      await client?.end().catch(() => {})
    },
  }
}

/** Asks for a sign of life; a connection that gives none within one beat is cut, which starts the re-connection. */
const beat = async (client: Client): Promise<void> => {
  const late = setTimeout(() => client.connection.stream.destroy(), HEARTBEAT_MS)
  try {
    await client.query('SELECT 1')
  } catch {
    client.connection.stream.destroy()
  } finally {
    clearTimeout(late)
  }
}
