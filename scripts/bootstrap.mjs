// Comes before every npm script: sees that what the script needs is installed, and brings Node 24.
// Runs on the machine's own Node before anything is installed, so: plain JavaScript, built-ins only.
// `--dev` also brings what tests and checks need. With nothing to do it must cost next to nothing.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dev = process.argv.includes('--dev')

/** One line that says which lock file, platform and extent node_modules was installed for. */
const markerFor = (lock, extent) =>
  `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch} ${extent}\n`

/** True when the marker speaks of this lock file and every direct dependency is really there. */
const ready = (lock) => {
  let marker
  try {
    marker = readFileSync(join(root, 'node_modules', '.rackhall-lock'), 'utf8')
  } catch {
    return false
  }
  const complete = marker === markerFor(lock, 'dev')
  if (!complete && (dev || marker !== markerFor(lock, 'run'))) return false
  // Somebody may have pruned or deleted by hand since; a look at the direct ones is cheap.
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const names = Object.keys({ ...own.dependencies, ...(dev ? own.devDependencies : {}) })
  return names.every((name) => existsSync(join(root, 'node_modules', name, 'package.json')))
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write(`Räckhåll needs Node 20 or later to start; this is Node ${process.versions.node}.\n`)
  process.exit(2)
}

let lock
try {
  lock = readFileSync(join(root, 'package-lock.json'))
} catch (error) {
  process.stderr.write(
    `package-lock.json could not be read (${error.code}): it belongs to the project, fetch it again.\n`,
  )
  process.exit(2)
}
if (!ready(lock)) {
  const { setUp } = await import('./setup/set-up.mjs')
  process.exitCode = await setUp({
    root,
    dev,
    lock: JSON.parse(lock.toString('utf8')),
    markerFor: (extent) => markerFor(lock, extent),
  })
}
