import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { mustParseYaml } from '#kernel/document.ts'

const FILE = 'data/exits.yaml'

const exitsSchema = z
  .array(
    z.strictObject({
      host: z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'expected a host alone, such as www.smhi.se'),
      name: z.string().min(1),
      about: z.string().min(1),
      /** `about` in Swedish. */
      swedish: z.string().min(1),
      languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).min(1),
    }),
  )
  .min(1)

/** A place that leaving may end at: an ordinary page about nothing in particular. */
export type Exit = z.infer<typeof exitsSchema>[number]

/** The places that leaving may end at. Throws FileProblems. */
export const readExits = (root: string): readonly Exit[] =>
  mustParseYaml(readFileSync(join(root, FILE), 'utf8'), exitsSchema, FILE)

/** Their hosts (requirement 19). Throws FileProblems. */
export const readExitHosts = (root: string): ReadonlySet<string> => new Set(readExits(root).map(({ host }) => host))
