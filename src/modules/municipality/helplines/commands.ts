import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'
import type { Helpline } from './helpline.ts'

/** `helplines check | list | verify | sheet`. */
export const helplineCommands = (
  program: Command,
  _context: CliContext,
  _need: { readonly register: () => readonly Helpline[] },
): void => {
  program.command('helplines')
}
