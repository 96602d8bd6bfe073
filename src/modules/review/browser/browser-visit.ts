/** A host that a page asked something of before anybody had consented to anything. */
export type HostAsked = {
  readonly host: string
  /** Not the site's own registrable domain. */
  readonly thirdParty: boolean
  /** What it was asked for, by the browser's own words: `script`, `image`, `font`, `fetch` … */
  readonly kinds: readonly string[]
  /** Whose tracker it is, by the list; nothing when the list does not know it as one. */
  readonly tracker: string | undefined
}

export type CookieSet = { readonly name: string; readonly domain: string; readonly thirdParty: boolean }

export type AxeFinding = {
  readonly rule: string
  readonly impact: 'minor' | 'moderate' | 'serious' | 'critical'
  readonly places: number
  readonly selector: string
}

/** The box that asks about cookies, when one is shown. */
export type ConsentBox = {
  readonly selector: string
  readonly says: string
  /** Both ways out as they stand; nothing for one that is not there at once. */
  readonly accept: string | undefined
  readonly reject: string | undefined
  /** Whether it lies over the first number of the page, or over the way out. */
  readonly coversNumber: boolean
  readonly coversExit: boolean
}

/** A way out of the page (snabbutgång), as it stands on the page. */
export type ExitSeen = {
  readonly selector: string
  readonly says: string
  /** In sight at 360 × 640 after the page has been scrolled to its end. */
  readonly seenAfterScroll: boolean
  readonly reachedByKeyboard: boolean
  readonly aboveBanner: boolean
}

/** What came of pressing it, on a copy served from the archive with every other host blocked: nothing was sent. */
export type ExitPressed = {
  /** What the press asked for, in order: addresses that were recorded and not sent. */
  readonly asksFor: readonly string[]
  /** The page's own entry in the tab's history was replaced. */
  readonly replaces: boolean
  readonly opensTab: boolean
  /** The tab still shows the help page, or shows it again after Back. */
  readonly helpStillThere: boolean
}

/** One load of one page in a browser with a fresh profile, 360 × 640, and everything that was asked of it. */
export type BrowserVisit = {
  readonly url: string
  readonly visitedAt: string
  /** The document after its scripts have run. */
  readonly html: string
  readonly hosts: readonly HostAsked[]
  readonly cookies: readonly CookieSet[]
  /** Keys in localStorage and sessionStorage, by origin. */
  readonly storage: readonly { readonly origin: string; readonly keys: readonly string[] }[]
  readonly axe: readonly AxeFinding[]
  readonly consent: ConsentBox | undefined
  readonly exit: ExitSeen | undefined
  readonly pressed: ExitPressed | undefined
  /** Whether 112 is in sight at 360 × 640 before anything is scrolled. */
  readonly emergencyInSight: boolean
  /** The page is wider than 360 px. */
  readonly scrollsSideways: boolean
  /** The size that a tenth of the running text does not exceed, in CSS pixels; nothing for a page without any. */
  readonly smallestText: number | undefined
  /** Numbers in sight that cannot be pressed to call. */
  readonly numbersNotLinked: readonly string[]
  /** The file beside the archive, by its name. */
  readonly screenshot: string | undefined
}

/** Why a browser did not show a page. */
export type BrowserFailure = {
  readonly url: string
  readonly why: 'no-browser' | 'timeout' | 'crashed' | 'refused-by-robots' | 'no-answer' | 'too-large'
}
