import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseUnreachable, messageOf } from '../errors.ts'
import { type Account, accountOf, canPassThrough, mustStepDown, ownAccount, serverAccount } from './account.ts'
import { isCluster } from './cluster.ts'
import { ENTER_ONLY, isOwnFolder, makeFolder, shortHash } from './folders.ts'

/** Where one database cluster lives and who runs it. */
export type Place = {
  /** The cluster's own folder (PostgreSQL's data directory); it may not exist yet. */
  readonly cluster: string
  readonly account: Account
  /** Where binaries are copied to when the account cannot reach them. */
  readonly copies: string
}

/** Written into the data folder when the cluster cannot live there. */
const NOTE = 'folder.txt'
const LASTING = '/var/lib/rackhall'
const OWNER_ONLY = 0o700
const SHORT_LIVED = ['/var/tmp/rackhall', '/tmp/rackhall']

/**
 * Where the cluster `name` of a data folder lives: in the data folder; or, for root when the server's account
 * cannot reach it there, under /var/lib/rackhall, noted in the data folder so that it is found again.
 * Makes the folders above the cluster. Throws DatabaseUnreachable when no place will do.
 */
export const placeFor = (dataDir: string, name: string, say: (line: string) => void, lasting = LASTING): Place => {
  const account = serverAccount()
  if (account === undefined)
    throw new DatabaseUnreachable('PostgreSQL cannot run as root, and this machine has no other user to run it as.')
  try {
    // Root's own folder must let the account of the server through to the cluster, which only that one can open.
    if (!existsSync(dataDir)) makeFolder(dataDir, mustStepDown(account) ? ENTER_ONLY : OWNER_ONLY)
    return settle(realpathSync(dataDir), name, account, lasting, say)
  } catch (error) {
    if (error instanceof DatabaseUnreachable) throw error
    throw new DatabaseUnreachable(`The data folder ${dataDir} cannot be used: ${messageOf(error)}.`, { cause: error })
  }
}

const settle = (
  dataDir: string,
  name: string,
  account: Account,
  lasting: string,
  say: (line: string) => void,
): Place => {
  const inside = join(dataDir, name)
  const note = join(dataDir, `${name}-${NOTE}`)
  if (isCluster(inside)) {
    // It may be a link to another disk.
    const cluster = realpathSync(inside)
    const owner = ownerOf(cluster, account)
    if (!canPassThrough(owner, dirname(cluster))) {
      throw new DatabaseUnreachable(
        `The user ${owner.name}, who runs the database in ${cluster}, can no longer reach it: let others pass through the folders above it (chmod o+x).`,
      )
    }
    return { cluster, account: owner, copies: copiesFor(owner, dataDir, lasting) }
  }
  if (existsSync(note)) return elsewhere(note, account, lasting)
  if (!mustStepDown(account) || canPassThrough(account, dataDir)) {
    return { cluster: inside, account, copies: copiesFor(account, dataDir, lasting) }
  }
  const cluster = join(realpathSync(firstUsable(dataDir, account, lasting, say)), name)
  writeFileSync(note, `${cluster}\n`, { mode: 0o644 })
  return { cluster, account, copies: copiesFor(account, dirname(cluster), lasting) }
}

/** A cluster that exists is run by its owner; only root can run one that is somebody else's. */
const ownerOf = (cluster: string, account: Account): Account => {
  const { uid } = statSync(cluster)
  if (uid === account.uid) return account
  const owner = accountOf(uid)
  if (mustStepDown(account) && owner !== undefined && uid !== 0) return owner
  throw new DatabaseUnreachable(
    `The database in ${cluster} belongs to the user ${owner?.name ?? uid}, and this is the user ${ownAccount().name}: run it as its owner or as root.`,
  )
}

const elsewhere = (note: string, account: Account, lasting: string): Place => {
  const cluster = readFileSync(note, 'utf8').trim()
  if (!mustStepDown(account)) {
    throw new DatabaseUnreachable(
      `${note} says that the database lives in ${cluster}, where only root can run it: run this as root.`,
    )
  }
  if (!existsSync(dirname(cluster))) {
    throw new DatabaseUnreachable(
      `${note} says that the database lives in ${cluster}, which is not there any more: bring the folder back, or remove that file to begin with an empty database.`,
    )
  }
  const owner = isCluster(cluster) ? ownerOf(cluster, account) : account
  return { cluster, account: owner, copies: copiesFor(account, dirname(cluster), lasting) }
}

const copiesFor = (account: Account, fallback: string, lasting: string): string => {
  if (!mustStepDown(account)) return fallback
  return fallback.startsWith('/var/tmp/') || fallback.startsWith('/tmp/') ? fallback : lasting
}

/** The first folder root can make that the account can reach. What lies under /tmp may be gone after a restart of the machine. */
const firstUsable = (dataDir: string, account: Account, lasting: string, say: (line: string) => void): string => {
  const mark = shortHash(dataDir)
  const faults: string[] = []
  for (const folder of [join(lasting, mark), ...SHORT_LIVED.map((stem) => `${stem}-${mark}`)]) {
    try {
      if (!existsSync(folder)) makeFolder(folder, ENTER_ONLY)
      if (!isOwnFolder(folder, 0)) throw new Error('it belongs to somebody else')
      if (!canPassThrough(account, folder)) throw new Error(`the user ${account.name} cannot reach it`)
      if (!folder.startsWith(lasting)) {
        say(
          `Warning: the database is kept in ${folder}, which this machine may empty when it restarts. Set RACKHALL_DATA to a folder that the user ${account.name} can reach.`,
        )
      }
      return folder
    } catch (error) {
      faults.push(`${folder}: ${messageOf(error)}`)
    }
  }
  throw new DatabaseUnreachable(
    `The user ${account.name}, who runs the database for root, cannot reach ${dataDir}, and no other place will do (${faults.join('; ')}).`,
  )
}
