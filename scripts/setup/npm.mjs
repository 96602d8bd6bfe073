// Finds npm and runs it quietly; turns what it says when it fails into a sentence.
import { execFile, spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, delimiter, dirname, join, sep } from 'node:path'

/** The first npm that reads this lock file's version and knows `--omit`. */
const OLDEST_NPM = 8
const TAIL_LINES = 12
const TIDY_WITHIN_MS = 1500

/** How npm is started here: `{ command, first, registry }`, or `{ fault }` with a sentence. */
export const findNpm = async (root) => {
  const inside = join(root, 'node_modules') + sep
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !`${folder}${sep}`.startsWith(inside))
  const onPath = (name) => folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
  // Never the Node inside node_modules: npm is about to delete it.
  const outside = (file) => file !== undefined && existsSync(file) && !realpathSync(file).startsWith(realpathOr(inside))
  const node = [process.env.npm_node_execpath, onPath('node'), process.execPath].find(outside)
  const given = process.env.npm_execpath
  const script =
    given !== undefined && /^np[mx]-cli\.c?js$/.test(basename(given)) ? join(dirname(given), 'npm-cli.js') : undefined
  const npm = script !== undefined && existsSync(script) ? script : onPath('npm')
  if (npm === undefined)
    return {
      fault: 'npm was not found. It comes with Node: install both (Debian: apt install nodejs npm) and start again.',
    }
  const real = realpathSync(npm)
  const run =
    node !== undefined && /\.c?js$/.test(real) ? { command: node, first: [real] } : { command: npm, first: [] }
  const version = await ask(run, ['--version'], root, folders)
  if (!(Number.parseInt(version, 10) >= OLDEST_NPM)) {
    return {
      fault: `npm ${OLDEST_NPM} or later is needed; this one says ${JSON.stringify(version)}. Node 20 and later bring a newer one.`,
    }
  }
  const registry = process.env.npm_config_registry ?? (await ask(run, ['config', 'get', 'registry'], root, folders))
  return { ...run, folders, registry: URL.canParse(registry) ? new URL(registry).host : 'the registry' }
}

/** Runs npm in the project; `started` gets its process number. Returns `{ status: 0 }`, or a status (2, 3, 130) and a sentence. */
export const runNpm = async (root, npm, words, started) => {
  const own = writableCache() ? undefined : mkdtempSync(join(tmpdir(), 'rackhall-npm-'))
  // No package runs a program of its own while it is installed: nothing here needs it.
  const quiet = [
    '--ignore-scripts',
    '--loglevel=error',
    '--no-progress',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--prefer-offline',
  ]
  // Without a network the sentence should come soon, not after npm's own minutes of patience.
  const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-factor=3']
  const child = spawn(npm.command, [...npm.first, ...words, ...quiet, ...patience], {
    cwd: root,
    env: { ...environment(npm.folders), ...(own === undefined ? {} : { npm_config_cache: own }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (child.pid !== undefined) started(child.pid)
  let interrupted = false
  const stop = (signal) => {
    interrupted = true
    child.kill(signal)
    // npm first waits for what it fetches; a silent registry would keep the person at the keyboard for minutes.
    setTimeout(() => child.kill('SIGKILL'), TIDY_WITHIN_MS).unref()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop)
  let text = ''
  child.stdout.on('data', (part) => (text += part))
  child.stderr.on('data', (part) => (text += part))
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      text += `npm error code ${error.code}\n`
      resolve(1)
    })
    child.once('close', (status) => resolve(status ?? 1))
  })
  process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop)
  if (own !== undefined) rmSync(own, { recursive: true, force: true })
  if (interrupted) return { status: 130, sentence: 'The set-up was interrupted; the next start begins it again.' }
  return code === 0 ? { status: 0 } : failure(text, npm.registry, root)
}

const NO_NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|FETCH_ERROR|E5\d\d|EPROTO)\b/

const failure = (text, registry, root) => {
  const code = /npm (?:error|ERR!) code (\S+)/.exec(text)?.[1] ?? ''
  const because = (sentence, status) => ({ status, sentence })
  if (NO_NETWORK.test(code) || (code === '' && NO_NETWORK.test(text))) {
    return because(
      `The packages could not be fetched: ${registry} cannot be reached (${code}). Is there a network? Start again when there is.`,
      3,
    )
  }
  if (code === 'ENOSPC')
    return because(
      `The disk is full: the packages did not fit in ${root} or in npm's cache. Make room and start again.`,
      2,
    )
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) {
    return because(`npm may not write in ${root} (${code}): the folder must belong to the user who starts Räckhåll.`, 2)
  }
  if (code === 'EUSAGE')
    return because(
      `package.json and package-lock.json disagree; fetch both again from the same version.\n${tail(text)}`,
      2,
    )
  if (code === 'EINTEGRITY') {
    return because(
      `A package that came from ${registry} is not the one the lock file names, so it was refused. Try again; if it stays, suspect the registry or a proxy between.`,
      3,
    )
  }
  if (/^E4\d\d$/.test(code)) return because(`${registry} refused a package (${code}).\n${tail(text)}`, 3)
  return because(`npm could not install the packages:\n${tail(text)}`, 2)
}

const tail = (text) => text.trim().split('\n').slice(-TAIL_LINES).join('\n')

/** npm's own settings stay (registry, certificates); what belongs to the script we run before does not. */
const environment = (folders) => {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)|^INIT_CWD$|^NODE_ENV$/.test(name))
  return { ...Object.fromEntries(kept), PATH: folders.join(delimiter) }
}

/** False when npm could not keep a cache where it wants to: no home, or one that cannot be written. */
const writableCache = () => {
  let folder
  try {
    folder = process.env.npm_config_cache ?? join(homedir(), '.npm')
  } catch {
    return false
  }
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const ask = (run, words, root, folders) =>
  new Promise((resolve) => {
    execFile(
      run.command,
      [...run.first, ...words],
      { cwd: root, env: environment(folders), timeout: 30_000 },
      (error, stdout) => resolve(error === null ? stdout.trim() : String(error.code ?? error.message)),
    )
  })

const realpathOr = (folder) => (existsSync(folder) ? realpathSync(folder) + sep : folder)
