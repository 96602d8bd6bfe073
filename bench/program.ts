import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'

export const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

export const dataFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'rackhall-bench-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export type Running = { readonly url: string; readonly pid: number; stop(): Promise<void> }

/** Starts the whole program as `npm start` does, on its own data folder, and waits for its first answered page. */
export const startProgram = async (data: string, prefix: readonly string[] = []): Promise<Running> => {
  const port = await freePort()
  const [command, ...words] = [...prefix, process.execPath, join(PROJECT_ROOT, 'src/main.ts')]
  const child = spawn(command, words, {
    env: { ...process.env, PORT: String(port), STAFF_PORT: '0', RACKHALL_DATA: data, EXIT_URL: 'http://127.0.0.1:9/' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const url = `http://127.0.0.1:${port}`
  await answeredBy(child, `${url}/s/1497`)
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM')
      await new Promise((resolve) => {
        child.once('exit', resolve)
      })
    },
  }
}

/** Asks every few milliseconds until a page is answered. Throws with what the program said when it ends before that. */
export const answeredBy = async (child: ChildProcess, url: string): Promise<void> => {
  const said: string[] = []
  child.stderr?.on('data', (part: Buffer) => said.push(part.toString()))
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The program ended before it answered: ${said.join('')}`)
    try {
      const response = await fetch(url)
      await response.arrayBuffer()
      if (response.ok) return
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 5)
    })
  }
}
