import assert from 'node:assert/strict'
import test from 'node:test'
import { startChromium } from '#tests/support/chromium.ts'
import { startElsewhere } from '#tests/support/elsewhere.ts'
import { packagedChromium } from '#modules/review/browser/packaged-chromium.ts'

test('where the machine has no Chromium of its own, the one from npm shows a page with its letters', async (t) => {
  const packaged = await packagedChromium()
  assert.ok(packaged !== undefined)
  const elsewhere = await startElsewhere()
  t.after(() => elsewhere.close())
  const browser = await startChromium(packaged.program, packaged.args)
  t.after(() => browser.close())
  const tab = await browser.open()
  await tab.go(elsewhere.weather)
  assert.match(await tab.text(), /Sol i morgon/)
  const width = await tab.evaluate<number>(
    `(() => { const letters = document.createRange(); letters.selectNodeContents(document.querySelector('h1')); return letters.getBoundingClientRect().width })()`,
  )
  assert.ok(width > 50, `the letters are ${width} wide`)
})
