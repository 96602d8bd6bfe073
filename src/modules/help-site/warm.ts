import type { PageCache } from '#platform/http/page-cache.ts'
import { helpPath, NOWHERE, SOURCE_LANGUAGE } from './address.ts'
import type { Site } from './site.ts'

/**
 * A background pass over the Swedish front pages: makes each that is not kept or no longer true, one at a time, so that
 * requests are answered in between. `run` does nothing while a pass is under way.
 */
export const warm = (site: Site, pages: PageCache, now: () => Date): { run(): void; stop(): void } => {
  let queue: string[] = []
  let stopped = false
  const step = (): void => {
    const path = queue.pop()
    if (path === undefined || stopped) return
    const at = now()
    if (pages.get(path, at.getTime()) === undefined) {
      const page = site.page(path, at)
      if (page !== undefined) pages.keep(path, page)
    }
    setImmediate(step)
  }
  return {
    run: () => {
      if (queue.length > 0) return
      const codes = [NOWHERE, ...site.world().facts.municipalities.all.map(({ code }) => code)]
      queue = codes.map((code) => helpPath(SOURCE_LANGUAGE, code)).toReversed()
      setImmediate(step)
    },
    stop: () => {
      stopped = true
      queue = []
    },
  }
}
