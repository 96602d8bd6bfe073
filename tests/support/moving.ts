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
export type Move = { readonly name: string; make(tab: Tab, script: boolean): Promise<void> }

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

const placeForm = (name: string, typed: string, after: (tab: Tab, script: boolean) => Promise<void>): Move => ({
  name,
  make: async (tab, script) => {
    await tab.click('#place')
    await tab.type(typed)
    await tab.press('Enter')
    await after(tab, script)
  },
})

/**
 * Every way of moving there is, in an order in which each begins where the one before ended: a choice of audience, the
 * page's own way back, the skip link, the place form (with what is not found, and with what is), the language, a link
 * of the footer and a reload.
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
  placeForm('the place form, misspelt', 'Xyzzyx', async (tab) => {
    await until('the sentence that there is no such place', async () =>
      tab.evaluate<boolean>(`document.getElementById('wrong') !== null && document.readyState === 'complete'`),
    )
  }),
  placeForm('the place form', 'hjo', async (tab) => arriveAt(tab, `/s/${HJO}`)),
  link('the language', `nav.lang a[href="/s/en/${HJO}"]`, `/s/en/${HJO}`),
  link('a link of the footer', 'footer a[href="/o/en/privacy"]', '/o/en/privacy'),
  {
    name: 'a reload',
    make: async (tab) => tab.reload(),
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
export const THREE_SHIFTS: WayOut = {
  name: 'Shift three times',
  take: async (tab) => tab.press('Shift', 'Shift', 'Shift'),
}

/** Takes a way out and waits until the other page is there. */
export const leaveBy = async (tab: Tab, { elsewhere }: Visit, wayOut: WayOut): Promise<void> => {
  await wayOut.take(tab)
  await arrived(tab, (address) => address === elsewhere.weather, `leaving by ${wayOut.name}`)
}
