// What is done when something is missing: decides between a whole installation, an addition and a refusal.
import { existsSync, rmSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { findNpm, runNpm } from './npm.mjs'
import { processesUsing } from './running.mjs'
import { inPlace, readTree, wanted } from './tree.mjs'

const MB = 1024 * 1024
/** What node_modules takes, and npm's cache beside it, with some room. */
const ROOM_TO_RUN = 700 * MB
const ROOM_TO_DEVELOP = 1100 * MB
const OWN_NODE_MAJOR = 24
/** How often a progress line is written. */
const EVERY_MS = 2500

const say = (line) => process.stdout.write(`set-up: ${line}\n`)
const complain = (line) => process.stderr.write(`${line}\n`)

/**
 * Installs what is missing. Returns the exit status: 0 done, 2 something the operator must change first,
 * 3 the registry could not be reached, 130 interrupted. Two at once: the second waits for the first.
 */
export const setUp = async ({ root, dev, lock, markerFor }) => {
  const platform = platformFault()
  if (platform !== undefined) {
    complain(platform)
    return 2
  }
  try {
    return await withLock(join(root, '.setup-lock'), say, (alsoHeldBy) =>
      underLock({ root, dev, lock, markerFor, alsoHeldBy }),
    )
  } catch (error) {
    complain(
      `The set-up could not write in ${root} (${error.code ?? error.message}): it must belong to the user who starts Räckhåll.`,
    )
    return 2
  }
}

const underLock = async ({ root, dev, lock, markerFor, alsoHeldBy }) => {
  const tree = readTree(root, lock)
  const missing = dev ? [...tree.missing, ...tree.missingDev] : tree.missing
  const finish = () => {
    const extent = readTree(root, lock).missingDev.length === 0 ? 'dev' : 'run'
    writeFileSync(join(root, 'node_modules', '.rackhall-lock'), markerFor(extent))
    return 0
  }
  if (tree.exists && missing.length === 0 && tree.different.length === 0) return finish()

  const addOnly = tree.exists && tree.different.length === 0 && tree.extra.length === 0
  if (tree.exists && !addOnly) {
    const users = processesUsing(join(root, 'node_modules'))
    if (users.length > 0) {
      complain(inUseSentence(users, tree))
      return 2
    }
  }
  const room = roomFault(root, dev)
  if (room !== undefined) {
    complain(room)
    return 2
  }
  const npm = await findNpm(root)
  if (npm.fault !== undefined) {
    complain(npm.fault)
    return 2
  }
  const whole = dev || tree.hasDev
  const installed = await install({ root, npm, addOnly, whole, lock, tree, alsoHeldBy })
  if (installed !== 0) return installed
  const node = await bundledNodeFault(root)
  if (node !== undefined) {
    complain(node)
    return 2
  }
  return finish()
}

const install = async ({ root, npm, addOnly, whole, lock, tree, alsoHeldBy }) => {
  const goal = wanted(lock, whole)
  const begun = Date.now()
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`
  say(
    addOnly
      ? `adding ${tree.missing.length + (whole ? tree.missingDev.length : 0)} packages that are missing; nothing installed is touched`
      : `installing ${goal.length} packages${whole ? '' : ' that running needs'} from ${npm.registry}`,
  )
  if (addOnly) for (const path of tree.unfinished) rmSync(join(root, path), { recursive: true, force: true })
  const timer = setInterval(() => {
    say(`${inPlace(root, goal)} of ${goal.length} packages in place (${seconds()})`)
  }, EVERY_MS)
  const extent = whole ? ['--include=dev', '--include=optional'] : ['--omit=dev', '--include=optional']
  // `install` adds what the lock file names and is missing; `ci` first deletes all there is.
  const result = await runNpm(root, npm, addOnly ? ['install', '--no-save', ...extent] : ['ci', ...extent], alsoHeldBy)
  clearInterval(timer)
  if (result.status === 0) {
    say(`done in ${seconds()}`)
    return 0
  }
  complain(result.sentence)
  return result.status
}

const inUseSentence = (users, tree) => {
  const first = tree.different[0] ?? tree.extra[0]
  const why = `The packages of this version are not those installed (one that differs: ${first})`
  const list = users.slice(0, 5).map(({ pid, command }) => `  process ${pid}: ${command}`)
  const more = users.length > 5 ? [`  and ${users.length - 5} more`] : []
  return [
    `${why}, and installing would delete files in use by:`,
    ...list,
    ...more,
    'Stop it first (Ctrl-C in its window, or kill and the number above), then give the same command again.',
  ].join('\n')
}

/** Own Node is enough where npm has none to bring, if it is new enough to run TypeScript as it is. */
const platformFault = () => {
  const [major] = process.versions.node.split('.').map(Number)
  const brought = process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64')
  if (brought || major >= OWN_NODE_MAJOR) return undefined
  return (
    `There is no Node ${OWN_NODE_MAJOR} to bring for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}: ` +
    `install Node ${OWN_NODE_MAJOR} or later yourself, and a PostgreSQL (its programs' folder in PGBINDIR, or a server's address in DATABASE_URL).`
  )
}

/** The Node that came must run here; where it does not (another libc) the machine's own takes its place. */
const bundledNodeFault = async (root) => {
  const link = join(root, 'node_modules', '.bin', 'node')
  const runs = await new Promise((resolve) => {
    execFile(link, ['--version'], { timeout: 20_000 }, (error, stdout) =>
      resolve(error === null && stdout.startsWith('v')),
    )
  })
  if (runs) return undefined
  const [major] = process.versions.node.split('.').map(Number)
  if (existsSync(link) && !process.execPath.startsWith(join(root, 'node_modules'))) unlinkSync(link)
  if (major >= OWN_NODE_MAJOR) return undefined
  return `The Node ${OWN_NODE_MAJOR} that npm brought does not run on this machine (it needs Linux with glibc). Install Node ${OWN_NODE_MAJOR} or later yourself and start again.`
}

const roomFault = (root, dev) => {
  const { bavail, bsize } = statfsSync(root)
  const needed = dev ? ROOM_TO_DEVELOP : ROOM_TO_RUN
  if (bavail * bsize >= needed) return undefined
  return `The disk of ${root} has ${Math.floor((bavail * bsize) / MB)} MB free; the packages need ${needed / MB} MB. Make room and start again.`
}
