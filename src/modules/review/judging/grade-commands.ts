import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { ARCHIVE_OPTION, RUN_OPTION, runOf } from '../archive/archive-option.ts'
import { faultSentence } from '../archive/fault.ts'
import { gradeLines, gradeRun, type GradedSite } from './grade-run.ts'

type Asked = { readonly archive: string; readonly run?: string; readonly json?: boolean }

/** `review grade`: today beside the review of 2007. */
export const gradeCommand = (review: Command, context: CliContext): void => {
  review
    .command('grade')
    .description('grades the archive of a run from 1 to 5 by the six tests of 2007; status 1 when any of it is damaged')
    .requiredOption(...ARCHIVE_OPTION)
    .option(...RUN_OPTION)
    .option('--json', 'as JSON, a document with every site')
    .action(async ({ archive, run: asked, json }: Asked) => {
      const run = await runOf(archive, asked)
      const sites: GradedSite[] = []
      for await (const graded of gradeRun({ root: PROJECT_ROOT, archive, run })) {
        if ('file' in graded) {
          context.err(`Damaged, not graded: ${faultSentence(graded)}`)
          context.exit(1)
        } else sites.push(graded)
      }
      if (json === true) context.out(JSON.stringify({ run, profile: 'kvinnofridslinjen-2007', sites }, undefined, 2))
      else for (const line of gradeLines(sites)) context.out(line)
    })
}
