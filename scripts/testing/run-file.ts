import { run } from 'node:test'
import { join } from 'node:path'
import { describeError } from './error-text.ts'
import type { TestFile } from './files.ts'

export type Failure = { readonly file: string; readonly line: number; readonly name: string; readonly text: string }
export type Skip = { readonly file: string; readonly name: string; readonly reason: string }
export type Sample = { readonly file: string; readonly text: string }

export type FileResult = {
  readonly file: TestFile
  readonly passed: number
  readonly failures: readonly Failure[]
  readonly skips: readonly Skip[]
  readonly samples: readonly Sample[]
  /** What the file wrote on stdout and stderr. */
  readonly output: string
  readonly ms: number
}

export type Heard = { passed(): void; failed(failure: Failure): void }

/** What node:test's events carry, as far as it is read here. */
type Outcome = {
  readonly name: string
  readonly nesting: number
  readonly line?: number | undefined
  readonly details: { readonly type?: string | undefined; readonly error?: unknown }
  readonly skip?: string | boolean | undefined
  readonly todo?: string | boolean | undefined
}

/** A file that takes longer hangs: whatever it waits for will not come. */
const LONGEST_MS = { sampled: 5 * 60_000, full: 60 * 60_000 }

/**
 * Runs one test file in a process of its own. `heard` is told of every test as it ends; a suite, and a test that
 * failed only because one inside it did, is not counted. A file that cannot be loaded, or holds no test, is one failure.
 */
export const runFile = async (
  root: string,
  file: TestFile,
  full: boolean,
  signal: AbortSignal,
  heard: Heard,
): Promise<FileResult> => {
  const begun = performance.now()
  const path = join(root, file.path)
  const failures: Failure[] = []
  const skips: Skip[] = []
  const samples: Sample[] = []
  let passed = 0
  let output = ''

  const fail = (outcome: Pick<Outcome, 'name' | 'line'>, text: string): void => {
    const failure = { file: file.path, line: outcome.line ?? 1, name: outcome.name, text }
    failures.push(failure)
    heard.failed(failure)
  }
  const passedOne = (outcome: Outcome): void => {
    if (outcome.details.type === 'suite' && !isSkipped(outcome)) return
    if (isWholeFile(outcome, path)) return
    const reason = isSkipped(outcome)
    if (reason === undefined) {
      passed += 1
      heard.passed()
      return
    }
    skips.push({ file: file.path, name: outcome.name, reason })
  }
  const failedOne = (outcome: Outcome): void => {
    const { error } = outcome.details
    if (failureTypeOf(error) === 'subtestsFailed') return
    if (!isWholeFile(outcome, path)) return fail(outcome, describeError(error, root))
    fail({ name: 'the file as a whole', line: 1 }, wholeFileText(error, output, root))
    // It was just said.
    output = ''
  }

  const stream = run({
    files: [path],
    cwd: root,
    isolation: 'process',
    concurrency: 1,
    signal,
    timeout: full ? LONGEST_MS.full : LONGEST_MS.sampled,
  })
  stream
    .on('test:pass', passedOne)
    .on('test:fail', failedOne)
    .on('test:stdout', ({ message }) => (output += message))
    .on('test:stderr', ({ message }) => (output += message))
    .on('test:diagnostic', ({ message, file: from }) => {
      if (from !== undefined && /^sampled\b/.test(message)) samples.push({ file: file.path, text: message })
    })
  // An iteration is the stream's end, waited for.
  for await (const event of stream) void event
  if (passed + failures.length + skips.length === 0 && !signal.aborted) {
    fail({ name: 'the file as a whole' }, 'it holds no test')
  }
  return { file, passed, failures, skips, samples, output, ms: performance.now() - begun }
}

const isWholeFile = (outcome: Outcome, path: string): boolean => outcome.nesting === 0 && outcome.name === path

const isSkipped = ({ skip, todo }: Outcome): string | undefined => {
  if (skip !== undefined && skip !== false) return typeof skip === 'string' && skip !== '' ? skip : 'no reason given'
  if (todo !== undefined && todo !== false) return `not yet: ${typeof todo === 'string' ? todo : 'no reason given'}`
  return undefined
}

const failureTypeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'failureType' in error ? error.failureType : undefined

const wholeFileText = (error: unknown, output: string, root: string): string => {
  const said = output.trim()
  return said === '' ? describeError(error, root) : `its process failed outside a test:\n${lastLines(said)}`
}

const SHOWN_LINES = 30

const lastLines = (text: string): string => text.split('\n').slice(-SHOWN_LINES).join('\n')
