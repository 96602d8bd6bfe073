import { z } from 'zod'
import type { ProjectFile } from './project.ts'
import { type Found, runNode } from './step.ts'

const CRUISER = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'

const Cruise = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        comment: z.string().optional(),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
})

/**
 * Who imports whom, against `.dependency-cruiser.mjs`, over the given folders. With a TypeScript it does not know the
 * cruiser sees no imports and is content, so it is a fault when it saw fewer files than there are.
 */
export const lookLeft = async (
  root: string,
  folders: readonly string[],
  files: readonly ProjectFile[],
): Promise<Found> => {
  const { status, stdout, text } = await runNode(root, CRUISER, [
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    ...folders,
  ])
  if (!stdout.startsWith('{')) return { faults: [`the cruise ended with status ${status}: ${text.trim()}`] }
  const { modules, summary } = Cruise.parse(JSON.parse(stdout))
  const seen = new Set(modules.map(({ source }) => source))
  const unseen = files
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.ts') && folders.some((folder) => path.startsWith(`${folder}/`)))
    .filter((path) => !seen.has(path))
  return {
    faults: [
      ...summary.violations.map(
        ({ from, to, rule, cycle }) =>
          `${from} → ${cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ')}: ${rule.name}`,
      ),
      ...unseen.map((path) => `${path}: not looked at, so nothing is known of what it imports`),
    ],
    note: `${seen.size} files`,
  }
}
