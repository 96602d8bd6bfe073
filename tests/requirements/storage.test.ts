import assert from 'node:assert/strict'
import { replacing, scripting, withHeader, withoutHeader } from '#tests/support/mutating-proxy.ts'
import { BUTTON, enter, HJO, leaveBy } from '#tests/support/moving.ts'
import { notYet, requirement, requirementInBrowsers, type Visit } from '#tests/support/requirement.ts'
import { arrived, type Tab } from '#tests/support/tab.ts'
import { everyOtherAnswer, everyPage } from './every-page.ts'
import { together } from './faults.ts'

/** What real browsers store of a visit, and what they give back (requirements 29, 32 and 34). */

const WALK = ['/', `/s/${HJO}/a`, '/o/traces', '/s/en/0000']

const walk = async (tab: Tab, { url, mutation }: Visit): Promise<void> => {
  // The deliberate faults are in every page.
  for (const path of mutation === undefined ? WALK : []) await tab.go(url + path)
  // Written by somebody, and sent.
  await tab.go(`${url}/s/0000`)
  await tab.click('#place')
  await tab.type('Hjo')
  await tab.press('Enter')
  await arrived(tab, (address) => address.endsWith(`/s/${HJO}`), 'the page of Hjo')
}

const STORED = `(async () => ({
  cookies: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
}))()`

const NOTHING = { cookies: '', local: 0, session: 0, databases: [], caches: [], workers: 0 }

requirementInBrowsers(
  29,
  'a browser stores nothing of a visit: no cookie, storage, database, cache or worker',
  async (tab, visit) => {
    await walk(tab, visit)
    assert.deepEqual(await tab.evaluate(STORED), NOTHING)
    const cookies = visit.requests.map(({ headers }) => headers.cookie).filter((cookie) => cookie !== undefined)
    assert.deepEqual(cookies, [], 'a browser sent a cookie back')
  },
  [
    withHeader('Set-Cookie', 'a=1; Path=/; HttpOnly'),
    scripting('something kept in the tab', `sessionStorage.setItem('a', '1')`),
    scripting('something kept for good', `localStorage.setItem('a', '1')`),
    scripting('a database', `indexedDB.open('a')`),
    scripting('a cache', `caches.open('a')`),
  ],
)

requirement(
  29,
  'no answer sets a cookie',
  async (visit) => {
    for (const { path, headers } of [...(await everyPage(visit)), ...(await everyOtherAnswer(visit))])
      assert.equal(headers['set-cookie'], undefined, path)
  },
  [withHeader('Set-Cookie', 'a=1', /^\/y/)],
)

requirementInBrowsers(
  32,
  'a page that is left is emptied before the browser keeps it',
  async (tab, { url }) => {
    await tab.go(`${url}/s/0000/a`)
    const left = await tab.evaluate<string>(
      `(dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })), document.body.textContent)`,
    )
    assert.equal(left.trim(), '')
  },
  [replacing('the script left out', /<script>[\s\S]*?<\/script>/, '')],
)

/** What was typed into the field for the place. */
const typed = async (tab: Tab): Promise<string> => tab.evaluate(`document.getElementById('place').value`)

requirementInBrowsers(
  34,
  'what was typed is gone after a reload, and after leaving and going back, without script',
  async (tab, visit) => {
    await enter(tab, visit, `/s/${HJO}`)
    for (const away of [tab.reload, leaveAndReturn]) {
      await tab.click('#place')
      await tab.type('Arjeplog')
      assert.equal(await typed(tab), 'Arjeplog')
      await away(tab, visit)
      assert.equal(await typed(tab), '')
    }
  },
  [
    together(
      'a field that the browser may remember, on a page that it may keep',
      replacing('the field', ' autocomplete="off"', ''),
      withHeader('Cache-Control', 'max-age=60'),
    ),
    withoutHeader('Clear-Site-Data'),
  ],
  { browsers: ['Chromium', 'Firefox'], start: { script: false } },
)

const leaveAndReturn = async (tab: Tab, visit: Visit): Promise<void> => {
  await leaveBy(tab, visit, BUTTON)
  while (!(await tab.address()).endsWith(`/s/${HJO}`)) assert.ok(await tab.back(), 'the page is not among those behind')
}

notYet(
  34,
  'what was typed is gone after going back within the site, without script',
  'visit tokens; until then Chromium may keep a page of ours alive until one leaves',
)
