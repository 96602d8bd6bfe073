import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { mustParseYaml } from '#kernel/document.ts'

/** What the last whole run of the tests found when every template was looked at in every language. */
const resultSchema = z.strictObject({
  /** The day of the run. */
  date: z.iso.date(),
  /** The tool and its version, such as "axe-core 4.14.1". */
  tool: z.string().min(1),
  /** How many pages (template × language × width) were looked at. */
  pages: z.int().nonnegative(),
  /** What was found; empty when nothing was. */
  findings: z.array(z.strictObject({ page: z.string(), rule: z.string(), elements: z.int().positive() })),
})
export type AccessibilityResult = z.infer<typeof resultSchema>

/** Where the result is kept, from the project's folder; written by the tests and committed. */
export const RESULT_FILE = 'data/accessibility-result.json'

/** Reads the result; nothing when no run has been kept. Throws FileProblems when the file is not of the form. */
export const readAccessibilityResult = (path: string): AccessibilityResult | undefined =>
  existsSync(path) ? mustParseYaml(readFileSync(path, 'utf8'), resultSchema, RESULT_FILE) : undefined
