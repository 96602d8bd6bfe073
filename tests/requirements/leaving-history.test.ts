import assert from 'node:assert/strict'
import { deafToComingBack, exitDeaf, formAdds, keepsAddress, linksAdd, noScript } from '#tests/support/faults.ts'
import { BUTTON, enter, leaveBy, TOUCH } from '#tests/support/moving.ts'
import { together } from '#tests/support/mutating-proxy.ts'
import { notYet, requirementInBrowsers, through } from '#tests/support/requirement.ts'
import { arrived, until } from '#tests/support/tab.ts'
import { SAMPLED, trails, walk } from '#tests/support/trails.ts'

/*
 * What the browser's own Back and Forward show after leaving (requirements 13 to 16) where scripts run, 1, 2 and 5
 * pages deep, by every way of moving and every way out, in two real browsers.
 */

requirementInBrowsers(
  13,
  'after leaving, Back shows nothing of the site, 1, 2 and 5 pages deep, by every way of moving',
  async (tab, visit, { name }) => {
    for (const { how, back } of await trails(tab, visit, name)) {
      for (const { address, ours } of back) assert.ok(!ours, `${how}: Back shows ${address}`)
      assert.ok(back.at(-1)?.address.startsWith(`${visit.elsewhere.url}/search`), `${how}: Back leads nowhere`)
    }
  },
  [noScript, linksAdd, formAdds, exitDeaf],
  { sampled: SAMPLED },
)

requirementInBrowsers(
  14,
  'after leaving, Forward shows nothing of the site, at once and from the page one came from',
  async (tab, visit, { name }) => {
    for (const { how, ahead, forward } of await trails(tab, visit, name)) {
      assert.ok(!ahead, `${how}: there is something to go forward to`)
      for (const { address, ours } of forward) assert.ok(!ours, `${how}: Forward shows ${address}`)
    }
  },
  [noScript, linksAdd, formAdds, exitDeaf],
)

requirementInBrowsers(
  15,
  'the tab’s own list of pages holds none of the site’s, nor more than one during the visit',
  async (tab, visit, { name }) => {
    for (const { how, during, left } of await trails(tab, visit, name)) {
      for (const { after, held } of during)
        assert.equal(held.length, 1, `${how}: after ${after} the list holds ${held.join(' and ')}`)
      assert.deepEqual(left, [], how)
    }
  },
  [noScript, linksAdd, formAdds, exitDeaf],
)

const onTouch = { browsers: ['Chromium'], start: { touch: true } } as const
const PRESS_A_NUMBER = {
  name: 'a tap on a number',
  make: async (tab: { tap(selector: string): Promise<void> }) => tab.tap('.danger a.tel[href]'),
}

requirementInBrowsers(
  15,
  'on a phone, a number is tapped and then the way out: it leaves, and nothing is left in the list',
  async (tab, visit) => {
    const trail = await walk(tab, visit, { how: 'by a tap', moves: [PRESS_A_NUMBER], wayOut: TOUCH })
    assert.deepEqual(trail.left, [])
    assert.ok(trail.back.every(({ ours }) => !ours))
  },
  [noScript, exitDeaf],
  onTouch,
)

requirementInBrowsers(
  15,
  'a page that is still coming in can be left, and is not in the list either',
  async (tab, visit) =>
    through(
      visit,
      { name: 'half a page', fate: (path) => (path === '/s/0000/a' ? 'half' : undefined) },
      async (half) => {
        await enter(tab, half)
        await tab.click('main a[href="/s/0000/a"]')
        await until('half of the page', async () =>
          tab.evaluate<boolean>(`location.pathname === '/s/0000/a' && document.getElementById('exit') !== null`),
        )
        assert.equal(await tab.evaluate('document.readyState'), 'loading')
        await leaveBy(tab, half, BUTTON)
        const { addresses } = await tab.history()
        assert.deepEqual(
          addresses.filter((address) => address.startsWith(half.url)),
          [],
        )
      },
    ),
  [noScript, linksAdd],
)

requirementInBrowsers(
  16,
  'with script, a page that the browser brings back to life after leaving leaves again, and shows nothing',
  async (tab, visit) => {
    const answer = visit.elsewhere.hold()
    try {
      await enter(tab, visit)
      const before = visit.elsewhere.requests.length
      await BUTTON.take(tab)
      await until('the page to be on its way', async () => visit.elsewhere.requests.length > before)
      // She does not wait for the slow destination, and goes somewhere else: the page she left is now behind that.
      await tab.go(`${visit.elsewhere.url}/news`)
    } finally {
      answer()
    }
    const asked = visit.requests.length
    await tab.back()
    assert.doesNotMatch(await tab.text(), /112/)
    await arrived(tab, (address) => address === visit.elsewhere.weather, 'leaving again')
    assert.deepEqual(
      visit.requests.slice(asked).filter(({ path }) => path.startsWith('/s/')),
      [],
    )
  },
  [exitDeaf, together(keepsAddress, deafToComingBack)],
)

notYet(13, 'an address of the site typed by hand in the middle of a visit', 'visit tokens')
notYet(13, 'without script, Back shows nothing of the site', 'visit tokens; until then the page says what remains')
notYet(14, 'without script, Forward shows nothing of the site', 'visit tokens; until then the page says what remains')
notYet(
  15,
  'without script, the tab’s list of pages holds none of the site’s',
  'visit tokens; until then the page says what remains',
)
