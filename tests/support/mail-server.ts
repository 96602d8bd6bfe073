import { EventEmitter, once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Received = { readonly from: string; readonly to: readonly string[]; readonly raw: string }

/** What a server answers instead of accepting. */
export type Refusal = { readonly code: number; readonly says: string }

export type Manners = {
  readonly sender?: (address: string) => Refusal | undefined
  readonly recipient?: (address: string) => Refusal | undefined
  readonly message?: () => Refusal | undefined
  /** Takes the whole message and cuts the line instead of answering. */
  readonly cutsAfterMessage?: boolean
  readonly signIn?: { readonly user: string; readonly password: string }
  readonly options?: SMTPServerOptions
}

export type MailServer = {
  readonly port: number
  readonly received: readonly Received[]
  /** Resolves when so many mails have arrived in all. */
  arrived(mails: number): Promise<void>
  stop(): Promise<void>
}

const errorOf = ({ code, says }: Refusal): Error => Object.assign(new Error(says), { responseCode: code })

/** A real SMTP server on loopback that keeps what it is given. Stopped when the test ends. */
export const aMailServer = async (
  t: { after(clean: () => Promise<void>): void },
  { sender, recipient, message, cutsAfterMessage = false, signIn, options = {} }: Manners = {},
): Promise<MailServer> => {
  const received: Received[] = []
  const sockets = new Set<Socket>()
  const arrival = new EventEmitter()
  const server = new SMTPServer({
    authOptional: signIn === undefined,
    allowInsecureAuth: true,
    disabledCommands: signIn === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    ...options,
    onAuth: ({ username, password }, _session, done) =>
      username === signIn?.user && password === signIn?.password
        ? done(null, { user: username })
        : done(errorOf({ code: 535, says: '5.7.8 Wrong user or password' })),
    onMailFrom: ({ address }, _session, done) => answer(sender?.(address), done),
    onRcptTo: ({ address }, _session, done) => answer(recipient?.(address), done),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const refusal = message?.()
        if (refusal !== undefined) return done(errorOf(refusal))
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString('utf8'),
        })
        arrival.emit('mail')
        if (cutsAfterMessage) for (const socket of sockets) socket.destroy()
        else done()
      })
    },
  })
  server.on('error', () => {})
  const listening: Server = server.server
  listening.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  t.after(stop)
  const arrived = async (mails: number): Promise<void> => {
    while (received.length < mails) await once(arrival, 'mail')
  }
  return { port: (listening.address() as AddressInfo).port, received, arrived, stop }
}

const answer = (refusal: Refusal | undefined, done: (error?: Error) => void): void =>
  refusal === undefined ? done() : done(errorOf(refusal))
