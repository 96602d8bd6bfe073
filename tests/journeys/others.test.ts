import assert from 'node:assert/strict'
import { at, firstScreen, journey as inBrowsers, startCountry } from '#tests/support/journey.ts'
import { arrived, type Tab } from '#tests/support/tab.ts'

/* A child, somebody worried, somebody who uses violence, and somebody whose language nobody has written yet. */

const country = await startCountry()

/** How pages differ between browsers is seen where help is found and left; these are about what stands on them. */
const journey = (title: string, walk: Parameters<typeof inBrowsers>[1]): void => inBrowsers(title, walk, ['Chromium'])

const PHONE = { width: 360, height: 640 }

const begin = async (tab: Tab, path: string): Promise<void> => {
  await tab.resize(PHONE.width, PHONE.height)
  await tab.go(`${country.site.url}${path}`)
}

const leave = async (tab: Tab): Promise<void> => {
  await tab.click('#exit button')
  await arrived(tab, (address) => address === country.elsewhere.weather, 'the way out')
}

/** Everything a link of the page's own content leads to. */
const linksIn = async (tab: Tab, within: string): Promise<readonly string[]> =>
  tab.evaluate(
    `[...document.querySelectorAll('${within} a[href], ${within} form')].map((one) => one.getAttribute('href') ?? one.getAttribute('action'))`,
  )

const numbersIn = async (tab: Tab, within: string): Promise<readonly string[]> =>
  tab.evaluate(`[...document.querySelectorAll('${within} .tel')].map((number) => number.textContent)`)

journey('a child in Hjo is first shown Bris, where no name is needed, and then the municipality', async (tab) => {
  await begin(tab, '/s/1497')
  await tab.click('main a[href="/s/1497/b"]')
  await at(tab, '/s/1497/b')
  const { numbers, exit, danger } = await firstScreen(tab)
  assert.ok(exit && danger)
  assert.deepEqual(numbers, ['116 111', '031-390 06 50'])
  assert.match(await tab.text(), /Bris/)
  await leave(tab)
})

journey('somebody worried reads about that, comes back to the front page and chooses another place', async (tab) => {
  await begin(tab, '/s/1497')
  await tab.click('main a[href="/s/1497/d"]')
  await at(tab, '/s/1497/d')
  assert.equal((await firstScreen(tab)).numbers[0], '031-390 06 50')
  assert.match(await tab.evaluate('document.querySelector("h1").textContent'), /som kanske far illa/)
  await tab.click('main nav a[href="/s/1497"]')
  await at(tab, '/s/1497')
  await tab.click('main nav a[href="/s/0000"]')
  await at(tab, '/s/0000')
  await leave(tab)
})

journey(
  'from the page for who uses violence nothing leads to shelters or to numbers for who is exposed',
  async (tab) => {
    for (const [code, own] of [
      ['1497', ['031-390 06 50']],
      ['1280', []],
      ['0000', []],
    ] as const) {
      await begin(tab, `/s/${code}`)
      const choices = await tab.evaluate<readonly string[]>(
        `[...document.querySelectorAll('main ul a[href^="/s/${code}/"]')].map((one) => one.getAttribute('href'))`,
      )
      assert.equal(choices.at(-1), `/s/${code}/e`, 'it is offered last')
      await tab.click(`main a[href="/s/${code}/e"]`)
      await at(tab, `/s/${code}/e`)
      const numbers = new Set(await numbersIn(tab, 'main'))
      assert.deepEqual(numbers, new Set([...own, '112', '020-555 666']), code)
      const website = code === '1280' ? ['https://malmo.se/'] : []
      const outside = (await linksIn(tab, 'main')).filter(
        (to) => !to.startsWith('tel:') && to !== '/o/traces' && to !== `/s/${code}`,
      )
      assert.deepEqual(new Set(outside), new Set(['https://valjattsluta.se/', ...website]), code)
      assert.doesNotMatch(await tab.text(), /Jouren|Kvinnofrid|Bris\b/, code)
    }
    await leave(tab)
  },
)

journey(
  'somebody whose language is not written gets a card: numbers, symbols, and a Swedish sentence to show',
  async (tab) => {
    await begin(tab, '/')
    await tab.click('main nav a[href="/s/ar/0000"]')
    await at(tab, '/s/ar/0000')
    assert.deepEqual(
      await tab.evaluate('(({ lang, dir, textContent }) => [lang, dir, textContent])(document.querySelector("h1"))'),
      ['ar', 'rtl', 'العربية'],
    )
    const { numbers, exit, danger } = await firstScreen(tab)
    assert.ok(exit && danger && numbers.includes('116 016'), numbers.join(', '))
    const text = await tab.text()
    assert.match(text, /Jag behöver tolk på arabiska\./)
    assert.ok((await tab.evaluate<number>('document.querySelectorAll("main .call svg").length')) >= 2)
    const foreign = [...text.matchAll(/[\u0600-\u06ff]+(?: [\u0600-\u06ff]+)*/g)].map(([words]) => words)
    const endonyms = await tab.evaluate<readonly string[]>(
      `[...document.querySelectorAll('nav.lang [lang], h1')].map((one) => one.textContent)`,
    )
    for (const words of foreign) assert.ok(endonyms.includes(words), `${words} is no name of a language`)
    await leave(tab)
  },
)
