import { dirname, join, normalize } from 'node:path'
import { placesOf, type ProjectFile } from './project.ts'

/**
 * What tells of the machine or the work rather than of the thing itself: it means nothing to a newcomer. Written so
 * that this file does not hold the words it looks for.
 */
const TELLING: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /(?<![\w.-])\/(?:work|root|home\/\w+)\/[\w.-]*/g, why: 'a path of one machine' },
  { pattern: /\/tmp\/rk\w*/g, why: 'a path of one machine' },
  { pattern: /(?:\.\.\/)+share[d]\b/g, why: 'a folder outside the project' },
  {
    pattern: /\b(?:claud[e]|anthropi[c]|chat-?gp[t]|sub-?agen[t]s?|ai assistan[t]|coding agen[t])\b/gi,
    why: 'how the work was done',
  },
  {
    pattern: /\b(?:the lead|another|this|each) (?:helper|session) (?:writes|wrote|says|said)\b/gi,
    why: 'how the work was divided',
  },
  { pattern: /\bissues? (?:show|list) \d*/gi, why: 'how the work was divided' },
]
const OF_OTHERS = /^(?:data|tests\/fixtures|bench\/data)\/|^package-lock\.json$|^LICENSE$/

export const telling = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .filter(({ path }) => !OF_OTHERS.test(path))
    .flatMap(({ path, text }) =>
      TELLING.flatMap(({ pattern, why }) =>
        placesOf(text, pattern).map(({ line, found }) => `${path}:${line}: "${found}" tells of ${why}`),
      ),
    )

const SECRETS: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g, what: 'a private key' },
  { pattern: /AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{20,}/g, what: 'a secret key of age' },
  { pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, what: 'a key of a cloud' },
  { pattern: /\b(?:ghp|gho|npm)_[A-Za-z0-9]{30,}\b/g, what: 'a token' },
  {
    pattern: /\bpostgres(?:ql)?:\/\/[^\s:/@'"`$]+:(?!…|\*|hemligt|secret|password|pw|\$)[^\s@'"`$]+@/g,
    what: 'a password in an address',
  },
  { pattern: /untrusted comment: .*secret ke[y]/gi, what: 'what minisign signs with' },
]

/** Secrets in the tree; a test that needs one makes it while it runs. */
export const secrets = (files: readonly ProjectFile[]): readonly string[] =>
  files.flatMap(({ path, text }) =>
    SECRETS.flatMap(({ pattern, what }) => placesOf(text, pattern).map(({ line }) => `${path}:${line}: ${what}`)),
  )

/** Links in documents to files that are not there; `exists` is asked for a path relative to the project. */
export const brokenLinks = (files: readonly ProjectFile[], exists: (path: string) => boolean): readonly string[] =>
  files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      placesOf(text, /(?<=\]\()[^)\s]+(?=(?:\s+"[^"]*")?\))/g)
        .filter(({ found }) => !/^(?:[a-z]+:|#)/i.test(found))
        .map(({ line, found }) => ({ line, to: normalize(join(dirname(path), found.replace(/#.*$/, ''))) }))
        .filter(({ to }) => !exists(to))
        .map(({ line, to }) => `${path}:${line}: links to ${to}, which is not there`),
    )

/** Migrations that leave a gap in the one sequence, or take a number twice. */
export const migrationSequence = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .map(({ path }) => path)
    .filter((path) => path.startsWith('migrations/'))
    .flatMap((path, place) => {
      const expected = String(place + 1).padStart(4, '0')
      return new RegExp(`^migrations/${expected}-[a-z0-9-]+\\.sql$`).test(path)
        ? []
        : [`${path}: expected migrations/${expected}-<name>.sql as the next in the sequence`]
    })

/** Files that are started by name and could not be. */
export const notExecutable = (files: readonly ProjectFile[]): readonly string[] =>
  files
    .filter(({ text, executable, path }) => text.startsWith('#!') && !executable && !path.startsWith('tests/fixtures/'))
    .map(({ path }) => `${path}: begins with #! and may not be executed (chmod +x)`)
