import { resolve } from 'node:path'
import type { Command } from 'commander'
import { stockholm, nextMidnight } from '#kernel/dates.ts'
import type { CliContext } from '#platform/cli.ts'
import { loadReference, FACTS_CHANNEL, nextCrisisTurn, readFacts } from '#modules/municipality/index.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { readAccessibilityResult, RESULT_FILE } from '../accessibility.ts'
import { NOWHERE } from '../address.ts'
import { readOperator } from '../operator.ts'
import { readTexts } from '../text/texts.ts'
import { prepare, type World } from '../world.ts'
import { openExporter, type Exporter } from './export.ts'

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
  const codes = options.municipality === undefined ? undefined : new Set(options.municipality)
  const unknown = [...(codes ?? [])].filter((code) => reference.municipalities.get(code) === undefined)
  if (unknown.length > 0) {
    context.err(
      `There is no municipality with the code ${unknown.join(', ')}. A code has four digits, such as 1497 for Hjo.`,
    )
    return context.exit(2)
  }
  const prepared = prepare({
    root: PROJECT_ROOT,
    texts: readTexts(PROJECT_ROOT),
    exitUrl: context.config.exitUrl,
    origin: context.config.publicOrigin,
    operator: readOperator(context.config.operatorFile),
    accessibility: readAccessibilityResult(resolve(PROJECT_ROOT, RESULT_FILE)),
  })
  const db = await context.openDatabase()
  const worldNow = async (): Promise<World> => ({ prepared, facts: await readFacts(db, reference), visits: [] })
  const exporter = openExporter({ folder, listen: options.listen, codes, progress: progressOn(context) })
  const stopped = untilStopped()
  try {
    const report = await Promise.race([exporter.write(await worldNow(), context.now()), stopped.then(() => undefined)])
    if (report === undefined) {
      process.exitCode = 130
      return
    }
    context.err(
      `${report.pages} pages, of which ${report.changed} were new or changed. Serve them with: nginx -p ${folder} -c nginx.conf`,
    )
    if (options.json === true) context.out(JSON.stringify({ folder, ...report }))
    if (options.follow === true) {
      const listening = await follow(context, exporter, worldNow, (again) =>
        db.listen(FACTS_CHANNEL, again, () => again('')),
      )
      await stopped
      await listening()
    }
  } finally {
    await exporter.close()
  }
}

/** Writes again whenever facts change, a crisis begins or ends, and at midnight, when dates turn. */
const follow = async (
  context: CliContext,
  exporter: Exporter,
  worldNow: () => Promise<World>,
  listen: (heard: (payload: string) => void) => Promise<() => Promise<void>>,
): Promise<() => Promise<void>> => {
  let timer: NodeJS.Timeout | undefined
  const again = async (payload: string): Promise<void> => {
    try {
      const world = await worldNow()
      const now = context.now()
      clearTimeout(timer)
      timer = setTimeout(() => void again(''), untilNextTurn(world, now))
      const { changed } = await exporter.write(world, now, /^(?:local-help|crisis):(\d{4})$/.exec(payload)?.[1])
      context.err(`${stockholm(context.now()).time} ${changed} pages replaced.`)
    } catch (error) {
      context.err(`The pages could not be written anew and are as before: ${(error as Error).message}`)
    }
  }
  const stop = await listen((payload) => void again(payload))
  // What happened between the export and the listening is caught up on.
  await again(`local-help:${NOWHERE}`)
  return async () => {
    clearTimeout(timer)
    await stop()
  }
}

/** The longest wait a timer takes is 24.8 days; midnight always comes before. */
const untilNextTurn = (world: World, now: Date): number => {
  const turn = nextCrisisTurn(world.facts.crises, now)
  const midnight = nextMidnight(now)
  const next = turn !== undefined && turn < midnight ? turn : midnight
  return Math.max(0, next.getTime() - now.getTime())
}

const untilStopped = async (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })

const SHOWN_EVERY_MS = 1000

const progressOn = (context: CliContext): ((done: number, of: number, what: 'pages' | 'compressed') => void) => {
  let shown = 0
  return (done, of, what) => {
    const now = context.now().getTime()
    if (done < of && now - shown < SHOWN_EVERY_MS) return
    shown = now
    context.err(`${what === 'pages' ? 'Pages' : 'Compressed'}: ${done} of ${of}`)
  }
}
