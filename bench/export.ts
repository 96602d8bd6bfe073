import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { loadReference } from '#modules/municipality/index.ts'
import type { Figure } from './figure.ts'
import { dataFolder } from './program.ts'

const WHOLE = process.env['BENCH_WHOLE'] === '1'

/**
 * The export of the site: every page in every language, with both compressed twins; of every tenth municipality, or of
 * all with BENCH_WHOLE=1, which takes ten times as long.
 */
export const measure = async (): Promise<readonly Figure[]> => {
  const data = dataFolder()
  const folder = dataFolder()
  try {
    const from = performance.now()
    const { municipalities } = loadReference(PROJECT_ROOT)
    const tenth = municipalities.all.filter((_, index) => index % 10 === 0).map(({ code }) => code)
    const some = WHOLE ? [] : ['--municipality', ...tenth]
    execFileSync(process.execPath, [join(PROJECT_ROOT, 'src/cli.ts'), 'export', folder.path, ...some], {
      env: { ...process.env, RACKHALL_DATA: data.path },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const seconds = (performance.now() - from) / 1000
    const files = readdirSync(join(folder.path, 'site'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
    const pages = files.filter(({ name }) => !/\.(?:br|gz)$/.test(name)).length
    return [
      {
        name: `Export of ${WHOLE ? 'the whole site' : 'every tenth municipality'} (brotli 11 and gzip 9 twins included)`,
        value: `${seconds.toFixed(0)} s for ${pages} pages, ${(bytes / 1e6).toFixed(0)} MB`,
        against: '–',
        holds: undefined,
        runs: '1 run',
      },
    ]
  } finally {
    data.remove()
    folder.remove()
  }
}
