import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from './files.ts'

/** The digests of every file of a visit that is over, in the form that `sha256sum --check` reads. */
export const SUMS = 'SHA256SUMS'

const isEvidence = (name: string): boolean => /\.(?:gz|cdxj|json|jsonl|png)$/.test(name)

export const writeSums = async (folder: string): Promise<void> => {
  const names = (await readdir(folder)).filter(isEvidence).toSorted()
  const lines = await Promise.all(
    names.map(async (name) => `${hash('sha256', await readFile(join(folder, name)), 'hex')}  ${name}\n`),
  )
  await replaceFile(join(folder, SUMS), lines.join(''))
}

/** What the file of digests says, by file. */
export const parseSums = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^([0-9a-f]{64}) {2}([^\s/]+)$/gm)].map(([, sum = '', name = '']) => [name, sum]))
