import { readFileSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { momentOf, parseLocalDate } from '#kernel/dates.ts'
import { FileProblems } from '#kernel/document.ts'

/** What an operator gives a command, read the same way by all of them. */

/** A day and a time by the clock of Stockholm. Throws commander's InvalidArgumentError for anything else. */
export const givenMoment = (given: string): Date => {
  const [, day = '', hour = '', minute = ''] = /^(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)$/.exec(given.trim()) ?? []
  const date = parseLocalDate(day)
  if (date === undefined || Number(hour) > 23 || Number(minute) > 59) {
    throw new InvalidArgumentError('expected a day and a time by the clock of Stockholm, such as "2026-11-24 08:00".')
  }
  return momentOf(date, Number(hour) * 60 + Number(minute))
}

/** The text of a file. Throws FileProblems when it cannot be read. */
export const givenFile = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw new FileProblems([{ file, line: 0, field: '', expected: `the file cannot be read (${why})` }])
  }
}
