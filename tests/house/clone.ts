import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'

/** Made while running or installed; a clone brings none of it. */
const NOT_CLONED = new Set(['node_modules', 'var', '.git'])

/**
 * This project as a clone of it stands in a folder of its own, its packages already installed: they are linked, as
 * fetching them would take the registry and a minute. Only its owner can enter the folder above it.
 */
export const cloneProject = (owner: { readonly uid: number } | undefined) => {
  const outer = mkdtempSync(join(tmpdir(), 'clone-'))
  const folder = join(outer, 'rackhall')
  mkdirSync(folder)
  for (const name of readdirSync(PROJECT_ROOT)) {
    if (!NOT_CLONED.has(name)) cpSync(join(PROJECT_ROOT, name), join(folder, name), { recursive: true })
  }
  if (owner !== undefined) {
    const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const path of ['', ...all]) lchownSync(join(folder, path), owner.uid, owner.uid)
    chownSync(outer, owner.uid, owner.uid)
  }
  chmodSync(outer, 0o700)
  linkPackages(folder)
  return {
    folder,
    remove: (): void => {
      const noted = join(folder, 'var', 'db-folder.txt')
      if (existsSync(noted)) remove(dirname(readFileSync(noted, 'utf8').trim()))
      remove(outer)
    },
  }
}

const remove = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })

/** Each file is the same one on disk, each folder its own; what tools remember of earlier runs stays behind. */
const linkPackages = (folder: string): void => {
  const from = join(PROJECT_ROOT, 'node_modules')
  const to = join(folder, 'node_modules')
  try {
    execFileSync('cp', ['--archive', '--link', from, to], { stdio: 'pipe' })
  } catch {
    // Another disk: copied, which takes longer.
    rmSync(to, { recursive: true, force: true })
    execFileSync('cp', ['--archive', from, to])
  }
  rmSync(join(to, '.cache'), { recursive: true, force: true })
  // Written anew by the set-up, and then not in the original.
  const mark = join(to, '.rackhall-lock')
  if (!existsSync(mark)) return
  rmSync(mark)
  cpSync(join(from, '.rackhall-lock'), mark)
}
