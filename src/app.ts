import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { stockholm, type LocalDate } from '#kernel/dates.ts'
import { FileProblems } from '#kernel/document.ts'
import { PROJECT_ROOT, type Config } from '#platform/config.ts'
import { openDatabase, type Database } from '#platform/db/index.ts'
import { openFaultCounter } from '#platform/http/faults.ts'
import { openPageCache } from '#platform/http/page-cache.ts'
import { createPublicServer } from '#platform/http/public-server.ts'
import type { Log } from '#platform/log/index.ts'
import { readShownReceptions } from '#modules/collaboration/index.ts'
import {
  audiencesOf,
  FACTS_CHANNEL,
  loadReference,
  readFacts,
  type PublicPages,
  type Reference,
} from '#modules/municipality/index.ts'
import {
  AUDIENCES,
  COUNT_CHANNEL,
  monthOf,
  openSite,
  openVisitCounter,
  prepare,
  previewOf,
  readAccessibilityResult,
  readOperator,
  readTexts,
  recentVisits,
  RESULT_FILE,
  warm,
  writeCounts,
  type Known,
  type Prepared,
  type Site,
} from '#modules/help-site/index.ts'
import { openPublicReviews } from '#modules/review/index.ts'
import { keepReviews } from './reviews.ts'
import { openStaffSide } from './staff.ts'

export type App = {
  readonly publicAddress: string
  readonly staffAddress: string
  readonly database: Database
  /** Ends what is under way, writes what is counted and lets go of the database. */
  stop(): Promise<void>
}

export type AppOptions = {
  readonly config: Config
  readonly log: Log
  readonly now: () => Date
  readonly random: () => number
  /** Told what the start is doing. */
  readonly say: (line: string) => void
}

/** Everything a page is made of that stands in files. Throws FileProblems. */
export const prepareSite = (config: Config): { readonly prepared: Prepared; readonly reference: Reference } => ({
  prepared: prepare({
    root: PROJECT_ROOT,
    texts: readTexts(PROJECT_ROOT),
    exitUrl: config.exitUrl,
    origin: config.publicOrigin,
    operator: readOperator(config.operatorFile),
    accessibility: readAccessibilityResult(join(PROJECT_ROOT, RESULT_FILE)),
  }),
  reference: checkedReference(),
})

/** The registers, when every audience a helpline names is one of the site's. Throws FileProblems. */
const checkedReference = (): Reference => {
  const reference = loadReference(PROJECT_ROOT)
  const known = new Set<string>(AUDIENCES.map(({ id }) => id))
  const strays = audiencesOf(reference.helplines).filter((audience) => !known.has(audience))
  if (strays.length === 0) return reference
  const expected = `expected audiences of the site (${[...known].join(', ')}), found ${strays.join(', ')}`
  throw new FileProblems([{ file: 'data/helplines.yaml', line: 0, field: 'audiences', expected }])
}

/** Puts the modules together: the public site on its port, fed by the database and by nothing of its visitors. */
export const openApp = async ({ config, log, now, random, say }: AppOptions): Promise<App> => {
  const opening = openDatabase(config, { say })
  // Awaited below; should the files be wrong first, this keeps the database's own trouble from ending the process.
  opening.catch(() => undefined)
  const files = await preparedOr(config, opening)
  const database = await opening
  try {
    return await answerWith(database, files, { config, log, now, random })
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The site on an open database, which is closed with it. */
const answerWith = async (
  database: Database,
  { prepared, reference }: ReturnType<typeof prepareSite>,
  { config, log, now, random }: Omit<AppOptions, 'say'>,
): Promise<App> => {
  const today = (): LocalDate => stockholm(now()).date
  const known = async (): Promise<Known> => {
    const [facts, { receptions }] = await Promise.all([readFacts(database, reference), readShownReceptions(database)])
    return { facts, receptions }
  }
  const site = openSite(prepared, await known(), await recentVisits(database, today()), now)
  const counters = { visits: openVisitCounter(), faults: openFaultCounter() }
  const pages = openPageCache(site.version)
  const month = monthClock(now)
  const server = createPublicServer({
    site,
    pages,
    faults: counters.faults,
    now,
    visited: (code) => counters.visits.visited(code, month()),
    broke: (error) => log.broke('A page could not be made.', error),
  })
  // One after the other: facts that were read first must not be taken in last.
  let reading: Promise<void> = Promise.resolve()
  const reread = async (scope: string | undefined): Promise<void> =>
    (reading = reading.then(async () => {
      try {
        site.changed(await known(), scope)
      } catch (error) {
        log.broke('Changed facts could not be read; the pages show the earlier ones.', error)
      }
    }))
  const write = async (ending: boolean): Promise<void> => {
    try {
      await writeCounts(database, counters, today(), ending, random)
      if (!ending) site.counted(await recentVisits(database, today()))
    } catch (error) {
      log.broke('Counted visits could not be written; they are kept and counted on.', error)
    }
  }
  const stopListening = await Promise.all([
    database.listen(
      FACTS_CHANNEL,
      (payload) => void reread(scopeOf(payload)),
      () => void reread(undefined),
    ),
    database.listen(COUNT_CHANNEL, () => void write(false)),
  ])
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const publicPages: PublicPages = {
    show: (asked, at) => previewOf(site.world(), asked, at),
    origin: config.publicOrigin,
    languages: prepared.texts.languages.map(({ tag, endonym }) => ({ tag, name: endonym })),
  }
  const staff = await openStaffSide({ config, database, reference, log, publicPages, now }).catch(
    async (error: unknown) => {
      server.close()
      throw error
    },
  )
  const stopWarming = keepWarm(site, pages, now)
  const reviews = keepReviews(
    openPublicReviews(database, {
      root: PROJECT_ROOT,
      nameOf: (code) => reference.municipalities.get(code)?.name,
    }),
    {
      today,
      take: site.reviewed,
      broke: (error) => log.broke('What is public of the review could not be read; its pages show the earlier.', error),
    },
  )
  return {
    publicAddress: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}/`,
    staffAddress: staff.address,
    database,
    stop: async () => {
      stopWarming()
      await reviews.stop()
      await staff.stop()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref()
      })
      await write(true)
      await Promise.all(stopListening.map((stop) => stop()))
      await database.close()
    },
  }
}

const LAST_ANSWERS_MS = 3000

const preparedOr = async (config: Config, opening: Promise<Database>): Promise<ReturnType<typeof prepareSite>> => {
  try {
    return prepareSite(config)
  } catch (error) {
    await opening.then(
      (database) => database.close(),
      () => undefined,
    )
    throw error
  }
}

/** The municipality a change is about, when it is about one alone. */
export const scopeOf = (payload: string): string | undefined =>
  /^(?:local-help|crisis|reception):(\d{4})$/.exec(payload)?.[1]

/** The month in Stockholm, asked of the calendar once a minute at most: it is needed at every request. */
const monthClock = (now: () => Date): (() => string) => {
  const minute = 60_000
  let known = { month: '', at: Number.NEGATIVE_INFINITY }
  return () => {
    const at = Math.floor(now().getTime() / minute)
    if (at !== known.at) known = { month: monthOf(stockholm(now()).date), at }
    return known.month
  }
}

const WARM_EVERY_MS = 30_000

/** Makes the front pages anew in the background, so that the first to ask does not wait. */
const keepWarm = (site: Site, pages: ReturnType<typeof openPageCache>, now: () => Date): (() => void) => {
  const pass = warm(site, pages, now)
  pass.run()
  const timer = setInterval(() => pass.run(), WARM_EVERY_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    pass.stop()
  }
}
