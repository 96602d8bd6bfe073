import type { Headers } from '#platform/http/headers.ts'

/** The headers of a piece: meant for other sites and for caches, and kept five minutes at most. */
export const pieceHeaders = (headers: Headers): Headers => ({
  ...headers,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
  'Cache-Control': 'public, max-age=300',
})
