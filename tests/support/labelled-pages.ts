import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { mustParseYaml } from '#kernel/document.ts'
import { MENTIONS, NUMBER_ROLES, PAGE_KINDS, type NationalLine } from '#modules/review/facts/facts.ts'
import { pageFactsOf } from '#modules/review/facts/page-facts.ts'
import { readPage } from '#modules/review/pages/read-page.ts'
import { readText } from '#modules/review/pages/read-text.ts'
import type { Compared } from '#modules/review/quality/quality.ts'

const mention = z.union([z.boolean(), z.literal('weak')])

/** A page with what a person says of it; every mention is answered, so that nothing is left out by mistake. */
const labelledPage = z
  .strictObject({
    url: z.url(),
    html: z.string().optional(),
    text: z.string().optional(),
    kind: z.enum(PAGE_KINDS),
    numbers: z.array(z.strictObject({ e164: z.string(), role: z.enum(NUMBER_ROLES), hours: z.string().optional() })),
    mentions: z.strictObject({
      ...(Object.fromEntries(MENTIONS.map((name) => [name, mention])) as Record<
        (typeof MENTIONS)[number],
        typeof mention
      >),
      afterHours: z.enum(['own-number', 'via-112', 'none']),
    }),
    languages: z.array(z.string()),
  })
  .refine(({ html, text }) => (html === undefined) !== (text === undefined), 'expected either html or text')

/** `own`: known to whoever wrote the rules. `blind`: written after the rules were frozen, by somebody who had not seen them. */
export type LabelledSet = 'own' | 'blind'

/** The labelled pages of a set beside what the machine finds on them. Throws FileProblems for a file with a fault. */
export const labelledPages = (
  root: string,
  set: LabelledSet,
  register: readonly NationalLine[],
): readonly Compared[] => {
  const folder = join(root, 'tests/labelled', set)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => {
      const file = `tests/labelled/${set}/${name}`
      const { url, html, text, ...labels } = mustParseYaml(readFileSync(join(root, file), 'utf8'), labelledPage, file)
      const page = html === undefined ? readText(text ?? '', url) : readPage(html, url)
      return { name: name.replace(/\.yaml$/, ''), labels, found: pageFactsOf(page, register) }
    })
}
