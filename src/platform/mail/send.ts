import { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { failureOf, type MailFailure, type SmtpError } from './failure.ts'
import { type MailServer, senderAddress } from './server.ts'

export type Mail = {
  readonly messageId: string
  readonly recipient: string
  readonly subject: string
  readonly text: string
}

export type Outcome =
  | { readonly kind: 'sent'; readonly reply: string }
  | { readonly kind: 'failed'; readonly failure: MailFailure; readonly reply: string }

/** Sends one mail; whatever happens is an outcome. `now` is the mail's own date. */
export type Send = (mail: Mail, now: Date) => Promise<Outcome>

/** How long a server may take, in milliseconds: to be reached and greet, between two answers, and for a whole attempt. */
export type Patience = { readonly greeting: number; readonly answer: number; readonly attempt: number }
export const PATIENCE: Patience = { greeting: 20_000, answer: 60_000, attempt: 180_000 }
const LONGEST_REPLY = 300

/** Sends by SMTP. Certificates are always checked; `NODE_EXTRA_CA_CERTS` names those of an own authority. */
export const smtpSend =
  (server: MailServer, from: string, patience: Patience = PATIENCE): Send =>
  async (mail, now) => {
    const message = await messageOf(mail, from, now)
    const connection = await openConnection(server, patience)
    let handedOver = false
    const body = Readable.from(
      (async function* () {
        yield message
        handedOver = true
      })(),
    )
    const limit = setTimeout(() => connection.close(), patience.attempt)
    try {
      const reply = await handOver(connection, server, { from: senderAddress(from) ?? from, to: mail.recipient }, body)
      return { kind: 'sent', reply: shortened(reply) }
    } catch (error) {
      const failure = failureOf(error as SmtpError, handedOver)
      return { kind: 'failed', failure, reply: shortened(error instanceof Error ? error.message : String(error)) }
    } finally {
      clearTimeout(limit)
      connection.close()
    }
  }

/** Plain text, with nothing in it that tells the sender whether it was read. */
const messageOf = async ({ messageId, recipient, subject, text }: Mail, from: string, now: Date): Promise<Buffer> => {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  return new MailComposer({
    from,
    to: recipient,
    subject,
    text,
    date: now,
    messageId: `<${messageId}@${(senderAddress(from) ?? from).replace(/^.*@/, '')}>`,
    // Answering machines do not answer it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}

const openConnection = async (
  { host, port, tls }: MailServer,
  { greeting, answer }: Patience,
): Promise<SMTPConnection> => {
  // Loaded with the first mail, as what writes it is: most commands send none.
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  return new Connection({
    host,
    port,
    secure: tls === 'always',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    connectionTimeout: greeting,
    greetingTimeout: greeting,
    socketTimeout: answer,
  })
}

const handOver = (
  connection: SMTPConnection,
  { account }: MailServer,
  envelope: { readonly from: string; readonly to: string },
  body: Readable,
): Promise<string> =>
  new Promise((resolve, reject) => {
    // Heard to the end: an error that nobody hears would end the process.
    connection.on('error', reject)
    // Closed by the limit on a whole attempt, or by the server; what the server said before that comes first.
    const ended = Object.assign(new Error('The connection ended.'), { code: 'ECONNECTION' })
    connection.once('end', () => setImmediate(() => reject(ended)))
    const send = (): void =>
      connection.send(envelope, body, (error, info) => {
        if (error) return reject(error)
        connection.quit()
        resolve(info?.response ?? '')
      })
    connection.connect((failed) => {
      if (failed) return reject(failed)
      if (account === undefined) return send()
      connection.login({ user: account.user, pass: account.password }, (refused) =>
        refused ? reject(refused) : send(),
      )
    })
  })

const shortened = (reply: string): string => reply.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_REPLY)
