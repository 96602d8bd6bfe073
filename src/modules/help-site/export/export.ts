import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FAULTS, type Fault } from '#platform/http/faults.ts'
import { parseAddress } from '../address.ts'
import { faultPage, maintenancePage, unknownPlacePage } from '../answers.ts'
import { renderPage } from '../render.ts'
import type { World } from '../world.ts'
import { exportAddresses, fileOf, type ExportAddress } from './addresses.ts'
import { openCompressor, type Compressor } from './compressor.ts'
import { openFolder, type Folder } from './folder.ts'
import { nginxConfig, type NginxOptions } from './nginx.ts'

export type ExportOptions = NginxOptions & {
  /** The municipalities to export; all of them when left out. */
  readonly codes?: ReadonlySet<string> | undefined
  /** Told how far it has come, about once a second. */
  readonly progress: (done: number, of: number, what: 'pages' | 'compressed') => void
}

export type Exporter = {
  /** Writes every page that has changed, with `only` just those of one municipality; resolves when their twins stand too. */
  write(world: World, now: Date, only?: string): Promise<{ readonly pages: number; readonly changed: number }>
  close(): Promise<void>
}

/** Pages written before the event loop gets a turn. */
const SLICE = 50
/** Pages that may wait to be compressed, so that memory is bounded. */
const UNDER_WAY = 64

/** Opens a folder for the exported site. The texts are written first, all of them; then they are compressed. */
export const openExporter = (options: ExportOptions): Exporter => {
  const root = join(options.folder, 'site')
  mkdirSync(root, { recursive: true })
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'])
    mkdirSync(join(options.folder, 'tmp', name), { recursive: true })
  const folder = openFolder(root)
  const compressor = openCompressor()
  let turn = 0
  return {
    write: async (world, now, only) => {
      turn += 1
      const mine = turn
      const addresses = exportAddresses(world, options.codes).filter(({ code }) => only === undefined || code === only)
      if (only === undefined) putErrors(folder, world, now)
      writeFileSync(join(options.folder, 'nginx.conf'), nginxConfig(world, options))
      const changed = await putPages(folder, world, now, addresses, options)
      if (only === undefined && mine === turn) folder.removeOthers()
      await compressPages(folder, compressor, world, now, changed, options, () => mine === turn)
      return { pages: addresses.length, changed: changed.length }
    },
    close: () => compressor.close(),
  }
}

const bodyOf = (world: World, path: string, now: Date): string => {
  const page = renderPage(world, parseAddress(path), now, 'export')
  if (page === undefined) throw new Error(`The export lists an address that has no page: ${path}`)
  return page.body
}

const putPages = async (
  folder: Folder,
  world: World,
  now: Date,
  addresses: readonly ExportAddress[],
  { progress }: ExportOptions,
): Promise<readonly ExportAddress[]> => {
  const changed: ExportAddress[] = []
  for (const [index, address] of addresses.entries()) {
    if (folder.put(fileOf(address.path), bodyOf(world, address.path, now))) changed.push(address)
    if (index % SLICE === SLICE - 1) {
      progress(index + 1, addresses.length, 'pages')
      await new Promise<void>((resolve) => {
        setImmediate(resolve)
      })
    }
  }
  progress(addresses.length, addresses.length, 'pages')
  return changed
}

/** Compresses what has changed; stops early when a newer turn has begun, which will compress the rest. */
const compressPages = async (
  folder: Folder,
  compressor: Compressor,
  world: World,
  now: Date,
  changed: readonly ExportAddress[],
  { progress }: ExportOptions,
  isCurrent: () => boolean,
): Promise<void> => {
  const underWay = new Set<Promise<void>>()
  let done = 0
  for (const { path } of changed) {
    if (!isCurrent()) break
    const body = bodyOf(world, path, now)
    const task: Promise<void> = compressor.compress(Buffer.from(body)).then((twins) => {
      folder.putTwins(fileOf(path), body, twins)
      underWay.delete(task)
      done += 1
      progress(done, changed.length, 'compressed')
    })
    underWay.add(task)
    if (underWay.size >= UNDER_WAY) await Promise.race(underWay)
  }
  await Promise.all(underWay)
}

const STATUS: Record<Fault, number> = {
  'not-found': 404,
  'bad-request': 400,
  'too-large': 413,
  'too-slow': 408,
  'wrong-method': 405,
  'server-error': 404,
}
const ERROR_FILES: Partial<Record<Fault, string>> = { 'wrong-method': 'method', 'too-slow': 'slow' }

const putErrors = (folder: Folder, world: World, now: Date): void => {
  for (const fault of FAULTS) {
    folder.put(`e/${ERROR_FILES[fault] ?? fault}.html`, faultPage(world, fault, STATUS[fault], undefined, now).body)
  }
  folder.put('e/place.html', unknownPlacePage(world, now).body)
  folder.put('e/maintenance.html', maintenancePage(world, now))
}
