import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Twins } from './compressor.ts'

/** The files of an exported site. A file is replaced whole, in one step; a reader sees the old one or the new one. */
export type Folder = {
  /**
   * Writes a page when it differs from the one there and takes its old compressed twins away first, so that no server
   * can go on handing out the old text. True when something was written or a twin is missing.
   */
  put(file: string, body: string): boolean
  /** Writes the twins, unless the page has changed again meanwhile. */
  putTwins(file: string, body: string, twins: Twins): void
  /** Takes away files of an earlier export that nothing put this time. Returns how many. */
  removeOthers(): number
}

export const openFolder = (root: string): Folder => {
  const hashes = new Map<string, string>()
  const folders = new Set<string>()
  return {
    put: (file, body) => {
      const path = join(root, file)
      const hash = hashOf(body)
      const before = hashes.get(file) ?? (existsSync(path) ? hashOf(readFileSync(path, 'utf8')) : undefined)
      hashes.set(file, hash)
      if (before === hash) return !existsSync(`${path}.br`) || !existsSync(`${path}.gz`)
      const folder = dirname(path)
      if (!folders.has(folder)) {
        mkdirSync(folder, { recursive: true })
        folders.add(folder)
      }
      const fresh = `${path}.new`
      writeFileSync(fresh, body)
      rmSync(`${path}.br`, { force: true })
      rmSync(`${path}.gz`, { force: true })
      renameSync(fresh, path)
      return true
    },
    putTwins: (file, body, { br, gz }) => {
      if (hashes.get(file) !== hashOf(body)) return
      for (const [ending, bytes] of [
        ['br', br],
        ['gz', gz],
      ] as const) {
        const path = join(root, `${file}.${ending}`)
        writeFileSync(`${path}.new`, bytes)
        renameSync(`${path}.new`, path)
      }
    },
    removeOthers: () => {
      const others = readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .filter((file) => !hashes.has(file.replace(/\.(?:br|gz)$/, '')))
      for (const file of others) rmSync(join(root, file), { force: true })
      return others.length
    },
  }
}

/** Replaces a file in one step when its text differs. True when it did. */
export const replaceFile = (path: string, text: string): boolean => {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return false
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
  return true
}

const hashOf = (body: string): string => createHash('sha1').update(body).digest('base64')
