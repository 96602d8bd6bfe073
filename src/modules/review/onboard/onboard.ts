import { join, resolve } from 'node:path'
import { stockholm } from '#kernel/dates.ts'
import { audit, operatorHere } from '#platform/audit/index.ts'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError, PROJECT_ROOT } from '#platform/config.ts'
import { programVersion } from '#platform/version.ts'
import { displayOf, loadReference, type Municipalities, type Municipality } from '#modules/municipality/index.ts'
import { runOf } from '../archive/archive-option.ts'
import { folderOf, sitesOf } from '../archive/place.ts'
import { faultSentence, isFault } from '../archive/fault.ts'
import { readVisit } from '../archive/read.ts'
import type { VisitRead } from '../archive/site-archive.ts'
import { sentenceOfEnd } from '../crawl/ends.ts'
import { memoryTurns } from '../crawl/memory-turns.ts'
import { ownerAmong } from '../crawl/owners.ts'
import { runFor } from '../crawl/run.ts'
import { userAgentOf, type Contact } from '../crawl/user-agent.ts'
import { openSharedWorld, visitSite } from '../crawl/visit-site.ts'
import { endedWhole } from '../crawl/visit.ts'
import { loadKnown } from '../known.ts'
import { onSite, siteOf, type Site } from '../site.ts'
import { ONBOARDING } from './own-site-jobs.ts'
import { askForProposal, endProposal } from './proposal-store.ts'
import type { ProposedLine } from './proposal.ts'
import { proposedOf } from './proposed.ts'

export type OnboardOptions = {
  readonly archive?: string
  readonly contact?: string
  readonly allowLoopback?: boolean
  readonly json?: boolean
}

type Own = { readonly site: Site; readonly municipality: Municipality | undefined }

/** Throws ConfigurationError for what is neither a municipality's code nor an address. */
const ownSite = (given: string, municipalities: Municipalities): Own => {
  const byCode = municipalities.get(given)
  const site = siteOf(byCode?.website ?? (/^https?:/i.test(given) || !given.includes('.') ? given : `https://${given}`))
  if (site === undefined)
    throw new ConfigurationError(`Expected a municipality's code or a website's address, found ${given}.`)
  return { site, municipality: byCode ?? municipalities.all.find(({ website }) => onSite(site, website)) }
}

/**
 * Reads the municipality's own website, or its archive, and keeps what it proposes. Throws ConfigurationError for what is
 * no municipality's code and no website's address, and for an archive without the site.
 */
export const onboard = async (
  context: CliContext,
  given: string,
  options: OnboardOptions,
  contact: Contact,
): Promise<void> => {
  const day = stockholm(context.now()).date
  const { municipalities } = loadReference(PROJECT_ROOT, day)
  const own = ownSite(given, municipalities)
  const code = own.municipality?.code ?? own.site.key
  const read =
    options.archive === undefined
      ? await readNow(context, own, code, options, contact, municipalities)
      : await readArchived(resolve(options.archive), own.site)
  const whole = endedWhole(read.visit)
  const lines = whole ? proposedOf(read, code, loadKnown(PROJECT_ROOT, day)) : []
  if (own.municipality !== undefined) await note(context, own.municipality, read, lines)
  if (!whole) context.exit(1)
  tell(context, own, read, lines, options.json === true)
}

const readNow = async (
  context: CliContext,
  { site }: Own,
  code: string,
  options: OnboardOptions,
  contact: Contact,
  municipalities: Municipalities,
): Promise<VisitRead> => {
  const isTest = options.allowLoopback === true
  const archive = join(context.config.dataDir, ONBOARDING.folder, code)
  const { run } = await runFor(archive, [{ code, url: site.origin }], stockholm(context.now()).date)
  const stopping = new AbortController()
  void context.untilStopped().then(() => stopping.abort())
  const shared = await openSharedWorld({
    root: PROJECT_ROOT,
    userAgent: userAgentOf({ version: programVersion(), contact: options.contact ?? contact(), isTest }),
    allowLoopback: isTest,
    turns: memoryTurns(),
    ownerOf: ownerAmong(municipalities),
    browser: ONBOARDING.browser,
    signal: stopping.signal,
    say: (sentence) => context.err(sentence),
  })
  context.err(`Reading ${site.origin}, a page a second.`)
  try {
    const plan = { archive, run, site: site.origin, code }
    const { browser, pageLimit, delayMs } = ONBOARDING
    await visitSite({ ...plan, browser, pageLimit, delayMs: isTest ? 0 : delayMs }, shared, ({ url }) =>
      context.err(`  ${url}`),
    )
    return await whatIsIn(folderOf(plan))
  } finally {
    await shared.close()
  }
}

/** Throws ConfigurationError when no visit of the newest run is the site's. */
const readArchived = async (archive: string, site: Site): Promise<VisitRead> => {
  const run = await runOf(archive, undefined)
  for (const folder of await sitesOf(archive, run)) {
    const read = await readVisit(folder)
    if (!isFault(read) && onSite(site, read.visit.site)) return read
  }
  throw new ConfigurationError(`The run ${run} in ${archive} has no visit of ${site.origin}.`)
}

const whatIsIn = async (folder: string): Promise<VisitRead> => {
  const read = await readVisit(folder)
  if (isFault(read)) throw new ConfigurationError(faultSentence(read))
  return read
}

const note = async (
  context: CliContext,
  { code }: Municipality,
  { visit }: VisitRead,
  lines: readonly ProposedLine[],
): Promise<void> => {
  const { end } = visit
  if (end === undefined) return
  const database = await context.openDatabase()
  const by = operatorHere()
  await database.transaction(async (tx) => {
    const at = context.now()
    const id = await askForProposal(tx, { code, site: visit.site, by, at })
    await endProposal(tx, { id, end, about: visit.about, lines, at })
    await audit(tx, { who: by, what: 'proposal.asked', about: code, detail: { site: visit.site } })
  })
}

const tell = (
  context: CliContext,
  { site, municipality }: Own,
  { visit }: VisitRead,
  lines: readonly ProposedLine[],
  json: boolean,
): void => {
  if (json) {
    const { end, about } = visit
    const of = { municipality: municipality?.code, site: site.origin, end, about, lines }
    return context.out(JSON.stringify(of, undefined, 2))
  }
  if (visit.end !== undefined && !endedWhole(visit)) return context.out(sentenceOfEnd(visit))
  for (const line of lines) context.out(saidOf(line))
  if (lines.length === 0) context.out(`${site.origin} says no number that could be proposed.`)
  context.out(
    municipality === undefined
      ? `${site.origin} is no municipality's website in the register: nothing was kept.`
      : `Kept for ${municipality.name}. Somebody there says what is right on the page "Från webbplatsen"; nothing is shown before.`,
  )
}

const saidOf = (line: ProposedLine): string => {
  const { found } = line
  const at = `\n    ${found.excerpt.slice(0, 200)}\n    ${found.url}`
  if (line.kind === 'link') return `link, ${line.link}: ${line.url}`
  if (line.kind === 'via-112') return `on call through 112${at}`
  const hours = 'hours' in line && line.hours !== undefined ? `, ${line.hours}` : ''
  return `${line.kind}: ${displayOf(line.e164)} ${line.label}${hours}${at}`
}
