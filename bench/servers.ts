import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { answeredBy, freePort } from './program.ts'

/** The servers have one core, and the load generator the other. */
export const SERVER_CORE = ['taskset', '-c', '0'] as const

export type Server = { readonly url: string; stop(): void }

/** Nothing but node:http, with the bytes and headers of a page of ours. */
export const startBare = async (page: string, folder: string): Promise<Server> => {
  const { body, headers } = await wire(page)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'body'), body)
  writeFileSync(join(folder, 'headers.json'), JSON.stringify(headers))
  const port = await freePort()
  const program = join(PROJECT_ROOT, 'bench/bare-server.ts')
  return started([process.execPath, program, folder, String(port)], `http://127.0.0.1:${port}`, '/', 'SIGTERM')
}

/** nginx with the site as "rackhall export" writes it, configuration included. */
export const startExport = async (folder: string, data: string, path: string): Promise<Server> => {
  const port = await freePort()
  const words = ['export', folder, '--municipality', '1497', '--listen', `127.0.0.1:${port}`]
  execFileSync(process.execPath, [join(PROJECT_ROOT, 'src/cli.ts'), ...words], {
    env: { ...process.env, RACKHALL_DATA: data, EXIT_URL: 'http://127.0.0.1:9/' },
    stdio: 'ignore',
  })
  const config = readFileSync(join(folder, 'nginx.conf'), 'utf8')
  return startNginx(folder, config, port, path)
}

/** nginx with one file and its twin, the same headers and nothing else: as fast as nginx serves files here. */
export const startPlainNginx = async (folder: string, page: string, path: string): Promise<Server> => {
  const { body, headers } = await wire(page)
  const port = await freePort()
  const file = join(folder, 'site', path.slice(1))
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(`${file}.html`, 'plain')
  writeFileSync(`${file}.html.br`, body)
  const { 'Content-Length': _length, 'Content-Encoding': _coding, 'Content-Type': _type, ...own } = headers
  const lines = Object.entries(own).map(
    ([name, value]) => `add_header ${name} "${value.replaceAll('"', '\\"')}" always;`,
  )
  const config = `pid ${join(folder, 'nginx.pid')}; error_log /dev/null; worker_processes auto;
include /etc/nginx/modules-enabled/*.conf;
events { worker_connections 4096; }
http { default_type text/html; access_log off; sendfile on; tcp_nopush on; open_file_cache max=4000;
server { listen 127.0.0.1:${port}; root "${join(folder, 'site')}"; brotli_static on; ${lines.join(' ')}
location / { try_files $uri.html =404; } } }`
  return startNginx(folder, config, port, path)
}

/** With one worker, in the foreground; as root it keeps being root, for it must read what root wrote. */
const startNginx = async (folder: string, config: string, port: number, path: string): Promise<Server> => {
  const one = config.replace('worker_processes auto;', 'worker_processes 1;\ndaemon off;')
  writeFileSync(join(folder, 'nginx.conf'), process.getuid?.() === 0 ? `user root;\n${one}` : one)
  return started(
    ['nginx', '-e', '/dev/null', '-c', join(folder, 'nginx.conf')],
    `http://127.0.0.1:${port}`,
    path,
    'SIGQUIT',
  )
}

const started = async (program: readonly string[], url: string, path: string, end: NodeJS.Signals): Promise<Server> => {
  const [command, ...words] = SERVER_CORE
  const child = spawn(command, [...words, ...program], { stdio: 'inherit' })
  try {
    await answeredBy(child, `${url}${path}`)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return { url, stop: () => void child.kill(end) }
}

/** A page as it goes over the wire, and the headers that are ours. */
const wire = async (url: string): Promise<{ body: Buffer; headers: Record<string, string> }> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'br' } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const { rawHeaders } = response
        const pairs = rawHeaders.flatMap((name, index) =>
          index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
        )
        const own = pairs.filter(([name]) => !/^(?:date|connection|keep-alive)$/i.test(name ?? ''))
        resolve({ body: Buffer.concat(parts), headers: Object.fromEntries(own) as Record<string, string> })
      })
    }).on('error', reject)
  })
