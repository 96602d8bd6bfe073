import { z } from 'zod'
import { FileProblems, type Problem } from '#kernel/document.ts'
import { VERDICT_KINDS } from '../criteria/verdict.ts'
import { VISIT_ENDS } from '../crawl/visit.ts'
import type { JudgedLine } from '../judge.ts'
import type { Findings } from '../review.ts'

const evidence = z.looseObject({
  url: z.string(),
  fetchedAt: z.string(),
  excerpt: z.string().optional(),
  selector: z.string().optional(),
  screenshot: z.string().optional(),
})

const verdict = z.looseObject({
  kind: z.enum(VERDICT_KINDS),
  reason: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  points: z.number().min(0).max(1).optional(),
  evidence: z.array(evidence),
})

/** A line of verdicts.jsonl, as far as it is kept. The file may have been copied here: nothing in it is taken on trust. */
const judgedLine = z.looseObject({
  code: z.string(),
  site: z.string(),
  run: z.string().min(1),
  rules: z.string().min(1),
  end: z.enum(VISIT_ENDS).optional(),
  about: z.string().optional(),
  visitedAt: z.iso.datetime(),
  pages: z.int().min(0),
  requests: z.int().min(0),
  verdicts: z.record(z.string().regex(/^[A-Z]\d\d$/), verdict).optional(),
  facts: z.looseObject({}).optional(),
})

/** What is taken in of a run, and what is not. */
export type TakenIn = {
  readonly run: string
  readonly rules: string
  /** When the first and the last of its sites were visited. */
  readonly begunAt: Date
  readonly endedAt: Date
  readonly findings: readonly Findings[]
  /** Labels that are no code of the register, each with its site. */
  readonly unknown: readonly JudgedLine[]
  /** Sites whose visit has not ended. */
  readonly unfinished: readonly JudgedLine[]
  /** Municipalities with more than one site in the run: which of them is theirs, a person says. */
  readonly several: readonly JudgedLine[]
}

/**
 * Reads what a run found, as verdicts.jsonl has it. Throws FileProblems (file, line, field, what was expected) for a file
 * with a fault, lines of several runs or rules, and one without a line.
 */
export const readTakenIn = (text: string, file: string, isMunicipality: (code: string) => boolean): TakenIn => {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line, place) => lineIn(line, file, place + 1))
  const [first] = lines
  if (first === undefined) throw problem(file, 1, '', 'a line for each site')
  for (const field of ['run', 'rules'] as const) {
    const place = lines.findIndex((line) => line[field] !== first[field])
    if (place >= 0) throw problem(file, place + 1, field, `${first[field]}, as in the line before`)
  }
  const unknown = lines.filter(({ code }) => !isMunicipality(code))
  const known = lines.filter(({ code }) => isMunicipality(code))
  const unfinished = known.filter(({ end }) => end === undefined)
  const ended = known.filter(({ end }) => end !== undefined)
  const several = ended.filter(({ code }, place) => ended.some((other, at) => at !== place && other.code === code))
  const visits = lines.map(({ visitedAt }) => visitedAt).toSorted()
  return {
    run: first.run,
    rules: first.rules,
    begunAt: new Date(visits[0] ?? first.visitedAt),
    endedAt: new Date(visits.at(-1) ?? first.visitedAt),
    findings: ended.filter((line) => !several.includes(line)).map(findingsOf),
    unknown,
    unfinished,
    several,
  }
}

const problem = (file: string, line: number, field: string, expected: string): FileProblems =>
  new FileProblems([{ file, line, field, expected: `expected ${expected}` }])

const lineIn = (line: string, file: string, number: number): JudgedLine => {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw problem(file, number, '', 'JSON; the file may have been cut off')
  }
  const read = judgedLine.safeParse(json)
  if (read.success) return json as JudgedLine
  throw new FileProblems(
    read.error.issues.map(({ path, message }): Problem => ({
      file,
      line: number,
      field: path.join('.'),
      expected: message,
    })),
  )
}

const findingsOf = ({
  code,
  site,
  end = 'fault',
  about,
  visitedAt,
  pages,
  requests,
  verdicts,
  facts,
}: JudgedLine): Findings => ({
  code,
  site,
  end,
  about,
  visitedAt: new Date(visitedAt),
  pages,
  requests,
  verdicts,
  facts,
})
