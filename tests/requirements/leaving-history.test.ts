import assert from 'node:assert/strict'
import { replacing, scripting, withHeader, withoutHeader, type Mutation } from '#tests/support/mutating-proxy.ts'
import { BUTTON, DEPTHS, enter, ENTER_KEY, leaveBy, THREE_SHIFTS, type WayOut } from '#tests/support/moving.ts'
import { notYet, requirementInBrowsers, type Visit } from '#tests/support/requirement.ts'
import type { Tab } from '#tests/support/tab.ts'

/*
 * What the browser's own Back and Forward show after leaving (requirements 13 to 16), 1, 2 and 5 pages deep, by every
 * way of moving and every way out, in two real browsers.
 */

const WITHOUT_SCRIPT = { start: { script: false } }

const noScript = replacing('the script left out', /<script>[\s\S]*?<\/script>/, '')
/** Events stopped before the site's script hears of them; the second net, which Chromium and Firefox have, taken away. */
const deafTo = (event: string): string =>
  `addEventListener('${event}', (event) => event.target.id !== 'exit' && !event.target.closest?.('#exit') && event.stopImmediatePropagation(), true);` +
  `Object.defineProperty(window, 'navigation', { value: undefined });`
const linksAdd = scripting('links that add to the history', deafTo('click'))
const formAdds = scripting('a place form that adds to the history', deafTo('submit'))
const exitDeaf = scripting(
  'an exit that the script does not hear',
  `addEventListener('submit', (event) => event.target.id === 'exit' && event.stopImmediatePropagation(), true)`,
)

/** Walks `pages` deep, leaves, and hands over to what is to hold then. */
const afterLeaving = async (
  tab: Tab,
  visit: Visit,
  script: boolean,
  waysOut: readonly WayOut[],
  holds: (what: string) => Promise<void>,
): Promise<void> => {
  for (const { pages, moves } of DEPTHS) {
    for (const wayOut of waysOut) {
      await enter(tab, visit)
      for (const move of moves) await move.make(tab, script)
      await leaveBy(tab, visit, wayOut)
      await holds(`${pages} pages deep, by ${wayOut.name}`)
    }
  }
}

const ours = (address: string, visit: Visit): boolean => address.startsWith(visit.url)

requirementInBrowsers(
  13,
  'after leaving, Back shows nothing of the site, 1, 2 and 5 pages deep, by every way of moving',
  async (tab, visit) =>
    afterLeaving(tab, visit, true, [BUTTON, ENTER_KEY, THREE_SHIFTS], async (what) => {
      // As far as the page one came from: what lies behind it is an earlier visit's.
      do {
        await tab.back()
        const address = await tab.address()
        assert.ok(!ours(address, visit), `${what}: Back shows ${address}`)
        assert.doesNotMatch(await tab.text(), /112/, `${what}: Back shows a page of the site`)
      } while (!(await tab.address()).startsWith(`${visit.elsewhere.url}/search`))
    }),
  [noScript, linksAdd, formAdds, exitDeaf],
)

requirementInBrowsers(
  14,
  'after leaving, Forward shows nothing of the site, also from the page one came from',
  async (tab, visit) =>
    afterLeaving(tab, visit, true, [BUTTON], async (what) => {
      assert.equal(await tab.forward(), false, `${what}: there is something to go forward to`)
      await tab.back()
      while (await tab.forward()) {
        const address = await tab.address()
        assert.ok(!ours(address, visit), `${what}: Forward shows ${address}`)
      }
    }),
  [noScript, linksAdd, formAdds],
)

requirementInBrowsers(
  15,
  'the tab’s own list of pages holds none of the site’s, nor more than one during the visit',
  async (tab, visit) => {
    for (const { pages, moves } of DEPTHS) {
      await enter(tab, visit)
      for (const move of moves) {
        await move.make(tab, true)
        const { addresses } = await tab.history()
        const held = addresses.filter((address) => ours(address, visit))
        assert.equal(held.length, 1, `after ${move.name} the list holds ${held.join(' and ')}`)
      }
      await leaveBy(tab, visit, BUTTON)
      const { addresses } = await tab.history()
      assert.deepEqual(
        addresses.filter((address) => ours(address, visit)),
        [],
        `${pages} pages deep`,
      )
    }
  },
  [noScript, linksAdd, formAdds, exitDeaf],
)

/** Walks back through all of our pages, and asserts that each was asked for anew. */
const noneAlive = async (tab: Tab, visit: Visit, what: string): Promise<void> => {
  for (;;) {
    const asked = visit.requests.length
    if (!(await tab.back())) return
    const address = await tab.address()
    if (address.startsWith(`${visit.elsewhere.url}/search`)) return
    const anew = visit.requests.slice(asked).filter(({ path }) => address.startsWith(`${visit.url}${path}`))
    // The same page's other parts are one document, asked for once.
    const sameDocument = address.includes('#') || (await tab.evaluate<boolean>('location.hash !== ""'))
    if (!ours(address, visit) || sameDocument) continue
    assert.ok(anew.length > 0, `${what}: ${address} came alive out of the browser's memory`)
  }
}

const plainHop: Mutation = {
  name: 'a way out without the blank page in between',
  change: (answer, path) =>
    path.startsWith('/x') ? { status: 303, headers: { location: path.replace('/x', '/y') }, body: '' } : answer,
}

requirementInBrowsers(
  16,
  'without script, no page that was left comes alive out of the browser’s memory',
  async (tab, visit) =>
    afterLeaving(tab, visit, false, [BUTTON], async (what) => {
      await noneAlive(tab, visit, what)
    }),
  [withoutHeader('Clear-Site-Data'), plainHop],
  WITHOUT_SCRIPT,
)

requirementInBrowsers(
  16,
  'with script, a page that the browser brings back to life after leaving leaves again',
  async (tab, visit) => {
    await enter(tab, visit)
    await leaveBy(tab, visit, BUTTON)
    await noneAlive(tab, visit, 'with script')
  },
  [exitDeaf, withHeader('Clear-Site-Data', '"cookies"')],
)

notYet(13, 'without script, Back shows nothing of the site', 'visit tokens; until then the page says what remains')
notYet(14, 'without script, Forward shows nothing of the site', 'visit tokens; until then the page says what remains')
notYet(
  15,
  'without script, the tab’s list of pages holds none of the site’s',
  'visit tokens; until then the page says what remains',
)
