/**
 * Mail: an outbox in the database, sent by the worker through the server of SMTP_URL. Plain text, one mail for each
 * recipient, nothing that tells whether it was read. It must never say in a subject what the house is about, never send
 * a mail twice by itself, and never write to a person seeking help.
 */
export { lastBounces } from './bounce-store.ts'
export { mailCommands } from './commands.ts'
export { sendMail, sendOf } from './jobs.ts'
export { countMail, MAIL_CHANNEL, queueMail, type MailCounts } from './store.ts'
