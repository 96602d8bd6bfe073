import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import type { Figure } from './figure.ts'
import { dataFolder } from './program.ts'

/** The export of the whole site: every page of every municipality in every language, with both compressed twins. */
export const measure = async (): Promise<readonly Figure[]> => {
  const data = dataFolder()
  const folder = dataFolder()
  try {
    const from = performance.now()
    execFileSync(process.execPath, [join(PROJECT_ROOT, 'src/cli.ts'), 'export', folder.path], {
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
        name: 'Export of the whole site (brotli 11 and gzip 9 twins included)',
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
