import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Done, Task } from './compress-worker.ts'

export type Twins = { readonly br: Uint8Array; readonly gz: Uint8Array }

export type Compressor = {
  /** Compresses as small as it gets (brotli 11, gzip 9), on another thread. */
  compress(body: Buffer): Promise<Twins>
  close(): Promise<void>
}

/** Threads that compress side by side, one for each processor. Rejects what is under way when a thread breaks. */
export const openCompressor = (threads: number = availableParallelism()): Compressor => {
  const waiting = new Map<number, { resolve: (twins: Twins) => void; reject: (error: Error) => void }>()
  let next = 0
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('./compress-worker.ts', import.meta.url))
    worker.on('message', ({ id, br, gz }: Done) => {
      waiting.get(id)?.resolve({ br, gz })
      waiting.delete(id)
    })
    worker.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error as Error)
      waiting.clear()
    })
    return worker
  })
  return {
    compress: (body) =>
      new Promise((resolve, reject) => {
        const id = next
        next += 1
        waiting.set(id, { resolve, reject })
        workers[id % workers.length]?.postMessage({ id, body } satisfies Task)
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
