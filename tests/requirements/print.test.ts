import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { missing, withChromium } from '#tests/support/browsers.ts'
import { closeFurnishedSite, onFurnishedSite, TEMPLATES } from './furnished-site.ts'
import type { Tab } from '#tests/support/tab.ts'

/** What comes out on paper: whom to call, on one page of A5, and nothing that holds only now. */

after(closeFurnishedSite)

/** In Chromium's files each page is an object of its own, uncompressed. */
const pagesOf = (pdf: Buffer): number => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length

/** The pages about the site are texts to read, and as long as they are. */
const CARDS = TEMPLATES.filter(({ name, typed }) => !name.startsWith('about') && typed === undefined)

const skip = missing('Chromium') ?? false

const longerThanOne = async (tab: Tab, url: string): Promise<readonly string[]> => {
  const longer: string[] = []
  for (const { name, language, path } of CARDS) {
    await tab.go(url + path)
    const pages = pagesOf(await tab.print())
    if (pages !== 1) longer.push(`${name}, ${language}: ${pages} pages`)
  }
  return longer
}

test('every page to call from prints as a card of one page, in every language', { skip }, async () =>
  withChromium({}, async (browser) => {
    const tab = await browser.open()
    assert.deepEqual(await onFurnishedSite(undefined, async (url) => longerThanOne(tab, url)), [])
  }),
)

test('what is printed is numbers and hours, and never what is open just now', { skip }, async () =>
  withChromium({}, async (browser) => {
    const tab = await browser.open()
    await onFurnishedSite(undefined, async (url) => {
      await tab.go(`${url}/s/1497/a`)
      await tab.evaluate(
        `(() => { for (const { cssRules } of document.styleSheets) for (const rule of [...cssRules]) if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all' })()`,
      )
      const text = await tab.text()
      assert.match(text, /112/)
      assert.match(text, /116 016/)
      assert.match(text, /031-390 06 50\s+Måndag–fredag/)
      assert.doesNotMatch(text, /Öppet nu|Öppnar|Lämna sidan|Tillbaka|https?:/)
    })
  }),
)
