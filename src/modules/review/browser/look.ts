import type { ConsentBox, ExitSeen } from './browser-visit.ts'
import { EXIT_WORDS } from './exit-words.ts'
import type { World } from './in-world.ts'
import { findConsent, type ConsentFound } from './in-page/consent.ts'
import { findExit, lookAtExit } from './in-page/exit.ts'
import { readScreen } from './in-page/reading.ts'
import { sight, type Sight } from './in-page/sight.ts'

export type Looked = {
  readonly consent: ConsentBox | undefined
  readonly exit: ExitSeen | undefined
  /** It says that the key Escape leaves it. */
  readonly saysEscape: boolean
  readonly emergencyInSight: boolean
  readonly scrollsSideways: boolean
  readonly smallestText: number | undefined
  readonly numbersNotLinked: readonly string[]
}

type Parts = {
  readonly findConsent: (see: Sight) => ConsentFound | undefined
  readonly findExit: typeof findExit
  readonly lookAtExit: typeof lookAtExit
  readonly readScreen: typeof readScreen
}

/** All that is looked at, in the order in which one look does not disturb the next. Runs inside the page. */
const lookAll = async (see: Sight, parts: Parts, words: string, width: number): Promise<Looked> => {
  const consent = parts.findConsent(see)
  const { coversNumber, ...screen } = parts.readScreen(see, width)
  const covers = coversNumber(consent)
  const found = parts.findExit(see, words)
  const { covered, ...exit } = found === undefined ? { covered: false } : await parts.lookAtExit(see, found, consent)
  const box =
    consent === undefined
      ? undefined
      : {
          selector: see.selectorOf(consent.element),
          says: consent.says,
          accept: consent.accept,
          reject: consent.reject,
          coversNumber: covers,
          coversExit: covered,
        }
  return {
    consent: box,
    exit: 'selector' in exit ? exit : undefined,
    saysEscape: /(?:tryck|klicka|tangent|press|hit)\P{L}.{0,40}\besc(?:ape)?\b/iu.test(document.body.innerText),
    ...screen,
  }
}

const WITH_SIGHT = `const see = (${sight.toString()})();`

/** Looks at the page as it is shown. `width` is the screen's, in CSS pixels. */
export const look = async (world: World, width: number): Promise<Looked> =>
  world.evaluate(`(async () => { ${WITH_SIGHT}
    const parts = { findConsent: ${findConsent.toString()}, findExit: ${findExit.toString()},
      lookAtExit: ${lookAtExit.toString()}, readScreen: ${readScreen.toString()} };
    return (${lookAll.toString()})(see, parts, ${JSON.stringify(EXIT_WORDS)}, ${width}) })()`)

/** Where to press the way out, in the middle of what is in sight of it; `free` when nothing lies over it there. */
export type Aim = { readonly x: number; readonly y: number; readonly free: boolean }

/** Brings what the selector finds (the way out by its words, when it finds nothing) into sight and into focus. */
export const aimAtExit = async (world: World, selector: string): Promise<Aim | undefined> =>
  world.evaluate(`(async () => { ${WITH_SIGHT}
    const exit = see.find(${JSON.stringify(selector)}) ?? (${findExit.toString()})(see, ${JSON.stringify(EXIT_WORDS)});
    if (exit === undefined) return undefined;
    exit.scrollIntoView({ block: 'center', behavior: 'instant' });
    await see.drawn();
    if (exit instanceof HTMLElement) exit.focus({ preventScroll: true });
    const rect = exit.getBoundingClientRect();
    const top = see.uppermost(rect);
    return { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2,
      free: see.inView(rect) && top !== undefined && (see.holds(exit, top) || see.holds(top, exit)) } })()`)
