import { municipalitiesLeft } from '#platform/auth/leave-store.ts'
import type { Queryable } from '#platform/db/index.ts'
import { readReceptions, type Receptions } from './store.ts'

/**
 * Every reception as the public pages show them: for no municipality that has left, whatever its file still says.
 */
export const readShownReceptions = async (db: Queryable): Promise<Receptions> => {
  const [read, left] = [await readReceptions(db), await municipalitiesLeft(db)]
  if (left.size === 0) return read
  const receptions = read.receptions.map((reception) => ({
    ...reception,
    serves: reception.serves.filter(({ municipality }) => !left.has(municipality)),
  }))
  return { ...read, receptions }
}

/** What those receptions are called whose file names a municipality. */
export const receptionsNaming = async (db: Queryable, code: string): Promise<readonly string[]> =>
  (await readReceptions(db)).receptions
    .filter(({ serves }) => serves.some(({ municipality }) => municipality === code))
    .map(({ title }) => title)
