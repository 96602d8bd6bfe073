import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { median, spread, type Figure } from './figure.ts'
import { dataFolder, freePort, startProgram } from './program.ts'

const PATH = '/s/1497/a'
const RUNS = 5
const SECONDS = 4
const CONNECTIONS = 32
/** The servers have one core and the load generator the other. */
const SERVER_CORE = ['taskset', '-c', '0']
const LOAD_CORE = ['taskset', '-c', '1']

/** Requests a second on one core, warm: ours, a bare node:http handler with the same bytes and headers, nginx with the exported twin. */
export const measure = async (): Promise<readonly Figure[]> => {
  const data = dataFolder()
  const exported = dataFolder()
  const program = await startProgram(data.path, SERVER_CORE)
  const bare = await startBare(`${program.url}${PATH}`, exported.path)
  const nginx = await startNginx(exported.path, data.path)
  try {
    const rates: Record<'ours' | 'bare' | 'nginx', number[]> = { ours: [], bare: [], nginx: [] }
    for (const url of [program.url, bare.url, nginx.url]) load(`${url}${PATH}`, 1)
    for (let run = 0; run < RUNS; run += 1) {
      rates.ours.push(load(`${program.url}${PATH}`, SECONDS))
      rates.bare.push(load(`${bare.url}${PATH}`, SECONDS))
      rates.nginx.push(load(`${nginx.url}${PATH}`, SECONDS))
    }
    const ofBare = median(rates.ours) / median(rates.bare)
    const ofNginx = median(rates.ours) / median(rates.nginx)
    return [
      {
        name: 'Requests a second, warm, one core',
        value: median(rates.ours).toFixed(0),
        against: '–',
        holds: undefined,
        runs: spread(rates.ours, 0),
      },
      {
        name: 'The same of a bare node:http handler',
        value: ofBare.toFixed(2),
        against: `≥ 0.85 (it: ${median(rates.bare).toFixed(0)} a second)`,
        holds: ofBare >= 0.85,
        runs: spread(rates.bare, 0),
      },
      {
        name: 'The same of nginx serving the exported twin',
        value: ofNginx.toFixed(2),
        against: `≥ 0.30 (it: ${median(rates.nginx).toFixed(0)} a second)`,
        holds: ofNginx >= 0.3,
        runs: spread(rates.nginx, 0),
      },
    ]
  } finally {
    await program.stop()
    bare.stop()
    nginx.stop()
    data.remove()
    exported.remove()
  }
}

/** Requests a second as wrk counts them; an answer that is not 2xx makes the run worthless and throws. */
const load = (url: string, seconds: number): number => {
  const [command, ...words] = [
    ...LOAD_CORE,
    'wrk',
    '-t1',
    `-c${CONNECTIONS}`,
    `-d${seconds}s`,
    '-H',
    'Accept-Encoding: br',
    url,
  ]
  const said = execFileSync(command, words, { encoding: 'utf8' })
  if (/Non-2xx/.test(said)) throw new Error(`${url} did not answer 200: ${said}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1])
}

const startBare = async (page: string, folder: string): Promise<{ url: string; stop(): void }> => {
  const { body, headers } = await wire(page)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'body'), body)
  writeFileSync(join(folder, 'headers.json'), JSON.stringify(headers))
  const port = await freePort()
  const [command, ...words] = [
    ...SERVER_CORE,
    process.execPath,
    join(PROJECT_ROOT, 'bench/bare-server.ts'),
    folder,
    String(port),
  ]
  const child = spawn(command, words, { stdio: 'inherit' })
  const url = `http://127.0.0.1:${port}`
  await answered(url)
  return { url, stop: () => void child.kill() }
}

const startNginx = async (folder: string, data: string): Promise<{ url: string; stop(): void }> => {
  const port = await freePort()
  execFileSync(
    process.execPath,
    [join(PROJECT_ROOT, 'src/cli.ts'), 'export', folder, '--municipality', '1497', '--listen', `127.0.0.1:${port}`],
    {
      env: { ...process.env, RACKHALL_DATA: data, EXIT_URL: 'http://127.0.0.1:9/' },
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  )
  const file = join(folder, 'nginx.conf')
  const config = readFileSync(file, 'utf8').replace('worker_processes auto;', 'worker_processes 1;\ndaemon off;')
  writeFileSync(file, process.getuid?.() === 0 ? `user root;\n${config}` : config)
  const [command, ...words] = [...SERVER_CORE, 'nginx', '-p', folder, '-c', 'nginx.conf']
  const child = spawn(command, words, { stdio: 'inherit' })
  const url = `http://127.0.0.1:${port}`
  await answered(`${url}${PATH}`)
  return { url, stop: () => void child.kill('SIGQUIT') }
}

const answered = async (url: string): Promise<void> => {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    try {
      const response = await fetch(url)
      await response.arrayBuffer()
      if (response.ok) return
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 10)
    })
  }
  throw new Error(`${url} does not answer.`)
}

const wire = async (url: string): Promise<{ body: Buffer; headers: Record<string, string> }> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'br' } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const own = Object.fromEntries(
          Array.from({ length: response.rawHeaders.length / 2 }, (_, index) => [
            response.rawHeaders[2 * index] ?? '',
            response.rawHeaders[2 * index + 1] ?? '',
          ]),
        )
        const { Date: _date, Connection: _connection, 'Keep-Alive': _alive, ...headers } = own
        resolve({ body: Buffer.concat(parts), headers })
      })
    }).on('error', reject)
  })
