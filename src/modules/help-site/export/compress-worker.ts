import { parentPort } from 'node:worker_threads'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** What a page's compression is asked and answered with; `id` ties the two together. */
export type Task = { readonly id: number; readonly body: Uint8Array }
export type Done = { readonly id: number; readonly br: Uint8Array; readonly gz: Uint8Array }

parentPort?.on('message', ({ id, body }: Task) => {
  const br = brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  })
  const gz = gzipSync(body, { level: constants.Z_BEST_COMPRESSION })
  parentPort?.postMessage({ id, br, gz } satisfies Done)
})
