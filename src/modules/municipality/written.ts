import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '#kernel/dates.ts'
import { hoursFault } from '#kernel/opening-hours.ts'
import { isSwedishNumber } from './phone-number.ts'

/*
 * What people write in files of facts, and what they are told when it is something else: the same field says the same
 * sentence in every file.
 */

const LONGEST_LINE = 120
export const MOST_NUMBERS = 5

/** One line of text, named in what is said when it is missing. */
export const line = (what: string) =>
  z
    .string(`expected ${what}`)
    .trim()
    .min(1, `expected ${what}, found nothing`)
    .max(LONGEST_LINE, `expected ${what} of at most ${LONGEST_LINE} characters`)

/** A municipality's code. */
export const code = z.string('expected four digits in quotation marks, such as "1497"').regex(/^\d{4}$/, {
  error: 'expected four digits in quotation marks, such as "1497"',
})

const NUMBER = 'expected a Swedish number in quotation marks with country code and no spaces, such as "+46503180000"'
export const e164 = z.string(NUMBER).refine(isSwedishNumber, { error: NUMBER })

const HOURS = 'expected hours in quotation marks, such as "Mo-Fr 08:00-16:00; PH off" or "24/7"'
/** Opening hours as a rule. */
export const hours = z.string(HOURS).superRefine((rule, context) => {
  const fault = hoursFault(rule)
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
})

const DAY = 'expected a day that exists, such as 2026-11-24'
/** A day that exists. */
export const day = z
  .string(DAY)
  .refine((text) => parseLocalDate(text) !== undefined, { error: DAY })
  .transform((text) => text as LocalDate)

/** Numbers of one place to call, the first to be tried first. */
export const phoneNumbers = z
  .array(e164, 'expected a list of numbers')
  .min(1, 'expected at least one number')
  .max(MOST_NUMBERS, `expected at most ${MOST_NUMBERS} numbers`)

/** Who answers when the reception has closed (socialjour). */
export const onCall = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('own'), numbers: phoneNumbers, hours }),
    z.strictObject({
      kind: z.literal('shared'),
      numbers: phoneNumbers,
      hours,
      sharedWith: z.array(code, 'expected a list of municipality codes').min(1, 'expected at least one code'),
    }),
    z.strictObject({ kind: z.literal('via-112') }),
  ],
  'expected kind: own, shared or via-112',
)

/** Who answers when a reception has closed. */
export type OnCall = z.infer<typeof onCall>
