import type { Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import type { CliContext } from '#platform/cli.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { exportCommand } from './export/commands.ts'
import { readFaults } from './store.ts'
import { recentVisits } from './jobs.ts'
import { textCommands } from './text/commands.ts'
import { SHOWN_FROM, shownVisits } from './visits.ts'

/** `export`, `texts`, `visits`. */
export const helpSiteCommands = (program: Command, context: CliContext): void => {
  exportCommand(program, context)
  textCommands(program, context, PROJECT_ROOT)
  program
    .command('visits')
    .description('visits by municipality and month in whole tens, and faults on the public pages by kind')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => printVisits(context, options.json === true))
}

const printVisits = async (context: CliContext, json: boolean): Promise<void> => {
  const today = stockholm(context.now()).date
  const db = await context.openDatabase()
  const visits = (await recentVisits(db, today)).map((month) => ({
    ...month,
    visits: shownVisits(month.visits) ?? null,
  }))
  const faults = await readFaults(db, `${today.slice(0, 7)}-01`)
  if (json) return context.out(JSON.stringify({ shownFrom: SHOWN_FROM, visits, faults }, undefined, 2))
  if (visits.length === 0)
    context.out('No visits are written yet. They are counted in memory and written each night, in whole tens.')
  for (const { code, month, visits: count } of visits)
    context.out(`${month.slice(0, 7)}  ${code}  ${count ?? `fewer than ${SHOWN_FROM}`}`)
  for (const { kind, faults: count } of faults)
    context.out(`This month's faults on the public pages, ${kind}: ${count}`)
}
