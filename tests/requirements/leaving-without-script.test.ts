import assert from 'node:assert/strict'
import { BUTTON, DEPTHS, enter, ENTER_KEY, leaveBy } from '#tests/support/moving.ts'
import { planting, replacing, withHeader, withoutHeader, type Mutation } from '#tests/support/mutating-proxy.ts'
import { requirementInBrowsers } from '#tests/support/requirement.ts'
import type { Tab } from '#tests/support/tab.ts'

/*
 * Leaving where pages may not run scripts: the way out works, nothing of what was read comes back alive, and the page
 * says what remains. What Back shows then waits for visit tokens (see leaving-history.test.ts).
 */

const WITHOUT_SCRIPT = { start: { script: false } }
const FULL = process.env['RACKHALL_TEST_FULL'] === '1'

requirementInBrowsers(
  2,
  'without script, one press of the button leaves, by mouse and by keyboard',
  async (tab, visit) => {
    for (const wayOut of [BUTTON, ENTER_KEY]) {
      await enter(tab, visit)
      await leaveBy(tab, visit, wayOut)
    }
  },
  [
    replacing('a button of no form', /<form id="exit"[^>]*>/, '<form></form><div id="exit">'),
    replacing('a form that goes nowhere', 'action="/x"', 'action="/"'),
    replacing('a page in between that does not go on', /<meta http-equiv="refresh"[^>]*>/, ''),
  ],
  WITHOUT_SCRIPT,
)

requirementInBrowsers(
  20,
  'without script, the other page is told nothing of where one comes from',
  async (tab, visit) => {
    const before = visit.elsewhere.requests.length
    await enter(tab, visit)
    await leaveBy(tab, visit, BUTTON)
    const coming = visit.elsewhere.requests.slice(before).find(({ path }) => !path.startsWith('/search'))
    assert.equal(coming?.path, '/weather')
    assert.equal(coming.headers.referer, undefined)
    assert.equal(coming.headers.origin, undefined)
  },
  [
    withHeader('referrer-policy', 'unsafe-url'),
    {
      name: 'an address that says where one comes from',
      change: (answer, path) =>
        path === '/y'
          ? { ...answer, headers: { ...answer.headers, location: `${String(answer.headers.location)}?from=help` } }
          : answer,
    },
  ],
  WITHOUT_SCRIPT,
)

/** Marks the page that is shown: one that the browser keeps alive in its memory still has the mark when it comes back. */
const mark = async (tab: Tab): Promise<void> => void (await tab.evaluate(`document.documentElement.dataset.seen = ''`))
const MARKED = `'seen' in (document.documentElement?.dataset ?? {})`

const plainHop: Mutation = {
  name: 'a way out without the blank page in between',
  change: (answer, path) => {
    if (path.startsWith('/x')) return { status: 303, headers: { location: path.replace('/x', '/y') }, body: '' }
    // Otherwise the policy would stop the form from leading to another site.
    const policy = String(answer.headers['content-security-policy']).replace("form-action 'self'; ", '')
    return { ...answer, headers: { ...answer.headers, 'content-security-policy': policy } }
  },
}

requirementInBrowsers(
  16,
  'without script, no page that was left comes alive out of the browser’s memory, 1, 2 and 5 pages deep',
  async (tab, visit) => {
    for (const { pages, moves } of visit.mutation === undefined ? DEPTHS : DEPTHS.slice(0, 2)) {
      await enter(tab, visit)
      await mark(tab)
      for (const move of moves) {
        await move.make(tab, visit)
        await mark(tab)
      }
      await leaveBy(tab, visit, BUTTON)
      let ours = 0
      while (await tab.back()) {
        const address = await tab.address()
        if (address.startsWith(`${visit.elsewhere.url}/search`)) break
        if (address.startsWith(visit.url)) ours += 1
        assert.equal(await tab.evaluate(MARKED), false, `${pages} pages deep: ${address} came alive`)
      }
      assert.ok(ours > 0, 'there was no page of ours to come back')
    }
  },
  [withoutHeader('Clear-Site-Data'), plainHop],
  { ...WITHOUT_SCRIPT, sampled: FULL ? undefined : 'deliberate faults at two of three depths' },
)

requirementInBrowsers(
  23,
  'without script, every page says that Back can fetch what was read again',
  async (tab, visit) => {
    for (const path of ['/s/0000', '/s/0000/a', '/o/traces', '/s/en/1497', '/nowhere']) {
      await tab.go(`${visit.url}${path}`)
      const said = await tab.evaluate<string>(
        `[...document.querySelectorAll('footer noscript')].filter((said) => said.checkVisibility()).map((said) => said.innerText).join()`,
      )
      assert.match(said, path.includes('/en/') ? /Back/ : /Bakåt/, path)
    }
  },
  [
    replacing('nothing said of it', /<noscript>[\s\S]*?<\/noscript>/, ''),
    planting('all but hidden', '<style>noscript{display:none}</style>'),
  ],
  WITHOUT_SCRIPT,
)
