// `npm test` runs every kind of test; `npm test -- word` only the files whose path holds the word; `--long` at full size.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeDocuments } from './testing/documents.ts'
import { findTests } from './testing/files.ts'
import { runAgain, runAll, type SecondTry } from './testing/pool.ts'
import { openProgress } from './testing/progress.ts'
import type { Failure, FileResult } from './testing/run-file.ts'
import { makeSurroundings } from './testing/surroundings.ts'
import { closingLines, tallyOf } from './testing/tally.ts'
import { checkTypes } from './testing/types.ts'
import { startTestServer, stopTestServer } from '../tests/support/database.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const main = async (): Promise<number> => {
  const given = process.argv.slice(2)
  const full = given.includes('--long') || process.env['RACKHALL_TEST_FULL'] === '1'
  const words = given.filter((word) => !word.startsWith('--'))
  const wrong = given.filter((word) => word.startsWith('--') && word !== '--long')
  if (wrong.length > 0) {
    say(
      `${wrong.join(' ')} means nothing here: give --long, or words that stand in the paths of the test files to run.`,
    )
    return 2
  }
  const files = findTests(root, words)
  if (files.length === 0) {
    say(`No test file's path holds ${words.map((word) => JSON.stringify(word)).join(' or ')}.`)
    return 2
  }
  return runFiles(files, full, words.length === 0)
}

const runFiles = async (files: ReturnType<typeof findTests>, full: boolean, whole: boolean): Promise<number> => {
  const begun = performance.now()
  const stop = new AbortController()
  const interrupted = (): void => stop.abort()
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  if (full) process.env['RACKHALL_TEST_FULL'] = '1'
  const surroundings = makeSurroundings(root)
  try {
    say(
      `Tests at ${full ? 'full size' : 'stated samples'}: ${files.length} files${whole ? ', and the types of the whole tree' : ''}.`,
    )
    const [typeFailures] = await Promise.all([whole ? checkTypes(root) : [], startTestServer()])
    const progress = openProgress(files.length, say)
    typeFailures.forEach((failure) => progress.failed(failure))
    const first = await runAll(root, files, full, progress, stop.signal).finally(() => progress.close())
    const { results, secondTries } = await runAgain(root, first, full, progress, stop.signal)
    if (stop.signal.aborted) {
      say('Interrupted.')
      return 130
    }
    const documents = whole ? await writeDocuments(root, surroundings.requirementsLog) : []
    return close(results, [...typeFailures, ...documents], begun, secondTries)
  } finally {
    await stopTestServer()
    surroundings.remove()
  }
}

const close = (
  results: readonly FileResult[],
  others: readonly Failure[],
  begun: number,
  secondTries: readonly SecondTry[],
): number => {
  const tally = tallyOf(results, process.env['CI'] === 'true')
  const all = { ...tally, failures: [...others, ...tally.failures] }
  closingLines(all, Math.round((performance.now() - begun) / 1000), secondTries).forEach(say)
  return all.failures.length === 0 ? 0 : 1
}

process.exitCode = await main()
