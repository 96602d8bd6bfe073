import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from './firefox.ts'
import { until } from './tab.ts'

const program = findProgram('nginx') ?? (existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : undefined)

/** Why an export cannot be served by nginx on this machine; false when it can. */
export const withoutNginx: string | false =
  program === undefined
    ? 'no nginx here'
    : existsSync('/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf')
      ? false
      : 'no brotli module for nginx here'

/** A folder that nginx, which is another user when we are root, can read. */
export const aServedFolder = (t: { after(clean: () => void): void }): string => {
  const folder = mkdtempSync(join(tmpdir(), 'served-'))
  chmodSync(folder, 0o755)
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  return folder
}

export const aFreePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts a real nginx with a configuration file, and answers with what it complained of once it answers on the port. */
export const startNginx = async (
  config: string,
  port: number,
): Promise<{ readonly url: string; said(): string; stop(): Promise<void> }> => {
  const child = spawn(program ?? 'nginx', ['-e', '/dev/null', '-c', config, '-g', 'daemon off;'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (part: Buffer) => (said += String(part)))
  child.stderr.on('data', (part: Buffer) => (said += String(part)))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  await until(`nginx to answer: ${config}`, async () => {
    if (child.exitCode !== null) return true
    await fetch(`${url}/x`, { redirect: 'manual' })
    return true
  })
  if (child.exitCode !== null) throw new Error(`nginx does not start:\n${said}`)
  return {
    url,
    said: () => said,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
