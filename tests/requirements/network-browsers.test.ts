import assert from 'node:assert/strict'
import { replacing, scripting, withoutHeader, type Mutation } from '#tests/support/mutating-proxy.ts'
import { enter, HJO } from '#tests/support/moving.ts'
import { requirement, requirementInBrowsers, type Visit } from '#tests/support/requirement.ts'
import { arrived, type Tab } from '#tests/support/tab.ts'
import { everyPage } from './every-page.ts'
import { together } from './faults.ts'

/** What real browsers ask for and tell on their way (requirements 43 and 55). */

const VISITED = ['/', `/s/${HJO}`, '/s/en/0000/a', '/o/traces', '/k/0000']

/** What the page showing now has asked for beside itself, as the browser keeps account of it. */
const ASKED_FOR = `performance.getEntriesByType('resource').map(({ name }) => name)`

const fromElsewhere = (html: (elsewhere: string) => string): Mutation => ({
  name: 'a picture from another site',
  change: (answer) => {
    const elsewhere = /data-away="([^"]*)"/.exec(answer.body)?.[1]
    return elsewhere === undefined
      ? answer
      : { ...answer, body: answer.body.replace(/<body[^>]*>/, (body) => body + html(elsewhere)) }
  },
})

requirementInBrowsers(
  43,
  'a browser asks for the page itself and nothing else: no icon, no file, nothing of another site',
  async (tab, visit) => {
    const before = visit.elsewhere.requests.length
    for (const path of VISITED) {
      await tab.go(visit.url + path)
      assert.deepEqual(await tab.evaluate(ASKED_FOR), [], path)
    }
    assert.deepEqual(
      visit.requests.map(({ path }) => path),
      VISITED,
    )
    assert.deepEqual(visit.elsewhere.requests.slice(before), [])
  },
  [
    together(
      'a picture from another site',
      fromElsewhere((url) => `<img src="${url}" alt="">`),
      withoutHeader('Content-Security-Policy'),
    ),
    scripting('a count of visits', `fetch('/o')`),
  ],
)

const OUTSIDE = /<a\b[^>]*href="(https?:\/\/[^"]*)"[^>]*>/g

requirement(
  55,
  'every link to another site tells it nothing, and opens in the same tab',
  async (visit) => {
    let links = 0
    for (const { path, body } of await everyPage(visit))
      for (const [link, address = ''] of body.matchAll(OUTSIDE)) {
        links += 1
        const rel = /\brel="([^"]*)"/.exec(link)?.[1]?.split(' ') ?? []
        for (const word of ['noreferrer', 'noopener'])
          assert.ok(rel.includes(word), `${word} for ${address} at ${path}`)
        assert.doesNotMatch(link, /\b(?:target|ping)=/, path)
      }
    assert.ok(links > 100, 'there are hardly any links to other sites')
  },
  [
    replacing('a link that tells', 'rel="noreferrer noopener nofollow"', 'rel="nofollow"'),
    replacing(
      'a link that opens a tab',
      'rel="noreferrer noopener nofollow"',
      'rel="noreferrer noopener" target="_blank"',
    ),
  ],
)

/** The first link to another site is made one to a site on this machine. */
const followOutside = async (tab: Tab, { elsewhere }: Visit): Promise<void> => {
  await tab.evaluate(
    `(() => { const link = document.querySelector('main a[rel~=noreferrer]'); link.href = ${JSON.stringify(`${elsewhere.url}/line`)}; link.id = 'outside' })()`,
  )
  await tab.click('#outside')
  await arrived(tab, (address) => address === `${elsewhere.url}/line`, 'the other site')
}

requirementInBrowsers(
  55,
  'a link to another site takes the page’s place, in the same tab, and says not where one comes from',
  async (tab, visit, browser) => {
    const tabs = (await browser.tabs()).length
    await enter(tab, visit, `/s/${HJO}/a`)
    await followOutside(tab, visit)
    const { addresses } = await tab.history()
    assert.deepEqual(
      addresses.filter((address) => address.startsWith(visit.url)),
      [],
    )
    assert.equal((await browser.tabs()).length, tabs)
    assert.equal(visit.elsewhere.requests.at(-1)?.headers.referer, undefined)
  },
  [
    replacing('the script left out', /<script>[\s\S]*?<\/script>/, ''),
    together(
      'a link and a page that tell',
      withoutHeader('Referrer-Policy'),
      replacing('the link', 'rel="noreferrer noopener nofollow"', 'rel="noreferrer" referrerpolicy="unsafe-url"'),
      scripting(
        'without the rest',
        `addEventListener('click', () => document.getElementById('outside')?.removeAttribute('rel'), true)`,
      ),
    ),
  ],
)
