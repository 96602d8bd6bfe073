import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it arrived. */
export type Seen = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders }

/** The rest of the web: the page people come from and the one that leaving ends at, on another host than the site. */
export type Elsewhere = {
  readonly url: string
  /** Where leaving ends. */
  readonly weather: string
  /** The address of a page with one link, `#in`, to the given address. */
  from(address: string): string
  readonly requests: readonly Seen[]
  close(): Promise<void>
}

/** Starts it on loopback. */
export const startElsewhere = async (): Promise<Elsewhere> => {
  const requests: Seen[] = []
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request
    requests.push({ method, path: url, headers })
    const link = new URL(url, 'http://localhost').searchParams.get('to') ?? ''
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(
      link === ''
        ? '<!doctype html><html lang="sv"><title>Väder</title><link rel="icon" href="data:,"><h1>Sol i morgon</h1>'
        : `<!doctype html><html lang="sv"><title>Sök</title><link rel="icon" href="data:,"><h1>Sökresultat</h1><a id="in" href="${link}">Vidare</a>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    url,
    weather: `${url}/weather`,
    from: (address) => `${url}/search?to=${encodeURIComponent(address)}`,
    requests,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
