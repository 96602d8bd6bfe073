import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const TOKENS = 'src/platform/http/tokens.css'

/** A face's style as it is sent: the shared colours first, without comments, line breaks and spaces nobody needs. */
export const readStyle = (root: string, ...files: readonly string[]): string =>
  minified([TOKENS, ...files].map((name) => readFileSync(join(root, name), 'utf8')).join(''))

const minified = (css: string): string =>
  css
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(/: /g, ':')
    .replaceAll(';}', '}')
    .trim()
