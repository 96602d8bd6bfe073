import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { FileProblems, mustParseYaml } from '#kernel/document.ts'

const words = z.string('expected a text').trim().min(1, 'expected a text, found nothing')

/** Who runs the site (`operator.yaml`). What is left out is said to be missing, never made up. */
export const operatorSchema = z.strictObject({
  /** The name of the public body, as it stands in its decisions. */
  body: words,
  /** Where a reader reports a fault in accessibility: an e-mail address, a telephone number or a web address. */
  faults: words.optional(),
  /** Where one asks about personal data. */
  dataProtection: words.optional(),
  /** Who supervises the body's digital service. */
  supervisor: words.optional(),
  /** Who gets a mail when something must be seen to, and when it has been. Shown on no page. */
  alarms: z.array(z.email('expected a mail address')).optional(),
})
export type Operator = z.infer<typeof operatorSchema>

/** Reads the operator's own file; nothing when none is named. Throws FileProblems. */
export const readOperator = (file: string | undefined): Operator | undefined => {
  if (file === undefined) return undefined
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new FileProblems([
      {
        file,
        line: 0,
        field: '',
        expected: `OPERATOR_FILE names this file, but it cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'})`,
      },
    ])
  }
  return mustParseYaml(text, operatorSchema, file)
}
