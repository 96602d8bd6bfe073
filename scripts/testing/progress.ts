import type { TestFile } from './files.ts'
import type { Failure, FileResult } from './run-file.ts'

/** Silence longer than this makes a person wonder whether anything still happens. */
const LONGEST_SILENCE_MS = 10_000

/** Says all the way how far the run is: a line for every file that ends, one in between when that takes long. */
export const openProgress = (total: number, say: (line: string) => void) => {
  const running = new Map<string, number>()
  const counts = { done: 0, passed: 0, failed: 0 }
  let lastSaid = performance.now()

  const line = (text: string): void => {
    lastSaid = performance.now()
    say(text)
  }
  const far = (): string => {
    const place = String(counts.done).padStart(String(total).length)
    return `${place} of ${total} files · ${counts.passed} passed, ${counts.failed} failed`
  }
  const timer = setInterval(() => {
    if (performance.now() - lastSaid < LONGEST_SILENCE_MS) return
    const still = [...running].map(([path, since]) => `${path} (${Math.round((performance.now() - since) / 1000)} s)`)
    line(`${far()} · still running: ${still.join(', ')}`)
  }, 1000)

  return {
    begins: (file: TestFile): void => void running.set(file.path, performance.now()),
    passed: (): void => void (counts.passed += 1),
    failed: ({ file, line: at, name, text }: Failure): void => {
      counts.failed += 1
      line(`FAILED ${file}:${at} ${name}\n${indented(text)}`)
    },
    ends: ({ file, ms, failures, output }: FileResult): void => {
      running.delete(file.path)
      counts.done += 1
      line(`${far()} · ${file.part}: ${file.path} (${(ms / 1000).toFixed(1)} s)`)
      // What a file wrote is of interest only when something is wrong with it.
      if (failures.length > 0 && output.trim() !== '')
        line(`  it wrote:\n${indented(output.trim().slice(-OUTPUT_SHOWN))}`)
    },
    again: ({ path }: TestFile): void => line(`Once more, alone: ${path}`),
    close: (): void => clearInterval(timer),
  }
}

const OUTPUT_SHOWN = 4000

const indented = (text: string): string => text.replace(/^/gm, '    ')
