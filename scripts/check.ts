// `npm run check`: everything about the house that can be judged without running it. All steps run, even after a fault.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { classes, homeless, silentModules, sleepingTests, strayingSql, tooLong } from './checking/code-rules.ts'
import { lookLeft } from './checking/cruise.ts'
import { readable } from './checking/data-rules.ts'
import { type Lock, type PackageJson, pins } from './checking/package-rules.ts'
import { type ProjectFile, readProject } from './checking/project.ts'
import { type Found, program, type Step } from './checking/step.ts'
import { brokenLinks, migrationSequence, notExecutable, secrets, telling } from './checking/text-rules.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const files = readProject(root)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))

const tool = (name: string, script: string, ...words: readonly string[]): Step => ({
  name,
  look: async () => program(root, join('node_modules', script), words),
})

const own = (name: string, script: string, ...words: readonly string[]): Step => ({
  name,
  look: async () => program(root, join('scripts', script), words),
})

const rule = (name: string, judge: (files: readonly ProjectFile[]) => readonly string[]): Step => ({
  name,
  look: (): Found => ({ faults: judge(files) }),
})

const CACHE = join('node_modules', '.cache')

const STEPS: readonly Step[] = [
  tool('types', 'typescript/bin/tsc', '--incremental', '--tsBuildInfoFile', join(CACHE, 'types.tsbuildinfo')),
  tool('types of what a browser gets', 'typescript/bin/tsc', '--project', 'src/browser'),
  tool('lint', 'oxlint/bin/oxlint', '--deny-warnings', '--format=unix'),
  tool('format (npm run format)', 'oxfmt/bin/oxfmt', '--list-different', '.'),
  {
    name: 'look left: who imports whom',
    look: async () => lookLeft(root, ['src', 'tests', 'scripts', 'bench'], files),
  },
  tool('nothing unused', 'knip/bin/knip.js', '--no-progress'),
  own('schema.sql is what the migrations make', 'schema.ts', '--check'),
  own('the browser script is what its source makes', 'build-browser.ts', '--check'),
  own('the JSON schemas are what the code reads', 'json-schemas.ts', '--check'),
  own('docs/roles.md is what the code decides by', 'roles.ts', '--check'),
  own('docs/criteria.md is what the review judges by', 'criteria.ts', '--check'),
  own('docs/access.md is what the routes say', 'access.ts', '--check'),
  rule('data and texts can be read', readable),
  rule('files are short', tooLong),
  rule('files and folders are named for something', homeless),
  rule('SQL stands in store.ts', strayingSql),
  rule('only errors are classes', classes),
  rule('tests wait for a state', sleepingTests),
  rule('modules say what they are for', silentModules),
  rule('migrations are one sequence', migrationSequence),
  {
    name: 'packages are pinned',
    look: () => ({ faults: pins(readJson('package.json') as PackageJson, readJson('package-lock.json') as Lock) }),
  },
  rule('documents link to what is there', (those) => brokenLinks(those, (path) => existsSync(join(root, path)))),
  rule('what is started may be executed', notExecutable),
  rule('nothing tells of the machine or the work', telling),
  rule('no secrets', secrets),
]

const main = async (): Promise<number> => {
  const begun = performance.now()
  const wrong: string[] = []
  for (const { name, look } of STEPS) {
    const since = performance.now()
    const { faults, note } = await look()
    const seconds = ((performance.now() - since) / 1000).toFixed(1)
    say(`${faults.length === 0 ? 'right' : 'WRONG'}  ${name} (${note === undefined ? '' : `${note}, `}${seconds} s)`)
    faults.forEach((fault) => say(`       ${fault}`))
    if (faults.length > 0) wrong.push(name)
  }
  const took = `${Math.round((performance.now() - begun) / 1000)} s`
  say('')
  say(wrong.length === 0 ? `All ${STEPS.length} right, in ${took}.` : `Wrong, in ${took}: ${wrong.join('; ')}.`)
  return wrong.length === 0 ? 0 : 1
}

process.exitCode = await main()
