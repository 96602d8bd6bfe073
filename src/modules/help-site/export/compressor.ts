import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Done, Task } from './compress-worker.ts'

export type Twins = { readonly br: Uint8Array; readonly gz: Uint8Array }

export type Compressor = {
  /** Compresses as small as it gets (brotli 11, gzip 9), on another thread. */
  compress(body: Buffer): Promise<Twins>
  close(): Promise<void>
}

/** Threads that compress side by side, one for each processor. When one breaks, what is under way rejects, and all that follows. */
export const openCompressor = (threads: number = availableParallelism()): Compressor => {
  const waiting = new Map<number, { resolve: (twins: Twins) => void; reject: (error: Error) => void }>()
  let next = 0
  let broken: Error | undefined
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('./compress-worker.ts', import.meta.url))
    worker.on('message', ({ id, br, gz }: Done) => {
      waiting.get(id)?.resolve({ br, gz })
      waiting.delete(id)
    })
    worker.on('error', (cause) => {
      broken = new Error('A thread that compresses pages broke.', { cause })
      for (const { reject } of waiting.values()) reject(broken)
      waiting.clear()
    })
    return worker
  })
  return {
    compress: async (body) => {
      if (broken !== undefined) throw broken
      return new Promise((resolve, reject) => {
        const id = next
        next += 1
        waiting.set(id, { resolve, reject })
        workers[id % workers.length]?.postMessage({ id, body } satisfies Task)
      })
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
