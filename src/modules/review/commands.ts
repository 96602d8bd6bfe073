import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'
import { archiveCommands } from './archive/archive-commands.ts'
import { crawlCommand } from './crawl/crawl-commands.ts'
import { factsCommand } from './facts/facts-commands.ts'
import { gradeCommand } from './judging/grade-commands.ts'
import { judgeCommands } from './judging/judge-commands.ts'
import { reportCommand } from './report/report-commands.ts'
import { summaryCommand } from './report/summary-commands.ts'
import { takeInCommand } from './taking/take-in-commands.ts'

export { onboardCommand } from './onboard/onboard-commands.ts'

/** What the rooms to the right know, and the review asks for: where the operator can be reached. */
export type ReviewAsks = { readonly contact: () => string | undefined }

/** `review`: crawl → archive → facts → verdicts → score → report. Each step is a file of its own. */
export const reviewCommands = (program: Command, context: CliContext, { contact }: ReviewAsks): void => {
  const review = program
    .command('review')
    .description('reviews municipal websites: what they say, with evidence, and what to mend first')
  crawlCommand(review, context, contact)
  factsCommand(review, context)
  judgeCommands(review, context)
  gradeCommand(review, context)
  archiveCommands(review, context)
  reportCommand(review, context)
  summaryCommand(review, context)
  takeInCommand(review, context)
}
