import assert from 'node:assert/strict'
import { replacing } from './mutating-proxy.ts'
import type { Visit } from './requirement.ts'
import type { Tab } from './tab.ts'

/* Whether a page of the site is still there, blank or left. */

export const BLANK = 'document.body?.hidden === true && document.body.childNodes.length === 0'

export const HERE = `document.body?.hidden === false && document.getElementById('exit') !== null`

export const frontPage = async (tab: Tab, { url }: Visit): Promise<void> => tab.go(`${url}/s/0000`)

export const stillShown = replacing('a page that is still shown', 'document.body!==null&&(', '0&&(')

/** Asserts that the page is still there. */
export const held = async (tab: Tab): Promise<void> => assert.ok(await tab.evaluate(HERE), 'the page has been left')
