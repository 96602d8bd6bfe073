import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { mustParseYaml } from '#kernel/document.ts'
import { AREAS } from './criterion.ts'

const both = z.strictObject({ sv: z.string().min(1), en: z.string().min(1) }).readonly()
const area = z.enum(AREAS)

const schema = z.strictObject({
  id: z.literal('rackhall-2026'),
  name: both,
  /** Grows with every round whose rules are others. */
  rules: z.string(),
  frozenOn: z.iso.date(),
  /** What the criteria of each area weigh together. */
  weights: z.record(area, z.int()),
  stars: z.array(z.string()),
  criteria: z.record(area, z.array(z.string())),
})

type Profile2026 = z.infer<typeof schema>

const FILE = 'data/profiles/rackhall-2026.yaml'

/** Reads what the catalogue of 2026 is to be. Throws FileProblems (file, line, field, what was expected). */
export const loadProfile2026 = (root: string): Profile2026 =>
  mustParseYaml(readFileSync(join(root, FILE), 'utf8'), schema, FILE)
