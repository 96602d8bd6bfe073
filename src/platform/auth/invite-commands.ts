import type { Command } from 'commander'
import { randomUUID } from 'node:crypto'
import { audit, operatorHere } from '../audit/index.ts'
import type { CliContext } from '../cli.ts'
import { ConfigurationError } from '../config.ts'
import type { Queryable } from '../db/index.ts'
import { asOwner } from '../db/operator.ts'
import { found } from './carry-out.ts'
import { invite, linkOf, type Invitee } from './invite.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import { passkeysOf, removePasskey } from './passkey-store.ts'
import { endSessions } from './session-store.ts'
import { addPerson, giveRoles, keepOthersOut, readMembers, readOrganisations } from './store.ts'

type NewOperator = { readonly name: string; readonly organisation: string }

/** `operator invite | link`: how the first person comes in, and whoever was added by command. */
export const inviteCommands = (program: Command, context: CliContext): void => {
  const operator = program.command('operator').description('lets people in to the staff side by a one-time link')
  operator
    .command('invite')
    .description('adds somebody who runs the installation, and prints her link: once, for a day')
    .argument('<email>', 'her address at work')
    .requiredOption('--name <name>', 'her name')
    .option('--organisation <name>', 'what whoever runs the installation is called', 'Driften')
    .action(async (email: string, options: NewOperator) =>
      hand(context, async (tx) => newOperator(tx, email.trim().toLowerCase(), options)),
    )
  operator
    .command('link')
    .description('prints a link for somebody who was added already and has no passkey yet: once, for a day')
    .argument('<email>', 'her address; "person list" shows them')
    .option('--lost-key', 'of an operator who has lost her passkeys: they and her sessions end first')
    .action(async (email: string, { lostKey }: { lostKey?: boolean }) =>
      hand(context, async (tx) => {
        const member = await known(tx, email.trim().toLowerCase())
        if (lostKey === true) await forget(tx, member, context.now())
        return member
      }),
    )
}

/** The link alone on stdout, so that it can be handed on; who and how long on stderr. */
const hand = async (
  context: CliContext,
  who: (tx: Queryable) => Promise<Invitee & { name: string }>,
): Promise<void> => {
  const { name, handed } = await asOwner(await context.openDatabase(), async (tx) => {
    await keepOthersOut(tx)
    const invitee = await who(tx)
    if ((await passkeysOf(tx, invitee.person)).length > 0)
      throw new ConfigurationError(`${invitee.name} has a passkey already, and signs in with it. No link was made.`)
    const by = { person: undefined, says: operatorHere() }
    return { name: invitee.name, handed: await invite(tx, invitee, by, context.now()) }
  })
  context.err(`For ${name} alone. It works once, until ${handed.expires.toISOString()}:`)
  context.out(linkOf(context.config.staffOrigin, handed))
}

type Known = Awaited<ReturnType<typeof readMembers>>[number]

const known = async (tx: Queryable, email: string): Promise<Known> => {
  const mine = (await readMembers(tx)).filter((one) => one.email === email)
  const member = mine.find(({ roles }) => roles.includes('operator.admin')) ?? mine[0]
  if (member === undefined)
    throw new ConfigurationError(`Nobody with the address ${email} works here; "person list" shows who does.`)
  return member
}

/**
 * Takes the keys of an operator away, so that a link lets her in anew. Of operators alone: whoever sits at the machine
 * can do all that they can; for anybody else it would be a way round her colleagues.
 */
const forget = async (tx: Queryable, { person, name, organisation, roles }: Known, now: Date): Promise<void> => {
  if (!roles.includes('operator.admin'))
    throw new ConfigurationError(`${name} does not run the installation; only an operator's passkeys end here.`)
  for (const { id } of await passkeysOf(tx, person)) await removePasskey(tx, person, id)
  await endSessions(tx, person, now)
  await audit(tx, { who: operatorHere(), organisation, what: 'passkey.lost', about: person })
}

const newOperator = async (
  tx: Queryable,
  email: string,
  { name, organisation: called }: NewOperator,
): Promise<Invitee & { name: string }> => {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
    throw new ConfigurationError(`${email} is no address; expected one such as eva.ek@example.se.`)
  const organisation = await operatorOrganisation(tx, called)
  const there = (await readMembers(tx)).find((one) => one.email === email)
  const person = there?.person ?? (randomUUID() as string as PersonId)
  if (there === undefined) await addPerson(tx, { id: person, name: name.trim(), email })
  await giveRoles(tx, { person, organisation, kind: 'operator', roles: ['operator.admin'] })
  await audit(tx, {
    who: operatorHere(),
    organisation,
    what: 'person.roles-given',
    about: person,
    detail: { roles: 'operator.admin' },
  })
  return { person, organisation, name: there?.name ?? name.trim() }
}

const operatorOrganisation = async (tx: Queryable, name: string): Promise<OrganisationId> => {
  const there = (await readOrganisations(tx)).find(({ kind }) => kind === 'operator')
  return there?.id ?? found(tx, { name, tie: { kind: 'operator' } })
}
