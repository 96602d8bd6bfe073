import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { LocalDate } from '#kernel/dates.ts'
import type { ArchiveFault } from '../archive/fault.ts'
import { sitesOf } from '../archive/place.ts'
import { loadCatalogue } from '../criteria/catalogue.ts'
import { rulesVersion } from '../rules-version.ts'
import { counting, type Tally } from './tally.ts'
import { judgeAll } from './threads.ts'

/** The verdicts of a run, a line a site, beside the folders of its sites: kept when those are pruned away. */
export const VERDICTS = 'verdicts.jsonl'

export type JudgedRun = {
  readonly run: string
  readonly rules: string
  readonly tally: Tally
  readonly damaged: readonly ArchiveFault[]
  /** Faults of this program, by the folder they were met in. */
  readonly failed: readonly { readonly folder: string; readonly why: string }[]
}

export type RunToJudge = {
  readonly root: string
  readonly archive: string
  readonly run: string
  readonly threads: number
  /** Called after each site. */
  readonly progress?: (done: number, of: number) => void
}

/**
 * Judges the whole archive of a run anew, without any network, and puts the verdicts in `verdicts.jsonl`. The same
 * archive and rules give the same file. What is damaged is named and not in it.
 */
export const judgeRun = async ({ root, archive, run, threads, progress }: RunToJudge): Promise<JudgedRun> => {
  const rules = rulesVersion(root)
  const folders = await sitesOf(archive, run)
  const counts = counting(loadCatalogue(root).map(({ data }) => data.id))
  const damaged: ArchiveFault[] = []
  const failed: { folder: string; why: string }[] = []
  const file = join(archive, run, VERDICTS)
  const out = createWriteStream(`${file}.new`)
  let done = 0
  try {
    for await (const judged of judgeAll(folders, { root, day: run.slice(0, 10) as LocalDate, rules }, threads)) {
      progress?.(++done, folders.length)
      if (judged.kind === 'damaged') damaged.push(judged.fault)
      else if (judged.kind === 'failed') failed.push(judged)
      else {
        counts.add(judged)
        if (!out.write(`${judged.line}\n`)) await once(out, 'drain')
      }
    }
    out.end()
    await finished(out)
  } catch (error) {
    out.destroy()
    await rm(`${file}.new`, { force: true })
    throw error
  }
  await rename(`${file}.new`, file)
  return { run, rules, tally: counts.tally(), damaged, failed }
}
