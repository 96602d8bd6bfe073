import { relative } from 'node:path'
import { isFault, type ArchiveFault } from './fault.ts'
import { sitesOf } from './place.ts'
import { readVisit } from './read.ts'

export type Verified = { readonly sites: number; readonly captures: number; readonly faults: readonly ArchiveFault[] }

/** Reads every archive of a run from its beginning to its end, and names what is not as it was written. */
export const verifyRun = async (archive: string, run: string): Promise<Verified> => {
  const faults: ArchiveFault[] = []
  let captures = 0
  const folders = await sitesOf(archive, run)
  for (const folder of folders) {
    const read = await readVisit(folder)
    if (isFault(read)) faults.push({ ...read, file: relative(archive, read.file) })
    else captures += read.captures.length
  }
  return { sites: folders.length, captures, faults }
}
