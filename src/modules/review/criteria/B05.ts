import type { Judge } from './criterion.ts'
import { cannotTell, met, notMet, partly } from './judging.ts'
import { onScreen } from './shown-pages.ts'
import { isThirdParty } from '../browser/owner.ts'

/** No tracking before consent (ingen spårning före samtycke). On every page that was shown: a start page is on the way. */
export const B05: Judge = (site, words) => {
  const { browser: shown = [] } = site
  const [first] = shown
  if (first === undefined) return cannotTell('not-shown')
  const trackers = shown.flatMap((page) =>
    page.hosts.flatMap(({ host, tracker }) =>
      tracker === undefined ? [] : [{ name: tracker, found: onScreen(page, `${host} (${tracker})`) }],
    ),
  )
  if (trackers.length > 0) {
    const names = [...new Set(trackers.map(({ name }) => name))]
    const found = names.flatMap((name) => trackers.find((tracker) => tracker.name === name)?.found ?? [])
    return notMet('trackers', found.slice(0, 5), { names: names.join(', ') })
  }
  const kept = shown.flatMap((page) => [
    ...page.cookies
      .filter(({ thirdParty }) => thirdParty)
      .map(({ name, domain }) => onScreen(page, `${name} (${domain})`)),
    ...page.storage
      .filter(({ origin }) => isThirdParty(new URL(origin).host, new URL(page.url).host))
      .map(({ origin, keys }) => onScreen(page, `${keys.join(', ')} (${origin})`)),
  ])
  if (kept.length > 0) return notMet('third-party-kept', kept.slice(0, 5))
  const own = shown.flatMap((page) => {
    const names = [...page.cookies.map(({ name }) => name), ...page.storage.flatMap(({ keys }) => keys)]
    return names.filter((name) => words('measuring').test(name)).map((name) => onScreen(page, name))
  })
  return own.length > 0 ? partly('own-measuring', own.slice(0, 5)) : met('nothing', [onScreen(first, undefined)])
}
