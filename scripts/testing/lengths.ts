import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** How many milliseconds each test file took when it last ran here. */
export type Lengths = ReadonlyMap<string, number>

/** As much of a file's result as is read here. */
type Ran = { readonly file: { readonly path: string }; readonly ms: number }

const kept = (root: string): string => join(root, 'node_modules', '.cache', 'test-lengths.json')

/** What earlier runs in this folder took; empty where there was none. */
export const readLengths = (root: string): Lengths => {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(kept(root), 'utf8')) as Record<string, number>))
  } catch {
    return new Map()
  }
}

/** Notes what the files of this run took, beside what is known of the others. */
export const keepLengths = (root: string, known: Lengths, results: readonly Ran[]): void => {
  const all = new Map([...known, ...results.map(({ file, ms }) => [file.path, Math.round(ms)] as const)])
  mkdirSync(dirname(kept(root)), { recursive: true })
  writeFileSync(kept(root), JSON.stringify(Object.fromEntries(all)))
}
