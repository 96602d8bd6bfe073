import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import { PROJECT_ROOT } from '#platform/config.ts'

/*
 * Builds what is sent to a browser: src/browser/leave.ts becomes src/browser/built/leave.js, which is committed, so that
 * running the site needs no build and what is sent can be read. The same source gives the same bytes.
 *
 *   node scripts/build-browser.ts           writes the file
 *   node scripts/build-browser.ts --check   compares: exit status 1 when the committed file is another
 */

const SOURCE = join(PROJECT_ROOT, 'src/browser/leave.ts')
const BUILT = join(PROJECT_ROOT, 'src/browser/built/leave.js')
const LARGEST_COMPRESSED = 5 * 1024
/** A browser older than this language (2020) does not understand the script, and is served as one without script. */
const LANGUAGE = 'es2020'

/** The script as it is sent. Throws when it would end the `<script>` it stands in or is too large. */
export const buildLeaving = (): string => {
  const { outputFiles } = buildSync({
    entryPoints: [SOURCE],
    absWorkingDir: PROJECT_ROOT,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: LANGUAGE,
    charset: 'utf8',
    legalComments: 'none',
    tsconfig: join(PROJECT_ROOT, 'src/browser/tsconfig.json'),
  })
  const built = outputFiles[0]?.text
  if (built === undefined) throw new Error('The browser script could not be built.')
  if (/<\/script|<!--/i.test(built)) throw new Error('The built script would end the script element it stands in.')
  const size = compressedSize(built)
  if (size > LARGEST_COMPRESSED) {
    throw new Error(`The built script is ${size} bytes compressed; at most ${LARGEST_COMPRESSED} are sent.`)
  }
  return built
}

const compressedSize = (text: string): number => brotliCompressSync(Buffer.from(text)).length

const main = (): void => {
  const built = buildLeaving()
  if (!process.argv.includes('--check')) {
    writeFileSync(BUILT, built)
    console.log(`src/browser/built/leave.js: ${built.length} characters, ${compressedSize(built)} bytes compressed`)
    return
  }
  if (readFileSync(BUILT, 'utf8') === built) return
  console.error('src/browser/built/leave.js is not what src/browser gives. Run npm run build and commit the file.')
  process.exitCode = 1
}

if (import.meta.main) main()
