import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it arrived. */
export type Seen = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** When it arrived, by performance.now(). */
  readonly at: number
}

/** The rest of the web: the page people come from and the one that leaving ends at, on another host than the site. */
export type Elsewhere = {
  readonly url: string
  /** Where leaving ends. */
  readonly weather: string
  /** The address of a page with one link, `#in`, to the given address. */
  from(address: string): string
  readonly requests: readonly Seen[]
  /** From now on the page where leaving ends does not answer, until what comes back is called. */
  hold(): () => void
  close(): Promise<void>
}

const WEATHER = '/weather'

/** Starts it on loopback. */
export const startElsewhere = async (): Promise<Elsewhere> => {
  const requests: Seen[] = []
  let held: Promise<void> | undefined
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request
    requests.push({ method, path: url, headers, at: performance.now() })
    if (held === undefined || url !== WEATHER) answer(url, response)
    else void held.then(() => answer(url, response))
  })
  const answer = (url: string, response: ServerResponse): void => {
    const link = new URL(url, 'http://localhost').searchParams.get('to') ?? ''
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(
      link === ''
        ? '<!doctype html><html lang="sv"><title>Väder</title><link rel="icon" href="data:,"><h1>Sol i morgon</h1>'
        : `<!doctype html><html lang="sv"><title>Sök</title><link rel="icon" href="data:,"><h1>Sökresultat</h1><a id="in" href="${link}">Vidare</a>`,
    )
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    url,
    weather: `${url}${WEATHER}`,
    from: (address) => `${url}/search?to=${encodeURIComponent(address)}`,
    requests,
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return () => {
        held = undefined
        resolve()
      }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
