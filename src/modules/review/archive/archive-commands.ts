import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError } from '#platform/config.ts'
import { ARCHIVE_OPTION } from './archive-option.ts'
import { faultSentence } from './fault.ts'
import { runsOf } from './place.ts'
import { prunable, prune } from './prune.ts'
import { verifyRun } from './verify.ts'

/** `review verify` and `review prune`: what an operator does with archives. */
export const archiveCommands = (review: Command, context: CliContext): void => {
  review
    .command('verify')
    .description('reads every archive and names what is not as it was written; status 1 when anything is not')
    .requiredOption(...ARCHIVE_OPTION)
    .option('--run <run>', 'only this run, such as 2026-11-25-1')
    .action(async ({ archive, run }: { archive: string; run?: string }) => verify(context, archive, run))
  review
    .command('prune')
    .description(
      'takes away the pages of old runs; their verdicts and excerpts stay. Without --yes only says what would go',
    )
    .requiredOption(...ARCHIVE_OPTION)
    .option('--keep <n>', 'how many of the newest runs keep their pages', '2')
    .option('--yes', 'take them away')
    .action(async ({ archive, keep, yes }: { archive: string; keep: string; yes?: boolean }) =>
      pruneOld(context, { archive, keep: wholeNumber(keep), sure: yes === true }),
    )
}

/** Throws ConfigurationError for what is no number from 1 and on: none kept is asked for by deleting the folder. */
const wholeNumber = (text: string): number => {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new ConfigurationError(`--keep is ${text}: expected a whole number from 1.`)
}

const verify = async (context: CliContext, archive: string, only: string | undefined): Promise<void> => {
  const all = await runsOf(archive)
  const runs = only === undefined ? all : all.filter((run) => run === only)
  if (runs.length === 0) throw new ConfigurationError(`There is no run ${only ?? ''} in ${archive}.`.replace('  ', ' '))
  for (const run of runs) {
    const { sites, captures, faults } = await verifyRun(archive, run)
    context.out(`${run}: ${sites} sites, ${captures} captures, ${faults.length} damaged`)
    for (const fault of faults) context.out(`  ${faultSentence(fault)}`)
    if (faults.length > 0) context.exit(1)
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

type Pruning = { readonly archive: string; readonly keep: number; readonly sure: boolean }

const pruneOld = async (context: CliContext, { archive, keep, sure }: Pruning): Promise<void> => {
  const old = await prunable(archive, keep)
  if (old.length === 0) return context.out(`Nothing to take away: no run before the newest ${keep} has any pages.`)
  for (const run of old) {
    if (sure) await prune(archive, run)
    context.out(`${run.run}: ${run.sites} sites, ${megabytes(run.bytes)}${sure ? ', taken away' : ''}`)
  }
  if (!sure) context.out('Nothing has been taken away. With --yes it is; the verdicts stay.')
}
