import { readFileSync, readlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'

/** What `postmaster.pid` in a cluster says. Its lines: pid, data folder, start time, port, socket folder, addresses, memory key, state. */
export type Postmaster = {
  readonly pid: number
  readonly socketFolder: string
  readonly state: 'starting' | 'ready' | 'stopping'
}

/** Reads the cluster's `postmaster.pid`; nothing when there is none, or it is being written at this moment. */
export const readPostmaster = (cluster: string): Postmaster | undefined => {
  const lines = readLines(join(cluster, 'postmaster.pid'))
  const pid = Number(lines[0])
  const socketFolder = lines[4]?.trim()
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const state = lines[7]?.trim()
  return {
    pid,
    socketFolder: socketFolder ?? '',
    state: state === 'ready' || state === 'stopping' ? state : 'starting',
  }
}

const readLines = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

/**
 * Whether the process is the server of this cluster. A pid can have gone to another program since the file was
 * written; `unknown` when this user may not see enough to tell.
 */
export const runsCluster = (pid: number, cluster: string): 'yes' | 'no' | 'unknown' => {
  const stat = readLines(`/proc/${pid}/stat`)[0]
  if (stat === undefined) return 'no'
  const processState = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  if (processState === 'Z' || processState === 'X') return 'no'
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster ? 'yes' : 'no'
  } catch {
    // Not ours to look into; its command line usually still is, and the launcher gives the folder there.
    const words = readLines(`/proc/${pid}/cmdline`).join('\n').split('\0')
    if (words.length < 2) return 'unknown'
    return words.includes(cluster) ? 'yes' : 'no'
  }
}

/**
 * Removes a `postmaster.pid` whose pid belongs to another program by now, or to a dead one that its parent has not
 * noticed yet: PostgreSQL would take that one for a running server and refuse. One whose process is simply gone is
 * left: PostgreSQL clears that up more carefully. Call it under the cluster's start lock only.
 */
export const clearStalePid = (cluster: string): void => {
  const found = readPostmaster(cluster)
  if (found === undefined || !isAlive(found.pid)) return
  if (runsCluster(found.pid, cluster) === 'no') unlinkSync(join(cluster, 'postmaster.pid'))
}

/** The same for the lock beside the socket, which says which process serves there and for which cluster. */
export const clearStaleSocket = (socket: string, cluster: string): void => {
  const lock = `${socket}.lock`
  const [pid, folder] = readLines(lock)
  if (folder !== cluster || !isAlive(Number(pid))) return
  if (runsCluster(Number(pid), cluster) === 'no') unlinkSync(lock)
}

const isAlive = (pid: number): boolean => readLines(`/proc/${pid}/stat`).length > 0
