import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Everything that a verdict depends on besides the archive: what reads pages, what finds facts, what judges. */
const FOLDERS = [
  'data/criteria',
  'data/review',
  ...['criteria', 'facts', 'pages', 'score'].map((name) => `src/modules/review/${name}`),
]
const FILES = ['data/helplines.yaml']
const LENGTH = 12

/**
 * The version of the rules: a digest of the files that they are. Two archives judged by the same version were judged
 * alike; whatever is changed in a rule, a word list or a reader of pages gives another.
 */
export const rulesVersion = (root: string): string => {
  const listed = FOLDERS.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
  const files = [...listed.filter((file) => /\.(?:ts|yaml)$/.test(file) && !file.endsWith('.test.ts')), ...FILES]
  const digest = createHash('sha256')
  for (const file of files.toSorted())
    digest
      .update(`${file}\n`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return digest.digest('hex').slice(0, LENGTH)
}
