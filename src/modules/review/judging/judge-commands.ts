import { createReadStream, existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError, PROJECT_ROOT } from '#platform/config.ts'
import { ARCHIVE_OPTION, RUN_OPTION, runOf } from '../archive/archive-option.ts'
import { faultSentence } from '../archive/fault.ts'
import { sitesOf } from '../archive/place.ts'
import { loadCatalogue } from '../criteria/catalogue.ts'
import { exportedCsv, exportedOf, type Exported } from '../export.ts'
import type { JudgedLine } from '../judge.ts'
import { rulesVersion } from '../rules-version.ts'
import { judgeRun, VERDICTS, type JudgedRun } from './judge-run.ts'
import { tallyLines } from './tally.ts'

type Asked = { readonly archive: string; readonly run?: string }

/** `review judge` and `review export`: from an archive to verdicts, and to data. */
export const judgeCommands = (review: Command, context: CliContext): void => {
  review
    .command('judge')
    .description('judges the archive of a run anew, without any network; status 1 when any of it is damaged')
    .requiredOption(...ARCHIVE_OPTION)
    .option(...RUN_OPTION)
    .option('--rules <version>', 'stops unless these are the rules that would judge')
    .option('--json', 'as JSON')
    .action(async ({ rules, json, ...asked }: Asked & { rules?: string; json?: boolean }) => {
      const there = rulesVersion(PROJECT_ROOT)
      if (rules !== undefined && rules !== there) {
        throw new ConfigurationError(
          `There are no rules ${rules} here: the version of this program's rules is ${there}.`,
        )
      }
      const judged = await judge(context, asked)
      tell(context, judged, json === true)
      if (judged.damaged.length > 0 || judged.failed.length > 0) context.exit(1)
    })
  review
    .command('export')
    .description(
      'a line for each site of a run: what was found, verdicts and score; docs/schemas/review-export.schema.json',
    )
    .requiredOption(...ARCHIVE_OPTION)
    .option(...RUN_OPTION)
    .option('--format <format>', 'jsonl or csv', 'jsonl')
    .action(async ({ format, ...asked }: Asked & { format: string }) => {
      if (format !== 'jsonl' && format !== 'csv')
        throw new ConfigurationError(`--format is ${format}: expected jsonl or csv.`)
      await exportRun(context, asked, format)
    })
}

const judge = async (context: CliContext, asked: Asked): Promise<JudgedRun> => {
  const { archive } = asked
  const run = await runOf(archive, asked.run)
  if ((await sitesOf(archive, run)).length === 0) {
    throw new ConfigurationError(`The pages of ${run} are gone from ${archive}: it cannot be judged again.`)
  }
  const workers = context.settings.find(({ name }) => name === 'WORKERS')
  const threads = workers === undefined || workers.from === 'default' ? availableParallelism() : context.config.workers
  return judgeRun({ root: PROJECT_ROOT, archive, run, threads })
}

const tell = (context: CliContext, judged: JudgedRun, json: boolean): void => {
  const { run, rules, tally, damaged, failed } = judged
  if (json) context.out(JSON.stringify({ run, rules, ...tally, damaged, failed }, undefined, 2))
  else {
    context.out(`Run ${run}, rules ${rules}: ${tally.sites} sites, ${tally.judged} judged.`)
    for (const line of tallyLines(tally, loadCatalogue(PROJECT_ROOT))) context.out(line)
  }
  for (const fault of damaged) context.err(`Damaged, not judged: ${faultSentence(fault)}`)
  for (const { folder, why } of failed) context.err(`A fault of this program, not judged: ${folder}: ${why}`)
}

/** The verdicts that stand in the archive, judged first where these rules have not judged them. */
const exportRun = async (context: CliContext, asked: Asked, format: 'jsonl' | 'csv'): Promise<void> => {
  const { archive } = asked
  const run = await runOf(archive, asked.run)
  const file = join(archive, run, VERDICTS)
  const pruned = (await sitesOf(archive, run)).length === 0
  if (!pruned) {
    const judged = await judge(context, { archive, run })
    for (const fault of judged.damaged) context.err(`Damaged, not among them: ${faultSentence(fault)}`)
    for (const { folder, why } of judged.failed)
      context.err(`A fault of this program, not among them: ${folder}: ${why}`)
    if (judged.damaged.length > 0 || judged.failed.length > 0) context.exit(1)
  }
  if (!existsSync(file)) throw new ConfigurationError(`There are no verdicts of ${run} in ${archive}.`)
  const lines: Exported[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const exported = exportedOf(JSON.parse(line) as JudgedLine)
    if (format === 'jsonl') context.out(JSON.stringify(exported))
    else lines.push(exported)
  }
  if (format === 'csv')
    context.print(
      exportedCsv(
        lines,
        loadCatalogue(PROJECT_ROOT).map(({ data }) => data.id),
      ),
    )
}
