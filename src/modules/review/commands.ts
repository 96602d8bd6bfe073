import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'

/** `review`: crawl → archive → facts → verdicts → score → report. Each step is a file of its own. */
export const reviewCommands = (program: Command, _context: CliContext): void => {
  program.command('review').description('reviews municipal websites: what they say, with evidence, and what to mend first')
}
