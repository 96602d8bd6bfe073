import { ConfigurationError } from '#platform/config.ts'
import { runsOf } from './place.ts'

export const ARCHIVE_OPTION = ['--archive <folder>', 'the folder of archives'] as const
export const RUN_OPTION = ['--run <run>', 'this run, such as 2026-11-25-1; otherwise the newest'] as const

/** The run that was asked for, or the newest. Throws ConfigurationError when there is no such run, or none at all. */
export const runOf = async (archive: string, asked: string | undefined): Promise<string> => {
  const runs = await runsOf(archive)
  const found = asked === undefined ? runs.at(-1) : runs.find((run) => run === asked)
  if (found !== undefined) return found
  if (runs.length === 0) throw new ConfigurationError(`There is no run in ${archive}.`)
  throw new ConfigurationError(`There is no run ${asked} in ${archive}; there is ${runs.join(', ')}.`)
}
