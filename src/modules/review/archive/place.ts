import { createHash } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalDate } from '#kernel/dates.ts'

/** Which archive is meant: of a site, under the label it was given with, in a run, below the folder of all archives. */
export type Place = {
  readonly archive: string
  readonly run: string
  /** The address as it was given. */
  readonly site: string
  readonly code: string
}

const RUN = /^(\d{4}-\d\d-\d\d)-([1-9]\d{0,3})$/
const UNSAFE = /[^a-z0-9._-]+|\.{2,}|^\.+/g
const LONGEST_NAME = 80

/**
 * The name of a site's folder in a run: its label and host, `1497-www.hjo.example`, a port after `_`. Where something had
 * to be left out of them, or the scheme is not https, the first of a digest of both follows, so that no two share one.
 */
export const siteFolder = (code: string, site: string): string => {
  const url = URL.parse(site)
  const wanted = `${code}-${(url?.host ?? site).replace(':', '_')}`
  const name = wanted.toLowerCase().replaceAll(UNSAFE, '-').slice(0, LONGEST_NAME)
  if (name === wanted && url?.protocol === 'https:') return name
  return `${name}-${createHash('sha256').update(`${code}\n${site}`).digest('hex').slice(0, 8)}`
}

export const folderOf = ({ archive, run, code, site }: Place): string => join(archive, run, siteFolder(code, site))

const numberOf = (run: string): number => Number(RUN.exec(run)?.[2])
const byRun = (a: string, b: string): number =>
  a.slice(0, 10).localeCompare(b.slice(0, 10)) || numberOf(a) - numberOf(b)

const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** The runs (omgångar) there are, oldest first; none where the folder is not there. */
export const runsOf = async (archive: string): Promise<readonly string[]> =>
  (await namesIn(archive)).filter((name) => RUN.test(name)).toSorted(byRun)

/** The folders of the sites of a run, by name. */
export const sitesOf = async (archive: string, run: string): Promise<readonly string[]> =>
  (await namesIn(join(archive, run))).toSorted().map((name) => join(archive, run, name))

/** Makes the folder of a new run of that day: `2026-11-25-1`, the next number when the day has had one. */
export const newRun = async (archive: string, day: LocalDate): Promise<string> => {
  await mkdir(archive, { recursive: true })
  for (;;) {
    const ofDay = (await runsOf(archive)).filter((run) => run.startsWith(day))
    const run = `${day}-${Math.max(0, ...ofDay.map(numberOf)) + 1}`
    try {
      await mkdir(join(archive, run))
      return run
    } catch (error) {
      // Somebody else began one in the same moment: then ours is the one after.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
