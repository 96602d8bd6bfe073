import { z } from 'zod'

const tag = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z]+)?$/, 'expected a language tag, such as en or sr-Latn')

export const languagesSchema = z.array(
  z.strictObject({
    /** As it stands in an address. */
    tag,
    /** As it stands in the page's `lang`, where a browser or a voice knows another name for it better. */
    lang: tag,
    endonym: z.string().min(1),
    dir: z.enum(['ltr', 'rtl']),
    script: z.string().regex(/^[A-Z][a-z]{3}$/, 'expected a script code, such as Latn'),
    /** In Swedish, as it stands in "Jag behöver tolk på …". */
    swedish: z.string().min(1),
    released: z.boolean(),
  }),
)

export type Language = z.infer<typeof languagesSchema>[number]
