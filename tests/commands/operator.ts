import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { runProgram, startProgram, terminal, type Ended } from '#tests/house/program.ts'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startSite, type RunningSite } from '#tests/support/running-site.ts'
import { until } from '#tests/support/tab.ts'

/** An operator with a database, a folder for files, and the real command. */
export type Operator = {
  readonly database: TestDatabase
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  readonly rackhall: (words: readonly string[], set?: Readonly<Record<string, string>>) => Promise<Ended>
  readonly start: (words: readonly string[]) => ReturnType<typeof startProgram>
}

const CLI = join(PROJECT_ROOT, 'src', 'cli.ts')

export const anOperator = async (): Promise<Operator> => {
  const database = await aDatabase({ after })
  const folder = mkdtempSync(join(tmpdir(), 'operator-'))
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  const environment = {
    DATABASE_URL: database.url,
    RACKHALL_DATA: join(folder, 'data'),
    EXIT_URL: 'http://127.0.0.1:9/weather',
  }
  const where = (set: Readonly<Record<string, string>> = {}) => ({
    cwd: folder,
    env: terminal({ ...environment, ...set }),
  })
  return {
    database,
    folder,
    environment,
    rackhall: async (words, set) => runProgram(process.execPath, [CLI, ...words], where(set)),
    start: (words) => startProgram(process.execPath, [CLI, ...words], where()),
  }
}

/** The site on the operator's database. */
export const itsSite = async ({ environment }: Operator): Promise<RunningSite> => {
  const site = await startSite(environment)
  after(async () => void (await site.stop()))
  return site
}

/** It ended with this status and said why, with no answer beside it and no stack. */
export const refused = (ended: Ended, status: number, sentence: RegExp): void => {
  assert.equal(ended.status, status, ended.out + ended.err)
  assert.match(ended.err, sentence)
  assert.doesNotMatch(ended.err, /^\s+at /m)
  assert.equal(ended.out, '')
}

/** It was done; answers with what it said. */
export const done = ({ status, out, err }: Ended): string => {
  assert.equal(status, 0, out + err)
  return out
}

/** Waits until a page of the site is as it should be, and asserts that it did not take longer than promised. */
export const shownWithin = async (
  ms: number,
  site: RunningSite,
  path: string,
  fits: (page: string) => boolean,
  what: string,
): Promise<void> => {
  const begun = performance.now()
  await until(`${what} at ${path}`, async () => fits(await (await fetch(`${site.url}${path}`)).text()))
  const took = performance.now() - begun
  assert.ok(took <= ms, `${what} took ${Math.round(took)} ms`)
}
