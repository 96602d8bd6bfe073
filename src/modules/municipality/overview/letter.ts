import { stockholm } from '#kernel/dates.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Words } from '#platform/http/words.ts'
import type { Overviewed } from './overview.ts'

/** A letter as it is sent: `{municipality}` in the text is where the names of the reader's municipalities go. */
export type Letter = { readonly subject: string; readonly text: string }

/** What the letter says of one municipality, so that whoever reads it knows why: its name, and when it last confirmed. */
export const namedInLetter = (say: Words, { municipality: { name }, confirmation }: Overviewed): string =>
  confirmation.kind === 'never'
    ? say('overview.standing-never', { name })
    : say(`overview.standing-${confirmation.kind}`, { name, on: confirmation.on })

export type From = Pick<SignedIn, 'person' | 'organisation'> & { readonly email: string }

/** The letter from somebody, the same to all. `origin`: where staff sign in. */
export const letterFrom = (say: Words, { person, organisation, email }: From, origin: string): Letter => ({
  subject: say('overview.letter-subject'),
  text: `${say('overview.letter-text', { by: person, organisation, email, link: `${origin}/page` })}\n`,
})

/** The letter as one municipality reads it. */
export const readBy = ({ subject, text }: Letter, named: string): Letter => ({
  subject,
  // A function, as a name is put in as it is, whatever signs are in it.
  text: text.replace('{municipality}', () => named),
})

/** The moment as a letter or a line says it: "2026-11-24 14.05". */
export const clockOf = (at: Date, language: string): string => {
  const { date, time } = stockholm(at)
  return `${date} ${language === 'sv' ? time.replace(':', '.') : time}`
}
