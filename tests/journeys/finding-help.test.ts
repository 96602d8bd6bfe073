import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, firstScreen, journey, startCountry } from '#tests/support/journey.ts'
import { tabTo } from '#tests/support/moving.ts'
import { arrived, type Tab } from '#tests/support/tab.ts'

/*
 * Somebody who reads no code, with a small screen and a keyboard alone, finds the right number for Hjo, Malmö and
 * Jokkmokk and leaves: the municipality's own where it has confirmed one, a national one otherwise.
 */

const country = await startCountry()

const FULL = process.env['RACKHALL_TEST_FULL'] === '1'
const LANGUAGES = ['sv', 'sv-simple', 'en'] as const

/** The longest way by Tab: past all audiences and every line's website. */
const MOST_TABS = 150

const press = async (tab: Tab, selector: string): Promise<void> => {
  await tabTo(tab, selector, MOST_TABS)
  await tab.press('Enter')
}

const pathOf = (language: string, code: string): string => `/s/${language === 'sv' ? '' : `${language}/`}${code}`

const typing = (text: string) => async (tab: Tab) => {
  await tabTo(tab, '#place', MOST_TABS)
  await tab.type(text)
  await tab.press('Enter')
}

const inTheList = async (tab: Tab, language: string): Promise<void> => {
  const link = `main details a[href="${pathOf(language, '2510')}"]`
  await press(tab, `main details:has(${link.replace('main ', '')}) > summary`)
  await press(tab, `main details details:has(a[href="${pathOf(language, '2510')}"]) > summary`)
  await press(tab, link)
}

const PLACES = [
  { name: 'Hjo', code: '1497', number: '031-390 06 50', choose: typing('hjoo') },
  { name: 'Malmö', code: '1280', number: '116 016', choose: typing('malmo') },
  { name: 'Jokkmokk', code: '2510', number: '031-390 06 57', choose: inTheList },
] as const

journey('by keyboard on a narrow screen one finds whom to call, and leaves', async (tab, { turn }) => {
  await tab.resize(320, 640)
  for (const [place, { name, code, number, choose }] of PLACES.entries()) {
    for (const language of FULL ? LANGUAGES : [LANGUAGES[(turn + place) % LANGUAGES.length] ?? 'sv']) {
      const what = `${name} in ${language}`
      await tab.go(`${country.site.url}/`)
      await press(tab, `main nav a[href="${pathOf(language, '0000')}"]`)
      await at(tab, pathOf(language, '0000'))
      await choose(tab, language)
      await at(tab, pathOf(language, code))
      const screen = await firstScreen(tab)
      assert.ok(screen.exit && screen.danger, `${what}: the way out and 112 are not on the first screen`)
      assert.equal(screen.numbers[0], number, `${what}: ${screen.numbers.join(', ')}`)
      assert.equal(screen.wide, false, `${what}: one has to scroll sideways`)
      assert.match(await tab.text(), new RegExp(name), what)
      await press(tab, '#exit button')
      await arrived(tab, (address) => address === country.elsewhere.weather, `${what}: the way out`)
    }
  }
})

test('which language is read for which place is sampled', (t) => {
  if (!FULL) t.diagnostic('sampled: 3 of 9 pairs of place and language in each browser, all 9 among them')
})
