import type { Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import { FileProblems } from '#kernel/document.ts'
import { audit, operatorHere } from '#platform/audit/index.ts'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError, PROJECT_ROOT } from '#platform/config.ts'
import { givenFile } from '#platform/given.ts'
import { crisisCommands } from './crisis-commands.ts'
import { readExitHosts } from './exits.ts'
import { helplineCommands } from './helplines/commands.ts'
import { readContacts } from './local-help.ts'
import type { Municipality } from './municipality.ts'
import { loadReference, type Reference } from './reference.ts'
import { localHelpHistory, setLocalHelp, withdrawLocalHelp } from './store.ts'

/**
 * `municipality`, `helplines` and `crisis`. `languages` are the tags a text can be written in. Returns the first of them, to
 * which rooms to the right add what is looked for there.
 */
export const municipalityCommands = (
  program: Command,
  context: CliContext,
  languages: () => readonly string[],
): Command => {
  let read: Reference | undefined
  const reference = (): Reference => (read ??= loadReference(PROJECT_ROOT, stockholm(context.now()).date))
  const municipality = localHelpCommands(program, context, reference)
  helplineCommands(program, context, { register: () => reference().helplines })
  crisisCommands(program, context, { reference, languages })
  return municipality
}

const localHelpCommands = (program: Command, context: CliContext, reference: () => Reference): Command => {
  const municipality = program
    .command('municipality')
    .description('what a municipality has confirmed of its own help: numbers, hours, links')
  municipality
    .command('set')
    .description('takes in a contacts file; one with a fault changes nothing')
    .argument('<code>', "the municipality's code of four digits, such as 1497 for Hjo")
    .requiredOption('--file <file>', 'the YAML file; docs/schemas/contacts.schema.json describes it')
    .action(async (code: string, { file }: { file: string }) => set(context, reference(), code, file))
  municipality
    .command('get')
    .description('prints the file that holds, letter for letter; status 1 when nothing is confirmed')
    .argument('<code>', "the municipality's code")
    .option('--version-number <n>', 'an earlier one, by the number that "municipality history" shows')
    .action(async (code: string, options: { versionNumber?: string }) =>
      get(context, reference(), code, options.versionNumber),
    )
  municipality
    .command('history')
    .description('every state there has been: when and by whom')
    .argument('<code>', "the municipality's code")
    .option('--json', 'as JSON')
    .action(async (code: string, options: { json?: boolean }) =>
      history(context, reference(), code, options.json === true),
    )
  municipality
    .command('withdraw')
    .description('the pages say again that nothing is confirmed; what was confirmed stays in the history')
    .argument('<code>', "the municipality's code")
    .requiredOption('--by <name>', 'who decided it')
    .action(async (code: string, { by }: { by: string }) => withdraw(context, reference(), code, by))
  return municipality
}

/** Throws ConfigurationError for a code that no municipality has. */
const municipalityOf = ({ municipalities }: Reference, code: string): Municipality => {
  const found = municipalities.get(code)
  if (found !== undefined) return found
  const successor = municipalities.successorOf(code)
  const hint =
    successor === undefined ? 'A code has four digits, such as 1497 for Hjo.' : `It has become part of ${successor}.`
  throw new ConfigurationError(`There is no municipality with the code ${code}. ${hint}`)
}

const set = async (context: CliContext, reference: Reference, code: string, file: string): Promise<void> => {
  const { name } = municipalityOf(reference, code)
  const text = givenFile(file)
  const contacts = readContacts(text, file, {
    code,
    isMunicipality: (other) => reference.municipalities.get(other) !== undefined,
    exitHosts: readExitHosts(PROJECT_ROOT),
    today: stockholm(context.now()).date,
  })
  if (!contacts.ok) throw new FileProblems(contacts.problems)
  const db = await context.openDatabase()
  await db.transaction(async (tx) => {
    await setLocalHelp(tx, contacts.value, text)
    await audit(tx, { who: operatorHere(contacts.value.confirmedBy), what: 'municipality.help-set', about: code })
  })
  context.out(
    `${name} (${code}): confirmed ${contacts.value.confirmedOn} by ${contacts.value.confirmedBy}. The pages show it within five seconds.`,
  )
}

const get = async (
  context: CliContext,
  reference: Reference,
  code: string,
  wanted: string | undefined,
): Promise<void> => {
  const { name } = municipalityOf(reference, code)
  const versions = await localHelpHistory(await context.openDatabase(), code)
  const version = wanted === undefined ? versions[0] : versions.find((one) => String(one.version) === wanted)
  if (version?.file !== undefined) return context.print(version.file)
  context.err(
    wanted !== undefined && version === undefined
      ? `${name} has no state ${wanted}. "rackhall municipality history ${code}" lists those there are.`
      : `${name} has confirmed nothing${version === undefined ? '' : ' any more'}.`,
  )
  context.exit(1)
}

const history = async (context: CliContext, reference: Reference, code: string, json: boolean): Promise<void> => {
  const { name } = municipalityOf(reference, code)
  const versions = await localHelpHistory(await context.openDatabase(), code)
  if (json) {
    const rows = versions.map(({ version, by, notedAt, file }) => ({
      version,
      by,
      notedAt,
      withdrawn: file === undefined,
    }))
    return context.out(JSON.stringify(rows, undefined, 2))
  }
  if (versions.length === 0) context.out(`${name} has never confirmed anything.`)
  for (const { version, by, notedAt, file } of versions) {
    const { date, time } = stockholm(notedAt)
    context.out(`${version}  ${date} ${time}  ${file === undefined ? 'withdrawn' : 'set'} by ${by}`)
  }
}

const withdraw = async (context: CliContext, reference: Reference, code: string, by: string): Promise<void> => {
  const { name } = municipalityOf(reference, code)
  const db = await context.openDatabase()
  const [newest] = await localHelpHistory(db, code)
  if (newest?.file === undefined) {
    context.err(`${name} has confirmed nothing that could be withdrawn.`)
    return context.exit(1)
  }
  await db.transaction(async (tx) => {
    await withdrawLocalHelp(tx, code, by)
    await audit(tx, { who: operatorHere(by), what: 'municipality.help-withdrawn', about: code })
  })
  context.out(
    `${name}: withdrawn. To bring it back: rackhall municipality get ${code} --version-number ${newest.version} > FILE, then set it again.`,
  )
}
