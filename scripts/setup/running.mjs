// Which processes run from a folder; installing anew would delete the files under them.
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'

/**
 * Processes whose program, loaded libraries or arguments lie in the folder, as `{ pid, command }`;
 * this process and those that started it are left out. Nothing on a system without /proc.
 */
export const processesUsing = (folder) => {
  const inside = realpathSync(folder) + sep
  const own = ancestors()
  return numbered('/proc')
    .filter((pid) => !own.has(pid))
    .filter((pid) => uses(pid, inside))
    .map((pid) => ({ pid, command: commandOf(pid).join(' ').slice(0, 120) || '(ended)' }))
}

const uses = (pid, inside) => {
  if (quietly(() => readlinkSync(`/proc/${pid}/exe`), '').startsWith(inside)) return true
  // Another user's process hides its program from us but not its command line.
  if (commandOf(pid)[0]?.startsWith(inside)) return true
  return quietly(() => readFileSync(`/proc/${pid}/maps`, 'latin1'), '').includes(` ${inside}`)
}

const commandOf = (pid) =>
  quietly(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '')
    .split('\0')
    .filter(Boolean)

const numbered = (folder) =>
  quietly(() => readdirSync(folder), [])
    .map(Number)
    .filter(Number.isInteger)

const ancestors = () => {
  const found = new Set([process.pid])
  let pid = process.ppid
  while (pid > 0 && !found.has(pid)) {
    found.add(pid)
    // The command's name in brackets may hold anything, so count from the last bracket: state, then the parent.
    pid = Number(
      quietly(() => readFileSync(`/proc/${pid}/stat`, 'latin1'), '')
        .split(') ')
        .at(-1)
        ?.split(' ')[1] ?? 0,
    )
  }
  return found
}

const quietly = (read, otherwise) => {
  try {
    return read()
  } catch {
    return otherwise
  }
}
