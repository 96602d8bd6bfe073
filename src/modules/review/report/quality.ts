import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FileProblems } from '#kernel/document.ts'

const FILE = 'data/review/quality.json'

const share = z.number().min(0).max(1)

/** How often the machine is right, measured on labelled pages by one version of the rules. Other fields are for others. */
const qualitySchema = z
  .looseObject({
    rules: z.string(),
    criteria: z.record(
      z.string(),
      z.looseObject({
        precision: share.describe('of what it said'),
        recall: share.describe('of what there was'),
        of: z.int().min(0).describe('how many pages that rests on'),
      }),
    ),
  })
  .readonly()

export type Quality = z.infer<typeof qualitySchema>

/** What was measured of the machine; nothing where nothing was. Throws FileProblems for a file that is not as it should be. */
export const readQuality = (root: string): Quality | undefined => {
  const path = join(root, FILE)
  if (!existsSync(path)) return undefined
  const read = qualitySchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (read.success) return read.data
  throw new FileProblems(
    read.error.issues.map(({ path: field, message }) => ({
      file: FILE,
      line: 0,
      field: field.join('.'),
      expected: message,
    })),
  )
}
