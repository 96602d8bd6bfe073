import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { packagedChromium } from './packaged-chromium.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The first of these programs in these folders that may be started; nothing when none is there. */
export const programIn = (names: readonly string[], folders: readonly string[]): string | undefined =>
  names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)

/** The folders in which programs are looked for, as the environment has them. */
export const programFolders = (environment: NodeJS.ProcessEnv = process.env): readonly string[] =>
  (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')

/**
 * The Chromium to show pages with: the one named by CHROMIUM_PATH, the machine's own, or the one among the packages.
 * Nothing when there is none.
 */
export const findChromium = async (
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly program: string; readonly args: readonly string[] } | undefined> => {
  const named = environment['CHROMIUM_PATH']
  const own =
    named !== undefined && isProgram(named)
      ? named
      : programIn(NAMES, [...programFolders(environment), '/usr/bin', '/usr/local/bin'])
  return own === undefined ? packagedChromium() : { program: own, args: [] }
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
