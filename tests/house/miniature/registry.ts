import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A package as a test makes one: package.json and, by path, its other files. */
export type MadePackage = {
  readonly name: string
  readonly version: string
  readonly json?: Readonly<Record<string, unknown>>
  readonly files?: Readonly<Record<string, string | Buffer>>
}

export type Packed = MadePackage & { readonly tarball: Buffer; readonly integrity: string }

/** Packs one as npm would: a gzipped tar of a folder named `package`. Every file may be executed. */
export const packed = (made: MadePackage): Packed => {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'))
  const all = {
    ...made.files,
    'package.json': JSON.stringify({ name: made.name, version: made.version, ...made.json }),
  }
  for (const [path, content] of Object.entries(all)) {
    const file = join(folder, 'package', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    chmodSync(file, 0o755)
  }
  const tarball = execFileSync('tar', ['--create', '--gzip', '--file=-', '--directory', folder, 'package'], {
    maxBuffer: 64e6,
  })
  rmSync(folder, { recursive: true })
  return { ...made, tarball, integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}` }
}

/**
 * A registry on loopback that has these packages. `asked` counts what came in; `hold` makes it take requests and leave
 * them unanswered; `forge` makes it send other bytes than the lock file was written for.
 */
export const openRegistry = async (packages: readonly Packed[]) => {
  const state = { asked: 0, tarballs: 0, hold: false, forge: false }
  const server = createServer((request, response) => {
    state.asked += 1
    if (state.hold) return
    const [name = '', version] = decodeURIComponent(new URL(request.url ?? '/', 'http://registry').pathname)
      .slice(1)
      .split('/-/')
    const versions = packages.filter((made) => made.name === name)
    if (versions.length === 0) return void response.writeHead(404).end('{}')
    if (version !== undefined) {
      state.tarballs += 1
      const { tarball } = versions.find((made) => `${made.version}.tgz` === version) ?? { tarball: Buffer.from('') }
      return void response.end(state.forge ? Buffer.concat([tarball, Buffer.alloc(512)]) : tarball)
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(documentOf(name, versions, addressOf())))
  })
  const addressOf = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    state,
    address: addressOf(),
    close: async (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const documentOf = (name: string, versions: readonly Packed[], address: string): unknown => ({
  name,
  'dist-tags': { latest: versions.at(-1)?.version },
  versions: Object.fromEntries(
    versions.map(({ version, json, integrity }) => [
      version,
      { name, version, ...json, dist: { integrity, tarball: `${address}${name}/-/${version}.tgz` } },
    ]),
  ),
})
