import { createReadStream } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { sentenceOf, FileProblems } from '#kernel/document.ts'
import { loadReference } from '#modules/municipality/index.ts'
import type { CliContext } from '#platform/cli.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { factsLineOf } from './facts-line.ts'
import { nationalLines } from './national-lines.ts'

/** `review facts`: pages as lines of JSON in, what each says as lines of JSON out. */
export const factsCommand = (review: Command, context: CliContext): void => {
  review
    .command('facts')
    .description('says what pages say: numbers, whom they speak to, languages; a line of JSON for each')
    .requiredOption('--pages <file>', 'JSON Lines {id, url, html} or {id, url, text}; - for what is piped in')
    .action(async ({ pages }: { pages: string }) => facts(context, pages))
}

/** A line with a fault is told of and left out; the others are done, and the status is 1. Throws FileProblems for no file. */
const facts = async (context: CliContext, file: string): Promise<void> => {
  const register = nationalLines(loadReference(PROJECT_ROOT).helplines)
  const input = file === '-' ? process.stdin : createReadStream(file)
  if (input !== process.stdin)
    await once(input, 'open').catch((cause: unknown) => {
      const why = (cause as NodeJS.ErrnoException).code ?? 'unknown reason'
      throw new FileProblems([{ file, line: 0, field: '', expected: `the file cannot be read (${why})` }])
    })
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    const read = factsLineOf(line, register)
    if (read.ok) context.out(JSON.stringify(read.value))
    else {
      context.err(sentenceOf({ file, line: number, field: read.field, expected: read.expected }))
      context.exit(1)
    }
  }
}
