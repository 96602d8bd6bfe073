import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Under which user the database server runs. */
export type Account = { readonly uid: number; readonly gid: number; readonly name: string }

const NOBODY = 65_534
const PREFERRED = new Set(['nobody', 'postgres', 'daemon'])

/** The users this machine knows. PostgreSQL refuses to run as one without an entry there. */
const knownAccounts = (): readonly Account[] =>
  readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))

const isRoot = (): boolean => process.getuid?.() === 0

/** The user this process runs as. */
export const ownAccount = (): Account => {
  const uid = process.getuid?.() ?? -1
  const gid = process.getgid?.() ?? -1
  return { uid, gid, name: knownAccounts().find((account) => account.uid === uid)?.name ?? String(uid) }
}

/**
 * The user to run the server as: PostgreSQL refuses root, so root steps down to `nobody`, or to another
 * unprivileged user where there is none; everyone else stays who they are. Nothing when root finds no one.
 */
export const serverAccount = (): Account | undefined => {
  if (!isRoot()) return ownAccount()
  const unprivileged = knownAccounts().filter(({ uid }) => uid > 0)
  return (
    unprivileged.find(({ uid }) => uid === NOBODY) ??
    unprivileged.find(({ name }) => PREFERRED.has(name)) ??
    unprivileged[0]
  )
}

/** The account of a uid, as root needs it to run a server whose files somebody owns already. */
export const accountOf = (uid: number): Account | undefined => knownAccounts().find((account) => account.uid === uid)

/** Whether the account is somebody else than this process; then it is root that steps down. */
export const mustStepDown = (account: Account): boolean => isRoot() && account.uid !== 0

const READ = 4
const ENTER = 1

/** Whether the account may pass through every folder above `path` and read what is there (`path` must exist). */
export const canReach = (account: Account, path: string): boolean => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return false
  const wanted = stats.isDirectory() ? READ | ENTER : READ
  return allows(account, path, wanted) && canPassThrough(account, dirname(path))
}

/** Whether the account may pass through `folder` and every folder above it. */
export const canPassThrough = (account: Account, folder: string): boolean => {
  if (!allows(account, folder, ENTER)) return false
  const above = dirname(folder)
  return above === folder || canPassThrough(account, above)
}

const allows = ({ uid, gid }: Account, path: string, wanted: number): boolean => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return false
  const shift = stats.uid === uid ? 6 : stats.gid === gid ? 3 : 0
  return ((stats.mode >> shift) & wanted) === wanted
}
