import { createRequire } from 'node:module'
import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Its own choice of options also turns safety off (`--disable-web-security`), on which tests of ours would be void. */
const OPTIONS = ['--no-zygote', '--use-gl=angle', '--use-angle=swiftshader', '--font-render-hinting=none']

/**
 * The Chromium that comes with the packages, unpacked once for a whole run where it can be started;
 * nothing when those are not installed. It brings its own system libraries and one Latin font. Sets this process's
 * environment so that a Chromium started from here finds them.
 */
export const packagedChromium = async (): Promise<{ program: string; args: readonly string[] } | undefined> => {
  if (!isThere('@sparticuz/chromium')) return undefined
  const folder = join(tmpdir(), `chromium-${process.getuid?.() ?? 0}`)
  if (!existsSync(folder)) await unpackTo(folder)
  if (statSync(folder).uid !== (process.getuid?.() ?? 0)) throw new Error(`${folder} belongs to somebody else.`)
  process.env['LD_LIBRARY_PATH'] = join(folder, 'al2023', 'lib')
  process.env['FONTCONFIG_PATH'] = join(folder, 'fonts')
  return { program: join(folder, 'chromium'), args: OPTIONS }
}

const unpackTo = async (folder: string): Promise<void> => {
  const half = mkdtempSync(`${folder}-`)
  const before = process.env['TMPDIR']
  // It unpacks its libraries only when it believes to be in a small cloud function, and looks at both when imported.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x'
  process.env['TMPDIR'] = half
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    await packaged.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  writeFileSync(join(half, 'fonts', 'fonts.conf'), fontsFrom(folder))
  try {
    renameSync(half, folder)
  } catch {
    // Another test was faster.
    rmSync(half, { recursive: true, force: true })
  }
}

/** Its own file looks for fonts under /tmp whatever TMPDIR is, and then no letter is drawn at all. */
const fontsFrom = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`

const isThere = (name: string): boolean => {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}
