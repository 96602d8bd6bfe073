import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '#kernel/dates.ts'
import { mustParseYaml } from '#kernel/document.ts'
import { hoursFault } from '#kernel/opening-hours.ts'

/** Whom professional lines are for, and nobody else (rule D3). */
export const PROFESSIONAL = 'professional'

const words = z.string('expected a text').trim().min(1, 'expected a text, found nothing')
const day = z
  .custom<LocalDate>(
    (given) => typeof given === 'string' && parseLocalDate(given) !== undefined,
    'expected a day such as 2026-11-24',
  )
  .meta({ type: 'string', format: 'date' })
const whole = z.int('expected a whole number').min(0, 'expected a whole number, 0 or more')
const oneOf = <const T extends readonly string[]>(values: T): z.ZodEnum<{ [K in T[number]]: K }> =>
  z.enum(values, `expected one of ${values.join(', ')}`)

/** H: seen on the operator's or an authority's own page. M: on a second source. L: one weak source. ?: sources conflict. */
const confidence = oneOf(['H', 'M', 'L', '?'])
// A wrong number or a wrong door is worse than none.
const sureConfidence = z.enum(['H', 'M'], 'expected H or M: what is less sure than that must not stand here')

const answer = <const T extends readonly string[]>(
  values: T,
): z.ZodReadonly<
  z.ZodObject<{ is: z.ZodEnum<{ [K in T[number]]: K }>; confidence: typeof confidence }, z.core.$strict>
> => z.strictObject({ is: oneOf(values), confidence }, 'expected {is: …, confidence: …}').readonly()
const yesOrNo = answer(['yes', 'no', 'unknown'])

const https = z
  .string('expected an address')
  .refine((url) => URL.canParse(url) && url.startsWith('https://'), 'expected an address that begins with https://')

/** E.164 with its plus sign, or a short number of the Swedish plan: 112, 1177, 114 14, 116 xxx and 90 xxx. */
const E164 = /^(?:\+46[1-9]\d{6,8}|\+(?!46)[1-9]\d{6,14}|11\d{1,4}|90\d{3})$/
/** Numbers that other organisations own in other countries (rule D5). */
const SHARED_BY_EUROPE = /^116\d{3}$/

const number = z
  .strictObject({
    e164: z
      .string('expected a number in quotation marks')
      .regex(E164, 'expected E.164 such as "+4620505050", or a Swedish short number such as "116016"'),
    display: words,
    confidence: sureConfidence,
  })
  .refine(({ e164, display }) => dialled(display) === e164, {
    path: ['display'],
    error: 'expected the same digits as e164, grouped for reading',
  })
  .readonly()

/** What one dials in Sweden to reach what is written, as E.164; a short number stays as it is. */
const dialled = (display: string): string => {
  if (/[^\d +-]/.test(display)) return ''
  const digits = display.replaceAll(/[ -]/g, '')
  return digits.startsWith('0') ? `+46${digits.slice(1)}` : digits
}

const hours = z
  .strictObject({ rule: words, confidence }, 'expected {rule: …, confidence: …}')
  .superRefine(({ rule }, context) => {
    const fault = hoursFault(rule)
    if (fault !== undefined) context.addIssue({ code: 'custom', path: ['rule'], message: fault })
  })
  .readonly()

/** A helpline (stödlinje) as the register keeps it (rule D1): each fact with how sure it is, and where it was read. */
const helplineSchema = z
  .strictObject({
    id: z
      .string('expected a name in quotation marks')
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected small letters, digits and hyphens'),
    name: words,
    /** Its name in other languages, by their tags; the Swedish one stands where there is none. */
    nameIn: z.record(z.string(), words).optional(),
    kind: oneOf(['public', 'professional', 'information']),
    /** Never hidden, however old what is known of it. */
    mandatory: z.boolean('expected true or false'),
    numbers: z.array(number, 'expected a list of numbers, [] when there is none').readonly(),
    hours: hours.optional(),
    cost: answer(['free', 'call-rate', 'unknown']),
    anonymity: yesOrNo,
    interpreter: yesOrNo,
    billVisibility: yesOrNo,
    worksOnlyInSweden: z.boolean('expected true or false'),
    languages: z.array(words, 'expected a list of language tags').min(1, 'expected a language at least').readonly(),
    /** Whom it is for, by the audience's id: the lower the number, the earlier it stands on that page. */
    audiences: z.record(words, whole, 'expected {audience: number, …}').readonly(),
    ages: z.strictObject({ min: whole.optional(), max: whole.optional() }).readonly().optional(),
    genders: z
      .array(oneOf(['women', 'men', 'trans']))
      .readonly()
      .optional(),
    channels: z
      .array(oneOf(['voice', 'text', 'video', 'chat', 'mail', 'sms', 'web', 'visit', 'shelter']), 'expected a list')
      .min(1, 'expected a channel at least')
      .readonly(),
    /** The county it is for, by its two digits; the whole country without one. */
    region: z
      .string()
      .regex(/^\d\d$/, "expected a county's two digits in quotation marks")
      .optional(),
    website: z.strictObject({ url: https, confidence: sureConfidence }).readonly().optional(),
    source: z.strictObject({ name: words, date: day.optional() }, 'expected {name: …}').readonly(),
    /** When we read the source. */
    sourceRead: day,
    /** When somebody last called or saw the line's own live page, and who; nothing in what is shipped. */
    verifiedOn: day.optional(),
    verifiedBy: words.optional(),
    expiresAfterDays: whole.min(1, 'expected 1 day at least'),
  })
  .superRefine((line, context) => {
    const fault = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message })
    if (line.mandatory && line.numbers.length === 0) fault('numbers', 'expected a number: the line is mandatory')
    if (line.mandatory && line.hours === undefined) fault('hours', 'expected hours: the line is mandatory')
    if (line.kind === 'professional' && Object.keys(line.audiences).some((id) => id !== PROFESSIONAL))
      fault('audiences', `expected ${PROFESSIONAL} alone: the line is for professionals`)
    if (!line.worksOnlyInSweden && line.numbers.some(({ e164 }) => SHARED_BY_EUROPE.test(e164)))
      fault('worksOnlyInSweden', 'expected true: a number that begins with 116 is somebody else abroad')
    if ((line.verifiedOn === undefined) !== (line.verifiedBy === undefined))
      fault('verifiedOn', 'expected verifiedOn and verifiedBy, or neither')
    if (line.ages?.min !== undefined && line.ages.max !== undefined && line.ages.min > line.ages.max)
      fault('ages', 'expected min to be no more than max')
  })
  .readonly()

export type Helpline = z.infer<typeof helplineSchema>

export const registerSchema = z.array(helplineSchema, 'expected a list of helplines').superRefine((lines, context) => {
  const seen = new Set<string>()
  for (const [index, { id }] of lines.entries()) {
    if (seen.has(id))
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `expected an id of its own, found ${id} again` })
    seen.add(id)
  }
})

/** Reads the register (`data/helplines.yaml`). Throws FileProblems: line, field, what was expected, of all that is wrong. */
export const readRegister = (text: string, file: string): readonly Helpline[] =>
  mustParseYaml(text, registerSchema, file)

/** That somebody called a line, or saw its own live page, and found what the register says. */
export type Verification = { readonly id: string; readonly on: LocalDate; readonly by: string }

/** The register as it has been verified: the latest day counts, and of two on one day the one given last. */
export const withVerifications = (
  lines: readonly Helpline[],
  verifications: readonly Verification[],
): readonly Helpline[] => {
  const latest = new Map<string, Verification>()
  for (const verification of verifications) {
    const before = latest.get(verification.id)
    if (before === undefined || verification.on >= before.on) latest.set(verification.id, verification)
  }
  return lines.map((line) => {
    const found = latest.get(line.id)
    if (found === undefined || (line.verifiedOn !== undefined && line.verifiedOn > found.on)) return line
    return { ...line, verifiedOn: found.on, verifiedBy: found.by }
  })
}
