import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'

/** A file that is made from what the program itself says, and committed. */
export type Generated = {
  /** From the project's root. */
  readonly file: string
  /** The script that makes it, as somebody starts it. */
  readonly script: string
  /** What it is not any more when it is another: "what the migrations make". */
  readonly source: string
  /** What is said when it is written. */
  readonly holds: () => string
}

/** Writes the file, or with `--check` compares. Returns the exit status: 1 when the committed file is another. */
export const keepGenerated = ({ file, script, source, holds }: Generated, made: string): number => {
  const path = join(PROJECT_ROOT, file)
  const committed = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (made === committed) return 0
  if (process.argv.includes('--check')) {
    console.error(`${file} is not ${source}. Run ${script} and commit the file.`)
    return 1
  }
  writeFileSync(path, made)
  console.log(`${file}: ${holds()}`)
  return 0
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** A table of Markdown. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
