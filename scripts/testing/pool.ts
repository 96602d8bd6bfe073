import { availableParallelism } from 'node:os'
import { type TestFile, twoQueues } from './files.ts'
import { keepLengths, readLengths } from './lengths.ts'
import { type FileResult, runFile } from './run-file.ts'
import type { openProgress } from './progress.ts'

/** More than this on one machine, and the tests' one database is what everybody waits for. */
const MOST_WORKERS = 8

/**
 * Runs all files, one more beside each other than there are cores, and returns their results in the order they ended.
 * Stops taking new ones when the signal comes.
 */
export const runAll = async (
  root: string,
  files: readonly TestFile[],
  full: boolean,
  progress: ReturnType<typeof openProgress>,
  signal: AbortSignal,
): Promise<readonly FileResult[]> => {
  const lengths = readLengths(root)
  const queues = twoQueues(files, lengths)
  const results: FileResult[] = []
  const work = async (next: () => TestFile | undefined): Promise<void> => {
    for (let file = next(); file !== undefined && !signal.aborted; file = next()) {
      progress.begins(file)
      const result = await runFile(root, file, full, signal, progress)
      results.push(result)
      progress.ends(result)
    }
  }
  // One more than there are cores: a browser's test spends much of its time waiting for a page.
  const workers = Math.min(MOST_WORKERS, Math.max(2, availableParallelism() + 1))
  const heavy = Math.ceil(workers / 2)
  await Promise.all(
    Array.from({ length: workers }, async (_, n) => work(n < heavy ? queues.nextHeavy : queues.nextLight)),
  )
  // Whole files at full size take other times, and one that was broken off says nothing.
  if (!full && !signal.aborted) keepLengths(root, lengths, results)
  return results
}

/** More files than this do not fail by chance. */
const MOST_AGAIN = 5

/** A file that failed beside others and passed alone: what it said the first time. */
export type SecondTry = { readonly file: string; readonly first: string }

/**
 * Runs the files that failed once more, each alone: on two busy cores a browser can miss a moment that it has whenever
 * it is by itself. What passes then is named at the end of the run; what fails again has failed.
 */
export const runAgain = async (
  root: string,
  results: readonly FileResult[],
  full: boolean,
  progress: ReturnType<typeof openProgress>,
  signal: AbortSignal,
): Promise<{ readonly results: readonly FileResult[]; readonly secondTries: readonly SecondTry[] }> => {
  const failed = results.filter(({ failures }) => failures.length > 0)
  if (failed.length > MOST_AGAIN) return { results, secondTries: [] }
  const again = new Map<FileResult, FileResult>()
  for (const result of failed) {
    if (signal.aborted) break
    progress.again(result.file)
    again.set(result, await runFile(root, result.file, full, signal, progress))
  }
  return {
    results: results.map((result) => again.get(result) ?? result),
    secondTries: [...again].flatMap(([before, after]) =>
      after.failures.length > 0
        ? []
        : before.failures.map(({ file, name, text }) => ({
            file,
            first: `${name}: ${text.split('\n').join(' ').slice(0, 200)}`,
          })),
    ),
  }
}
