import { z } from 'zod'
import { readPage } from '../pages/read-page.ts'
import { readText } from '../pages/read-text.ts'
import type { NationalLine } from './facts.ts'
import { pageFactsOf } from './page-facts.ts'
import { mentionsSaid, numberSaid, sayNumber } from './said.ts'

/** A line of what `rackhall review facts` answers: what one page says, taken alone. */
export const factsLineSchema = z.strictObject({
  id: z.union([z.string(), z.number()]).describe('As it was given.'),
  numbers: z.array(numberSaid),
  mentions: mentionsSaid,
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
      numbers: numbers.map(sayNumber),
      mentions,
      languages: [...new Set(languages.map(({ tag }) => tag))],
    },
  }
}
