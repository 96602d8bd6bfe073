import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf } from '../errors.ts'

/** Others may pass through on their way to what they own; they may not list the folder. */
export const ENTER_ONLY = 0o711

/** Makes a folder and those missing above it with exactly this mode; folders that stood there are left as they are. */
export const makeFolder = (folder: string, mode: number): void => {
  if (existsSync(folder)) return
  makeFolder(dirname(folder), mode)
  try {
    // Not recursive: Node's own way never ends in a folder such as /proc, where nothing can be made.
    mkdirSync(folder, mode)
  } catch (error) {
    // Another process was faster.
    if (codeOf(error) !== 'EEXIST') throw error
    return
  }
  // mkdir takes the umask off; what was made here, and nothing above it, gets the mode meant.
  chmodSync(folder, mode)
}

/** Whether it is a real folder of this user. In /tmp somebody else could have made one of the same name first. */
export const isOwnFolder = (folder: string, uid: number): boolean => {
  const stats = lstatSync(folder)
  return stats.isDirectory() && stats.uid === uid
}

/** The same 16 signs for the same text, always. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
