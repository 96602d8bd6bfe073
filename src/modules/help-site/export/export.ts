import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { FAULTS, type Fault } from '#platform/http/faults.ts'
import { parseAddress } from '../address.ts'
import { choosingPage, faultPage, maintenancePage } from '../answers.ts'
import { renderPage } from '../render.ts'
import type { World } from '../world.ts'
import { exportAddresses, fileOf, narrowedTo } from './addresses.ts'
import { openCompressor } from './compressor.ts'
import { openFolder, replaceFile, type Folder } from './folder.ts'
import { nginxConfig, TEMPORARY, type NginxOptions } from './nginx.ts'

export type ExportOptions = NginxOptions & {
  /** The municipalities to export; all of them when left out. */
  readonly codes?: ReadonlySet<string> | undefined
  /** Told how far it has come. */
  readonly progress: (done: number, of: number, what: 'pages' | 'compressed') => void
}

export type Written = {
  /** Addresses looked at, and how many of their pages were new or changed. */
  readonly pages: number
  readonly changed: number
  /** nginx reads its configuration when it is told to: this one is another than before. */
  readonly config: boolean
}

export type Exporter = {
  /**
   * Takes in what holds now, and writes every page that has changed; with `only` just those of one municipality. A
   * later call goes first and is never undone by an earlier one. Resolves when nothing is left to write or compress.
   */
  write(world: World, now: Date, only?: string): Promise<Written>
  close(): Promise<void>
}

/** Pages written before the event loop gets a turn. */
const SLICE = 50
/** Pages that may wait to be compressed, so that memory is bounded. */
const MOST_UNDER_WAY = 64

/** Opens a folder for the exported site. The texts are written first, all of them; then they are compressed. */
export const openExporter = (options: ExportOptions): Exporter => {
  const root = join(options.folder, 'site')
  mkdirSync(root, { recursive: true })
  for (const name of TEMPORARY) mkdirSync(join(options.folder, 'tmp', name), { recursive: true })
  const folder = openFolder(root)
  const compressor = openCompressor()
  const underWay = new Set<Promise<void>>()
  let latest: { readonly world: World; readonly now: Date } | undefined
  let toWrite = new Set<string>()
  const toCompress = new Set<string>()
  let whole = false
  let written = 0
  let changed = 0
  let working: Promise<void> | undefined

  const bodyOf = (path: string): string => {
    if (latest === undefined) throw new Error('Nothing has been given to write.')
    const page = renderPage(latest.world, parseAddress(path), latest.now, 'export')
    if (page === undefined) throw new Error(`The export lists an address that has no page: ${path}`)
    return page.body
  }
  const writeSome = async (): Promise<void> => {
    const enough = written + SLICE
    for (const path of toWrite) {
      if (written === enough) break
      if (folder.put(fileOf(path), bodyOf(path))) {
        toCompress.add(path)
        changed += 1
      }
      toWrite.delete(path)
      written += 1
    }
    options.progress(written, written + toWrite.size, 'pages')
    // Whoever has something newer to write gets a word in, and goes first.
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
  }
  const compressSome = async (): Promise<void> => {
    for (const path of toCompress) {
      if (toWrite.size > 0) return
      if (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay)
      toCompress.delete(path)
      const body = bodyOf(path)
      const task: Promise<void> = compressor
        .compress(Buffer.from(body))
        .then((twins) => folder.putTwins(fileOf(path), body, twins))
        .finally(() => {
          underWay.delete(task)
          const left = toCompress.size + underWay.size
          options.progress(Math.max(0, changed - left), changed, 'compressed')
        })
      // Whoever waits for all of them hears of it; until then it is nobody's.
      task.catch(() => undefined)
      underWay.add(task)
    }
    await Promise.all(underWay)
  }
  const work = async (): Promise<void> => {
    written = 0
    changed = 0
    while (toWrite.size + toCompress.size + underWay.size > 0) {
      if (toWrite.size > 0) {
        await writeSome()
        continue
      }
      if (whole) folder.removeOthers()
      whole = false
      await compressSome()
    }
  }

  return {
    write: async (given, now, only) => {
      const world = narrowedTo(given, options.codes)
      latest = { world, now }
      const paths = exportAddresses(world)
        .filter(({ code }) => only === undefined || code === only)
        .map(({ path }) => path)
      toWrite = new Set([...paths, ...toWrite])
      if (only === undefined) {
        whole = true
        putErrors(folder, world, now)
      }
      const config = replaceFile(join(options.folder, 'nginx.conf'), nginxConfig(world, options))
      working ??= work().finally(() => {
        working = undefined
      })
      await working
      return { pages: paths.length, changed, config }
    },
    close: () => compressor.close(),
  }
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
    const { body } = faultPage(world, fault, STATUS[fault], undefined, now, 'export')
    folder.put(`e/${ERROR_FILES[fault] ?? fault}.html`, body)
  }
  folder.put('e/place.html', choosingPage(world, { kind: 'unknown-code' }, now, 'export'))
  folder.put('e/language.html', choosingPage(world, { kind: 'unknown-language' }, now, 'export'))
  folder.put('e/maintenance.html', maintenancePage(world, now))
}
