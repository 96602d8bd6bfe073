import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Failure } from './run-file.ts'

/** Checks the whole tree's types; what is wrong comes back as one failure for each place. */
export const checkTypes = async (root: string): Promise<readonly Failure[]> =>
  new Promise((resolve) => {
    const remembered = join(root, 'node_modules', '.cache', 'types.tsbuildinfo')
    const words = [
      join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
      '--incremental',
      '--tsBuildInfoFile',
      remembered,
    ]
    execFile(
      process.execPath,
      [...words, '--pretty', 'false'],
      { cwd: root, maxBuffer: 64e6 },
      (error, stdout, stderr) => {
        if (error === null) return resolve([])
        const failures = stdout.split('\n').flatMap(failureOf)
        resolve(
          failures.length > 0 ? failures : [{ file: 'tsconfig.json', line: 1, name: 'types', text: stdout + stderr }],
        )
      },
    )
  })

const failureOf = (line: string): readonly Failure[] => {
  const found = /^(?<file>[^(\s]+)\((?<at>\d+),\d+\): error (?<text>.*)$/.exec(line)?.groups
  if (found === undefined) return []
  return [{ file: found['file'] ?? '', line: Number(found['at']), name: 'types', text: found['text'] ?? '' }]
}
