import { once } from 'node:events'
import { Readable } from 'node:stream'
import type { Client, Connection } from 'pg'

/** What `pg` calls while a COPY runs; its types name only the first of these. */
type CopyQuery = {
  submit(connection: CopyConnection): void
  handleCopyInResponse?(connection: CopyConnection): void
  handleCopyData?(message: { readonly chunk: Buffer }): void
  handleCommandComplete(message: { readonly text: string }): void
  handleReadyForQuery(): void
  handleError(error: Error): void
}

type CopyConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/** How much may wait in memory for a slow disk. */
const IN_MEMORY = 256 * 1024

const run = (client: Client, query: CopyQuery): void => {
  client.query(query as unknown as { submit(connection: Connection): void })
}

/** The rows of `COPY … TO STDOUT` as they come; the server is held back while nobody reads. Throws what it throws. */
export const copyOut = (client: Client, sql: string): Readable => {
  const { stream } = client.connection
  const rows = new Readable({ highWaterMark: IN_MEMORY, read: () => void stream.resume() })
  // Given up half-way: the connection must go on reading, or it could never be ended.
  rows.once('close', () => stream.resume())
  run(client, {
    submit: (connection) => connection.query(sql),
    handleCopyData: ({ chunk }) => {
      // Copied, because the driver writes over its buffer.
      if (!rows.destroyed && !rows.push(Buffer.from(chunk))) stream.pause()
    },
    handleCommandComplete: () => {},
    handleReadyForQuery: () => void rows.push(null),
    handleError: (error) => void rows.destroy(error),
  })
  return rows
}

/** Runs `COPY … FROM STDIN` with the chunks. Returns how many rows came in; throws what the chunks or the server throw. */
export const copyIn = (client: Client, sql: string, chunks: AsyncIterable<Buffer>): Promise<number> =>
  new Promise((resolve, reject) => {
    const refused = new AbortController()
    let failure: unknown
    let rows = 0
    const feed = async (connection: CopyConnection): Promise<void> => {
      try {
        for await (const chunk of chunks) {
          if (refused.signal.aborted) return
          connection.sendCopyFromChunk(chunk)
          if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain', { signal: refused.signal })
        }
        connection.endCopyFrom()
      } catch (error) {
        if (refused.signal.aborted) return
        failure = error
        connection.sendCopyFail('what was to be copied could not be read')
      }
    }
    run(client, {
      submit: (connection) => connection.query(sql),
      handleCopyInResponse: (connection) => void feed(connection),
      handleCommandComplete: ({ text }) => {
        rows = Number(/\d+$/.exec(text)?.[0] ?? 0)
      },
      handleReadyForQuery: () => resolve(rows),
      handleError: (error) => {
        refused.abort()
        reject(failure ?? error)
      },
    })
  })
