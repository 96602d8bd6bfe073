import { z } from 'zod'

const sentence = z.string().trim().min(1, 'expected a text, found nothing')

/** A page about the site, one file per page and language in `locales/<language>/about/`. */
export const aboutTextSchema = z.strictObject({
  title: sentence,
  heading: sentence,
  lead: sentence,
  sections: z.array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), heading: sentence, text: sentence })).min(1),
})
export type AboutText = z.infer<typeof aboutTextSchema>

export const aboutStrings = (page: AboutText): readonly (readonly [id: string, text: string])[] => [
  ['title', page.title],
  ['heading', page.heading],
  ['lead', page.lead],
  ...page.sections.flatMap(({ id, heading, text }): [string, string][] => [
    [`${id}.heading`, heading],
    [`${id}.text`, text],
  ]),
]

const ERRORS = ['not-found', 'bad-request', 'server-error', 'maintenance', 'too-large', 'method'] as const
export type ErrorText = (typeof ERRORS)[number]

/** The neutral pages for what went wrong, `locales/<language>/errors.yaml`. */
const oneError = z.strictObject({ title: sentence, heading: sentence, text: sentence })
export const errorsSchema = z.strictObject({
  'not-found': oneError,
  'bad-request': oneError,
  'server-error': oneError,
  maintenance: oneError,
  'too-large': oneError,
  method: oneError,
})
export type ErrorTexts = z.infer<typeof errorsSchema>

export const errorStrings = (texts: ErrorTexts): readonly (readonly [id: string, text: string])[] =>
  ERRORS.flatMap((name): [string, string][] =>
    (['title', 'heading', 'text'] as const).map((part) => [`${name}.${part}`, texts[name][part]]),
  )
