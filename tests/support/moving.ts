import { arrived, until, type Tab } from './tab.ts'
import type { Visit } from './requirement.ts'

/** Hjo: a small municipality whose name is typed easily. */
export const HJO = '1497'

const path = (address: string): string => new URL(address).pathname

/** Comes to the site's front page from a link on another site, in a tab with nothing else behind it. */
export const enter = async (tab: Tab, { url, elsewhere }: Visit, to = '/s/0000'): Promise<void> => {
  await tab.go(elsewhere.from(`${url}${to}`))
  await tab.click('#in')
  await arriveAt(tab, to)
}

export const arriveAt = async (tab: Tab, to: string): Promise<void> => {
  await arrived(tab, (address) => path(address) === to, `the page ${to}`)
}

/** One way of moving within the site; begins on any page in Swedish that shows what it presses. */
export type Move = { readonly name: string; make(tab: Tab, visit: Visit): Promise<void> }

const link = (name: string, selector: string, to: string): Move => ({
  name,
  make: async (tab) => {
    await tab.click(selector)
    await arriveAt(tab, to)
  },
})

const FOCUSED = (selector: string): string => `document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`

/** Moves with Tab until something has the focus; for whoever has no mouse. */
export const tabTo = async (tab: Tab, selector: string, most = 60): Promise<void> => {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await tab.evaluate<boolean>(FOCUSED(selector))) return
    await tab.press('Tab')
  }
  await until(`the focus to come to ${selector} with Tab`, async () => tab.evaluate<boolean>(FOCUSED(selector)))
}

const placeForm = (name: string, typed: string, after: (tab: Tab) => Promise<void>): Move => ({
  name,
  make: async (tab) => {
    await tab.click('#place')
    await tab.press('Control+a')
    await tab.type(typed)
    await tab.press('Enter')
    await after(tab)
  },
})

const sentence = (what: string, holds: string) => async (tab: Tab) => {
  await until(what, async () => tab.evaluate<boolean>(`document.readyState === 'complete' && ${holds}`))
}

/**
 * Every way of moving there is, in an order in which each begins where the one before ended: a choice of audience, the
 * page's own way back, the skip link, the place form (with what is not found, with what may be several, with what is
 * found), the language, a link of the footer and a reload.
 */
export const MOVES: readonly Move[] = [
  link('choosing whom it is about', 'main a[href="/s/0000/a"]', '/s/0000/a'),
  link('the page’s own way back', 'main nav a[href="/s/0000"]', '/s/0000'),
  {
    name: 'the skip link',
    make: async (tab) => {
      await tabTo(tab, '.skip')
      await tab.press('Enter')
      await until('the focus on the content', async () => tab.evaluate<boolean>(FOCUSED('#main')))
    },
  },
  placeForm(
    'the place form, misspelt',
    'Xyzzyx',
    sentence('the sentence that there is no such place', `document.querySelector('p#wrong') !== null`),
  ),
  placeForm(
    'the place form, several',
    'Upplands',
    sentence('the question which place is meant', `document.querySelector('#wrong a[href="/s/0114"]') !== null`),
  ),
  placeForm('the place form', 'hjo', async (tab) => arriveAt(tab, `/s/${HJO}`)),
  link('the language', `nav.lang a[href="/s/en/${HJO}"]`, `/s/en/${HJO}`),
  link('a link of the footer', 'footer a[href="/o/en/privacy"]', '/o/en/privacy'),
  { name: 'a reload', make: async (tab) => tab.reload() },
]

/** What is rarer, but what a hurried hand or a busy phone does; each begins on the front page and ends there. */
export const OTHER_MOVES: readonly Move[] = [
  {
    name: 'a reveal',
    make: async (tab) => {
      await tab.click('.danger summary')
      await until('what was behind it', async () =>
        tab.evaluate<boolean>(`document.querySelector('.danger details').open`),
      )
    },
  },
  { name: 'a press on a number', make: async (tab) => tab.click('main .tel') },
  {
    name: 'a link pressed twice, quickly',
    make: async (tab) => {
      await Promise.all([tab.click('footer a[href="/o"]'), tab.click('footer a[href="/o"]').catch(() => undefined)])
      await arriveAt(tab, '/o')
      await tab.click('main nav a[href="/s/0000"]')
      await arriveAt(tab, '/s/0000')
    },
  },
  {
    name: 'a link with a place in the page',
    make: async (tab) => {
      await tab.evaluate(
        `document.querySelector('main a[href="/s/0000/a"]').setAttribute('href', '/s/0000/a#main') ?? 0`,
      )
      await tab.click('main a[href="/s/0000/a#main"]')
      await arriveAt(tab, '/s/0000/a')
      await tab.click('main nav a[href="/s/0000"]')
      await arriveAt(tab, '/s/0000')
    },
  },
  {
    name: 'the browser’s own Back, and Forward again',
    make: async (tab, { elsewhere }) => {
      await tab.back()
      await arrived(tab, (address) => address.startsWith(elsewhere.url), 'the page she came from')
      await tab.forward()
      await sentence('the front page, whole again', `document.querySelector('#exit button') !== null`)(tab)
    },
  },
]

/** How many pages deep the visit is when the way out is taken, and by which moves one comes there. */
export const DEPTHS: readonly { readonly pages: number; readonly moves: readonly Move[] }[] = [
  { pages: 1, moves: [] },
  { pages: 2, moves: MOVES.slice(0, 1) },
  // Five pages and more: a skip link and a reload are moves too, though not pages.
  { pages: 5, moves: MOVES },
]

/** A way out. */
export type WayOut = { readonly name: string; take(tab: Tab): Promise<void> }

export const BUTTON: WayOut = { name: 'the button', take: async (tab) => tab.click('#exit button') }
export const ENTER_KEY: WayOut = {
  name: 'Tab and Enter',
  take: async (tab) => {
    await tabTo(tab, '#exit button')
    await tab.press('Enter')
  },
}
export const TOUCH: WayOut = { name: 'a tap', take: async (tab) => tab.tap('#exit button') }
export const THREE_SHIFTS: WayOut = {
  name: 'Shift three times',
  take: async (tab) => tab.press('Shift', 'Shift', 'Shift'),
}

/** Takes a way out and waits until the other page is there. */
export const leaveBy = async (tab: Tab, { elsewhere }: Visit, wayOut: WayOut): Promise<void> => {
  await wayOut.take(tab)
  await arrived(tab, (address) => address === elsewhere.weather, `leaving by ${wayOut.name}`)
}
