import { execFileSync } from 'node:child_process'
import { median, spread, type Figure } from './figure.ts'
import { dataFolder, startProgram } from './program.ts'
import { SERVER_CORE, startBare, startExport, startPlainNginx } from './servers.ts'

const PATH = '/s/1497/a'
const RUNS = 5
const SECONDS = 4
const CONNECTIONS = 32
const LOAD_CORE = ['taskset', '-c', '1'] as const
const LEAST_OF_BARE = 0.85
const LEAST_OF_NGINX = 0.3
/** nginx with our configuration against nginx with none: what is measured varies by as much from run to run. */
const LEAST_OF_PLAIN = 0.9

/**
 * Requests a second on one core, warm, in alternating runs: ours, a bare node:http handler with the same bytes and
 * headers, nginx with the exported site, and nginx with that one file alone.
 */
export const measure = async (): Promise<readonly Figure[]> => {
  const folders = { data: dataFolder(), bare: dataFolder(), exported: dataFolder(), plain: dataFolder() }
  const program = await startProgram(folders.data.path, SERVER_CORE)
  const page = `${program.url}${PATH}`
  const bare = await startBare(page, folders.bare.path)
  const exported = await startExport(folders.exported.path, folders.data.path, PATH)
  const plain = await startPlainNginx(folders.plain.path, `${exported.url}${PATH}`, PATH)
  try {
    const servers = { ours: program, bare, exported, plain }
    const rates: Record<keyof typeof servers, number[]> = { ours: [], bare: [], exported: [], plain: [] }
    const names = Object.keys(servers) as (keyof typeof servers)[]
    for (const name of names) load(`${servers[name].url}${PATH}`, 1)
    for (let run = 0; run < RUNS; run += 1) {
      for (const name of names) rates[name].push(load(`${servers[name].url}${PATH}`, SECONDS))
    }
    const ours = median(rates.ours)
    return [
      {
        name: 'Requests a second, warm, one core',
        value: ours.toFixed(0),
        against: '–',
        holds: undefined,
        runs: spread(rates.ours, 0),
      },
      ratio('Ours through a bare node:http handler', ours, rates.bare, LEAST_OF_BARE),
      ratio('Ours through nginx serving the exported twin', ours, rates.exported, LEAST_OF_NGINX),
      ratio('The export through nginx serving one plain file', median(rates.exported), rates.plain, LEAST_OF_PLAIN),
    ]
  } finally {
    await program.stop()
    for (const server of [bare, exported, plain]) server.stop()
    for (const folder of Object.values(folders)) folder.remove()
  }
}

const ratio = (name: string, measured: number, peers: readonly number[], least: number): Figure => {
  const peer = median(peers)
  const value = measured / peer
  const against = `≥ ${least.toFixed(2)} (the peer: ${peer.toFixed(0)} a second)`
  return { name, value: value.toFixed(2), against, holds: value >= least, runs: spread(peers, 0) }
}

/** Requests a second as wrk counts them; an answer that is not 2xx makes the run worthless and throws. */
const load = (url: string, seconds: number): number => {
  const [command, ...words] = LOAD_CORE
  const wrk = ['wrk', '-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-H', 'Accept-Encoding: br', url]
  const said = execFileSync(command, [...words, ...wrk], { encoding: 'utf8' })
  if (/Non-2xx/.test(said)) throw new Error(`${url} did not answer 200: ${said}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1])
}
