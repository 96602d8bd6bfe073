import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import type { Figure } from './figure.ts'

const PARTS = [
  'weight',
  'startup',
  'cold',
  'throughput',
  'memory',
  'export',
  'audit',
  'overview',
  'staff-weight',
] as const

/** Measures each part that is named (all when none is), prints its figures, and writes docs/performance.md when all ran. */
const run = async (names: readonly string[]): Promise<void> => {
  const unknown = names.filter((name) => !PARTS.some((part) => part === name))
  if (unknown.length > 0) {
    process.stderr.write(`There is no part ${unknown.join(', ')}; there is ${PARTS.join(', ')}.\n`)
    process.exitCode = 2
    return
  }
  const parts = PARTS.filter((part) => names.length === 0 || names.includes(part))
  const figures: Figure[] = []
  for (const part of parts) {
    process.stderr.write(`Measuring ${part} …\n`)
    const { measure } = (await import(`./${part}.ts`)) as { measure: () => Promise<readonly Figure[]> }
    for (const figure of await measure()) {
      figures.push(figure)
      process.stdout.write(`${mark(figure)} ${figure.name}: ${figure.value} (${figure.against}; ${figure.runs})\n`)
    }
  }
  if (parts.length === PARTS.length) {
    writeFileSync(join(PROJECT_ROOT, 'docs/performance.md'), page(figures))
    process.stderr.write('Written to docs/performance.md.\n')
  }
  if (figures.some(({ holds }) => holds === false)) process.exitCode = 1
}

const mark = ({ holds }: Figure): string => (holds === undefined ? ' ' : holds ? '✓' : '✗')

const page = (figures: readonly Figure[]): string => `# Performance

Measured by \`npm run bench\`; written by it, not by hand. Medians of alternating runs in the same session; a ratio is ours through the peer's. A figure that falls short stands here as it is.

- Date: ${new Date().toISOString().slice(0, 10)}
- Machine: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, ${(totalmem() / 1e9).toFixed(0)} GB; ${commandLine('uname', ['-sr'])}
- Node ${process.versions.node}; commit ${commandLine('git', ['rev-parse', '--short', 'HEAD'])}

| Figure | Measured | Held against | Holds | Runs |
|---|---|---|---|---|
${figures.map(({ name, value, against, holds, runs }) => `| ${name} | ${value} | ${against} | ${holds === undefined ? '–' : holds ? 'yes' : '**no**'} | ${runs} |`).join('\n')}
`

const commandLine = (command: string, words: readonly string[]): string => {
  try {
    return execFileSync(command, words, { cwd: PROJECT_ROOT, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

await run(process.argv.slice(2))
