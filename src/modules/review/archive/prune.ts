import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runsOf, sitesOf } from './place.ts'

/** A run whose archives may go: how much they take. Its verdicts, with their excerpts, stay. */
export type Prunable = { readonly run: string; readonly sites: number; readonly bytes: number }

const sizeOf = async (folder: string): Promise<number> => {
  const names = await readdir(folder)
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** The runs before the newest `keep` that still have archives, oldest first. */
export const prunable = async (archive: string, keep: number): Promise<readonly Prunable[]> => {
  const runs = await runsOf(archive)
  const old = runs.slice(0, Math.max(0, runs.length - keep))
  const found: Prunable[] = []
  for (const run of old) {
    const folders = await sitesOf(archive, run)
    let bytes = 0
    for (const folder of folders) bytes += await sizeOf(folder)
    if (folders.length > 0) found.push({ run, sites: folders.length, bytes })
  }
  return found
}

/** Takes away the archives of a run: pages and pictures. What stands beside the sites' folders stays. */
export const prune = async (archive: string, { run }: Prunable): Promise<void> => {
  for (const folder of await sitesOf(archive, run)) await rm(folder, { recursive: true })
}
