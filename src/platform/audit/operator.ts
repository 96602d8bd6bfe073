import { userInfo } from 'node:os'

/** Who works at the machine: the name of the system's user and, where one was given, of the person who decided. */
export const operatorHere = (by?: string): string =>
  by === undefined ? `operator:${account()}` : `operator:${account()} (${by.trim()})`

const account = (): string => {
  try {
    return userInfo().username
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return String(process.getuid?.() ?? 'unknown')
  }
}
