import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { mustParseYaml } from '#kernel/document.ts'

const FILE = 'data/review/minority-areas.yaml'

const schema = z
  .strictObject({
    source: z.string('expected where the list is from'),
    areas: z
      .array(
        z
          .strictObject({
            language: z.enum(['fi', 'fit', 'se'], 'expected fi, fit or se'),
            municipalities: z.array(z.string().regex(/^\d{4}$/, 'expected a code of four digits')).readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly()

/** Which municipalities are administrative areas for a national minority language (förvaltningsområden). */
export type MinorityAreas = z.infer<typeof schema>['areas']

/** Throws FileProblems for a file with a fault. */
export const readMinorityAreas = (root: string): MinorityAreas =>
  mustParseYaml(readFileSync(join(root, FILE), 'utf8'), schema, FILE).areas

export const minorityLanguagesOf = (areas: MinorityAreas, code: string): readonly string[] =>
  areas.flatMap(({ language, municipalities }) => (municipalities.includes(code) ? [language] : []))
