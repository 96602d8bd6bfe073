import type { Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import { FileProblems } from '#kernel/document.ts'
import { audit, operatorHere } from '#platform/audit/index.ts'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError, PROJECT_ROOT } from '#platform/config.ts'
import type { Database, Queryable } from '#platform/db/index.ts'
import { asOwner } from '#platform/db/operator.ts'
import { givenFile } from '#platform/given.ts'
import { loadReference, type Reference } from '#modules/municipality/index.ts'
import { checkCommand } from './check-commands.ts'
import { pauseCommands } from './pause-commands.ts'
import { readReception } from './reception-file.ts'
import type { Reception } from './reception.ts'
import { staffingAt } from './rota.ts'
import { readReceptions, receptionHistory, setReception, withdrawReception, type ReceptionVersion } from './store.ts'
import { isRunning } from './doors.ts'

/** `reception`: set, get, list, history, withdraw, pause, resume, check. */
export const collaborationCommands = (program: Command, context: CliContext): void => {
  let read: Reference | undefined
  const reference = (): Reference => (read ??= loadReference(PROJECT_ROOT, stockholm(context.now()).date))
  const reception = program
    .command('reception')
    .description('receptions: whom they serve, who answers and when, pauses, and what has been decided')
  reception
    .command('set')
    .description("takes in a reception's file; one with a fault changes nothing")
    .argument('<file>', 'the YAML file; docs/schemas/reception.schema.json describes it')
    .action(async (file: string) => set(context, reference(), file))
  reception
    .command('get')
    .description('prints the file that holds, letter for letter; status 1 when there is no such reception')
    .argument('<name>', "the reception's name, such as skaraborg")
    .option('--version-number <n>', 'an earlier one, by the number that "reception history" shows')
    .action(async (name: string, options: { versionNumber?: string }) => get(context, name, options.versionNumber))
  reception
    .command('list')
    .description('every reception: whom it serves, and whether somebody answers now')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => list(context, options.json === true))
  reception
    .command('history')
    .description('every state there has been: when and by whom')
    .argument('<name>', "the reception's name")
    .option('--json', 'as JSON')
    .action(async (name: string, options: { json?: boolean }) => history(context, name, options.json === true))
  reception
    .command('withdraw')
    .description('there is no such reception any more; what it was stays in the history')
    .argument('<name>', "the reception's name")
    .requiredOption('--by <name>', 'who decided it')
    .action(async (name: string, { by }: { by: string }) => withdraw(context, name, by))
  pauseCommands(reception, context, receptionOf)
  checkCommand(reception, context, reference)
}

/** The reception of a name, and all there are. Throws ConfigurationError when there is none. */
const receptionOf = async (
  db: Queryable,
  name: string,
): Promise<{ readonly reception: Reception; readonly receptions: readonly Reception[] }> => {
  const { receptions } = await readReceptions(db)
  const reception = receptions.find((one) => one.name === name)
  if (reception !== undefined) return { reception, receptions }
  const there = receptions.map((one) => one.name).join(', ')
  throw new ConfigurationError(`There is no reception ${name}; there is ${there === '' ? 'none yet' : there}.`)
}

/** Whatever a reception's own organisations alone may read, the operator reads as the owner of the tables. */
const historyOf = async (db: Database, name: string): Promise<readonly ReceptionVersion[]> =>
  asOwner(db, async (tx) => receptionHistory(tx, name))

const set = async (context: CliContext, reference: Reference, file: string): Promise<void> => {
  const text = givenFile(file)
  const db = await context.openDatabase()
  const { receptions } = await readReceptions(db)
  const read = readReception(text, file, {
    isMunicipality: (code) => reference.municipalities.get(code) !== undefined,
    others: receptions,
    today: stockholm(context.now()).date,
  })
  if (!read.ok) throw new FileProblems(read.problems)
  const { name, title, serves, confirmedBy, confirmedOn } = read.value
  const before = receptions.find((one) => one.name === name)
  await db.transaction(async (tx) => {
    await setReception(tx, read.value, text, before)
    await audit(tx, { who: operatorHere(confirmedBy), what: 'reception.set', about: name })
  })
  const places = serves.map(({ municipality }) => reference.municipalities.get(municipality)?.name ?? municipality)
  context.out(`${title} (${name}), for ${places.join(', ')}: confirmed ${confirmedOn} by ${confirmedBy}.`)
  context.out(
    'The pages show it within five seconds where all is decided; "rackhall reception check" says what is not.',
  )
}

const get = async (context: CliContext, name: string, wanted: string | undefined): Promise<void> => {
  const versions = await historyOf(await context.openDatabase(), name)
  const version = wanted === undefined ? versions[0] : versions.find((one) => String(one.version) === wanted)
  if (version?.file !== undefined) return context.print(version.file)
  context.err(
    wanted !== undefined && version === undefined
      ? `The reception ${name} has no state ${wanted}. "rackhall reception history ${name}" lists those there are.`
      : `There is no reception ${name}${version === undefined ? '. "rackhall reception list" shows those there are.' : ' any more.'}`,
  )
  context.exit(1)
}

const list = async (context: CliContext, json: boolean): Promise<void> => {
  const now = context.now()
  const { receptions, unreadable } = await readReceptions(await context.openDatabase())
  if (json) {
    const rows = receptions.map(({ name, title, serves, members, rota, pause }) => ({
      name,
      title,
      serves: serves.map(({ municipality }) => municipality),
      members: members.length,
      now: staffingAt(rota, now),
      pause: isRunning(pause, now) ? pause : null,
    }))
    return context.out(JSON.stringify({ receptions: rows, unreadable }, undefined, 2))
  }
  if (receptions.length + unreadable.length === 0) context.out('There is no reception.')
  for (const reception of receptions) {
    const codes = reception.serves.map(({ municipality }) => municipality).join(', ')
    context.out(
      `${reception.name}  ${reception.title}, for ${codes}, ${reception.members.length} members: ${stateOf(reception, now)}`,
    )
  }
  for (const name of unreadable) context.out(`${name}  was stored by another version and cannot be read; set it again.`)
}

const stateOf = ({ pause, rota }: Reception, now: Date): string => {
  if (pause !== undefined && isRunning(pause, now)) return `paused until ${clock(pause.until)}, ${pause.to} answers`
  const staffing = staffingAt(rota, now)
  switch (staffing.kind) {
    case 'answers':
      return `answers now${staffing.until === undefined ? '' : ` until ${clock(staffing.until)}`}`
    case 'next':
      return `answers next ${clock(staffing.at)}`
    case 'nobody':
      return 'nobody answers within five weeks'
  }
}

const clock = (at: Date): string => {
  const { date, time } = stockholm(at)
  return `${date} ${time}`
}

const history = async (context: CliContext, name: string, json: boolean): Promise<void> => {
  const versions = await historyOf(await context.openDatabase(), name)
  if (json) {
    const rows = versions.map(({ file, id: _id, contents: _contents, ...rest }) => ({
      ...rest,
      withdrawn: file === undefined,
    }))
    return context.out(JSON.stringify(rows, undefined, 2))
  }
  if (versions.length === 0) context.out(`There has never been a reception ${name}.`)
  for (const { version, by, notedAt, file } of versions)
    context.out(`${version}  ${clock(notedAt)}  ${file === undefined ? 'withdrawn' : 'set'} by ${by}`)
}

const withdraw = async (context: CliContext, name: string, by: string): Promise<void> => {
  const db = await context.openDatabase()
  const { reception, receptions } = await receptionOf(db, name)
  const relying = receptions.filter(({ pause }) => pause?.to === name && isRunning(pause, context.now()))
  if (relying.length > 0) {
    const names = relying.map((one) => one.name).join(', ')
    throw new ConfigurationError(
      `${name} answers in the place of ${names}, which pauses. End that pause, or hand it to another, first.`,
    )
  }
  const [newest] = await historyOf(db, name)
  await db.transaction(async (tx) => {
    await withdrawReception(tx, reception, by)
    await audit(tx, { who: operatorHere(by), what: 'reception.withdrawn', about: name })
  })
  context.out(
    `${reception.title} (${name}): withdrawn. To bring it back: rackhall reception get ${name} --version-number ${newest?.version ?? 1} > FILE, then set it again.`,
  )
}
