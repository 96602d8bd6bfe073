import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'

/** One of the project's own text files; `path` is relative to the project, with `/`. */
export type ProjectFile = { readonly path: string; readonly text: string; readonly executable: boolean }

const NOT_OURS = new Set(['node_modules', '.git', 'var'])
const TEXT = new Set([
  '.ts',
  '.mjs',
  '.js',
  '.json',
  '.jsonc',
  '.jsonl',
  '.md',
  '.yaml',
  '.yml',
  '.sql',
  '.css',
  '.html',
  '.txt',
  '.csv',
  '.conf',
  '',
])

/** Every text file of the project, sorted by path; what is installed or made while running is left out. */
export const readProject = (root: string): readonly ProjectFile[] =>
  readdirSync(root, { recursive: false, withFileTypes: true })
    .flatMap((entry) => walk(root, entry))
    .toSorted()
    .filter((path) => TEXT.has(extname(path)))
    .map((path) => ({
      path,
      text: readFileSync(join(root, path), 'utf8'),
      executable: (statSync(join(root, path)).mode & 0o100) !== 0,
    }))

const walk = (root: string, entry: Dirent): readonly string[] => {
  if (NOT_OURS.has(entry.name) || entry.name.endsWith('.log')) return []
  const path = join(entry.parentPath, entry.name)
  if (entry.isFile()) return [relative(root, path)]
  if (!entry.isDirectory()) return []
  return readdirSync(path, { withFileTypes: true }).flatMap((inner) => walk(root, inner))
}

/** True for code that people write; what is generated says so in its first line. */
export const isOwnCode = ({ path, text }: ProjectFile): boolean =>
  /\.(?:ts|mjs|css)$/.test(path) && !/^(?:\/\/|\/\*) Generated\b/i.test(text)

export const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.startsWith('tests/')

/** The places of a pattern in a text: the line, counted from one, and what was found there. */
export const placesOf = (text: string, pattern: RegExp): readonly { readonly line: number; readonly found: string }[] =>
  [...text.matchAll(pattern)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    found: match[0],
  }))
