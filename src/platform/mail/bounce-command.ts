import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { audit, operatorHere } from '../audit/index.ts'
import type { CliContext } from '../cli.ts'
import { givenFile } from '../given.ts'
import { readBounce, type Bounce } from './bounce.ts'
import { noteBounced } from './bounce-store.ts'

/** `mail bounced`: what a mail server's report says of a mail that came back, noted. */
export const bouncedCommand = (mail: Command, context: CliContext): void => {
  mail
    .command('bounced')
    .argument('[file]', 'a report of delivery as it stands in a mailbox; without it stdin is read')
    .description(
      'notes mail that came back, from a report of delivery (RFC 3464); a mail server can pipe reports to it',
    )
    .action(async (file: string | undefined) => {
      const read = readBounce(file === undefined ? readFileSync(0, 'utf8') : givenFile(file))
      if (read.ok) return note(context, read.value)
      context.err(read.why)
      context.exit(1)
    })
}

const note = async (context: CliContext, { messageId, reports }: Bounce): Promise<void> => {
  const failed = reports.filter(({ action }) => action === 'failed')
  if (failed.length === 0) {
    const said = reports.map(({ recipient, action }) => `${recipient} ${action}`).join(', ')
    return context.out(`Nothing came back: ${said}. Nothing was noted.`)
  }
  const db = await context.openDatabase()
  for (const { recipient, status, reply } of failed) {
    const told = `${status} ${reply}`.trim()
    const back = await db.transaction(async (tx) => {
      const noted = await noteBounced(tx, { messageId, recipient }, { reply: told, now: context.now() })
      if (noted !== undefined) {
        const entry = { who: operatorHere(), about: String(noted.number) }
        await audit(tx, { ...entry, what: 'mail.bounced' })
      }
      return noted
    })
    if (back !== undefined) context.out(`Mail ${back.number} to ${back.recipient} came back: ${told}`)
    else {
      context.err(`${recipient}: no mail of ours that was sent in the last thirty days. Nothing was noted.`)
      context.exit(1)
    }
  }
}
