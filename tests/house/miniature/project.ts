import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { packed, type Packed } from './registry.ts'

const PLATFORM_NODE = `node-${process.platform}-${process.arch}`

/** Says it is Node 24, and is the Node that runs the tests. */
const BROUGHT_NODE = `#!/bin/sh
[ "$1" = --version ] && echo v24.0.0 && exit
BROUGHT=yes exec '${process.execPath}' "$@"
`

/** Needed to run, in two versions; its own script must never be run. It brings a program that takes a while. */
const needed = (version: string): Packed =>
  packed({
    name: 'needed',
    version,
    json: { scripts: { postinstall: 'touch ran-while-installed' }, hasInstallScript: true },
    files: { 'index.js': `exports.version = '${version}'`, 'bin/slow': readFileSync('/bin/sleep') },
  })

export const PACKAGES = {
  node: packed({
    name: PLATFORM_NODE,
    version: '24.0.0',
    json: { os: [process.platform], cpu: [process.arch], bin: { node: 'bin/node' } },
    files: { 'bin/node': BROUGHT_NODE },
  }),
  needed: needed('1.0.0'),
  neededLater: needed('2.0.0'),
  tool: packed({ name: 'tool', version: '1.0.0', files: { 'index.js': '' } }),
}

const SCRIPTS = {
  prestart: 'node scripts/bootstrap.mjs',
  start: 'node main.mjs',
  pretest: 'node scripts/bootstrap.mjs --dev',
  test: 'node main.mjs',
}

const MAIN = `import { version } from 'needed'
console.log('started on', process.env.BROUGHT === 'yes' ? 'the Node that was brought' : 'another Node', 'with needed', version)
`

/**
 * A project as small as one can be, set up by this project's own bootstrap: three packages from a registry of the
 * test's. Returns its folder; `lockFor` writes another lock file, as a newer version of the project would bring one.
 */
export const makeProject = () => {
  const outer = mkdtempSync(join(tmpdir(), 'miniature-'))
  const folder = join(outer, 'project')
  mkdirSync(folder)
  for (const path of ['scripts/bootstrap.mjs', 'scripts/setup', '.npmrc']) {
    cpSync(join(PROJECT_ROOT, path), join(folder, path), { recursive: true })
  }
  writeFileSync(join(folder, 'main.mjs'), MAIN)
  const lockFor = (which: Packed): void => {
    const own = {
      name: 'miniature',
      version: '1.0.0',
      type: 'module',
      dependencies: { needed: which.version },
      devDependencies: { tool: '1.0.0' },
      optionalDependencies: { [PLATFORM_NODE]: '24.0.0' },
    }
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...own, scripts: SCRIPTS }))
    const lock = {
      name: own.name,
      version: own.version,
      lockfileVersion: 3,
      requires: true,
      packages: locked(own, which),
    }
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock, undefined, 2))
  }
  lockFor(PACKAGES.needed)
  return { outer, folder, lockFor, remove: (): void => rmSync(outer, { recursive: true, force: true }) }
}

const locked = (own: object, which: Packed) => ({
  '': own,
  'node_modules/needed': { version: which.version, integrity: which.integrity, hasInstallScript: true },
  'node_modules/tool': { version: PACKAGES.tool.version, integrity: PACKAGES.tool.integrity, dev: true },
  [`node_modules/${PLATFORM_NODE}`]: {
    version: '24.0.0',
    integrity: PACKAGES.node.integrity,
    cpu: [process.arch],
    os: [process.platform],
    optional: true,
    bin: { node: 'bin/node' },
  },
})
