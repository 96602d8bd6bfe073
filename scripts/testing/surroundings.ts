import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

/** What an operator may have set for their own site; a test run must neither obey nor touch it. */
const OPERATORS_OWN = [
  'HOST',
  'PORT',
  'STAFF_PORT',
  'PUBLIC_ORIGIN',
  'STAFF_ORIGIN',
  'DATABASE_URL',
  'KEYSTORE_URL',
  'KEYSTORE_KEYS',
  'PGBINDIR',
  'EXIT_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'OPERATOR_FILE',
  'TRUST_PROXY',
  'METRICS_PORT',
  'WORKERS',
]

const IN_MEMORY = '/dev/shm'
const GIB = 1024 ** 3
/** What a run puts there at most is a small part of this: databases, profiles of browsers, a clone with its packages. */
const ROOM = 6 * GIB

/**
 * Where a run's folder is made: in memory where there is plenty of it and programs may be run from there, otherwise on
 * disk. A copy of a database is five hundred small files, which a disk's file system takes ten times as long to make.
 */
const whereToMake = (): string => {
  if (!existsSync(IN_MEMORY) || freemem() < 2 * ROOM) return tmpdir()
  const { bavail, bsize } = statfsSync(IN_MEMORY)
  if (bavail * bsize < ROOM) return tmpdir()
  const probe = mkdtempSync(join(IN_MEMORY, 'rackhall-probe-'))
  try {
    const program = join(probe, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
    return spawnSync(program).status === 0 ? IN_MEMORY : tmpdir()
  } finally {
    rmSync(probe, { recursive: true })
  }
}

/**
 * Makes a folder of this run's own and points this process, and so every test's, at it: temporary files, data folder
 * and the requirements' log. Returns where they are and how to take it all away again.
 */
export const makeSurroundings = (root: string) => {
  const folder = mkdtempSync(join(whereToMake(), 'rackhall-test-'))
  // The database refuses to run as root: another user of this machine must get through to its own folder.
  chmodSync(folder, 0o1777)
  for (const name of OPERATORS_OWN) delete process.env[name]
  for (const name of Object.keys(process.env)) {
    if (/^PG[A-Z]/.test(name)) delete process.env[name]
  }
  const requirementsLog = join(folder, 'requirements.jsonl')
  Object.assign(process.env, {
    TMPDIR: folder,
    RACKHALL_DATA: join(folder, 'data'),
    REQUIREMENTS_LOG: requirementsLog,
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
  })
  return {
    folder,
    requirementsLog,
    remove: (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  }
}
