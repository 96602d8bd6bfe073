#!/usr/bin/env node
// The operator's command, from any folder: starts the Node 24 that npm brought with src/cli.ts.
// Runs on the machine's own Node, so: plain JavaScript, built-ins only.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(realpathSync(fileURLToPath(import.meta.url))), '..')
const packages = join(root, 'node_modules')
const OWN_NODE_MAJOR = 24

const refuse = (sentence) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

/** The bundled Node, else this one when it is new enough; nothing when neither is. */
const findNode = () => {
  const bundled = join(packages, '.bin', 'node')
  if (existsSync(bundled)) return bundled
  return Number(process.versions.node.split('.')[0]) >= OWN_NODE_MAJOR ? process.execPath : undefined
}

if (!existsSync(packages)) refuse(`Räckhåll is not set up yet. Run this first: cd ${root} && npm start`)
const node = findNode()
if (node === undefined) {
  refuse(
    `Räckhåll needs Node ${OWN_NODE_MAJOR}; there is none in ${packages} and this is Node ${process.versions.node}. Run npm start in ${root}, which fetches it, or install Node ${OWN_NODE_MAJOR} or later.`,
  )
}

const child = spawn(node, [join(root, 'src', 'cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
child.once('error', (error) =>
  refuse(
    `Node ${OWN_NODE_MAJOR} could not be started from ${node} (${error.code}). Install Node ${OWN_NODE_MAJOR} or later yourself.`,
  ),
)

// Ctrl-C reaches the child as well when it comes from a terminal; sent on, it would count as a second one.
const fromTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
for (const signal of ['SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGTERM', 'SIGUSR2']) {
  process.on(signal, () => {
    if (signal === 'SIGTERM' || signal === 'SIGUSR2' || !fromTerminal) child.kill(signal)
  })
}
child.once('exit', (status, signal) => {
  process.exitCode = status ?? 128 + (constants.signals[signal] ?? 0)
})
