import { Command, CommanderError } from 'commander'
import { audit, auditCommands, operatorHere } from '#platform/audit/index.ts'
import { organisationCommands } from '#platform/auth/commands.ts'
import { inviteCommands } from '#platform/auth/invite-commands.ts'
import { oidcCommands } from '#platform/auth/oidc-commands.ts'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError, PROJECT_ROOT, readConfig } from '#platform/config.ts'
import { databaseCommands, openDatabase, type Database } from '#platform/db/index.ts'
import { mailCommands } from '#platform/mail/index.ts'
import { programVersion } from '#platform/version.ts'
import { readExitHosts } from '#modules/municipality/index.ts'
import { municipalityCommands } from '#modules/municipality/commands.ts'
import { collaborationCommands } from '#modules/collaboration/commands.ts'
import { onboardCommand, reviewCommands } from '#modules/review/commands.ts'
import { readLanguages, readOperator } from '#modules/help-site/index.ts'
import { helpSiteCommands } from '#modules/help-site/commands.ts'
import { doctorCommand } from './doctor.ts'
import { QUEUES, type Queue } from './queues.ts'
import { LEAVING } from './leaving.ts'
import { loadPlaces } from './places.ts'
import { start, sentenceFor, statusOf } from './start.ts'

const STATUS_HELP = `
Exit status: 0 done · 1 done, and something is wrong · 2 wrong use or configuration · 3 something it needs is unreachable · 130 interrupted.
With --json one JSON document stands alone on stdout; words and progress go to stderr.`

/** Runs one call of \`rackhall\`: every room's own commands, put together here. Sets the process's exit status. */
export const runCommand = async (words: readonly string[]): Promise<void> => {
  const opened: Promise<Database>[] = []
  const err = (line: string): void => void process.stderr.write(`${line}\n`)
  // Whoever reads has read enough, as head does: no fault of this program's.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  try {
    const context = contextOf(opened, err)
    const program = await programOf(context, words)
    if (words.length === 0) {
      program.outputHelp()
      return
    }
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
    else {
      err(sentenceFor(error))
      process.exitCode = statusOf(error)
    }
  } finally {
    await letGo(opened)
  }
}

const letGo = async (opened: readonly Promise<Database>[]): Promise<void> => {
  for (const database of opened) await database.then((db) => db.close()).catch(() => undefined)
}

const INTERRUPTED = 130

/** Ctrl+C in the middle of a command: a database that only it uses is stopped with it. */
const whenInterrupted = (opened: readonly Promise<Database>[]): void => {
  const end = (): void => void letGo(opened).finally(() => process.exit(INTERRUPTED))
  process.once('SIGINT', end).once('SIGTERM', end)
}

/** For a command that runs until it is told to stop, and then ends by itself: 0 at SIGTERM, 130 at Ctrl+C. */
const untilStopped = async (): Promise<undefined> => {
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM')
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve(undefined))
    process.once('SIGINT', () => {
      process.exitCode = INTERRUPTED
      resolve(undefined)
    })
  })
}

const contextOf = (opened: Promise<Database>[], err: (line: string) => void): CliContext => {
  let read: ReturnType<typeof readConfig> | undefined
  const configuration = (): ReturnType<typeof readConfig> =>
    (read ??= readConfig(process.env, readExitHosts(PROJECT_ROOT)))
  return {
    get config() {
      return configuration().config
    },
    get settings() {
      return configuration().settings
    },
    out: (line) => void process.stdout.write(`${line}\n`),
    print: (text) => void process.stdout.write(text),
    err,
    openDatabase: async (options = {}) => {
      const first = opened[0]
      if (first !== undefined) return first
      whenInterrupted(opened)
      const opening = openDatabase(configuration().config, { say: err, ...options })
      opened.push(opening)
      return opening
    },
    now: () => new Date(),
    untilStopped,
    exit: (status) => {
      process.exitCode = status
    },
  }
}

/** Throws ConfigurationError for a queue that there is not. */
const queuesOf = (names: string | undefined): readonly Queue[] => {
  if (names === undefined) return QUEUES
  const asked = names.split(',').map((name) => name.trim())
  const unknown = asked.filter((name) => !QUEUES.some((queue) => queue === name))
  if (unknown.length === 0) return QUEUES.filter((queue) => asked.includes(queue))
  throw new ConfigurationError(`There is no queue ${unknown.join(', ')}; there is ${QUEUES.join(', ')}.`)
}

const programOf = async (context: CliContext, words: readonly string[]): Promise<Command> => {
  const version = programVersion()
  const program = new Command('rackhall')
    .description('Räckhåll: help within reach, in all municipalities of Sweden.')
    .version(version)
    .addHelpText('after', STATUS_HELP)
    .showHelpAfterError('Run "rackhall --help" to see what there is.')
    .exitOverride()
  program
    .command('serve')
    .description('answers on the web: the public site. Ends at Ctrl+C or SIGTERM')
    .action(async () => start({ web: true, work: [] }))
  program
    .command('work')
    .description('does what is done in the background at set times. Ends at Ctrl+C or SIGTERM')
    .option('--queues <names>', `only these queues, parted by commas: ${QUEUES.join(', ')}`)
    .action(async ({ queues }: { queues?: string }) => start({ web: false, work: queuesOf(queues) }))
  program
    .command('config')
    .description('prints every setting, its value and where it is from')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) => {
      if (json === true) return context.out(JSON.stringify(context.settings, undefined, 2))
      const width = Math.max(...context.settings.map(({ name }) => name.length))
      for (const { name, value, from } of context.settings) context.out(`${name.padEnd(width)}  ${value}  (${from})`)
    })
  databaseCommands(program, context, {
    restored: (tx, file, { header }) =>
      audit(tx, { who: operatorHere(), what: 'database.restored', about: file, detail: { taken: header.created } }),
  })
  auditCommands(program, context)
  mailCommands(program, context)
  organisationCommands(program, context, () => loadPlaces(context.now()), LEAVING)
  inviteCommands(program, context)
  oidcCommands(program, context)
  const municipality = municipalityCommands(program, context, () => readLanguages(PROJECT_ROOT).map(({ tag }) => tag))
  collaborationCommands(program, context)
  const contact = (): string | undefined => readOperator(context.config.operatorFile)?.faults
  await reviewCommands(program, context, contact, words)
  onboardCommand(municipality, context, contact)
  helpSiteCommands(program, context)
  doctorCommand(program, context)
  return program
}
