import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { keepAccessibilityResult } from './accessibility-result.ts'
import type { Failure } from './run-file.ts'

/**
 * Writes what a whole run knows and the repository keeps: docs/safety-requirements.md from what the tests noted of each
 * requirement, and data/accessibility-result.json. A failure comes back when the document could not be made; nothing is
 * written then.
 */
export const writeDocuments = async (root: string, log: string): Promise<readonly Failure[]> => {
  keepAccessibilityResult(join(dirname(log), 'accessibility-result.json'), root)
  const script = join('scripts', 'requirements-doc.ts')
  if (!existsSync(log)) return []
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, script), log], { cwd: root }, (error, stdout, stderr) => {
      if (error === null) return resolve([])
      resolve([{ file: script, line: 1, name: 'docs/safety-requirements.md from this run', text: stdout + stderr }])
    })
  })
}
