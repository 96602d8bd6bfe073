import type { SecondTry } from './pool.ts'
import type { Failure, FileResult, Sample, Skip } from './run-file.ts'

export type Tally = {
  readonly passed: number
  readonly failures: readonly Failure[]
  readonly skips: readonly Skip[]
  readonly samples: readonly Sample[]
}

/**
 * Reasons that stand in every run: what is only run at full size, what is not built yet, what no machine can test.
 * Any other skip means that something is missing on this machine.
 */
const STANDING_REASON = /^(?:long|not yet|not testable here)\b/i

/**
 * Adds files' results up. With `strict` a test skipped because something is missing here counts as failed:
 * the machine that decides what lands must have everything.
 */
export const tallyOf = (results: readonly FileResult[], strict: boolean): Tally => {
  const skips = results.flatMap((result) => result.skips)
  const refused = strict ? skips.filter(({ reason }) => !STANDING_REASON.test(reason)) : []
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failures: [
      ...results.flatMap((result) => result.failures),
      ...refused.map(({ file, name, reason }) => ({
        file,
        line: 1,
        name,
        text: `skipped (${reason}), which is refused where CI is set: install what is missing`,
      })),
    ],
    skips: skips.filter((skip) => !refused.includes(skip)),
    samples: results.flatMap((result) => result.samples),
  }
}

/** The sections at the end of a run; the last line is the figures alone. */
export const closingLines = (
  tally: Tally,
  seconds: number,
  secondTries: readonly SecondTry[] = [],
): readonly string[] => [
  ...section(
    'Failed',
    tally.failures.map(({ file, line, name, text }) => `${file}:${line} ${name}: ${text.split('\n')[0] ?? ''}`),
  ),
  ...section(
    'Failed beside others, and passed when run alone',
    secondTries.map(({ file, first }) => `${file}: ${first}`),
  ),
  ...section('Skipped, and why', groupedSkips(tally.skips)),
  ...section(
    'Sampled (npm run test:long runs them at full size)',
    tally.samples.map(({ file, text }) => `${file}: ${text.replace(/^sampled:?\s*/, '')}`),
  ),
  '',
  `Took ${seconds} s.`,
  `${tally.passed} passed, ${tally.failures.length} failed, ${tally.skips.length} skipped`,
]

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)]

const groupedSkips = (skips: readonly Skip[]): readonly string[] =>
  [...Map.groupBy(skips, ({ reason }) => reason)].flatMap(([reason, those]) => [
    `${reason} (${those.length})`,
    ...those.map(({ file, name }) => `  ${file}: ${name}`),
  ])
