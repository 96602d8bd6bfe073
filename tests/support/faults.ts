import { replacing, scripting } from './mutating-proxy.ts'

/*
 * Deliberate faults in the browser's part of leaving, which several tests share. Each is a page of the site with one
 * thing taken away: the script, or what it hears.
 */

export const noScript = replacing('the script left out', /<script>[\s\S]*?<\/script>/, '')

/** Events stopped before the site's script hears of them; the second net, which Chromium and Firefox have, taken away. */
const deafTo = (event: string): string =>
  `addEventListener('${event}', (event) => event.target.id !== 'exit' && !event.target.closest?.('#exit') && event.stopImmediatePropagation(), true);` +
  `Object.defineProperty(window, 'navigation', { value: undefined });`
export const linksAdd = scripting('links that add to the history', deafTo('click'))
export const formAdds = scripting('a place form that adds to the history', deafTo('submit'))

export const exitDeaf = scripting(
  'an exit that the script does not hear',
  `addEventListener('submit', (event) => event.target.id === 'exit' && event.stopImmediatePropagation(), true)`,
)

/** A page that is left and stays in the tab's list: as itself, and without noticing that the browser brings it back. */
export const keepsAddress = replacing(
  'an entry that keeps the page’s own address',
  'history.replaceState(',
  '0&&history.replaceState(',
)
export const deafToComingBack = scripting(
  'a page that does not notice that it is back',
  `addEventListener('pageshow', (event) => event.persisted && event.stopImmediatePropagation(), true)`,
)
