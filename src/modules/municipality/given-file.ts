import { readFileSync } from 'node:fs'
import { FileProblems } from '#kernel/document.ts'

/** The text of a file that an operator named. Throws FileProblems when it cannot be read. */
export const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new FileProblems([{ file, line: 0, field: '', expected: `the file cannot be read (${why})` }])
  }
}
