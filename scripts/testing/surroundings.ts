import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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

/**
 * Makes a folder of this run's own and points this process, and so every test's, at it: temporary files, data folder
 * and the requirements' log. Returns where they are and how to take it all away again.
 */
export const makeSurroundings = (root: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'rackhall-test-'))
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
