import type { Command } from 'commander'
import type { LocalDate } from '#kernel/dates.ts'
import type { CliContext } from '#platform/cli.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { ARCHIVE_OPTION, RUN_OPTION, runOf } from '../archive/archive-option.ts'
import { loadCatalogue } from '../criteria/catalogue.ts'
import { VERDICT_KINDS } from '../criteria/verdict.ts'
import { summaryOf, type JudgedSite, type Summary } from '../score/summary.ts'
import { judgedLines, withoutEvidence } from './judged-lines.ts'

/** `review summary`: the whole country in numbers, without a rank. */
export const summaryCommand = (review: Command, context: CliContext): void => {
  review
    .command('summary')
    .description('how many sites of a run meet each criterion, over all and by kind of municipality')
    .requiredOption(...ARCHIVE_OPTION)
    .option(...RUN_OPTION)
    .option('--json', 'as JSON, with the kinds of municipality')
    .action(async ({ archive, run: asked, json }: { archive: string; run?: string; json?: boolean }) => {
      const run = await runOf(archive, asked)
      const catalogue = loadCatalogue(PROJECT_ROOT)
      const { municipalities } = loadReference(PROJECT_ROOT, run.slice(0, 10) as LocalDate)
      const sites: JudgedSite[] = []
      let notJudged = 0
      for await (const { code, verdicts } of judgedLines(archive, run)) {
        if (verdicts === undefined) notJudged += 1
        else sites.push({ verdicts: withoutEvidence(verdicts), group: municipalities.get(code)?.group })
      }
      const summary = summaryOf(sites, catalogue)
      if (json === true) return context.out(JSON.stringify({ run, notJudged, ...summary }, undefined, 2))
      const names = new Map(catalogue.map(({ data }) => [data.id, data.name.en]))
      for (const line of summaryLines(summary, names)) context.out(line)
      if (notJudged > 0) context.out(`${notJudged} sites could not be visited whole and are not among these.`)
    })
}

const LABELS_SAID = {
  reaches: 'Help can be reached',
  partly: 'Help can partly be reached',
  'does-not-reach': 'Help is hard to reach',
  'cannot-say': 'It cannot be said',
} as const

/** The summary as lines to read; shares in per cent of the sites judged. */
export const summaryLines = (
  { sites, labels, criteria }: Summary,
  names: ReadonlyMap<string, string>,
): readonly string[] => {
  if (sites === 0) return ['No site is judged.']
  const share = (count: number): string => `${Math.round((count / sites) * 100)} %`
  const undone = criteria.filter(({ done }) => !done).map(({ id }) => id)
  return [
    `${sites} sites judged.`,
    ...Object.entries(LABELS_SAID).map(([label, said]) => {
      const count = labels[label as keyof typeof LABELS_SAID]
      return `${said}: ${count} (${share(count)})`
    }),
    ...criteria.map(({ id, all }) => {
      const counts = VERDICT_KINDS.filter((kind) => all[kind] > 0).map((kind) => `${kind} ${share(all[kind])}`)
      return `${id}  ${counts.join(', ')}  ${names.get(id) ?? ''}`.trimEnd()
    }),
    ...(undone.length === 0
      ? []
      : [`Not done, for the machine could not tell of more than a fifth of the sites: ${undone.join(', ')}`]),
  ]
}
