import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'
import { archiveCommands } from './archive/archive-commands.ts'
import { crawlCommand } from './crawl/crawl-commands.ts'
import type { Contact } from './crawl/user-agent.ts'
import { factsCommand } from './facts/facts-commands.ts'
import { gradeCommand } from './judging/grade-commands.ts'
import { judgeCommands } from './judging/judge-commands.ts'
import { reportCommand } from './report/report-commands.ts'
import { summaryCommand } from './report/summary-commands.ts'
import { takeInCommand } from './taking/take-in-commands.ts'

/** Every command of the review. `contact` is where an operator can be reached, as OPERATOR_FILE has it. */
export const everyReviewCommand = (review: Command, context: CliContext, contact: Contact): void => {
  crawlCommand(review, context, contact)
  factsCommand(review, context)
  judgeCommands(review, context)
  gradeCommand(review, context)
  archiveCommands(review, context)
  reportCommand(review, context)
  summaryCommand(review, context)
  takeInCommand(review, context)
}
