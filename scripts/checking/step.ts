import { execFile } from 'node:child_process'
import { join } from 'node:path'

/** What a step found: nothing wrong when `faults` is empty; `note` says what was looked at. */
export type Found = { readonly faults: readonly string[]; readonly note?: string }

/** One line of `npm run check`. A step may not change anything. */
export type Step = { readonly name: string; readonly look: () => Found | Promise<Found> }

/** Runs a program of node_modules or a script of ours with the Node that runs this; its words are its faults. */
export const program = async (root: string, script: string, words: readonly string[]): Promise<Found> => {
  const { status, text } = await runNode(root, script, words)
  return { faults: status === 0 ? [] : linesOf(text) }
}

export const runNode = async (
  root: string,
  script: string,
  words: readonly string[],
): Promise<{ readonly status: number; readonly text: string; readonly stdout: string }> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, script), ...words],
      { cwd: root, maxBuffer: 256e6, env: { ...process.env, NO_COLOR: '1' } },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : (child.exitCode ?? 1)
        resolve({
          status,
          stdout,
          text: `${stdout}\n${stderr}${error !== null && stdout + stderr === '' ? error.message : ''}`,
        })
      },
    )
  })

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
