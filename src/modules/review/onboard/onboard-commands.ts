import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'
import type { Contact } from '../crawl/user-agent.ts'
import type { OnboardOptions } from './onboard.ts'

/** `municipality onboard`: beside the municipality's other commands, because that is where it is looked for. */
export const onboardCommand = (municipality: Command, context: CliContext, contact: Contact): void => {
  municipality
    .command('onboard')
    .description("reads the municipality's own website and proposes what its help page could say")
    .argument('<code or url>', "the municipality's code, or its website's address")
    .option('--archive <folder>', 'propose from the newest run there, and ask no website')
    .option('--contact <address>', 'told to the site: where its owner can turn. Otherwise as OPERATOR_FILE says')
    .option('--allow-loopback', 'for tests: this machine itself may be asked')
    .option('--json', 'as JSON')
    .action(async (given: string, options: OnboardOptions) => {
      const { onboard } = await import('./onboard.ts')
      await onboard(context, given, options, contact)
    })
}
