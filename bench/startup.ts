import { execFileSync, spawn } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { median, spread, type Figure } from './figure.ts'
import { answeredBy, dataFolder, freePort, startProgram } from './program.ts'

const RUNS = 5
const FIRST_LIMIT_S = 30
const LATER_LIMIT_S = 1.5

/** From the command to the first answered page: in a fresh clone, with an empty data folder, and again with the one it left. */
export const measure = async (): Promise<readonly Figure[]> => {
  const clone = await freshClone()
  const first: number[] = []
  const later: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const data = dataFolder()
    first.push(await startOnce(data.path))
    later.push(await startOnce(data.path))
    data.remove()
  }
  return [
    figure(
      'npm start in a fresh clone (packages fetched, new database) to the first answered page',
      [clone],
      FIRST_LIMIT_S,
    ),
    figure('First start with packages in place (new database)', first, FIRST_LIMIT_S),
    figure('Later start to the first answered page', later, LATER_LIMIT_S),
  ]
}

const figure = (name: string, seconds: readonly number[], limit: number): Figure => ({
  name,
  value: `${median(seconds).toFixed(2)} s`,
  against: `≤ ${limit} s`,
  holds: median(seconds) <= limit,
  runs: spread(seconds, 2),
})

const startOnce = async (data: string): Promise<number> => {
  const from = performance.now()
  const program = await startProgram(data)
  const seconds = (performance.now() - from) / 1000
  await program.stop()
  return seconds
}

/** A newcomer's first minute: what is committed, cloned, and started with npm and nothing else. */
const freshClone = async (): Promise<number> => {
  const folder = dataFolder()
  chmodSync(folder.path, 0o755)
  const clone = join(folder.path, 'clone')
  execFileSync('git', ['clone', '--quiet', PROJECT_ROOT, clone])
  const port = await freePort()
  const from = performance.now()
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: { ...outside(), PORT: String(port), STAFF_PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  try {
    await answeredBy(child, `http://127.0.0.1:${port}/s/1497`)
    return (performance.now() - from) / 1000
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    process.kill(-(child.pid ?? 0), 'SIGTERM')
    await ended
    folder.remove()
  }
}

/** The environment of somebody who just opened a terminal: nothing of this project's node_modules, nor of npm's own. */
const outside = (): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:npm_|RACKHALL_|NODE_COMPILE_CACHE)/.test(name))
  const path = (process.env['PATH'] ?? '').split(':').filter((part) => !part.includes('node_modules'))
  return { ...Object.fromEntries(kept), PATH: path.join(':') }
}
