import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import type { CliContext } from '../cli.ts'
import { exportAudit, headOfExport } from './export.ts'
import { lastEntries } from './store.ts'
import { verifyAudit } from './verify.ts'

/** `audit verify | export | list`. */
export const auditCommands = (program: Command, context: CliContext): void => {
  const audit = program.command('audit').description('who did what and when: the chain of entries that only grows')
  audit
    .command('verify')
    .description('walks the whole chain; status 1 when an entry does not fit, and says which is the first')
    .option('--against <file>', 'a file of "audit export" kept elsewhere: the chain must still pass through its end')
    .option('--json', 'as JSON')
    .addHelpText('after', VERIFY_HELP)
    .action(async (options: { against?: string; json?: boolean }) => verify(context, options))
  audit
    .command('export')
    .description('writes every entry into a file, a line of JSON each, and the end of the chain as the last line')
    .argument('<file>', 'the file to write; an older one of that name is replaced when the new one is whole')
    .action(async (file: string) => {
      const { number } = await exportAudit(await context.openDatabase(), resolve(file))
      context.out(`Written: ${file}, ${number} entries. Keep it on another machine.`)
    })
  audit
    .command('list')
    .description('the last entries, the newest first')
    .option('--last <n>', 'how many', howMany, 50)
    .option('--json', 'as JSON')
    .action(async (options: { last: number; json?: boolean }) => list(context, options))
}

const VERIFY_HELP = `
The chain alone shows whatever was changed, taken away or put in. It cannot show that somebody who owns the database
has cut off the newest entries together with the note of where the chain ends, or written all of it anew: for that,
keep an export on another machine and name it with --against.

Examples:
  rackhall audit verify
  rackhall audit verify --against /mnt/elsewhere/audit-2026-11-24.jsonl`

const howMany = (given: string): number => {
  if (/^[1-9]\d{0,4}$/.test(given)) return Number(given)
  throw new InvalidArgumentError('expected a whole number from 1 to 99999.')
}

const verify = async (context: CliContext, { against, json }: { against?: string; json?: boolean }): Promise<void> => {
  const checkpoint = against === undefined ? undefined : await headOfExport(against)
  const verified = await verifyAudit(await context.openDatabase(), checkpoint)
  if (verified.kind === 'broken') context.exit(1)
  if (json === true) return context.out(JSON.stringify(verified, undefined, 2))
  if (verified.kind === 'broken') return context.out(`Broken. Entry ${verified.number}: ${verified.why}.`)
  context.out(`Whole: ${verified.head.number} entries, the last with hash ${verified.head.hash}.`)
}

const list = async (context: CliContext, { last, json }: { last: number; json?: boolean }): Promise<void> => {
  const entries = await lastEntries(await context.openDatabase(), last)
  if (json === true) return context.out(JSON.stringify(entries, undefined, 2))
  if (entries.length === 0) context.out('There is no entry yet.')
  for (const { number, at, who, organisation, what, about, detail } of entries) {
    const { date, time } = stockholm(new Date(at))
    const more = [organisation ?? undefined, detail ?? undefined].filter((one) => one !== undefined).join(' ')
    context.out(`${number}  ${date} ${time}  ${what} ${about}, ${who}${more === '' ? '' : `  ${more}`}`)
  }
}
