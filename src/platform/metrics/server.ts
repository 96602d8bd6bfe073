import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Health } from '../db/health.ts'
import { exposition, type Metric } from './exposition.ts'

/** Loopback only, whatever HOST says: figures are for the machine's own monitoring. */
const HOST = '127.0.0.1'

export type MetricsServer = { readonly port: number; stop(): Promise<void> }

/** Answers /metrics, /healthz (the process runs) and /readyz (it can do its work). Throws when the port is taken. */
export const openMetricsServer = async (
  port: number,
  read: { readonly metrics: () => Promise<readonly Metric[]>; readonly health: () => Promise<Health> },
): Promise<MetricsServer> => {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      switch (request.method === 'GET' || request.method === 'HEAD' ? request.url : undefined) {
        case '/metrics':
          return send(response, 200, exposition(await read.metrics()), 'text/plain; version=0.0.4; charset=utf-8')
        case '/healthz':
          return send(response, 200, 'alive\n')
        case '/readyz': {
          const found = await read.health()
          return found.kind === 'ready' ? send(response, 200, 'ready\n') : send(response, 503, `${found.why}\n`)
        }
        default:
          return send(response, 404, 'There is /metrics, /healthz and /readyz.\n')
      }
    }
    answer().catch(() => send(response, 500, 'The figures cannot be read.\n'))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const send = (response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(text)
}
