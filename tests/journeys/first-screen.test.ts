import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { helpPath, parseAddress } from '#modules/help-site/address.ts'
import { AUDIENCES } from '#modules/help-site/audience.ts'
import { renderPage } from '#modules/help-site/render.ts'
import { readTexts } from '#modules/help-site/text/texts.ts'
import { prepare, type World } from '#modules/help-site/world.ts'
import { factsOf } from '#modules/municipality/index.ts'
import { missing, withChromium } from '#tests/support/browsers.ts'
import { theReference } from '#tests/support/builders.ts'

const SMALL_PHONE = { width: 360, height: 640 }
/** Late in the evening, when most lines are closed and the page has most to say of when they open. */
const EVENING = new Date('2026-11-25T22:30:00Z')
const HJO = '1497'

const world: World = {
  prepared: prepare({
    root: PROJECT_ROOT,
    texts: readTexts(PROJECT_ROOT),
    exitUrl: 'https://www.smhi.se/',
    origin: 'http://127.0.0.1:9',
    operator: undefined,
    accessibility: undefined,
  }),
  facts: factsOf(theReference()),
  receptions: [],
  visits: [],
}

const pageAt = (path: string): string => {
  const page = renderPage(world, parseAddress(path), EVENING, 'live')
  assert.ok(page !== undefined, `there is no page at ${path}`)
  return page.body
}

/** Where the last line of the first screen ends, and how many places to call stand above it. */
const MEASURE = `(() => {
  const lead = document.querySelector('p.lead').getBoundingClientRect()
  const calls = [...document.querySelectorAll('.call.big')].filter((call) => call.getBoundingClientRect().bottom <= lead.top)
  const inside = (selector) => document.querySelector(selector).getBoundingClientRect().top >= 0
  return { bottom: lead.bottom, calls: calls.length, exit: inside('#exit'), danger: inside('.danger') }
})()`

test(
  'on a small phone one screen holds the way out, 112, whom to call and a sentence of recognition, on every page',
  { skip: missing('Chromium') ?? false },
  async () =>
    withChromium({ script: false, touch: true }, async (browser) => {
      const tab = await browser.open()
      await tab.resize(SMALL_PHONE.width, SMALL_PHONE.height)
      for (const tag of world.prepared.texts.released)
        for (const audience of [undefined, ...AUDIENCES.map(({ id }) => id)]) {
          const page = pageAt(helpPath(tag, HJO, audience))
          await tab.evaluate(`document.open(), document.write(${JSON.stringify(page)}), document.close()`)
          const seen = await tab.evaluate<{ bottom: number; calls: number; exit: boolean; danger: boolean }>(MEASURE)
          const name = `${tag} ${audience ?? 'front page'}`
          assert.ok(seen.exit && seen.danger && seen.calls >= 1, name)
          assert.ok(
            seen.bottom <= SMALL_PHONE.height,
            `${name}: the sentence ends at ${Math.round(seen.bottom)} pixels`,
          )
        }
    }),
)
