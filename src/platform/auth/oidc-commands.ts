import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { audit, operatorHere } from '../audit/index.ts'
import type { CliContext } from '../cli.ts'
import { ConfigurationError } from '../config.ts'
import type { Queryable } from '../db/index.ts'
import { asOwner } from '../db/operator.ts'
import { readProviders, removeProvider, setProvider, type Provider } from './oidc-store.ts'
import { codeOf, type Organisation } from './organisation.ts'
import { readOrganisations } from './store.ts'

type Given = {
  readonly issuer: string
  readonly clientId: string
  readonly secretFile: string
  readonly label?: string
}

/** `oidc set | list | remove`: an organisation's own provider of sign-in (OpenID Connect). */
export const oidcCommands = (program: Command, context: CliContext): void => {
  const oidc = program.command('oidc').description("organisations' own sign-in (OpenID Connect)")
  oidc
    .command('set')
    .description('sets the provider of an organisation; whoever came in by another one needs a new link')
    .argument('<organisation>', 'its code, such as 1497, or its name; "organisation list" shows both')
    .requiredOption('--issuer <address>', 'the issuer, letter for letter as the provider says it')
    .requiredOption('--client-id <id>', 'what the provider calls us')
    .requiredOption(
      '--secret-file <file>',
      'a file with our secret there; it is read at each sign-in and stored nowhere',
    )
    .option('--label <words>', 'what the button says; the name of the organisation when left out')
    .action(async (organisation: string, given: Given) => set(context, organisation, given))
  oidc
    .command('list')
    .description('the providers there are')
    .action(async () => {
      const database = await context.openDatabase()
      for (const { label, issuer, clientId, secretFile } of await readProviders(database))
        context.out(`${label}: ${issuer} as ${clientId}, secret in ${secretFile}`)
    })
  oidc
    .command('remove')
    .description('takes the provider of an organisation away: nobody comes in by it any more')
    .argument('<organisation>', 'its code or its name')
    .action(async (organisation: string) => remove(context, organisation))
}

const set = async (context: CliContext, named: string, given: Given): Promise<void> => {
  const secretFile = resolve(given.secretFile)
  const issuer = issuerOf(given.issuer)
  try {
    if (readFileSync(secretFile, 'utf8').trim() === '') throw new ConfigurationError(`${secretFile} is empty.`)
  } catch (cause) {
    if (cause instanceof ConfigurationError) throw cause
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new ConfigurationError(`${secretFile} cannot be read (${why}).`, { cause })
  }
  const provider = await asOwner(await context.openDatabase(), async (tx) => {
    const { id, name } = await organisationOf(tx, named)
    const made: Provider = {
      organisation: id,
      label: given.label?.trim() || name,
      issuer,
      clientId: given.clientId,
      secretFile,
    }
    await setProvider(tx, made, context.now())
    await audit(tx, { who: operatorHere(), organisation: id, what: 'oidc.set', about: id, detail: { issuer } })
    return made
  })
  context.out(`${provider.label} signs in by ${provider.issuer}. Its redirect address there must be:`)
  context.out(`${context.config.staffOrigin}/sign-in/callback`)
}

const remove = async (context: CliContext, named: string): Promise<void> => {
  const name = await asOwner(await context.openDatabase(), async (tx) => {
    const organisation = await organisationOf(tx, named)
    const { id } = organisation
    if (!(await removeProvider(tx, id)))
      throw new ConfigurationError(`${organisation.name} has no provider; nothing was taken away.`)
    await audit(tx, { who: operatorHere(), organisation: id, what: 'oidc.removed', about: id })
    return organisation.name
  })
  context.out(`${name} no longer signs in by a provider of its own.`)
}

/** Https, or http on this machine for a trial. */
const issuerOf = (given: string): string => {
  const url = URL.parse(given)
  const loopback = url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1)$/.test(url.hostname)
  if (url?.protocol === 'https:' || loopback) return given
  throw new ConfigurationError(`The issuer is ${given}; expected an address that begins with https://.`)
}

const organisationOf = async (tx: Queryable, named: string): Promise<Organisation> => {
  const found = (await readOrganisations(tx)).filter(
    (one) => codeOf(one) === named || one.name.toLowerCase() === named.trim().toLowerCase(),
  )
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  throw new ConfigurationError(
    `${found.length === 0 ? 'No organisation is' : 'Several organisations are'} called ${named}; "organisation list" shows them.`,
  )
}
