import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'

import type { Contact } from './crawl/user-agent.ts'

export { onboardCommand } from './onboard/onboard-commands.ts'

/**
 * `review`: crawl → archive → facts → verdicts → score → report. What fetches and judges is loaded only when `words`, the
 * call, name it: every other command starts without.
 */
export const reviewCommands = async (
  program: Command,
  context: CliContext,
  contact: Contact,
  words: readonly string[],
): Promise<void> => {
  const review = program
    .command('review')
    .description('reviews municipal websites: what they say, with evidence, and what to mend first')
  if (!words.includes(review.name())) return
  const { everyReviewCommand } = await import('./review-commands.ts')
  everyReviewCommand(review, context, contact)
}
