import { open } from 'node:fs/promises'

/** A file that only grows. What it was asked to take stands in it as a whole, or not at all. */
export type Appending = {
  /** Where the next will stand. */
  readonly end: () => number
  /** Resolves when it has left this process: from then on it outlives it. */
  readonly add: (bytes: Uint8Array) => Promise<void>
  /** Resolves when everything is on disk. */
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

// What a loss of power may take; a process that is killed takes nothing that was added.
const SYNC_AFTER_MS = 1000

/** Opens a file for going on at `from`; what stands behind it there, a torn record, is cut away. */
export const openAppending = async (file: string, from: number): Promise<Appending> => {
  const handle = await open(file, 'a').then(async (made) => {
    await made.close()
    return open(file, 'r+')
  })
  await handle.truncate(from)
  let end = from
  let synced = performance.now()
  let syncing: Promise<void> = Promise.resolve()
  const sync = async (): Promise<void> => {
    synced = performance.now()
    syncing = syncing.then(() => handle.datasync())
    return syncing
  }
  return {
    end: () => end,
    async add(bytes) {
      // At its place, so that one that broke off halfway, when the disk is full, is written over by the next.
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done, bytes.length - done, end + done)).bytesWritten
      }
      end += bytes.length
      if (performance.now() - synced > SYNC_AFTER_MS) await sync()
    },
    sync,
    async close() {
      await syncing.catch(() => undefined)
      await handle.close()
    },
  }
}
