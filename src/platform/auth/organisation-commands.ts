import type { Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import { audit, operatorHere } from '../audit/index.ts'
import type { CliContext } from '../cli.ts'
import { ConfigurationError, PROJECT_ROOT } from '../config.ts'
import type { Queryable } from '../db/index.ts'
import { asOwner } from '../db/operator.ts'
import { readWords } from '../http/words.ts'
import { asOrganisation } from './acting.ts'
import { isLed } from './hand-over.ts'
import { withdrawInvitations } from './invitation-store.ts'
import { comeBack, leave, type By, type Leaver, type Rooms } from './leave.ts'
import { farewellIn } from './leave-routes.ts'
import { codeOf, type Member, type Organisation } from './organisation.ts'
import { renameOrganisation } from './organisation-store.ts'
import { endMembership, endSessions } from './session-store.ts'
import { keepOthersOut, readMembers, readOrganisations } from './store.ts'

type WithBy = { readonly by: string }

/** `organisation rename | leave | return` and `person remove`: what changes an organisation that is there. */
export const changeCommands = (
  { organisation, person }: { readonly organisation: Command; readonly person: Command },
  context: CliContext,
  rooms: Rooms,
): void => {
  organisation
    .command('rename')
    .description('gives one another name')
    .argument('<which>', 'its code, or what it is called')
    .argument('<name>', 'what it is called from now on')
    .action(async (which: string, name: string) => rename(context, which, name.trim()))
  organisation
    .command('leave')
    .description(
      'a municipality ends its use: its people come in no more, its page shows national help, nothing is deleted',
    )
    .argument('<code>', "the municipality's four digits")
    .requiredOption('--by <name>', 'who decided it; stands in the history')
    .action(async (code: string, { by }: WithBy) => lets(context, rooms, code, by.trim()))
  organisation
    .command('return')
    .description('a municipality that left comes back with its people and its history')
    .argument('<code>', "the municipality's four digits")
    .requiredOption('--by <name>', 'who decided it; stands in the history')
    .action(async (code: string, { by }: WithBy) => back(context, rooms, code, by.trim()))
  person
    .command('remove')
    .description(
      "ends somebody's access: signed out at once, invitations stop working; what she did stays in the audit",
    )
    .argument('<email>', 'her address; "person list" shows them')
    .option('--organisation <which>', 'there alone, by code or name; otherwise everywhere')
    .action(async (email: string, options: { organisation?: string }) =>
      remove(context, email.trim().toLowerCase(), options.organisation),
    )
}

const isMeant = (one: Organisation, which: string): boolean =>
  codeOf(one) === which || one.name.toLowerCase() === which.trim().toLowerCase()

const meant = async (tx: Queryable, which: string): Promise<Organisation> => {
  const found = (await readOrganisations(tx)).filter((one) => isMeant(one, which))
  const [one, another] = found
  if (one === undefined)
    throw new ConfigurationError(`There is no organisation ${which}; "organisation list" shows which there are.`)
  if (another !== undefined)
    throw new ConfigurationError(`Several organisations are called ${which}; say which by its code.`)
  return one
}

const rename = async (context: CliContext, which: string, name: string): Promise<void> => {
  if (name === '') throw new ConfigurationError('Expected what it is called from now on.')
  const before = await asOwner(await context.openDatabase(), async (tx) => {
    await keepOthersOut(tx)
    const one = await meant(tx, which)
    const others = (await readOrganisations(tx)).filter(({ id, kind }) => id !== one.id && kind === one.kind)
    if (others.some((other) => other.name.toLowerCase() === name.toLowerCase()))
      throw new ConfigurationError(`Another ${one.kind} is called ${name} already; nothing was changed.`)
    await renameOrganisation(tx, one.id, name)
    await audit(tx, { who: operatorHere(), organisation: one.id, what: 'organisation.renamed', about: one.id })
    return one.name
  })
  context.out(`${before} is called ${name} now.`)
}

const aMunicipality = async (tx: Queryable, code: string): Promise<Leaver> => {
  const one = (await readOrganisations(tx)).find((other) => other.kind === 'municipality' && codeOf(other) === code)
  if (one?.kind === 'municipality') return one
  throw new ConfigurationError(`No municipality ${code} works here; "organisation list" shows which do.`)
}

const byOf = (name: string): By => {
  if (name === '') throw new ConfigurationError('--by: expected a name: who decided it.')
  return { says: operatorHere(name), name }
}

const lets = async (context: CliContext, rooms: Rooms, code: string, name: string): Promise<void> => {
  const by = byOf(name)
  const { organisation, left } = await asOwner(await context.openDatabase(), async (tx) => {
    const one = await aMunicipality(tx, code)
    const farewell = farewellIn(readWords(PROJECT_ROOT).sv, context.config.staffOrigin, one, by)
    return { organisation: one, left: await leave(tx, { organisation: one, by, rooms, farewell }, context.now()) }
  })
  if (left === undefined) throw new ConfigurationError(`${organisation.name} has left already; nothing was changed.`)
  context.out(`${organisation.name} has left. People who no longer come in: ${left.people}.`)
  context.out(left.tookDown ? 'Its page shows national help now.' : 'Its page showed national help already.')
  if (left.receptions.length > 0) context.out(`Receptions whose file still names it: ${left.receptions.join(', ')}.`)
  context.out(`Until ${stockholm(left.undoUntil).date} "organisation return ${code}" brings its page back as it was.`)
  context.out(`What it had: "municipality history ${code}", "audit export".`)
}

const back = async (context: CliContext, rooms: Rooms, code: string, name: string): Promise<void> => {
  const by = byOf(name)
  const { organisation, returned } = await asOwner(await context.openDatabase(), async (tx) => {
    const one = await aMunicipality(tx, code)
    return { organisation: one, returned: await comeBack(tx, { organisation: one, by, rooms }, context.now()) }
  })
  if (returned === undefined) throw new ConfigurationError(`${organisation.name} has not left; nothing was changed.`)
  const page = returned.putBack ? 'shows what it showed' : 'shows national help until it confirms what it has'
  context.out(`${organisation.name} is back. Its people come in with their passkeys; its page ${page}.`)
}

const remove = async (context: CliContext, email: string, which: string | undefined): Promise<void> => {
  const database = await context.openDatabase()
  const { members, places } = await asOwner(database, async (tx) => {
    const organisations = await readOrganisations(tx)
    const wanted = which === undefined ? organisations : [await meant(tx, which)]
    return { members: await readMembers(tx), places: new Map(wanted.map((one) => [one.id, one])) }
  })
  const hers = [...places.keys()].flatMap((id) =>
    members.filter((member) => member.email === email && member.organisation === id),
  )
  if (hers.length === 0) {
    const where = which === undefined ? 'here' : `for ${which}`
    throw new ConfigurationError(`Nobody with the address ${email} works ${where}; "person list" shows who does.`)
  }
  for (const member of hers) {
    await removeFrom(context, database, member)
    const called = places.get(member.organisation)?.name ?? ''
    context.out(`${member.name} no longer works for ${called}.`)
    const left = members.filter((one) => one.organisation === member.organisation && one.person !== member.person)
    if (!isLed(left)) context.err(`Nobody leads the work at ${called} now: nobody there can invite a colleague.`)
  }
}

/** As on the page, in that organisation alone: what she is elsewhere stays. */
const removeFrom = async (
  context: CliContext,
  database: Parameters<typeof asOrganisation>[0],
  { person, organisation, roles }: Member,
): Promise<void> =>
  asOrganisation(database, { organisation }, async (tx) => {
    await withdrawInvitations(tx, organisation, person, context.now())
    await endSessions(tx, person, context.now())
    await endMembership(tx, organisation, person)
    const detail = { roles: roles.join(' ') }
    await audit(tx, { who: operatorHere(), organisation, what: 'person.ended', about: person, detail })
  })
