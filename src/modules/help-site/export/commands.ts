import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import type { CliContext } from '#platform/cli.ts'
import { openPublicReviews, type PublicReviews } from '#modules/review/index.ts'
import { readShownReceptions } from '#modules/collaboration/index.ts'
import { FACTS_CHANNEL, loadReference, readFacts, type Reference } from '#modules/municipality/index.ts'
import { ConfigurationError, PROJECT_ROOT } from '#platform/config.ts'
import { readAccessibilityResult, RESULT_FILE } from '../accessibility.ts'
import { readOperator } from '../operator.ts'
import { readTexts } from '../text/texts.ts'
import { prepare, type Prepared, type World } from '../world.ts'
import { openExporter, type Written } from './export.ts'
import { follow } from './follow.ts'
import { MADE_BY, startCommand } from './nginx.ts'
import { canBeServed, canListen } from './nginx-words.ts'

type Options = { follow?: boolean; listen: string; municipality?: string[]; json?: boolean }

/** `export DIR [--follow]`. */
export const exportCommand = (program: Command, context: CliContext): void => {
  program
    .command('export')
    .description('writes the whole public site as files, with a working nginx configuration')
    .argument('<folder>', 'where to write it; made when missing')
    .option('--follow', 'stays, and replaces what changes until Ctrl+C; a crisis notice within ten seconds')
    .option('--listen <address>', "the address and port in nginx's configuration", '127.0.0.1:8080')
    .option('--municipality <codes...>', 'only these municipalities, by code')
    .option('--json', 'a report as JSON when it is done')
    .addHelpText(
      'after',
      `
The pages say hours and never "open now": a file cannot know the time. The place form needs a server and is left out;
the list of all municipalities stands in its place. Visits to an exported site are not counted.`,
    )
    .action(async (folder: string, options: Options) => runExport(context, resolve(folder), options))
}

const runExport = async (context: CliContext, folder: string, options: Options): Promise<void> => {
  const reference = loadReference(PROJECT_ROOT)
  const codes = codesOf(reference, options.municipality)
  checkTarget(folder, options.listen)
  const prepared = preparedFor(context)
  const db = await context.openDatabase()
  const nameOf = (code: string): string | undefined => reference.municipalities.get(code)?.name
  const reviewing = openPublicReviews(db, { root: PROJECT_ROOT, nameOf })
  let reviews: PublicReviews | undefined
  const worldNow = async (): Promise<World> => {
    const [facts, { receptions }] = await Promise.all([readFacts(db, reference), readShownReceptions(db)])
    reviews = (await reviewing.read(stockholm(context.now()).date)) ?? reviews
    return { prepared, facts, receptions, reviews, visits: [] }
  }
  const exporter = openExporter({ folder, listen: options.listen, codes, progress: progressOn(context) })
  const stopped = context.untilStopped()
  try {
    const written = await Promise.race([exporter.write(await worldNow(), context.now()), stopped])
    // Stopped in the middle: what is written stands whole, and the next export goes on from there.
    if (written === undefined) return
    report(context, folder, written, options.json === true)
    if (options.follow !== true) return
    const stop = await follow({
      worldNow,
      exporter,
      now: context.now,
      listen: (heard) => db.listen(FACTS_CHANNEL, heard, () => heard('')),
      say: context.err,
      folder,
    })
    await stopped
    await stop()
  } finally {
    await exporter.close()
  }
}

/** Throws ConfigurationError for a code that no municipality has. */
const codesOf = (
  { municipalities }: Reference,
  given: readonly string[] | undefined,
): ReadonlySet<string> | undefined => {
  const unknown = (given ?? []).filter((code) => municipalities.get(code) === undefined)
  if (unknown.length > 0) {
    throw new ConfigurationError(
      `There is no municipality with the code ${unknown.join(', ')}. A code has four digits, such as 1497 for Hjo.`,
    )
  }
  return given === undefined ? undefined : new Set(given)
}

/** Throws ConfigurationError where writing would harm, or could not be served. */
const checkTarget = (folder: string, listen: string): void => {
  if (!canListen(listen))
    throw new ConfigurationError(
      `--listen is ${JSON.stringify(listen)}: expected an address and a port, such as 127.0.0.1:8080.`,
    )
  if (!canBeServed(folder))
    throw new ConfigurationError(
      `The folder ${JSON.stringify(folder)} has a sign in its name that nginx cannot be told.`,
    )
  const site = join(folder, 'site')
  const config = join(folder, 'nginx.conf')
  const ours = existsSync(config) && readFileSync(config, 'utf8').startsWith(MADE_BY)
  if (existsSync(config) && !ours)
    throw new ConfigurationError(`${config} is not one of ours and would be written over. Choose another folder.`)
  // What an export did not write it takes away, so a folder with somebody else's files is left alone.
  if (!ours && existsSync(site) && readdirSync(site).length > 0)
    throw new ConfigurationError(`${site} holds files that no export of ours wrote. Choose another folder.`)
}

const preparedFor = ({ config }: CliContext): Prepared =>
  prepare({
    root: PROJECT_ROOT,
    texts: readTexts(PROJECT_ROOT),
    exitUrl: config.exitUrl,
    origin: config.publicOrigin,
    operator: readOperator(config.operatorFile),
    accessibility: readAccessibilityResult(resolve(PROJECT_ROOT, RESULT_FILE)),
  })

const report = (context: CliContext, folder: string, { pages, changed, config }: Written, json: boolean): void => {
  context.err(`${pages} pages, of which ${changed} were new or changed.`)
  // The security policy names the style and the script that the pages carry, so the two must change together.
  context.err(
    config
      ? `nginx.conf is new. Start with it: ${startCommand(folder)} (or let a running nginx read it again with -s reload).`
      : `Serve them with: ${startCommand(folder)}`,
  )
  if (json) context.out(JSON.stringify({ folder, pages, changed, config }))
}

const SHOWN_EVERY_MS = 1000

const progressOn = (context: CliContext): ((done: number, of: number, what: 'pages' | 'compressed') => void) => {
  let shown = 0
  return (done, of, what) => {
    const now = context.now().getTime()
    if (now - shown < SHOWN_EVERY_MS) return
    shown = now
    context.err(`${what === 'pages' ? 'Pages' : 'Compressed'}: ${done} of ${of}`)
  }
}
