import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import { afterFailure, meetsAll } from './failure.ts'
import { PATIENCE, type Send, smtpSend } from './send.ts'
import { mailServerOf } from './server.ts'
import { addBounce, forgetBounces } from './bounce-store.ts'
import { claimMail, forgetDone, leaveUncertain, noteFailed, noteSent } from './store.ts'

const DAY_MS = 86_400_000
const KEPT_DAYS = 30
/** Longer than any attempt lasts: whoever claimed it is not there any more. */
const CLAIM_MS = 5 * PATIENCE.attempt

/** How mail is sent by this installation; nothing without SMTP_URL, and then it stays in the outbox. */
export const sendOf = ({ smtpUrl, mailFrom }: Pick<Config, 'smtpUrl' | 'mailFrom'>): Send | undefined => {
  if (smtpUrl === undefined || mailFrom === undefined) return undefined
  const server = mailServerOf(smtpUrl)
  return typeof server === 'string' ? undefined : smtpSend(server, mailFrom)
}

/** Sends what is due, one after the other, while `goOn` says so. Any number of processes may do it at once. */
export const sendMail = async (
  db: Database,
  send: Send,
  now: () => Date,
  goOn: () => boolean = () => true,
): Promise<void> => {
  await leaveUncertain(db, new Date(now().getTime() - CLAIM_MS), now())
  const forgotten = new Date(now().getTime() - KEPT_DAYS * DAY_MS)
  await forgetDone(db, forgotten)
  await forgetBounces(db, forgotten)
  while (goOn()) {
    const claimed = await claimMail(db, now())
    if (claimed === undefined) return
    const outcome = await send(claimed, now())
    if (outcome.kind === 'sent') {
      await noteSent(db, claimed.number, outcome.reply, now())
      continue
    }
    const { failure, reply } = outcome
    const next = afterFailure(failure, claimed.attempts, now())
    await noteFailed(db, claimed.number, { failure, reply, next, now: now() })
    if (failure === 'recipient-refused') await addBounce(db, claimed.recipient, now())
    if (meetsAll(failure)) return
  }
}
