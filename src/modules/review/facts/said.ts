import { z } from 'zod'
import { MENTIONS, NUMBER_ROLES, type MentionName, type PhoneNumber } from './facts.ts'

/* How facts are said as data: the same in every line that a command prints. */

/** A number with whose it is. */
export const numberSaid = z.strictObject({
  e164: z.string().describe('+46…, another country’s as it is, short numbers as bare digits.'),
  asWritten: z.string(),
  role: z.enum(NUMBER_ROLES),
  label: z.string(),
  hours: z.string().nullable().describe('In opening_hours; null when the page says nothing.'),
})

const mention = z.union([z.literal(true), z.literal('weak'), z.literal(false)])

export const mentionsSaid = z.strictObject({
  ...(Object.fromEntries(MENTIONS.map((name) => [name, mention])) as Record<MentionName, typeof mention>),
  afterHours: z.enum(['own-number', 'via-112', 'none']),
})

type Said = Pick<PhoneNumber, 'e164' | 'asWritten' | 'role' | 'label' | 'hours'>

export const sayNumber = ({ e164, asWritten, role, label, hours }: Said): z.infer<typeof numberSaid> => ({
  e164,
  asWritten,
  role,
  label,
  hours: hours ?? null,
})
