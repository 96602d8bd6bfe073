import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Acting } from '#platform/auth/organisation.ts'
import { signingIn } from '#platform/auth/presenting.ts'
import { may } from '#platform/auth/roles.ts'
import { addSession, readSession } from '#platform/auth/session-store.ts'
import { newToken } from '#platform/auth/tokens.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { openDatabase, type Database } from '#platform/db/index.ts'
import { readStaffAssets } from '#platform/http/staff-assets.ts'
import { createStaffServer } from '#platform/http/staff-server.ts'
import { readWords } from '#platform/http/words.ts'
import { receptionStandings } from '#modules/collaboration/index.ts'
import { overviewRoutes } from '#modules/municipality/index.ts'
import { theReference } from '#tests/support/builders.ts'
import { fillYears } from '#tests/support/years.ts'
import { median, quantile, spread, type Figure } from './figure.ts'

const YEARS = 10
const RUNS = 60
const WARM = 10
const LIMIT_MS = 50

/** What the agency and a county ask for: all 290, a filter, a search, and the 49 of the largest county. */
const ASKED = [
  { name: 'all 290 municipalities', who: 'agency', path: '/overview' },
  { name: '290, the filter "too old", sorted', who: 'agency', path: '/overview?show=old&sort=-confirmed' },
  { name: '290, a search with a filter', who: 'agency', path: '/overview?q=berg&show=no-reception' },
  { name: 'the 49 of a county', who: 'county', path: '/overview' },
] as const

/** The list of municipalities after ten years: asked for as a browser does, until its last byte has come. */
export const measure = async (): Promise<readonly Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-overview-'))
  try {
    const database = await openDatabase({ databaseUrl: undefined, pgBinDir: undefined, dataDir: join(folder, 'data') })
    try {
      return await measureOn(database)
    } finally {
      await database.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

const measureOn = async (database: Database): Promise<readonly Figure[]> => {
  const now = new Date()
  const looking = await fillYears(database, { years: YEARS, now })
  const tokens = { agency: await aSession(database, looking.agency), county: await aSession(database, looking.county) }
  const server = await aServer(database)
  const figures: Figure[] = []
  for (const { name, who, path } of ASKED) {
    const times: number[] = []
    for (let run = 0; run < RUNS + WARM; run += 1) {
      const begun = performance.now()
      await ask(server.port, path, tokens[who])
      if (run >= WARM) times.push(performance.now() - begun)
    }
    figures.push({
      name: `Overview after ${YEARS} years: ${name}`,
      value: `${median(times).toFixed(1)} ms, 95th percentile ${quantile(times, 0.95).toFixed(1)}`,
      against: `≤ ${LIMIT_MS} ms; ${(median(times) / LIMIT_MS).toFixed(2)} of it`,
      holds: median(times) <= LIMIT_MS,
      runs: spread(times, 1),
    })
  }
  await server.stop()
  return figures
}

const aSession = async (database: Database, { person, organisation }: Acting): Promise<string> => {
  const token = newToken()
  await database.transaction(async (tx) => {
    await signingIn(tx, person)
    const begun = { token, person, organisation, way: 'passkey', device: 'bench', language: 'sv' } as const
    await addSession(tx, { ...begun, now: new Date() })
  })
  return token
}

const aServer = async (database: Database): Promise<{ readonly port: number; stop(): Promise<void> }> => {
  const words = readWords(PROJECT_ROOT)
  const need = {
    db: database,
    reference: theReference(),
    receptions: receptionStandings,
    publicOrigin: 'http://127.0.0.1',
    swedish: words.sv,
  }
  const server = createStaffServer({
    routes: overviewRoutes(need),
    ways: [],
    words,
    assets: readStaffAssets(PROJECT_ROOT),
    origin: () => 'http://localhost',
    trustProxy: false,
    now: () => new Date(),
    session: async (token, at) => readSession(database, token, at),
    chooseLanguage: async () => Promise.resolve(),
    may,
    broke: (sentence, error) => {
      throw new Error(sentence, { cause: error })
    },
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const stop = async (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port: (server.address() as AddressInfo).port, stop }
}

const ask = async (port: number, path: string, token: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = { host: 'localhost', cookie: `__Host-rackhall=${token}`, 'accept-encoding': 'gzip, br' }
    get({ port, host: '127.0.0.1', path, headers }, (response) => {
      response.resume()
      response.on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`${path} answered ${response.statusCode}.`))
      })
    }).on('error', reject)
  })
