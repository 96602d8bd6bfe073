import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { ArchiveTaken } from './fault.ts'

/*
 * One process writes the archive of a site. A lock of a process of this machine that has ended is taken over at once;
 * of another machine, or where process ids say nothing, when it has not been touched for a minute.
 */
const NAME = 'lock'
const TOUCH_EVERY_MS = 15_000
const STALE_AFTER_MS = 60_000

export type Lock = { readonly release: () => Promise<void> }

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** What the lock says and whether nobody holds it any more; nothing when there is none. */
const standing = async (file: string): Promise<{ readonly text: string; readonly stale: boolean } | undefined> => {
  try {
    const text = await readFile(file, 'utf8')
    const [host, pid] = text.split(' ')
    const { mtimeMs } = await stat(file)
    return { text, stale: Date.now() - mtimeMs > STALE_AFTER_MS || (host === hostname() && !runs(Number(pid))) }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Takes away a lock that nobody holds, but not one that somebody else has put in its place since it was read. */
const clear = async (file: string, text: string): Promise<void> => {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if ((await readFile(aside, 'utf8')) !== text) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

const TRIES = 5

/** Takes the lock of a folder. Throws ArchiveTaken when another process, or another in this one, has it. */
export const takeLock = async (folder: string): Promise<Lock> => {
  const file = join(folder, NAME)
  const mine = `${hostname()} ${process.pid} ${randomUUID()}`
  for (let attempt = 0; attempt < TRIES; attempt++) {
    try {
      await writeFile(file, mine, { flag: 'wx' })
      return held(file, mine)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const found = await standing(file)
    if (found !== undefined && !found.stale) break
    if (found !== undefined) await clear(file, found.text)
  }
  throw new ArchiveTaken(`Another process writes ${folder}.`)
}

const held = (file: string, mine: string): Lock => {
  const touching = setInterval(() => {
    const now = new Date()
    void utimes(file, now, now).catch(() => undefined)
  }, TOUCH_EVERY_MS)
  touching.unref()
  return {
    release: async () => {
      clearInterval(touching)
      const text = await readFile(file, 'utf8').catch(() => undefined)
      if (text === mine) await rm(file, { force: true })
    },
  }
}
