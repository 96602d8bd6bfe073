/** The ways a mail can fail to be sent. */
export type MailFailure =
  /** The server cannot be reached, or does not speak as it should. */
  | 'unreachable'
  /** The connection cannot be encrypted as SMTP_URL demands. */
  | 'not-encrypted'
  | 'sign-in-refused'
  /** The server asks to try again later (4xx): greylisting, a full mailbox. */
  | 'later'
  | 'sender-refused'
  | 'recipient-refused'
  | 'message-refused'
  /** The whole mail was handed over and no answer came: it may have been sent. */
  | 'unknown-outcome'

const RETRY_LATER = new Set<MailFailure>(['unreachable', 'not-encrypted', 'sign-in-refused', 'later'])

/** What every other mail would meet as well: the rest waits without an attempt being spent on it. */
const MEETS_ALL = new Set<MailFailure>(['unreachable', 'not-encrypted', 'sign-in-refused'])
export const meetsAll = (failure: MailFailure): boolean => MEETS_ALL.has(failure)

/** Minutes until the next attempt, after the first, the second …; a server that is down over a weekend is outlasted. */
const WAIT_MINUTES = [1, 5, 15, 60, 180, 360, 720, 1440, 1440]
const MINUTE_MS = 60_000

export type Next =
  | { readonly state: 'waiting'; readonly dueAt: Date }
  | { readonly state: 'refused' | 'given-up' | 'uncertain' }

/**
 * What becomes of a mail after a failed attempt, the `attempts`th. One whose outcome is unknown is never sent again by
 * itself: nothing is sent twice.
 */
export const afterFailure = (failure: MailFailure, attempts: number, now: Date): Next => {
  if (failure === 'unknown-outcome') return { state: 'uncertain' }
  if (!RETRY_LATER.has(failure)) return { state: 'refused' }
  const minutes = WAIT_MINUTES[attempts - 1]
  if (minutes === undefined) return { state: 'given-up' }
  return { state: 'waiting', dueAt: new Date(now.getTime() + minutes * MINUTE_MS) }
}

/** What nodemailer says of a failure. */
export type SmtpError = { readonly code?: unknown; readonly command?: unknown; readonly responseCode?: unknown }

/** `handedOver`: the whole mail has left us, so that the server may have it even if it did not answer. */
export const failureOf = ({ code, command, responseCode }: SmtpError, handedOver: boolean): MailFailure => {
  const reply = typeof responseCode === 'number' && responseCode >= 400 ? responseCode : undefined
  if (handedOver && reply === undefined) return 'unknown-outcome'
  if (code === 'ETLS' || code === 'EREQUIRETLS' || command === 'STARTTLS') return 'not-encrypted'
  if (reply !== undefined && reply < 500) return 'later'
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'sign-in-refused'
  switch (command) {
    case 'MAIL FROM':
      return 'sender-refused'
    case 'RCPT TO':
      return 'recipient-refused'
    case 'DATA':
      return 'message-refused'
    default:
      return code === 'EENVELOPE' || code === 'EMESSAGE' ? 'message-refused' : 'unreachable'
  }
}
