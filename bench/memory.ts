import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import type { Figure } from './figure.ts'

const LIMIT_MB = 128

/** Memory after every page of the country was asked for once, and the same at ten times as many municipalities. */
export const measure = async (): Promise<readonly Figure[]> => [
  figureOf('Memory after every page of the country', 1),
  figureOf('The same at ten times as many municipalities (audience pages in Swedish)', 10),
]

const figureOf = (name: string, times: number): Figure => {
  // In a process of its own, so that nothing measured before is counted.
  const said = execFileSync(
    process.execPath,
    ['--expose-gc', join(PROJECT_ROOT, 'bench/ask-every-page.ts'), String(times)],
    { encoding: 'utf8' },
  )
  const { pages, keptMb, residentMb, before } = JSON.parse(said) as {
    pages: number
    keptMb: number
    residentMb: number
    before: number
  }
  return {
    name,
    value: `${keptMb.toFixed(0)} MB of kept pages; ${residentMb.toFixed(0)} MB resident (${before.toFixed(0)} MB before the first page)`,
    against: `kept pages ≤ ${LIMIT_MB} MB`,
    holds: keptMb <= LIMIT_MB,
    runs: `${pages} pages`,
  }
}
