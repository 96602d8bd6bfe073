import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { FileProblems } from '#kernel/document.ts'
import { ConfigurationError } from '#platform/config.ts'
import type { JudgedLine } from '../judge.ts'
import { VERDICTS } from '../judging/judge-run.ts'
import type { Verdicts } from '../score/score.ts'

/**
 * The sites of a run as they were judged, one at a time. Throws ConfigurationError for a run that is not judged yet, and
 * FileProblems for a line that has been cut off.
 */
export async function* judgedLines(archive: string, run: string): AsyncGenerator<JudgedLine> {
  const file = join(archive, run, VERDICTS)
  if (!existsSync(file))
    throw new ConfigurationError(
      `The run ${run} is not judged yet. Judge it first: rackhall review judge --archive ${archive}`,
    )
  let number = 0
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number += 1
    yield parsed(line, file, number)
  }
}

/** The lines of a run that may never have been judged: then there are none. */
export async function* linesIfJudged(archive: string, run: string | undefined): AsyncGenerator<JudgedLine> {
  if (run !== undefined && existsSync(join(archive, run, VERDICTS))) yield* judgedLines(archive, run)
}

const parsed = (line: string, file: string, number: number): JudgedLine => {
  try {
    return JSON.parse(line) as JudgedLine
  } catch {
    throw new FileProblems([
      { file, line: number, field: '', expected: 'expected JSON; the file may have been cut off' },
    ])
  }
}

/** Verdicts without where each was seen: that is a lot for a whole country, and is not compared or counted. */
export const withoutEvidence = (verdicts: Verdicts): Verdicts =>
  Object.fromEntries(Object.entries(verdicts).map(([id, verdict]) => [id, { ...verdict, evidence: [] }]))
