import { type Command, InvalidArgumentError } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import { audit, operatorHere } from '../audit/index.ts'
import type { CliContext } from '../cli.ts'
import { bouncedCommand } from './bounce-command.ts'
import { discardMail, type Outgoing, readMail, readOutbox, retryMail } from './store.ts'

/** `mail list | show | retry | discard | bounced`. */
export const mailCommands = (program: Command, context: CliContext): void => {
  const mail = program.command('mail').description('the outbox: what waits, what was refused, and why')
  mail
    .command('list')
    .description('mail that is not sent; status 1 when some of it needs somebody')
    .option('--all', 'what was sent in the last thirty days, too')
    .option('--json', 'as JSON')
    .action(async (options: { all?: boolean; json?: boolean }) => list(context, options))
  mail
    .command('show')
    .argument('<number>', 'the number that "mail list" shows', number)
    .description('a mail as it is written; without SMTP_URL this is how it is passed on')
    .action(async (which: number) => show(context, which))
  mail
    .command('retry')
    .argument('<number>', 'the number that "mail list" shows', number)
    .description('lets it be tried again now; one that is uncertain may then arrive twice')
    .action(async (which: number) => retry(context, which))
  mail
    .command('discard')
    .argument('<number>', 'the number that "mail list" shows', number)
    .requiredOption('--by <name>', 'who decided it')
    .description('gives it up: it was passed on in another way, or is no longer wanted; its text goes')
    .action(async (which: number, { by }: { by: string }) => discard(context, which, by))
  bouncedCommand(mail, context)
}

const number = (given: string): number => {
  if (/^[1-9]\d{0,14}$/.test(given)) return Number(given)
  throw new InvalidArgumentError('expected a number that "rackhall mail list" shows.')
}

const NEEDS_SOMEBODY = new Set<Outgoing['state']>(['refused', 'given-up', 'uncertain', 'bounced'])

const clock = (at: Date): string => {
  const { date, time } = stockholm(at)
  return `${date} ${time}`
}

const list = async (context: CliContext, { all, json }: { all?: boolean; json?: boolean }): Promise<void> => {
  const mails = await readOutbox(await context.openDatabase(), all === true)
  if (mails.some(({ state }) => NEEDS_SOMEBODY.has(state))) context.exit(1)
  if (json === true) {
    const rows = mails.map(({ text: _text, ...rest }) => rest)
    return context.out(JSON.stringify(rows, undefined, 2))
  }
  if (mails.length === 0) context.out('The outbox is empty.')
  for (const { number: which, state, recipient, subject, queuedAt, failure, reply } of mails) {
    const why = failure === null ? '' : `  (${[failure, reply].filter((one) => one !== null).join(': ')})`
    context.out(`${which}  ${clock(queuedAt)}  ${state}  ${recipient}  ${subject}${why}`)
  }
}

const show = async (context: CliContext, which: number): Promise<void> => {
  const db = await context.openDatabase()
  // A letter that waits may hold a link that lets somebody in: who looked is noted.
  const mail = await db.transaction(async (tx) => {
    const found = await readMail(tx, which)
    if (found !== undefined) await audit(tx, { who: operatorHere(), what: 'mail.shown', about: String(which) })
    return found
  })
  if (mail === undefined) return none(context, which)
  context.out(`To: ${mail.recipient}`)
  context.out(`Subject: ${mail.subject}`)
  context.out(`State: ${mail.state} after ${mail.attempts} attempts${mail.failure === null ? '' : `, ${mail.failure}`}`)
  if (mail.reply !== null) context.out(`Answer: ${mail.reply}`)
  context.out('')
  context.out(mail.text ?? '(Its text is not kept any more.)')
}

const none = (context: CliContext, which: number): void => {
  context.err(`There is no mail ${which} for that. "rackhall mail list --all" shows those there are.`)
  context.exit(1)
}

const retry = async (context: CliContext, which: number): Promise<void> => {
  const db = await context.openDatabase()
  const found = await db.transaction(async (tx) => {
    const retried = await retryMail(tx, which, context.now())
    if (retried) await audit(tx, { who: operatorHere(), what: 'mail.retried', about: String(which) })
    return retried
  })
  if (!found) return none(context, which)
  const sends = context.config.smtpUrl !== undefined
  context.out(`Mail ${which} is due now${sends ? '' : '; nobody sends it while SMTP_URL is not set'}.`)
}

const discard = async (context: CliContext, which: number, by: string): Promise<void> => {
  const db = await context.openDatabase()
  const found = await db.transaction(async (tx) => {
    const discarded = await discardMail(tx, which, context.now())
    if (discarded) await audit(tx, { who: operatorHere(by), what: 'mail.discarded', about: String(which) })
    return discarded
  })
  if (!found) return none(context, which)
  context.out(`Mail ${which} is given up.`)
}
