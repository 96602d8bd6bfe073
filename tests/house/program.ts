import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { canPassThrough, serverAccount } from '../../src/platform/db/embedded/account.ts'

/** A user every Debian has, who owns nothing. */
export const NOBODY = 65_534
export const isRoot = process.getuid?.() === 0

const ordinary = serverAccount()

/** Why a test cannot run this very project as another user; false when it can. */
export const notAsSomebodyElse: string | false =
  !isRoot || ordinary === undefined
    ? 'not testable here: only root can be somebody else'
    : canPassThrough(ordinary, PROJECT_ROOT)
      ? false
      : 'not testable here: this folder is closed to other users'

export type Ended = {
  readonly status: number | null
  readonly signal: string | null
  readonly out: string
  readonly err: string
}

/** The environment of somebody who just opened a terminal: nothing of npm's, of the test runner's or of ours. */
export const terminal = (more: Readonly<Record<string, string | undefined>> = {}): Record<string, string> => {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const kept = ['HOME', 'LANG', 'TMPDIR', 'USER'].map((name) => [name, process.env[name]] as const)
  const all = { ...Object.fromEntries(kept), PATH: path.join(delimiter), ...more }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

export type Where = {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Runs as this user; only root can ask for it. */
  readonly uid?: number
}

/**
 * Starts a program in a process group of its own. `ended` gives its exit and all it wrote; `said` waits until its
 * output matches, and throws with that output when it ends before; `end` stops whatever of it still runs.
 */
export const startProgram = (command: string, words: readonly string[], { cwd, env, uid }: Where) => {
  const child = spawn(command, words, {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  const text = { out: '', err: '' }
  const heard = new Set<() => void>()
  const hear = (stream: 'out' | 'err') => (part: Buffer) => {
    text[stream] += part.toString('utf8')
    heard.forEach((look) => look())
  }
  child.stdout.on('data', hear('out'))
  child.stderr.on('data', hear('err'))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal, ...text }))
  })
  ended.catch(() => undefined)
  const said = async (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(text.out + text.err)
        if (found === null) return
        heard.delete(look)
        resolve(found)
      }
      heard.add(look)
      look()
      ended.then(
        ({ status, out, err }) => reject(new Error(`ended with ${status} before it said ${pattern}:\n${out}${err}`)),
        reject,
      )
    })
  return {
    pid: child.pid ?? 0,
    ended,
    said,
    signal: (name: NodeJS.Signals): void => void child.kill(name),
    end: async (): Promise<void> => {
      // The whole group: what it started may have outlived it.
      if (child.pid !== undefined) killGroup(child.pid)
      await ended.catch(() => undefined)
    },
  }
}

const killGroup = (leader: number): void => {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody of it is left.
  }
}

/** Runs a program to its end. */
export const runProgram = async (command: string, words: readonly string[], where: Where): Promise<Ended> =>
  startProgram(command, words, where).ended
