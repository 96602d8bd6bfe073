import { resolve } from 'node:path'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import { FileProblems } from '#kernel/document.ts'
import { loadReference, type Municipalities } from '#modules/municipality/index.ts'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError, PROJECT_ROOT } from '#platform/config.ts'
import { programVersion } from '#platform/version.ts'
import { givenFile } from '#platform/given.ts'
import { openJobs } from '#platform/jobs/index.ts'
import { orderSites } from '../site-jobs.ts'
import { crawlSites } from './crawl-sites.ts'
import { memoryTurns } from './memory-turns.ts'
import { openProgress } from './progress.ts'
import { ownerAmong } from './owners.ts'
import { runFor } from './run.ts'
import { readSites, type SiteGiven } from './sites-file.ts'
import { userAgentOf, type Contact } from './user-agent.ts'
import { BROWSER_MODES, endedWhole, type BrowserMode, type Visit } from './visit.ts'
import { openSharedWorld } from './visit-site.ts'

type Options = {
  readonly municipality?: readonly string[]
  readonly sites?: string
  readonly all?: boolean
  readonly archive: string
  readonly pages: number
  readonly delay: number
  readonly browser: BrowserMode
  readonly concurrency: number
  readonly contact?: string
  readonly allowLoopback?: boolean
  readonly json?: boolean
  readonly jobs?: boolean
}

const MOST_PAGES = 200
const LONGEST_DELAY = 60
const MOST_NAMED = 10

const wholeNumber =
  (least: number, most: number) =>
  (given: string): number => {
    const number = Number(given)
    if (/^\d+$/.test(given) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}.`)
  }

const seconds = (given: string): number => {
  const number = Number(given)
  if (/^\d+(?:\.\d+)?$/.test(given) && number <= LONGEST_DELAY) return number
  throw new InvalidArgumentError(`expected seconds, from 0 to ${LONGEST_DELAY}.`)
}

/** `review crawl`. `contact` is where an operator can be reached, as OPERATOR_FILE has it; nothing when it does not say. */
export const crawlCommand = (review: Command, context: CliContext, contact: Contact): void => {
  review
    .command('crawl')
    .description('visits websites and archives what they answer; started again, it goes on where it was')
    .option('--municipality <codes...>', 'the websites of these municipalities')
    .option('--sites <file>', 'the websites of a CSV file with the header code,url; the code is a label')
    .option('--all', 'the websites of all municipalities')
    .requiredOption('--archive <folder>', 'where what they answer is kept')
    .option('--pages <n>', 'how many pages of a site are asked for at most', wholeNumber(1, MOST_PAGES), MOST_PAGES)
    .option('--delay <seconds>', 'between two questions to one site; its robots.txt may ask for more', seconds, 1)
    .addOption(
      new Option('--browser <when>', 'what is shown in a browser: what needs it, nothing, or every page')
        .choices([...BROWSER_MODES])
        .default('auto'),
    )
    .option('--concurrency <n>', 'how many sites are visited at the same time', wholeNumber(1, 1000), 300)
    .option('--contact <address>', 'told to each site: where its owner can turn. Otherwise as OPERATOR_FILE says')
    .option('--allow-loopback', 'for tests: this machine itself may be asked')
    .option('--json', 'as JSON: the run, and how each visit ended')
    .option('--jobs', 'leaves the visits to the workers ("rackhall work"), on whichever machines they are')
    .action(async (options: Options) => crawlAsked(context, options, contact))
}

const crawlAsked = async (context: CliContext, options: Options, contact: Contact): Promise<void> => {
  const day = stockholm(context.now()).date
  const { municipalities } = loadReference(PROJECT_ROOT, day)
  const sites = sitesAsked(options, municipalities)
  if (options.delay < 1 && options.allowLoopback !== true) {
    throw new ConfigurationError('Less than a second between two questions is for tests: with --allow-loopback only.')
  }
  const userAgent = userAgentOf({
    version: programVersion(),
    contact: options.contact ?? contact(),
    isTest: options.allowLoopback === true,
  })
  const archive = resolve(options.archive)
  const { run, goesOn, left } = await runFor(archive, sites, day)
  context.err(`${goesOn ? 'Goes on with' : 'Begins'} the run ${run}: ${left.length} of ${sites.length} sites.`)
  if (options.jobs === true) return leaveToWorkers(context, left, { ...options, archive, run, userAgent })
  const stopping = new AbortController()
  void context.untilStopped().then(() => {
    context.err('Stopping: what has been asked for is waited for.')
    stopping.abort()
  })
  const shared = await openSharedWorld({
    root: PROJECT_ROOT,
    userAgent,
    allowLoopback: options.allowLoopback === true,
    turns: memoryTurns(),
    ownerOf: ownerAmong(municipalities),
    browser: options.browser,
    signal: stopping.signal,
    say: (sentence) => context.err(sentence),
  })
  const progress = openProgress({
    total: left.length,
    line: (text) => context.err(text),
    draw: process.stderr.isTTY ? (text) => void process.stderr.write(text) : undefined,
    now: () => performance.now(),
  })
  const visits: Visit[] = []
  try {
    const { pages: pageLimit, delay, browser, concurrency } = options
    await crawlSites(left, { archive, run, pageLimit, delayMs: delay * 1000, browser, concurrency }, shared, {
      began: progress.began,
      asked: ({ purpose }) => progress.asked(purpose === 'page' || purpose === 'document' || purpose === 'search'),
      ended: (visit) => {
        visits.push(visit)
        progress.ended(visit)
      },
      taken: ({ url }) => context.err(`${url} is being visited by another process.`),
    })
  } finally {
    progress.close()
    await shared.close()
  }
  tell(context, { run, visits, sites, municipalities, json: options.json === true })
}

/** The archive's folder must be one that every worker sees under the same name. */
const leaveToWorkers = async (
  context: CliContext,
  left: readonly SiteGiven[],
  {
    archive,
    run,
    pages,
    delay,
    browser,
    userAgent,
    allowLoopback = false,
  }: Options & { run: string; userAgent: string },
): Promise<void> => {
  const jobs = await openJobs(await context.openDatabase())
  try {
    const common = { archive, run, pageLimit: pages, delayMs: delay * 1000, browser, userAgent, allowLoopback }
    const ordered = await orderSites(jobs, left, common)
    const before = left.length - ordered
    context.out(`${run}: ${ordered} sites ordered${before === 0 ? '' : `; ${before} were so already`}.`)
  } finally {
    await jobs.stop()
  }
}

type Told = {
  readonly run: string
  readonly visits: readonly Visit[]
  readonly sites: readonly SiteGiven[]
  readonly municipalities: Municipalities
  readonly json: boolean
}

const tell = (context: CliContext, { run, visits, sites, municipalities, json }: Told): void => {
  const unknown = sites.map(({ code }) => code).filter((code) => municipalities.get(code) === undefined)
  const whole = visits.filter(endedWhole)
  if (visits.some(({ end }) => end === 'fault')) context.exit(1)
  if (json) {
    const ended = visits.map(({ code, site, end, about, captures }) => ({ code, site, end, about, captures }))
    return context.out(JSON.stringify({ run, visits: ended, unknownCodes: unknown }, undefined, 2))
  }
  context.out(`${run}: ${whole.length} of ${visits.length} visits can be judged.`)
  if (unknown.length === 0) return
  const named = `${unknown.slice(0, MOST_NAMED).join(', ')}${unknown.length > MOST_NAMED ? ' …' : ''}`
  context.out(`${unknown.length} of the labels are no municipality's code: ${named}. Judged all the same.`)
}

/** Throws ConfigurationError when it is not said which, or by more than one way; FileProblems for a list with a fault. */
const sitesAsked = (options: Options, municipalities: Municipalities): readonly SiteGiven[] => {
  const { municipality, sites, all } = options
  if ([municipality, sites, all].filter((way) => way !== undefined).length !== 1) {
    throw new ConfigurationError('Say which sites: --municipality CODE…, --sites FILE.csv or --all, one of them.')
  }
  if (sites !== undefined) {
    const read = readSites(givenFile(sites), sites)
    if (!read.ok) throw new FileProblems(read.problems)
    return read.value
  }
  if (municipality === undefined) return municipalities.all.map(({ code, website }) => ({ code, url: website }))
  return [...new Set(municipality)].map((code) => {
    const found = municipalities.get(code)
    if (found === undefined) throw new ConfigurationError(`There is no municipality with the code ${code}.`)
    return { code, url: found.website }
  })
}
