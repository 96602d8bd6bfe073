import assert from 'node:assert/strict'
import { exitDeaf } from '#tests/support/faults.ts'
import { BLANK, frontPage, held, stillShown } from '#tests/support/here.ts'
import { BUTTON, ENTER_KEY, leaveBy, type WayOut } from '#tests/support/moving.ts'
import { replacing, scripting, together } from '#tests/support/mutating-proxy.ts'
import { requirementInBrowsers } from '#tests/support/requirement.ts'
import { until } from '#tests/support/tab.ts'

/* Leaving with several tabs open, and with no network at all. */

requirementInBrowsers(
  21,
  'leaving opens no new tab, however the button is pressed',
  async (tab, visit, browser) => {
    const before = (await browser.tabs()).length
    const middle: WayOut = {
      name: 'the middle button, then the left one',
      take: async () => {
        await tab.click('#exit button, #exit a', { button: 'middle' })
        await held(tab)
        await BUTTON.take(tab)
      },
    }
    const control: WayOut = {
      name: 'Control held',
      take: async () => tab.click('#exit button', { holding: 'Control' }),
    }
    for (const wayOut of [BUTTON, ENTER_KEY, middle, control]) {
      await frontPage(tab, visit)
      await leaveBy(tab, visit, wayOut)
      const open = await browser.tabs()
      assert.equal(open.length, before, `${wayOut.name}: ${open.join(', ')}`)
    }
  },
  [
    together(exitDeaf, replacing('a form for a new tab', '<form id="exit"', '<form id="exit" target="_blank"')),
    replacing(
      'a link instead of a button',
      /<button>([^<]*)<\/button><\/form>/,
      '<a href="/x">x</a><button>x</button></form>',
    ),
  ],
)

requirementInBrowsers(
  22,
  'all open tabs of the site leave together, those that were opened from a link included',
  async (tab, visit, browser) => {
    const ours = async (): Promise<number> =>
      (await browser.tabs()).filter((address) => address.startsWith(visit.url)).length
    await frontPage(tab, visit)
    const other = await browser.open()
    await other.go(`${visit.url}/s/1497/a`)
    await tab.click('main a[href="/s/0000/a"]', { holding: 'Control' })
    await until('a tab of its own for the link', async () => (await ours()) === 3)
    await tab.click('footer a[href="/o"]', { button: 'middle' })
    await until('a tab of its own for the other link', async () => (await ours()) === 4)
    await browser.settled()
    await leaveBy(tab, visit, BUTTON)
    await until('all tabs to have left', async () => (await ours()) === 0)
    const { addresses } = await other.history()
    assert.deepEqual(
      addresses.filter((address) => address.startsWith(visit.url)),
      [],
    )
  },
  [scripting('tabs that do not hear of each other', 'delete window.BroadcastChannel')],
)

requirementInBrowsers(
  24,
  'without a network the page is blank at once and stays so, with no error page; with the network back it leaves',
  async (tab, visit) => {
    await frontPage(tab, visit)
    await tab.offline(true)
    try {
      await BUTTON.take(tab)
      assert.ok(await tab.evaluate(BLANK), 'the page is not blank')
      // Longer than our own step is waited for: what must not happen would have happened.
      const address = await tab
        .evaluate<string>('new Promise((resolve) => setTimeout(() => resolve(location.href), 400))')
        .catch(() => 'another page')
      assert.ok(address.startsWith(visit.url), `the browser shows ${address}`)
      assert.equal(await tab.text(), '')
    } finally {
      await tab.offline(false)
    }
    await leaveBy(tab, visit, { name: 'the network coming back', take: async () => Promise.resolve() })
  },
  [stillShown, replacing('no look at whether there is a network', 'navigator.onLine?', '1?')],
)
