import assert from 'node:assert/strict'
import { AXE } from './axe.ts'
import type { Tab } from './tab.ts'

/** A page of the staff side looked at: axe finds nothing wrong, and it is no wider than the narrowest screen. */
export const looked = async (tab: Tab, what: string): Promise<void> => {
  await tab.evaluate(`${AXE};undefined`)
  const faults = await tab.evaluate<readonly string[]>(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  )
  assert.deepEqual(faults, [], what)
  await tab.resize(320, 640)
  assert.equal(await tab.evaluate('document.documentElement.scrollWidth > innerWidth'), false, `${what} at 320 px`)
  await tab.resize(1280, 800)
}

/** Writes a text into a field in the place of what stands there. */
export const fill = async (tab: Tab, field: string, text: string): Promise<void> => {
  await tab.click(`#${field}`)
  await tab.press('Control+a')
  await tab.type(text)
}
