import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalDate } from '#kernel/dates.ts'
import { VISIT } from '../archive/names.ts'
import { folderOf, newRun, runsOf } from '../archive/place.ts'
import type { SiteGiven } from './sites-file.ts'
import type { Visit, VisitEnd } from './visit.ts'

/** A run to go on with or to begin, and what is left of it to do. */
export type Run = {
  readonly run: string
  readonly goesOn: boolean
  readonly left: readonly SiteGiven[]
}

const ORDERED = 'run.json'
const NOT_ENDED: ReadonlySet<VisitEnd | undefined> = new Set([undefined, 'stopped'])

const readJson = async <T>(file: string): Promise<T | undefined> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T
  } catch {
    // Not there, or torn when its writer was killed: then it is not ended.
    return undefined
  }
}

const unended = async (archive: string, run: string, sites: readonly SiteGiven[]): Promise<readonly SiteGiven[]> => {
  const ends = await Promise.all(
    sites.map(async ({ code, url }) => {
      const visit = await readJson<Visit>(join(folderOf({ archive, run, code, site: url }), VISIT))
      return visit?.end
    }),
  )
  return sites.filter((_, at) => NOT_ENDED.has(ends[at]))
}

/**
 * The run that these sites belong to: the newest one, when it was begun with some of them and has not ended for all it was
 * begun with; else a new one of that day, whose list of sites is written beside it.
 */
export const runFor = async (archive: string, sites: readonly SiteGiven[], day: LocalDate): Promise<Run> => {
  const newest = (await runsOf(archive)).at(-1)
  if (newest !== undefined) {
    const ordered = (await readJson<{ sites: readonly SiteGiven[] }>(join(archive, newest, ORDERED)))?.sites ?? []
    const begun = new Set(ordered.map(({ code, url }) => `${code} ${url}`))
    const isOfIt = sites.every(({ code, url }) => begun.has(`${code} ${url}`))
    const left = isOfIt ? await unended(archive, newest, sites) : []
    if (left.length > 0) return { run: newest, goesOn: true, left }
  }
  const run = await newRun(archive, day)
  await mkdir(join(archive, run), { recursive: true })
  await writeFile(join(archive, run, ORDERED), `${JSON.stringify({ sites }, undefined, 2)}\n`)
  return { run, goesOn: false, left: sites }
}
