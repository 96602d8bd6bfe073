import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import { PROJECT_ROOT } from '#platform/config.ts'

/*
 * Builds what is sent to a browser: src/browser/leave.ts (every public page) and src/browser/passkey.ts (where staff sign
 * in) become files in src/browser/built, which are committed, so that running needs no build and what is sent can be
 * read. The same source gives the same bytes.
 *
 *   node scripts/build-browser.ts           writes the files
 *   node scripts/build-browser.ts --check   compares: exit status 1 when a committed file is another
 */

const SCRIPTS = ['leave', 'passkey'] as const
const LARGEST_COMPRESSED = 5 * 1024
/** A browser older than this language (2020) does not understand the script, and is served as one without script. */
const LANGUAGE = 'es2020'

/** A script as it is sent. Throws when it would end the `<script>` it stands in or is too large. */
const build = (name: string): string => {
  const { outputFiles } = buildSync({
    entryPoints: [join(PROJECT_ROOT, `src/browser/${name}.ts`)],
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
  for (const name of SCRIPTS) {
    const file = `src/browser/built/${name}.js`
    const built = build(name)
    if (!process.argv.includes('--check')) {
      writeFileSync(join(PROJECT_ROOT, file), built)
      console.log(`${file}: ${built.length} characters, ${compressedSize(built)} bytes compressed`)
    } else if (readFileSync(join(PROJECT_ROOT, file), 'utf8') !== built) {
      console.error(`${file} is not what src/browser gives. Run npm run build and commit the file.`)
      process.exitCode = 1
    }
  }
}

if (import.meta.main) main()
