import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { missing, startBrowser, type Browser, type BrowserName, type Tab } from './browsers.ts'
import { startElsewhere, type Elsewhere } from './elsewhere.ts'
import { runProgram, terminal } from '#tests/house/program.ts'
import { startSite, type RunningSite } from './running-site.ts'
import { arrived } from './tab.ts'

/** A running site in which two municipalities have confirmed their numbers, and the rest of the web. */
export type Country = { readonly site: RunningSite; readonly elsewhere: Elsewhere }

const RACKHALL = join(PROJECT_ROOT, 'bin', 'rackhall.mjs')

/** The operator's command, on the data of a running site. */
export const rackhall = async (site: RunningSite, words: readonly string[]): Promise<void> => {
  const { status, err } = await runProgram(process.execPath, [RACKHALL, ...words], {
    cwd: PROJECT_ROOT,
    env: terminal(site.environment),
  })
  if (status !== 0) throw new Error(`rackhall ${words.join(' ')} ended with ${status}:\n${err}`)
}

/** Round the clock, so that the number to find is the same whenever the tests are run. */
const file = (code: string, name: string, number: string): string => `municipality: "${code}"
confirmedBy: Enhetschefen
confirmedOn: 2026-11-20
reception:
  name: ${name}
  numbers:
    - { e164: "${number}", hours: "24/7" }
onCall: { kind: via-112 }
links: []
shelters:
  - { name: Jouren, e164: "+46313900659" }
languages: []
`

/** Hjo and Jokkmokk have confirmed a number, Malmö has not. The numbers are kept for fiction by the authorities. */
export const startCountry = async (): Promise<Country> => {
  const elsewhere = await startElsewhere()
  after(() => elsewhere.close())
  const site = await startSite({ EXIT_URL: elsewhere.weather })
  after(async () => void (await site.stop()))
  for (const [code, name, number] of [
    ['1497', 'Mottagningen i Hjo', '+46313900650'],
    ['2510', 'Socialtjänsten i Jokkmokk', '+46313900657'],
  ] as const) {
    const path = join(site.data, `${code}.yaml`)
    writeFileSync(path, file(code, name, number))
    await rackhall(site, ['municipality', 'set', code, '--file', path])
  }
  return { site, elsewhere }
}

/** A person's way through the site in each browser: without script first, then with it. */
export const journey = (
  title: string,
  walk: (
    tab: Tab,
    how: { readonly script: boolean; readonly turn: number; readonly browser: BrowserName },
  ) => Promise<void>,
  browsers: readonly BrowserName[] = ['Chromium', 'Firefox'],
): void => {
  let turn = 0
  for (const script of [false, true]) {
    for (const name of browsers) {
      const mine = turn
      turn += 1
      const named = `${title} (${name}, script ${script ? 'on' : 'off'})`
      test(named, { skip: missing(name) ?? false }, async () => {
        const tab = await (await browserFor(name, script)).open()
        try {
          await walk(tab, { script, turn: mine, browser: name })
        } finally {
          await tab.close()
        }
      })
    }
  }
}

const started = new Map<string, Promise<Browser>>()

const browserFor = async (name: BrowserName, script: boolean): Promise<Browser> => {
  const key = `${name} ${script}`
  const known = started.get(key) ?? startBrowser(name, { script })
  started.set(key, known)
  return known
}

after(async () => {
  for (const browser of await Promise.allSettled(started.values()))
    if (browser.status === 'fulfilled') await browser.value.close()
})

/** Waits for the page at a path of the site. */
export const at = async (tab: Tab, path: string): Promise<void> =>
  void (await arrived(tab, (address) => new URL(address).pathname === path, `the page ${path}`))

/** What can be seen without scrolling, in a window as it is: its texts, and whether the whole of a thing is there. */
export type FirstScreen = {
  readonly numbers: readonly string[]
  readonly exit: boolean
  readonly danger: boolean
  readonly wide: boolean
}

export const firstScreen = async (tab: Tab): Promise<FirstScreen> =>
  tab.evaluate(`(() => {
    const seen = (element) => {
      const box = element.getBoundingClientRect()
      const point = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && (element.contains(point) || point?.contains(element) === true)
    }
    return {
      numbers: [...document.querySelectorAll('.call.big .tel')].filter(seen).map((number) => number.textContent),
      exit: seen(document.querySelector('#exit button')),
      danger: seen(document.querySelector('.danger .tel')),
      wide: document.documentElement.scrollWidth > innerWidth,
    }
  })()`)
