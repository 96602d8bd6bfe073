import { isOwnCode, isTest, placesOf, type ProjectFile } from './project.ts'

const LONGEST_FILE = 300
/** Names under which anything can be put, so nothing is found again. */
const NO_HOME = /^src\/(?:.*\/)?(?:utils?|helpers?|common|shared|types|interfaces|services|lib)(?:\/|\.ts$)/

/** Files over 300 lines; generated ones and data apart. */
export const tooLong = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .filter(isOwnCode)
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > LONGEST_FILE)
    .map(({ path, lines }) => `${path}: ${lines} lines, at most ${LONGEST_FILE}: it holds more than one idea`)

/** Folders and files named for nothing. */
export const homeless = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .filter(({ path }) => NO_HOME.test(path))
    .map(({ path }) => `${path}: name it for what it is about; what has no better name has no home yet`)

const SQL =
  /[`'"]\s*(?:select\s[^`'"]*?\sfrom\s|insert\s+into\s|update\s+[\w."]+\s+set\s|delete\s+from\s|(?:create|alter|drop)\s+(?:table|index|schema|role|database|type)\s|truncate\s|notify\s+\w|listen\s+\w)/gi
const MAY_HOLD_SQL = /(?:^|\/)(?:[a-z-]+-)?store\.ts$|^src\/platform\/(?:db|jobs)\//

/** SQL anywhere but in a `store.ts` or the database's own room. */
export const strayingSql = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .filter(({ path }) => /^(?:src|bench)\/.*\.ts$/.test(path) && !isTest(path) && !MAY_HOLD_SQL.test(path))
    .filter(({ path }) => path.startsWith('src/'))
    .flatMap(({ path, text }) =>
      placesOf(withoutComments(text), SQL).map(
        ({ line, found }) => `${path}:${line}: SQL (${short(found)}) belongs in a store.ts`,
      ),
    )

/** Classes other than errors. */
export const classes = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .filter(({ path }) => /\.(?:ts|mjs)$/.test(path))
    .flatMap(({ path, text }) =>
      placesOf(
        withoutComments(text),
        /^\s*(?:export\s+)?(?:abstract\s+)?class\s+\w+(?!\w)(?!\s+extends\s+\w*Error\b)/gm,
      ).map(({ line, found }) => `${path}:${line}: ${short(found)}: only errors are classes here`),
    )

/** Tests that sleep instead of waiting for a state, and tests that leave the others out. */
export const sleepingTests = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .filter(({ path }) => path.endsWith('.test.ts'))
    .flatMap(({ path, text }) => [
      ...placesOf(withoutComments(text), /from 'node:timers\/promises'|setTimeout\(\s*resolve\b|waitForTimeout\(/g).map(
        ({ line }) => `${path}:${line}: a test waits for a state, with what tests/support offers; it never sleeps`,
      ),
      ...placesOf(withoutComments(text), /\b(?:test|it|describe|suite)\.only\(|\bonly: true\b/g).map(
        ({ line }) => `${path}:${line}: "only" leaves the file's other tests out`,
      ),
    ])

/** Modules whose index.ts does not begin with what the module is for. */
export const silentModules = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .filter(({ path }) => /^src\/modules\/[^/]+\/index\.ts$/.test(path))
    .filter(({ text }) => !/^(?:\/\/|\/\*)/.test(text))
    .map(({ path }) => `${path}:1: begin with a paragraph: what this module is for and what it must never do`)

/** Comments blanked out, lines kept, so that places stay true. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '))

const short = (found: string): string => found.trim().replace(/\s+/g, ' ').slice(0, 40)
