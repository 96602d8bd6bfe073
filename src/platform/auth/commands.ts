import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import { FileProblems } from '#kernel/document.ts'
import type { CliContext } from '../cli.ts'
import { ConfigurationError } from '../config.ts'
import { asOwner } from '../db/operator.ts'
import { givenFile } from '../given.ts'
import { carryOut, found } from './carry-out.ts'
import { readOrganisation, type WrittenOrganisation } from './entry.ts'
import { planImport, type PlannedOrganisation } from './import.ts'
import type { Rooms } from './leave.ts'
import { whoHasLeft } from './leave-store.ts'
import { codeOf, type Member, type Organisation, type OrganisationId, type PersonId } from './organisation.ts'
import { changeCommands } from './organisation-commands.ts'
import type { Places } from './places.ts'
import { keepOthersOut, readMembers, readOrganisations } from './store.ts'

type Json = { readonly json?: boolean }

/** The operator's commands about who works here: `organisation` and `person`. */
export const organisationCommands = (
  program: Command,
  context: CliContext,
  places: () => Places,
  rooms: Rooms,
): void => {
  const organisation = program.command('organisation').description('the organisations whose people work here')
  organisation
    .command('add')
    .description('adds one; nobody works there yet')
    .argument('<kind>', 'operator, agency, county, rss (regional support structure) or municipality')
    .argument('[name]', 'what it is called; a county and a municipality have a name already')
    .option('--code <code>', "the county's two digits, the municipality's four")
    .option('--serves <codes>', 'of an rss: municipalities parted by spaces, or county:04 for all of a county')
    .option('--json', 'as JSON: what was added')
    .action(
      async (
        kind: string,
        organisationName: string | undefined,
        options: Json & { code?: string; serves?: string },
      ) => {
        const { code = '', serves = '', json } = options
        await add(
          context,
          places(),
          { kind, code, serves, organisation: organisationName?.trim() ?? '' },
          json === true,
        )
      },
    )
  organisation
    .command('list')
    .description('those there are, and how many work in each')
    .option('--json', 'as JSON')
    .action(async ({ json }: Json) => list(context, json === true))
  organisation
    .command('import')
    .description('adds organisations and their people from a CSV file: all of it, or nothing when anything is wrong')
    .argument('<file>', 'CSV in UTF-8; see below')
    .option('--dry-run', 'says what would be added, and adds nothing')
    .option('--json', 'as JSON: what was, or would be, added')
    .addHelpText('after', IMPORT_HELP)
    .action(async (file: string, { dryRun, json }: Json & { dryRun?: boolean }) =>
      takeIn(context, places(), file, { dryRun: dryRun === true, json: json === true }),
    )
  const person = program.command('person').description('the people who work here')
  person
    .command('list')
    .description('who they are, where they work and as what')
    .option('--json', 'as JSON')
    .action(async ({ json }: Json) => people(context, json === true))
  changeCommands({ organisation, person }, context, rooms)
}

const IMPORT_HELP = `
The first line is: kind,code,organisation,serves,name,email,roles (semicolons may stand for the commas).
One line for each person; the organisation stands on each. A line without a person is an organisation alone. What is
there already is added to and never changed; the same file twice adds nothing. Roles: docs/roles.md.

  kind,code,organisation,serves,name,email,roles
  municipality,1497,,,Eva Ek,eva.ek@example.se,municipality.lead reception.member
  rss,,Exempelregionens RSS,county:04,Bo Berg,bo.berg@example.se,rss.coordinator`

const add = async (context: CliContext, places: Places, written: WrittenOrganisation, json: boolean): Promise<void> => {
  const read = readOrganisation(written, places)
  if (!read.ok)
    throw new ConfigurationError(read.faults.map(({ field, expected }) => `${field}: ${expected}`).join('\n'))
  const { name, tie } = read.value
  if (tie.kind === 'rss' && tie.serves.length === 0)
    throw new ConfigurationError(
      'serves: expected the municipalities it serves: --serves "1497 1498", or --serves county:04',
    )
  const database = await context.openDatabase()
  const id = await asOwner(database, async (tx) => {
    await keepOthersOut(tx)
    const same = (await readOrganisations(tx)).find(
      (one) =>
        one.kind === tie.kind &&
        (codeOf(tie) === undefined ? one.name.toLowerCase() === name.toLowerCase() : codeOf(one) === codeOf(tie)),
    )
    if (same !== undefined) throw new ConfigurationError(thereAlready(same, (await whoHasLeft(tx)).get(same.id)))
    return found(tx, read.value)
  })
  const assumed = /^county:(\d{2})$/.exec(written.serves)?.[1]
  if (assumed !== undefined) context.err(`Assumed to serve all of county ${assumed}: ${places.aboutRss(assumed)}.`)
  if (json) context.out(JSON.stringify({ id, name, ...tie }, undefined, 2))
  else context.out(`Added: ${name} (${[tie.kind, codeOf(tie)].join(' ').trim()}).`)
}

const thereAlready = (same: Organisation, left: Date | undefined): string =>
  left === undefined
    ? `${same.name} is there already; nothing was added.`
    : `${same.name} left on ${stockholm(left).date}; "organisation return ${codeOf(same) ?? ''}" lets it come back with its history.`

const list = async (context: CliContext, json: boolean): Promise<void> => {
  const { organisations, members, left } = await readAll(context)
  const rows = organisations.map((one) => ({
    ...one,
    people: members.filter(({ organisation }) => organisation === one.id).length,
    ...(left.has(one.id) ? { left: stockholm(left.get(one.id) ?? context.now()).date } : {}),
  }))
  if (json) return context.out(JSON.stringify(rows, undefined, 2))
  if (rows.length === 0) return context.out('There are none yet. Begin with: rackhall organisation add operator NAME')
  for (const row of rows) {
    context.out(
      [
        row.kind.padEnd(12),
        (codeOf(row) ?? '').padEnd(4),
        String(row.people).padStart(4),
        row.name,
        servesOf(row),
        leftSaid(row),
      ]
        .filter((cell, place) => place < 4 || cell !== '')
        .join('  ')
        .trimEnd(),
    )
  }
}

const leftSaid = ({ left }: { readonly left?: string }): string => (left === undefined ? '' : `left ${left}`)

const servesOf = (organisation: Organisation): string => {
  if (organisation.kind !== 'rss') return ''
  const assumed = organisation.serves.filter(({ basis }) => basis === 'assumed').length
  const count = `serves ${organisation.serves.length} municipalities`
  return assumed === 0 ? count : `${count}, ${assumed} of them assumed`
}

const people = async (context: CliContext, json: boolean): Promise<void> => {
  const { organisations, members } = await readAll(context)
  const nameOf = (id: string): string => organisations.find((one) => one.id === id)?.name ?? ''
  if (json) {
    const rows = members.map(({ organisation, ...rest }) => ({
      ...rest,
      organisation: { id: organisation, name: nameOf(organisation) },
    }))
    return context.out(JSON.stringify(rows, undefined, 2))
  }
  if (members.length === 0) context.out('Nobody yet. "rackhall organisation import FILE" takes in many at once.')
  for (const { name, email, organisation, roles } of members)
    context.out(`${name} <${email}>  ${nameOf(organisation)}  ${roles.join(' ')}`)
}

const readAll = async (
  context: CliContext,
): Promise<{
  organisations: readonly Organisation[]
  members: readonly Member[]
  left: ReadonlyMap<OrganisationId, Date>
}> =>
  asOwner(await context.openDatabase(), async (tx) => ({
    organisations: await readOrganisations(tx),
    members: await readMembers(tx),
    left: await whoHasLeft(tx),
  }))

type How = { readonly dryRun: boolean; readonly json: boolean }

const takeIn = async (context: CliContext, places: Places, file: string, { dryRun, json }: How): Promise<void> => {
  const text = givenFile(file)
  const plan = await asOwner(await context.openDatabase(), async (tx) => {
    await keepOthersOut(tx)
    const left = new Set((await whoHasLeft(tx)).keys())
    const known = { organisations: await readOrganisations(tx), members: await readMembers(tx), left }
    const planned = planImport(text, file, places, known)
    if (!planned.ok) throw new FileProblems(planned.problems)
    if (!dryRun) await carryOut(tx, planned.value, () => randomUUID() as string as PersonId)
    return planned.value
  })
  const added = additionsOf(plan)
  if (json) return context.out(JSON.stringify({ file, dryRun, ...added }, undefined, 2))
  for (const name of added.organisations) context.out(`+ ${name}`)
  for (const { name, email, organisation, roles } of added.people)
    context.out(`+ ${name} <${email}>  ${organisation}  ${roles.join(' ')}`)
  const count = `organisations ${added.organisations.length}, people ${added.people.length}`
  context.out(
    dryRun
      ? `Would be added: ${count}. Nothing was changed.`
      : `Added: ${count}. Already there: ${added.alreadyThere}.`,
  )
}

const additionsOf = (plan: readonly PlannedOrganisation[]) => {
  const people = plan.flatMap(({ organisation, members }) =>
    members.map(({ name, email, roles }) => ({ name, email, organisation: organisation.name, roles })),
  )
  const fresh = people.filter(({ roles }) => roles.length > 0)
  return {
    organisations: plan.filter(({ existing }) => existing === undefined).map(({ organisation }) => organisation.name),
    people: fresh,
    alreadyThere: people.length - fresh.length,
  }
}
