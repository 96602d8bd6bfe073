import { InvalidArgumentError, type Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import { mustParseYaml } from '#kernel/document.ts'
import { audit, operatorHere } from '#platform/audit/index.ts'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError } from '#platform/config.ts'
import { givenFile, givenMoment } from '#platform/given.ts'
import { crisisTextsSchema, type CrisisNotice, type CrisisScope } from './crisis.ts'
import type { Reference } from './reference.ts'
import { clearCrises, readFacts, setCrisis } from './store.ts'

export type CrisisCommandsNeed = {
  readonly reference: () => Reference
  /** The tags a text can be written in. */
  readonly languages: () => readonly string[]
}

type ForWhom = { municipality?: string; county?: string; all?: boolean }
type SetOptions = ForWhom & {
  from?: Date
  until: Date
  text: Readonly<Record<string, string>>
  file?: string
  by: string
  json?: boolean
}

/** `crisis set | clear | list`. */
export const crisisCommands = (program: Command, context: CliContext, need: CrisisCommandsNeed): void => {
  const crisis = program
    .command('crisis')
    .description('notices that lead every page: how to reach us now, in a flood, a strike, a pandemic')
  whom(crisis.command('set'))
    .description('sets a notice; it leads the pages within five seconds of its start, and ends by itself')
    .option(
      '--from <moment>',
      'when it begins, by the clock of Stockholm, such as "2026-11-24 08:00"; now when left out',
      givenMoment,
    )
    .requiredOption('--until <moment>', 'when it ends, such as "2026-11-26 17:00"', givenMoment)
    .option('--text <language=words>', 'the text in a language, such as sv="Ring …"; Swedish always', oneText, {})
    .option('--file <file>', 'a YAML file with the texts instead: sv: …, en: …')
    .requiredOption('--by <name>', 'who decided it')
    .option('--json', 'as JSON: the number of the notice')
    .action(async (options: SetOptions) => set(context, need, options))
  whom(crisis.command('clear'))
    .description('ends notices now: one by its number, or all of a municipality, of a county or for everybody')
    .argument('[number]', 'the number that "crisis list" shows')
    .requiredOption('--by <name>', 'who decided it')
    .action(async (number: string | undefined, options: ForWhom & { by: string }) =>
      clear(context, need, number, options),
    )
  crisis
    .command('list')
    .description('the notices that lead pages now or will')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => list(context, need, options.json === true))
}

const whom = (command: Command): Command =>
  command
    .option('--municipality <code>', 'for one municipality, by its code of four digits')
    .option('--county <code>', 'for a county, by its code of two digits')
    .option('--all', 'for all, also where no municipality is chosen')

const oneText = (given: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const [, language, words] = /^([A-Za-z-]+)=([\s\S]+)$/.exec(given) ?? []
  if (language === undefined || words === undefined) {
    throw new InvalidArgumentError('expected a language, = and the text, such as sv="Ring …".')
  }
  return { ...before, [language]: words }
}

/** Throws ConfigurationError when not exactly one is named, or one that does not exist. */
const scopeOf = ({ municipality, county, all }: ForWhom, { municipalities }: Reference): CrisisScope => {
  const named = [municipality, county, all].filter((given) => given !== undefined)
  if (named.length !== 1)
    throw new ConfigurationError('Say for whom: one of --municipality CODE, --county CODE or --all.')
  if (municipality !== undefined) {
    if (municipalities.get(municipality) === undefined) {
      throw new ConfigurationError(
        `There is no municipality with the code ${municipality}. A code has four digits, such as 1497 for Hjo.`,
      )
    }
    return { kind: 'municipality', code: municipality }
  }
  if (county === undefined) return { kind: 'all' }
  if (!municipalities.counties.some(({ code }) => code === county)) {
    const there = municipalities.counties.map(({ code, name }) => `${code} ${name}`).join(', ')
    throw new ConfigurationError(`There is no county with the code ${county}; there is ${there}.`)
  }
  return { kind: 'county', code: county }
}

const textsOf = ({ text, file }: SetOptions, languages: readonly string[]): Readonly<Record<string, string>> => {
  if (file !== undefined && Object.keys(text).length > 0)
    throw new ConfigurationError('Give --text or --file, not both.')
  const read = file === undefined ? givenTexts(text) : mustParseYaml(givenFile(file), crisisTextsSchema, file)
  const unknown = Object.keys(read).filter((tag) => !languages.includes(tag))
  if (unknown.length > 0)
    throw new ConfigurationError(`There is no language ${unknown.join(', ')}; there is ${languages.join(', ')}.`)
  return read
}

const givenTexts = (text: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const read = crisisTextsSchema.safeParse(text)
  if (read.success) return read.data
  const sentences = read.error.issues.map(
    ({ path, message }) => `--text${path.length === 0 ? '' : ` ${path.join('.')}`}: ${message}.`,
  )
  throw new ConfigurationError(sentences.join('\n'))
}

const set = async (context: CliContext, need: CrisisCommandsNeed, options: SetOptions): Promise<void> => {
  const scope = scopeOf(options, need.reference())
  const text = textsOf(options, need.languages())
  const starts = options.from ?? context.now()
  if (options.until <= starts)
    throw new ConfigurationError('--until is not later than the start, so the notice would never be shown.')
  if (options.until <= context.now())
    throw new ConfigurationError('--until has passed already, so the notice would never be shown.')
  const db = await context.openDatabase()
  const notice = { scope, starts, ends: options.until, text, setBy: options.by }
  const id = await db.transaction(async (tx) => {
    const number = await setCrisis(tx, notice)
    await audit(tx, {
      who: operatorHere(options.by),
      what: 'crisis.set',
      about: String(number),
      detail: { for: scope.kind === 'all' ? 'all' : `${scope.kind} ${scope.code}` },
    })
    return number
  })
  if (options.json === true) return context.out(JSON.stringify({ id }))
  context.out(
    `Notice ${id} is set for ${nameOf(scope, need.reference())}: from ${clock(starts)} until ${clock(options.until)}.`,
  )
  context.out(`End it before that with: rackhall crisis clear ${id} --by NAME`)
}

const clear = async (
  context: CliContext,
  need: CrisisCommandsNeed,
  number: string | undefined,
  { by, ...options }: ForWhom & { by: string },
): Promise<void> => {
  const reference = need.reference()
  const db = await context.openDatabase()
  const { crises } = await readFacts(db, reference)
  const chosen =
    number === undefined
      ? ofScope(crises, scopeOf(options, reference))
      : crises.filter(({ id }) => String(id) === number)
  const numbers = chosen.map(({ id }) => id)
  const cleared = await db.transaction(async (tx) => {
    const ended = await clearCrises(tx, numbers, by)
    for (const id of ended) await audit(tx, { who: operatorHere(by), what: 'crisis.cleared', about: String(id) })
    return ended
  })
  if (cleared.length > 0) return context.out(`Ended: ${cleared.join(', ')}.`)
  context.err('There was no such notice to end. "rackhall crisis list" shows those there are.')
  context.exit(1)
}

const ofScope = (crises: readonly CrisisNotice[], scope: CrisisScope): readonly CrisisNotice[] =>
  crises.filter((notice) => JSON.stringify(notice.scope) === JSON.stringify(scope))

const list = async (context: CliContext, need: CrisisCommandsNeed, json: boolean): Promise<void> => {
  const reference = need.reference()
  const { crises } = await readFacts(await context.openDatabase(), reference)
  if (json) return context.out(JSON.stringify(crises, undefined, 2))
  if (crises.length === 0) context.out('There is no notice.')
  for (const { id, scope, starts, ends, text, setBy } of crises) {
    context.out(`${id}  ${nameOf(scope, reference)}, ${clock(starts)} to ${clock(ends)}, set by ${setBy}`)
    for (const [language, words] of Object.entries(text)) context.out(`   ${language}: ${words}`)
  }
}

const nameOf = (scope: CrisisScope, { municipalities }: Reference): string => {
  switch (scope.kind) {
    case 'all':
      return 'all'
    case 'county':
      return municipalities.counties.find(({ code }) => code === scope.code)?.name ?? scope.code
    case 'municipality':
      return municipalities.get(scope.code)?.name ?? scope.code
  }
}

const clock = (at: Date): string => {
  const { date, time } = stockholm(at)
  return `${date} ${time}`
}
