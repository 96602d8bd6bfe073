import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'

export type ServedSites = {
  readonly sites: readonly { readonly code: string; readonly url: string }[]
  /** The same as a file for `review crawl --sites`. */
  readonly file: string
  stop(): Promise<void>
}

/** Made-up sites on loopback, served by a process of its own: what answering costs is not counted as ours. */
export const serveSites = async (folder: string, count: number, others: number): Promise<ServedSites> => {
  const serving = join(PROJECT_ROOT, 'tests/support/country/serving.ts')
  const child = spawn(process.execPath, [serving, String(count), String(others)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const [line] = await new Promise<string[]>((resolve, reject) => {
    lines.once('line', (first) => resolve([first]))
    child.once('exit', () => reject(new Error('The sites ended before they said where they are.')))
  })
  const sites = JSON.parse(line ?? '[]') as ServedSites['sites']
  const file = join(folder, `sites-${count}-${others}.csv`)
  writeFileSync(file, `code,url\n${sites.map(({ code, url }) => `${code},${url}/`).join('\n')}\n`)
  return {
    sites,
    file,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.stdin.end()
      await ended
    },
  }
}
