import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { runProgram, terminal } from '#tests/house/program.ts'
import { startSite, type RunningSite } from './running-site.ts'

/** A running site whose staff side answers at `staff`, without a slash at the end. */
export type StaffSite = RunningSite & { readonly staff: string }

const RACKHALL = join(PROJECT_ROOT, 'bin', 'rackhall.mjs')

/** A link that a command prints names the port, so the system's choice is made before the start. */
const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

export const startStaffSite = async (more: Readonly<Record<string, string>> = {}): Promise<StaffSite> => {
  const port = await freePort()
  const site = await startSite({ ...more, STAFF_PORT: String(port) })
  return { ...site, staff: `http://localhost:${port}` }
}

/** The operator's command on the data of a running site; what it printed. */
export const operate = async (site: StaffSite, words: readonly string[]): Promise<string> => {
  const { status, out, err } = await runProgram(process.execPath, [RACKHALL, ...words], {
    cwd: PROJECT_ROOT,
    env: terminal(site.environment),
  })
  if (status !== 0) throw new Error(`rackhall ${words.join(' ')} ended with ${status}:\n${err}`)
  return out.trim()
}
