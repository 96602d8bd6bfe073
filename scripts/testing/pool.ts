import { availableParallelism } from 'node:os'
import { type TestFile, twoQueues } from './files.ts'
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
  const queues = twoQueues(files)
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
  return results
}
