import { z } from 'zod'
import { readPage } from '../pages/read-page.ts'
import { readText } from '../pages/read-text.ts'
import { MENTIONS, NUMBER_ROLES, type MentionName, type NationalLine } from './facts.ts'
import { pageFactsOf } from './page-facts.ts'

const mention = z.union([z.literal(true), z.literal('weak'), z.literal(false)])

/** A line of what `rackhall review facts` answers: what one page says, taken alone. */
export const factsLineSchema = z.strictObject({
  id: z.union([z.string(), z.number()]).describe('As it was given.'),
  numbers: z.array(
    z.strictObject({
      e164: z.string().describe('+46…, another country’s as it is, short numbers as bare digits.'),
      asWritten: z.string(),
      role: z.enum(NUMBER_ROLES),
      label: z.string(),
      hours: z.string().nullable().describe('In opening_hours; null when the page says nothing.'),
    }),
  ),
  mentions: z.strictObject({
    ...(Object.fromEntries(MENTIONS.map((name) => [name, mention])) as Record<MentionName, typeof mention>),
    afterHours: z.enum(['own-number', 'via-112', 'none']),
  }),
  languages: z.array(z.string()).describe('BCP 47, found from the text.'),
})

export type FactsLine = z.infer<typeof factsLineSchema>

const id = z.union([z.string(), z.number()], 'expected an id')
const url = z.string('expected the page’s address').refine((text) => URL.canParse(text), 'expected a whole address')
const given = z
  .looseObject({ id, url, html: z.string().optional(), text: z.string().optional() }, 'expected {id, url, html}')
  .refine(({ html, text }) => (html === undefined) !== (text === undefined), 'expected html or text, one of them')

export type ReadLine =
  | { readonly ok: true; readonly value: FactsLine }
  | { readonly ok: false; readonly field: string; readonly expected: string }

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The facts of the page that a line of JSON holds, `{id, url, html}` or `{id, url, text}`; why not, for any other line. */
export const factsLineOf = (line: string, register: readonly NationalLine[]): ReadLine => {
  const read = given.safeParse(parsed(line))
  if (!read.success) {
    const [issue] = read.error.issues
    return { ok: false, field: issue?.path.join('.') ?? '', expected: issue?.message ?? 'expected {id, url, html}' }
  }
  const { id: of, url: at, html, text } = read.data
  const page = html === undefined ? readText(text ?? '', at) : readPage(html, at)
  const { numbers, mentions, languages } = pageFactsOf(page, register)
  return {
    ok: true,
    value: {
      id: of,
      numbers: numbers.map(({ e164, asWritten, role, label, hours }) => {
        return { e164, asWritten, role, label, hours: hours ?? null }
      }),
      mentions,
      languages: [...new Set(languages.map(({ tag }) => tag))],
    },
  }
}
