import { loadReference } from '#modules/municipality/index.ts'
import type { Queryable } from '#platform/db/index.ts'
import { storedTurns } from './turns-store.ts'
import type { SharedOptions, SharedWorld } from './visit-site.ts'

export type WorldsOptions = {
  /** The project's folder. */
  readonly root: string
  /** Where the turns are kept that every worker shares. */
  readonly db: Queryable
  readonly say: (sentence: string) => void
}

/** Which visits share: those of a run who say the same of themselves and are shown in a browser the same way. */
export type WorldAsked = Pick<SharedOptions, 'userAgent' | 'browser'> & {
  readonly run: string
  readonly allowLoopback: boolean
}

export type Worlds = { readonly use: <T>(asked: WorldAsked, work: (world: SharedWorld) => Promise<T>) => Promise<T> }

/** What the visits of a run share in this process: opened for the first of them, closed after the last. */
export const openWorlds = ({ root, db, say }: WorldsOptions): Worlds => {
  const open = new Map<string, { readonly opening: Promise<SharedWorld>; users: number }>()
  const opened = async ({ userAgent, allowLoopback, browser }: WorldAsked): Promise<SharedWorld> => {
    // Fetching, parsing and driving a browser take their memory when there is a use for them.
    const { openSharedWorld } = await import('./visit-site.ts')
    const { ownerAmong } = await import('./owners.ts')
    const ownerOf = ownerAmong(loadReference(root).municipalities)
    const signal = new AbortController().signal
    return openSharedWorld({ root, userAgent, allowLoopback, turns: storedTurns(db), ownerOf, browser, signal, say })
  }
  return {
    async use(asked, work) {
      const key = JSON.stringify([asked.run, asked.userAgent, asked.allowLoopback, asked.browser])
      const shared = open.get(key) ?? { opening: opened(asked), users: 0 }
      open.set(key, shared)
      shared.users++
      try {
        return await work(await shared.opening)
      } finally {
        shared.users--
        if (shared.users === 0) {
          open.delete(key)
          await shared.opening.then(
            (world) => world.close(),
            () => undefined,
          )
        }
      }
    },
  }
}
