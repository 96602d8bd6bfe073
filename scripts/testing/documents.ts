import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure } from './run-file.ts'

/**
 * Writes docs/safety-requirements.md from what the run's tests noted of each requirement.
 * A failure comes back when the document could not be made; nothing is written then.
 */
export const writeRequirements = async (root: string, log: string): Promise<readonly Failure[]> => {
  const script = join('scripts', 'requirements-doc.ts')
  if (!existsSync(log)) return []
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, script), log], { cwd: root }, (error, stdout, stderr) => {
      if (error === null) return resolve([])
      resolve([{ file: script, line: 1, name: 'docs/safety-requirements.md from this run', text: stdout + stderr }])
    })
  })
}
