import { writeFileSync } from 'node:fs'
import { InvalidArgumentError, type Command } from 'commander'
import { parseLocalDate, stockholm, type LocalDate } from '#kernel/dates.ts'
import { audit, operatorHere } from '#platform/audit/index.ts'
import type { CliContext } from '#platform/cli.ts'
import { slipsBetween } from '../name-search.ts'
import { checkHelplines } from './check.ts'
import { withVerifications, type Helpline } from './helpline.ts'
import { callSheet, callSheetText } from './sheet.ts'
import { addVerification, readVerifications } from './store.ts'

type Need = {
  /** The register as its file has it. */
  readonly register: () => readonly Helpline[]
}

/** `helplines check | list | verify | sheet`. */
export const helplineCommands = (program: Command, context: CliContext, need: Need): void => {
  const helplines = program
    .command('helplines')
    .description('the register of helplines: how fresh it is, and whom to call about it')
  helplines
    .command('check')
    .description('how every line stands; status 1 when a mandatory one is too old')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => check(context, need, json === true))
  helplines
    .command('list')
    .description('every line with its numbers, its hours and whom it is for')
    .option('--json', 'as JSON, with all that is known')
    .action(async ({ json }: { json?: boolean }) => list(context, need, json === true))
  helplines
    .command('verify')
    .description('notes that somebody called a line, or saw its own page, and found what the register says')
    .argument('<id>', 'the line, such as bris; "helplines list" shows them')
    .requiredOption('--by <name>', 'who called', name)
    .option('--on <date>', 'the day, such as 2026-11-24; today when left out', day)
    .action(async (id: string, options: { by: string; on?: LocalDate }) => verify(context, need, id, options))
  helplines
    .command('sheet')
    .description('a list to print and call from: what is known of every line, what to ask, where to write')
    .option('--out <file>', 'where to write it; stdout when left out')
    .option('--text', 'as plain text instead of an HTML page')
    .action(async (options: { out?: string; text?: boolean }) => sheet(context, need, options))
}

const name = (given: string): string => {
  if (given.trim() === '') throw new InvalidArgumentError('expected a name.')
  return given.trim()
}

const day = (given: string): LocalDate => {
  const date = parseLocalDate(given)
  if (date === undefined) throw new InvalidArgumentError('expected a day such as 2026-11-24.')
  return date
}

const todayOf = (context: CliContext): LocalDate => stockholm(context.now()).date

const verifiedLines = async (context: CliContext, { register }: Need): Promise<readonly Helpline[]> => {
  // A register with a fault is told before a database is started for it.
  const lines = register()
  return withVerifications(lines, await readVerifications(await context.openDatabase()))
}

const check = async (context: CliContext, need: Need, json: boolean): Promise<void> => {
  const checked = checkHelplines(await verifiedLines(context, need), todayOf(context))
  const alarming = checked.filter((line) => line.alarming)
  if (json) context.out(JSON.stringify(checked, undefined, 2))
  else {
    const width = Math.max(...checked.map(({ id }) => id.length))
    for (const { id, mandatory, alarming, says } of checked)
      context.out(`${alarming ? '!' : ' '} ${id.padEnd(width)}  ${mandatory ? 'mandatory, ' : ''}${says}`)
    const called = checked.filter(({ verifiedOn }) => verifiedOn !== undefined).length
    const old = checked.filter(({ standing }) => standing === 'expired').length
    context.out(
      `${checked.length} lines: ${called} verified by somebody, ${old} too old, ${alarming.length} of them mandatory.`,
    )
    if (called < checked.length)
      context.out('"rackhall helplines sheet --out FILE" writes a list to print and call from.')
  }
  if (alarming.length > 0) context.exit(1)
}

const list = async (context: CliContext, need: Need, json: boolean): Promise<void> => {
  const lines = await verifiedLines(context, need)
  if (json) return context.out(JSON.stringify(lines, undefined, 2))
  const width = Math.max(...lines.map(({ id }) => id.length))
  for (const { id, name, numbers, hours, audiences } of lines) {
    const known = numbers.map(({ display }) => display).join(', ') || 'no number'
    const when = hours === undefined ? 'hours unknown' : `${hours.rule} (${hours.confidence})`
    context.out(`${id.padEnd(width)}  ${name}: ${known}; ${when}; for ${Object.keys(audiences).join(', ')}`)
  }
}

const verify = async (
  context: CliContext,
  need: Need,
  id: string,
  { by, on }: { by: string; on?: LocalDate },
): Promise<void> => {
  const lines = need.register()
  const line = lines.find((one) => one.id === id)
  if (line === undefined) {
    const nearest = lines.toSorted((a, b) => slipsBetween(id, a.id) - slipsBetween(id, b.id))[0]
    context.err(`There is no line ${id}. The nearest is ${nearest?.id}; "rackhall helplines list" shows them all.`)
    return context.exit(2)
  }
  const today = todayOf(context)
  const date = on ?? today
  if (date > today) {
    context.err(
      `${date} is in the future: a line is verified on the day somebody called it, today (${today}) at the latest.`,
    )
    return context.exit(2)
  }
  const db = await context.openDatabase()
  await db.transaction(async (tx) => {
    await addVerification(tx, { id, on: date, by })
    await audit(tx, { who: operatorHere(by), what: 'helplines.verified', about: id, detail: { on: date } })
  })
  const [checked] = checkHelplines(withVerifications([line], await readVerifications(db)), today)
  context.out(`${line.name}: ${checked?.says}.`)
}

const sheet = async (
  context: CliContext,
  need: Need,
  { out, text }: { out?: string; text?: boolean },
): Promise<void> => {
  const lines = await verifiedLines(context, need)
  const written = (text === true ? callSheetText : callSheet)(lines, todayOf(context))
  if (out === undefined) return context.print(written)
  try {
    writeFileSync(out, written)
  } catch (cause) {
    context.err(`${out} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}).`)
    return context.exit(2)
  }
  context.out(`${lines.length} lines are in ${out}. Open it in a browser and print it; mandatory lines stand first.`)
}
