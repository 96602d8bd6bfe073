import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mailServerOf, senderAddress } from './mail/server.ts'

/** Where package.json, data/, locales/ and migrations/ stand. */
export const PROJECT_ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export type Config = {
  readonly host: string
  readonly port: number
  readonly staffPort: number
  readonly publicOrigin: string
  readonly staffOrigin: string
  readonly databaseUrl: string | undefined
  readonly keystoreUrl: string | undefined
  readonly keystoreKeys: string | undefined
  readonly pgBinDir: string | undefined
  readonly dataDir: string
  readonly exitUrl: string
  readonly smtpUrl: string | undefined
  readonly mailFrom: string | undefined
  readonly operatorFile: string | undefined
  readonly trustProxy: boolean
  readonly metricsPort: number | undefined
  readonly workers: number
}

/** One setting as `rackhall config` prints it. */
export type Setting = { readonly name: string; readonly value: string; readonly from: 'environment' | 'default' }

/** Wrong configuration: the message is one sentence for each wrong value. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

type Environment = Readonly<Record<string, string | undefined>>

const DEFAULT_EXIT = 'https://www.smhi.se/'
const LARGEST_PORT = 65_535
const KNOWN_OWN_NAMES = new Set(['RACKHALL_DATA'])
/** Values that may hold a password are never printed. */
const SECRET_NAMES = new Set(['DATABASE_URL', 'KEYSTORE_URL', 'SMTP_URL'])

/**
 * Reads the configuration from the environment. `exitHosts` is the allow list of `data/exits.yaml`.
 * Throws ConfigurationError with a sentence for every unknown `RACKHALL_*` name and every wrong value.
 */
export const readConfig = (
  environment: Environment,
  exitHosts: ReadonlySet<string>,
): { readonly config: Config; readonly settings: readonly Setting[] } => {
  const faults: string[] = []
  const settings: Setting[] = []
  const text = <D extends string | undefined>(name: string, fallback: D): string | D => {
    const given = environment[name]?.trim()
    const from = given === undefined || given === '' ? 'default' : 'environment'
    const value = from === 'environment' ? (given as string) : fallback
    const shown = value === undefined ? '(not set)' : SECRET_NAMES.has(name) ? withoutPassword(value) : value
    settings.push({ name, value: shown, from })
    return value
  }
  const port = <D extends number | undefined>(name: string, fallback: D): number | D => {
    const value = text(name, fallback === undefined ? undefined : String(fallback))
    if (value === undefined) return fallback
    const number = Number(value)
    if (/^\d+$/.test(value) && number <= LARGEST_PORT) return number
    faults.push(`${name} is ${quoted(value)}: expected a port, a whole number from 0 to ${LARGEST_PORT}.`)
    return fallback
  }
  const count = (name: string, fallback: number): number => {
    const value = text(name, String(fallback))
    if (/^[1-9]\d{0,2}$/.test(value)) return Number(value)
    faults.push(`${name} is ${quoted(value)}: expected a whole number from 1 to 999.`)
    return fallback
  }
  const origin = (name: string, fallback: string): string => {
    const value = text(name, fallback)
    const fault = originFault(value)
    if (fault !== undefined) faults.push(`${name} is ${quoted(value)}: ${fault}`)
    return value
  }
  const databaseAddress = (name: string): string | undefined => {
    const value = text(name, undefined)
    if (value !== undefined && !/^postgres(?:ql)?:\/\//.test(value)) {
      faults.push(
        `${name} does not begin with postgres:// or postgresql://, as the address of a PostgreSQL server does.`,
      )
    }
    return value
  }
  for (const name of Object.keys(environment)) {
    if (name.startsWith('RACKHALL_') && !KNOWN_OWN_NAMES.has(name)) {
      faults.push(`${name} is not a setting; of the names that begin with RACKHALL_ there is only RACKHALL_DATA.`)
    }
  }
  const host = text('HOST', '127.0.0.1')
  const publicPort = port('PORT', 3000)
  const staffPort = port('STAFF_PORT', 3001)
  const exitUrl = text('EXIT_URL', DEFAULT_EXIT)
  const exitFault = exitUrlFault(exitUrl, exitHosts)
  if (exitFault !== undefined) faults.push(`EXIT_URL is ${quoted(exitUrl)}: ${exitFault}`)
  const proxy = text('TRUST_PROXY', 'no')
  if (!/^(yes|no|true|false|1|0)$/.test(proxy)) faults.push(`TRUST_PROXY is ${quoted(proxy)}: expected yes or no.`)
  const smtpUrl = text('SMTP_URL', undefined)
  const mailFrom = text('MAIL_FROM', undefined)
  // Without its value: a password may stand in it.
  const smtpFault = smtpUrl === undefined ? undefined : mailServerOf(smtpUrl)
  if (typeof smtpFault === 'string') faults.push(`SMTP_URL: ${smtpFault}`)
  if (smtpUrl !== undefined && mailFrom === undefined) {
    faults.push('SMTP_URL is set and MAIL_FROM is not: expected the address that mail is sent from.')
  }
  if (mailFrom !== undefined && senderAddress(mailFrom) === undefined) {
    faults.push(`MAIL_FROM is ${quoted(mailFrom)}: expected an address, or a name and an address in < >.`)
  }
  const config: Config = {
    host,
    port: publicPort,
    staffPort,
    publicOrigin: origin('PUBLIC_ORIGIN', `http://127.0.0.1:${publicPort}`),
    staffOrigin: origin('STAFF_ORIGIN', `http://localhost:${staffPort}`),
    databaseUrl: databaseAddress('DATABASE_URL'),
    keystoreUrl: databaseAddress('KEYSTORE_URL'),
    keystoreKeys: text('KEYSTORE_KEYS', undefined),
    pgBinDir: text('PGBINDIR', undefined),
    dataDir: resolve(text('RACKHALL_DATA', join(PROJECT_ROOT, 'var'))),
    exitUrl,
    smtpUrl,
    mailFrom,
    operatorFile: text('OPERATOR_FILE', undefined),
    trustProxy: /^(yes|true|1)$/.test(proxy),
    metricsPort: port('METRICS_PORT', undefined),
    workers: count('WORKERS', 1),
  }
  if (faults.length > 0) throw new ConfigurationError(faults.join('\n'))
  return { config, settings }
}

/**
 * Why an exit address is refused, as a sentence's end; nothing when it is accepted:
 * https with a host of the allow list, or http on loopback (for tests and trials).
 */
export const exitUrlFault = (address: string, exitHosts: ReadonlySet<string>): string | undefined => {
  const url = URL.parse(address)
  if (url === null) return 'expected a whole address, such as https://www.smhi.se/.'
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    return 'expected an address with no query, fragment or sign-in in it.'
  }
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return undefined
  if (url.protocol === 'https:' && exitHosts.has(url.hostname)) return undefined
  return `expected https and one of the hosts in data/exits.yaml (${[...exitHosts].join(', ')}).`
}

const originFault = (value: string): string | undefined => {
  const url = URL.parse(value)
  if (url === null || url.origin !== value)
    return 'expected scheme, host and port alone, such as https://example.org, without a path.'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return undefined
  return 'expected https; http is accepted on loopback only.'
}

const isLoopback = (hostname: string): boolean => /^(localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)

const quoted = (value: string): string => JSON.stringify(value)

const withoutPassword = (address: string): string => address.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1:…@')
