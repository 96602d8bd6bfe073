import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { packagedChromium } from './packaged-chromium.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/**
 * The Chromium to show pages with: the one named by CHROMIUM_PATH, the machine's own, or the one among the packages.
 * Nothing when there is none.
 */
export const findChromium = async (
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly program: string; readonly args: readonly string[] } | undefined> => {
  const folders = [...(environment['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'].filter(Boolean)
  const named = environment['CHROMIUM_PATH']
  const own = [
    ...(named === undefined ? [] : [named]),
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
  ].find(isProgram)
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
