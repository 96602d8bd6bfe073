import { open, rename } from 'node:fs/promises'

/** Puts a file in place of what is there, whole and on disk, or not at all. */
export const replaceFile = async (file: string, text: string): Promise<void> => {
  const beside = `${file}.new`
  const handle = await open(beside, 'w')
  try {
    await handle.writeFile(text)
    await handle.datasync()
  } finally {
    await handle.close()
  }
  await rename(beside, file)
}

/** What a read gives; `otherwise` where there is no such file. */
export const unlessMissing = async <T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> => {
  try {
    return await reading
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise
    throw error
  }
}
