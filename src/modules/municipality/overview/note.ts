import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '#kernel/dates.ts'

export const NOTE_KINDS = ['call', 'visit', 'meeting', 'mail', 'training', 'other'] as const
export type NoteKind = (typeof NOTE_KINDS)[number]

const LONGEST_NOTE = 1000

/** A note of support (stödanteckning) that an organisation gave a municipality. */
export type SupportNote = {
  readonly id: number
  readonly on: LocalDate
  readonly kind: NoteKind
  readonly text: string
  readonly by: string
  /** Written by the person who reads it now: she alone changes it and takes it away. */
  readonly own: boolean
}

/** The form of a note; its messages are ids of texts. */
export const noteForm = (today: LocalDate) =>
  z.object({
    on: z
      .string('overview.note-on-wrong')
      .transform((text) => parseLocalDate(text.trim()))
      .refine((day) => day !== undefined, 'overview.note-on-wrong')
      .refine((day) => day === undefined || day <= today, 'overview.note-on-future')
      // Refused above when there is none.
      .transform((day) => day ?? today),
    kind: z.enum(NOTE_KINDS, 'overview.note-kind-wrong'),
    text: z
      .string('overview.note-text-missing')
      // A browser counts a new line as one, and sends it as two.
      .transform((text) => text.replaceAll('\r\n', '\n').trim())
      .pipe(z.string().min(1, 'overview.note-text-missing').max(LONGEST_NOTE, 'overview.note-text-long')),
  })

export type NewNote = z.infer<ReturnType<typeof noteForm>>
