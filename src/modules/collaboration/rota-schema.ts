import { z } from 'zod'
import { written } from '#modules/municipality/index.ts'

const MOST_ENTRIES = 600

const TIME = 'expected a time in quotation marks, such as "08:30"'
const time = z.string(TIME).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: TIME })
const END = 'expected a time in quotation marks, such as "16:30"; "24:00" for midnight'
const end = z.string(END).regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: END })

const memberId = z.string('expected the id of a member').min(1, 'expected the id of a member')
const members = z
  .array(memberId, 'expected a list of ids of members')
  .min(1, 'expected at least one member')
  .max(20, 'expected at most 20 members')

const list = <T extends z.ZodType>(entry: T, what: string) =>
  z
    .array(entry, `expected a list of ${what}; [] for none`)
    .max(MOST_ENTRIES, `expected at most ${MOST_ENTRIES} ${what}`)

const weekly = z.strictObject(
  {
    hours: written.hours,
    members,
    /** The first and the last day on which it begins; all days of the rota when left out. */
    from: written.day.optional(),
    until: written.day.optional(),
  },
  'expected hours and members, and from and until where it does not hold for the whole rota',
)

const shift = z.strictObject(
  { date: written.day, from: time, to: end, members },
  'expected date, from, to and members; a shift that ends earlier than it begins ends on the next day',
)

const absence = z.strictObject({ member: memberId, from: written.day, to: written.day }, 'expected member, from and to')

const swap = z.strictObject(
  { date: written.day, from: memberId, to: memberId },
  'expected date, from (whose turn it was) and to (who takes it)',
)

/**
 * A rota (jourlista): who answers when. Weekly rules and single shifts add up; absences and swaps say who of them is
 * really there. Holidays are as the rule says (PH).
 */
export const rotaSchema = z.strictObject(
  {
    /** The last day on which anything of it begins. After it nobody answers, and the page does not pretend. */
    until: written.day,
    week: list(weekly, 'weekly hours'),
    shifts: list(shift, 'shifts'),
    absences: list(absence, 'absences'),
    swaps: list(swap, 'swaps'),
  },
  'expected a rota: until, week, shifts, absences and swaps',
)

export type Rota = z.infer<typeof rotaSchema>
